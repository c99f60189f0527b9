import Canonical

/// How charts write numbers.
enum ChartNumbers {
  /// A number of data: whole ones whole, others with four significant digits.
  static func plain(_ value: Double) -> String {
    if value.isDrawable, value == value.rounded(), value.magnitude < 1e9 {
      return NumberText.fixed(value, 0, grouped: value.magnitude >= 10_000)
    }
    return NumberText.significant(value, 4)
  }

  /// A share of one as per cent.
  static func percent(_ value: Double, _ places: Int) -> String { NumberText.percent(value, places) }
}
