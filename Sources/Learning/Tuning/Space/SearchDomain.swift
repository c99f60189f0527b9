import Canonical

/// The values that one parameter of a search may take. A value is kept as a number: that of a choice is its place in the list.
package enum SearchDomain: Sendable, Hashable {
  /// Real numbers; with a step those on the grid that starts at the lower end.
  case number(ClosedRange<Double>, log: Bool = false, step: Double? = nil)
  /// Whole numbers, every `step`-th from the lower end.
  case integer(ClosedRange<Int64>, log: Bool = false, step: Int64 = 1)
  /// The texts of the choices.
  case choices([String])

  /// The same values with an upper end that the step reaches, as in Optuna's distributions.
  package var fitted: SearchDomain {
    switch self {
    case .number(let range, let log, let step?):
      let steps = ((range.upperBound - range.lowerBound) / step * (1 + 1e-12)).rounded(.down)
      return .number(
        range.lowerBound...(min(range.lowerBound + steps * step, range.upperBound)), log: log, step: step)
    case .integer(let range, let log, let step) where step > 1:
      let width = range.upperBound.subtractingReportingOverflow(range.lowerBound)
      if width.overflow { return self }
      return .integer(range.lowerBound...(range.upperBound - width.partialValue % step), log: log, step: step)
    default: return self
    }
  }

  /// Whether there is nothing to search.
  package var isSingle: Bool {
    switch self {
    case .number(let range, _, _): range.lowerBound == range.upperBound
    case .integer(let range, _, _): range.lowerBound == range.upperBound
    case .choices(let choices): choices.count < 2
    }
  }

  /// Whether values are places in a list, and not numbers.
  package var isChoice: Bool { if case .choices = self { true } else { false } }

  /// How many values there are; nil for a range of real numbers.
  package var count: Int? {
    switch self {
    case .number(let range, _, let step):
      if isSingle { return 1 }
      guard let step else { return nil }
      return Int(exactly: ((range.upperBound - range.lowerBound) / step).rounded()).flatMap {
        $0 < 1 << 40 ? $0 + 1 : nil
      }
    case .integer(let range, _, let step):
      let width = range.upperBound.subtractingReportingOverflow(range.lowerBound)
      return width.overflow || width.partialValue / step >= 1 << 40 ? nil : Int(width.partialValue / step) + 1
    case .choices(let choices): return choices.count
    }
  }

  /// The value at a place of the grid of `count` values.
  package func value(at place: Int) -> Double {
    switch self {
    case .number(let range, _, let step):
      min(range.lowerBound + Double(place) * (step ?? 0), range.upperBound)
    case .integer(let range, _, let step): Double(range.lowerBound) + Double(place) * Double(step)
    case .choices: Double(place)
    }
  }

  /// Whether the value is one of these.
  package func contains(_ value: Double) -> Bool {
    switch self {
    case .number(let range, _, let step):
      guard range.contains(value) else { return false }
      guard let step else { return true }
      let place = (value - range.lowerBound) / step
      return (place - place.rounded()).magnitude < 1e-8
    case .integer(let range, _, let step):
      guard let whole = Int64(exactly: value), range.contains(whole) else { return false }
      let width = whole.subtractingReportingOverflow(range.lowerBound)
      return width.overflow || width.partialValue % step == 0
    case .choices(let choices):
      guard let place = Int(exactly: value) else { return false }
      return choices.indices.contains(place)
    }
  }

  /// The value as it would be written in a cell.
  package func text(_ value: Double) -> String {
    switch self {
    case .number: NumberText.exact(value)
    case .integer: Int64(exactly: value).map(String.init) ?? NumberText.exact(value)
    case .choices(let choices):
      Int(exactly: value).flatMap { choices.indices.contains($0) ? choices[$0] : nil } ?? ""
    }
  }
}

extension SearchDomain {
  /// Whether the values are drawn by their ratios.
  package var isLog: Bool {
    switch self {
    case .number(_, let log, _), .integer(_, let log, _): log
    case .choices: false
    }
  }

  /// The distance between neighbours; 0 for real numbers.
  var step: Double {
    switch self {
    case .number(_, _, let step): step ?? 0
    case .integer(_, _, let step): Double(step)
    case .choices: 1
    }
  }

  /// The smallest and the largest value.
  package var ends: (low: Double, high: Double) {
    switch self {
    case .number(let range, _, _): (range.lowerBound, range.upperBound)
    case .integer(let range, _, _): (Double(range.lowerBound), Double(range.upperBound))
    case .choices(let choices): (0, Double(max(choices.count - 1, 0)))
    }
  }

  /// The interval that samplers draw from: the ends, wider by half a step on either side, logarithms where `isLog`. Choices take an
  /// interval of length one each.
  var bounds: (low: Double, high: Double) {
    if case .choices(let choices) = self { return (0, Double(choices.count)) }
    let (low, high) = (ends.low - step / 2, ends.high + step / 2)
    return isLog ? (Elementary.log(low), Elementary.log(high)) : (low, high)
  }

  /// The place of a value in the interval of `bounds`.
  func place(of value: Double) -> Double { isLog ? Elementary.log(value) : value }

  /// The value at a place in the interval of `bounds`, or the nearest one there is.
  func value(atPlace place: Double) -> Double {
    let (low, high) = ends
    switch self {
    case .number(_, _, let step?):
      return min(max(((place - low) / step).rounded(.toNearestOrEven) * step + low, low), high)
    case .number(_, let log, nil):
      return min(max(log ? Elementary.exp(place) : place, low), high)
    case .integer(_, true, _):
      return min(max(Elementary.exp(place).rounded(.toNearestOrEven), low), high)
    case .integer(_, false, let step):
      let index = ((place - low) / Double(step) + 0.5).rounded(.down)
      return min(max(index * Double(step) + low, low), high)
    case .choices: return min(max(place.rounded(.down), 0), high)
    }
  }
}
