import Canonical
import Frame
import Learning
import Pipeline
import Syntax

/// A number by which trials are judged.
enum TuningMeasure: Sendable, Hashable {
  /// A metric, its mean over the folds.
  case metric(String)
  /// The bytes that the model takes, their mean over the folds.
  case size

  init?(_ name: String) {
    if name == "size" {
      self = .size
    } else if let metric = Metrics[name], metric.needs.isSubset(of: [.queries]) {
      self = .metric(name)
    } else {
      return nil
    }
  }

  var name: String {
    switch self {
    case .metric(let name): name
    case .size: "size"
    }
  }

  var title: String {
    switch self {
    case .metric(let name): Metrics[name]?.title ?? name
    case .size: "size"
    }
  }

  /// Set behind numbers of it.
  var unit: String? { self == .size ? "bytes" : nil }

  /// Such as `0.963` or `13,478`.
  func number(_ value: Double) -> String {
    switch self {
    case .metric: value.magnitude < 10 ? NumberText.fixed(value, 4) : NumberText.significant(value, 5)
    case .size: NumberText.fixed(value, 0, grouped: true)
    }
  }

  /// The number with its unit.
  func text(_ value: Double) -> String { number(value) + (unit.map { " \($0)" } ?? "") }

  /// The names of all that a trial can be judged by.
  static let names = Metrics.all.filter { $0.needs.isSubset(of: [.queries]) }.map(\.name) + ["size"]

  /// The usual ones for a task, for hints.
  static func examples(for task: Task) -> String {
    let usual = Metrics.defaults(for: task).map(\.name) + ["size"]
    return usual.joined(separator: ", ")
      + ", and \(names(for: task).count - usual.count) more (`limn docs evaluate`)"
  }

  /// Whether a metric is for a task: only a ranking has queries.
  static func fits(_ metric: MetricSpec, _ task: Task) -> Bool {
    metric.tasks.contains(task) && metric.needs.isSubset(of: task == .ranking ? [.queries] : [])
  }

  /// Those that fit a task.
  static func names(for task: Task) -> [String] {
    Metrics.all.filter { fits($0, task) }.map(\.name) + ["size"]
  }
}

/// What a study makes large or small.
struct TuningObjective: Sendable {
  var measure: TuningMeasure
  var direction: Direction
}

/// `subject to EXPR`: a condition over measures that the best trial holds.
struct TuningConstraint: Sendable {
  var expression: Expression
  var text: String
  /// The measures that it mentions.
  var measures: [TuningMeasure]

  /// By how much measures violate it: a comparison by the distance that is missing, anything else by one; 0 where it holds. A
  /// value that is not known violates by infinity.
  func violation(_ values: [TuningMeasure: Double], parameters: [String: Literal]) -> Double {
    violation(expression, values, parameters)
  }

  private func violation(
    _ expression: Expression, _ values: [TuningMeasure: Double], _ parameters: [String: Literal]
  ) -> Double {
    switch expression.kind {
    case .binary(.and, let left, let right):
      return violation(left, values, parameters) + violation(right, values, parameters)
    case .binary(.or, let left, let right):
      return min(violation(left, values, parameters), violation(right, values, parameters))
    case .binary(let sign, let left, let right):
      guard let holds = truth(expression, values, parameters) else { return .infinity }
      if holds { return 0 }
      guard [.less, .lessOrEqual, .greater, .greaterOrEqual].contains(sign),
        let a = number(left, values, parameters), let b = number(right, values, parameters), a != b
      else { return 1 }
      return (a - b).magnitude
    default:
      return truth(expression, values, parameters).map { $0 ? 0 : 1 } ?? .infinity
    }
  }

  private func truth(
    _ expression: Expression, _ values: [TuningMeasure: Double], _ parameters: [String: Literal]
  ) -> Bool? {
    guard case .boolean(let holds)? = scalar(expression, values, parameters) else { return nil }
    return holds
  }

  private func number(
    _ expression: Expression, _ values: [TuningMeasure: Double], _ parameters: [String: Literal]
  ) -> Double? {
    scalar(expression, values, parameters)?.number
  }

