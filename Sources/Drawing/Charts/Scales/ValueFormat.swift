import Canonical

/// One format for all values of a chart, so that their decimals line up.
struct ValueFormat {
  private let places: Int?

  /// Three decimals below ten, two below a hundred, one below a thousand; values that all lie
  /// under a hundredth, or reach a thousand million, get significant digits each.
  init(for values: [Double]) {
    let largest = values.lazy.filter(\.isFinite).map(\.magnitude).max() ?? 0
    switch largest {
    case 0: places = 0
    case ..<0.01: places = nil
    case ..<10: places = 3
    case ..<100: places = 2
    case ..<1000: places = 1
    case ..<1e9: places = 0
    default: places = nil
    }
  }

  func text(_ value: Double) -> String {
    guard let places, value.isFinite else { return NumberText.significant(value, 3) }
    return NumberText.fixed(value, places, grouped: value.magnitude >= 10_000)
  }
}
