import Frame

/// One parameter of a search.
package struct SearchParameter: Sendable, Hashable {
  package var name: String
  package var domain: SearchDomain
  /// All of these hold for a trial that has the parameter; empty: every trial has it.
  package var conditions: [Condition]

  /// A parameter of choices that comes earlier in the space has one of some values.
  package struct Condition: Sendable, Hashable {
    /// The position of the other parameter.
    package var parameter: Int
    /// Places in its list of choices.
    package var choices: [Int]

    package init(parameter: Int, choices: [Int]) {
      self.parameter = parameter
      self.choices = choices
    }
  }

  package init(_ name: String, _ domain: SearchDomain, when conditions: [Condition] = []) {
    self.name = name
    self.domain = domain.fitted
    self.conditions = conditions
  }
}

/// What a study searches: parameters, some of which there are only where others have certain values.
package struct SearchSpace: Sendable, Hashable {
  /// A condition refers to a parameter before the one that has it.
  package let parameters: [SearchParameter]

  /// Fails where a name occurs twice, a domain is empty, or a condition refers to no choices before it.
  package init(_ parameters: [SearchParameter]) throws(LearningError) {
    if let twice = NameIndex.firstDuplicate(in: parameters.map(\.name)) {
      throw LearningError("`\(twice)` is searched twice")
    }
    for (index, parameter) in parameters.enumerated() {
      try SearchSpace.check(parameter)
      for condition in parameter.conditions {
        guard condition.parameter >= 0, condition.parameter < index,
          case .choices(let choices) = parameters[condition.parameter].domain,
          condition.choices.allSatisfy(choices.indices.contains)
        else { throw LearningError("`\(parameter.name)` depends on a parameter that is not there") }
      }
      guard SearchSpace.isPossible(index, parameters) else {
        throw LearningError("no trial can have `\(parameter.name)`")
      }
    }
    self.parameters = parameters
  }

  /// Whether some trial has the parameter: its conditions, and those of the parameters they are about, can hold together.
  private static func isPossible(_ index: Int, _ parameters: [SearchParameter]) -> Bool {
    var allowed: [Int: Set<Int>] = [:]
    var open = [index]
    while let next = open.popLast() {
      for condition in parameters[next].conditions {
        let choices = allowed[condition.parameter]?.intersection(condition.choices) ?? Set(condition.choices)
        if choices.isEmpty { return false }
        if allowed.updateValue(choices, forKey: condition.parameter) == nil {
          open.append(condition.parameter)
        }
      }
    }
    return true
  }

  private static func check(_ parameter: SearchParameter) throws(LearningError) {
    switch parameter.domain {
    case .number(let range, let log, let step):
      guard range.lowerBound.isFinite, range.upperBound.isFinite,
        (range.upperBound - range.lowerBound).isFinite
      else { throw LearningError("the range of `\(parameter.name)` has no end") }
      guard !log || range.lowerBound > 0 else {
        throw LearningError(
          "a range in steps of equal ratio starts above zero, that of `\(parameter.name)` does not")
      }
      guard !(log && step != nil) else {
        throw LearningError(
          "the range of `\(parameter.name)` has a step and is `log`", hint: "leave out one of them")
      }
      guard step.map({ $0 > 0 && $0.isFinite }) ?? true else {
        throw LearningError("the step of `\(parameter.name)` is not above zero")
      }
    case .integer(let range, let log, let step):
      guard range.lowerBound.magnitude < 1 << 53, range.upperBound.magnitude < 1 << 53 else {
        throw LearningError("the range of `\(parameter.name)` is too wide")
      }
      guard !log || range.lowerBound > 0 else {
        throw LearningError(
          "a range in steps of equal ratio starts above zero, that of `\(parameter.name)` does not")
      }
      guard step > 0, !(log && step > 1) else {
        throw LearningError(
          "the range of `\(parameter.name)` has a step and is `log`", hint: "leave out one of them")
      }
    case .choices(let choices):
      guard !choices.isEmpty else { throw LearningError("`\(parameter.name)` has nothing to choose from") }
      if let twice = NameIndex.firstDuplicate(in: choices) {
        throw LearningError("`\(parameter.name)` has the choice `\(twice)` twice")
      }
    }
  }

  /// Whether a trial with these values, of which those before the parameter are known, has it.
  package func isActive(_ index: Int, _ values: [Double?]) -> Bool {
    parameters[index].conditions.allSatisfy { condition in
      values[condition.parameter].flatMap { Int(exactly: $0) }.map(condition.choices.contains) ?? false
    }
  }

  /// How many trials there can be that differ; nil where there are real numbers in it, or too many to count.
  package var combinations: Int? {
    var total = 0
    let isCounted = walk(from: 0, [Double?](repeating: nil, count: parameters.count)) { _ in
      total += 1
      return total <= 1 << 20
    }
    return isCounted ? total : nil
  }

  /// Every trial there can be, in the order of the choices, the last parameter changing first; nil where there are too many.
  package var grid: [[Double?]]? {
    var all: [[Double?]] = []
    let isWhole = walk(from: 0, [Double?](repeating: nil, count: parameters.count)) { values in
      all.append(values)
      return all.count <= 1 << 20
    }
    return isWhole ? all : nil
  }

  /// Whether `visit` was shown all combinations: no domain is continuous, and it never asked to stop.
  private func walk(from index: Int, _ values: [Double?], _ visit: ([Double?]) -> Bool) -> Bool {
    guard index < parameters.count else { return visit(values) }
    guard isActive(index, values) else { return walk(from: index + 1, values, visit) }
    guard let count = parameters[index].domain.count else { return false }
    var values = values
    for place in 0..<count {
      values[index] = parameters[index].domain.value(at: place)
      if !walk(from: index + 1, values, visit) { return false }
    }
    return true
  }
}