  private func scalar(
    _ expression: Expression, _ values: [TuningMeasure: Double], _ parameters: [String: Literal]
  ) -> Scalar? {
    var typing = ExpressionTyping(parameters: parameters) { path in
      let name = path.map(\.text).joined(separator: ".")
      guard let value = TuningMeasure(name).flatMap({ values[$0] }) else {
        return .failure(Diagnostic(.unknownMember, at: path[0].span, ""))
      }
      return .success(.literal(.number(value)))
    }
    return typing.formula(expression).flatMap { try? $0.value() }
  }
}

/// Reads `maximize`, `minimize` and `subject to`.
enum ObjectiveReading {
  /// In the order written; empty after diagnostics.
  static func objectives(_ task: Task, _ cell: inout CellCheck) -> [TuningObjective] {
    var objectives: [TuningObjective] = []
    for clause in cell.clauses where ["maximize", "minimize"].contains(clause.keyword) {
      let direction: Direction = clause.keyword == "maximize" ? .maximize : .minimize
      for word in clause.words("measures") {
        guard let measure = measure(word, task, &cell) else { continue }
        if objectives.contains(where: { $0.measure == measure }) {
          cell.error(.repeatedClause, at: word.span, "`\(word.text)` is an objective twice")
        } else if let better = wrongWay(measure, direction) {
          cell.error(
            .wrongValue, at: word.span,
            "a \(direction == .maximize ? "smaller" : "larger") `\(word.text)` is better",
            hint: "`\(better) \(word.text)`")
        } else {
          objectives.append(TuningObjective(measure: measure, direction: direction))
        }
      }
    }
    if objectives.isEmpty, !cell.isIncomplete, !cell.hasErrors {
      let example = Metrics.defaults(for: task).first.map {
        "`\($0.higherIsBetter ? "maximize" : "minimize") \($0.name)`"
      }
      cell.error(
        .missingClause, at: cell.cell.verb.span, "`tune` does not say what makes a trial good",
        hint: example.map { "for example \($0)" })
    }
    return objectives
  }

  private static func wrongWay(_ measure: TuningMeasure, _ direction: Direction) -> String? {
    let isLargeGood =
      switch measure {
      case .metric(let name): Metrics[name]?.higherIsBetter ?? true
      case .size: false
      }
    return isLargeGood == (direction == .maximize) ? nil : isLargeGood ? "maximize" : "minimize"
  }

  private static func measure(_ word: Word, _ task: Task, _ cell: inout CellCheck) -> TuningMeasure? {
    guard let measure = TuningMeasure(word.text) else { return nil }
    guard case .metric(let name) = measure, let metric = Metrics[name], !TuningMeasure.fits(metric, task)
    else {
      return measure
    }
    cell.error(
      .wrongValue, at: word.span,
      "`\(name)` does not fit the target, which sets a \(task.rawValue)",
      hint: "measures for it: \(TuningMeasure.examples(for: task))")
    return nil
  }

  static func constraints(_ task: Task, _ cell: inout CellCheck) -> [TuningConstraint] {
    cell.clauses("subject to").compactMap { clause in
      guard let expression = clause.expression("condition") else { return nil }
      var mentioned: [TuningMeasure] = []
      let known = TuningMeasure.names(for: task)
      var typing = ExpressionTyping(parameters: cell.parameters) { path in
        let name = path.map(\.text).joined(separator: ".")
        guard known.contains(name), let measure = TuningMeasure(name) else {
          return .failure(
            Diagnostic(
              .unknownMember, at: path[0].span, "trials have no measure `\(name)`",
              hint: nearestName(to: name, in: known).map { "did you mean `\($0)`?" }
                ?? "measures: \(TuningMeasure.examples(for: task))"))
        }
        if !mentioned.contains(measure) { mentioned.append(measure) }
        return .success(.column(Field(name, .number)))
      }
      let formula = typing.formula(expression)
      for diagnostic in typing.diagnostics { cell.report(diagnostic) }
      guard let formula else { return nil }
      guard formula.type == .boolean else {
        cell.error(
          .typeError, at: expression.span,
          "a condition is wanted, and this is \(formula.type.name.withArticle)",
          hint: "compare it, as in `\(cell.file.text(expression.span)) >= 0.9`")
        return nil
      }
      return TuningConstraint(
        expression: expression, text: ExpressionPrinter.text(expression), measures: mentioned)
    }
  }
}
