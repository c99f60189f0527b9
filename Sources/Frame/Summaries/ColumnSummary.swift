/// What a column holds, for schema tables and small charts.
package struct ColumnSummary: Sendable {
  /// Quantiles interpolate linearly between order statistics (type 7, NumPy's default); `sd` divides by n - 1
  /// and is NaN for a single value.
  package struct Numbers: Sendable, Hashable {
    package let min: Double
    package let q25: Double
    package let median: Double
    package let q75: Double
    package let max: Double
    package let mean: Double
    package let sd: Double
  }

  /// Equal-width bins between the smallest and the largest value; the last bin includes its upper end.
  package struct Histogram: Sendable, Hashable {
    package let lower: Double
    package let upper: Double
    /// 1...24 bins; they sum to the number of values.
    package let counts: [Int]
  }

  /// Rows.
  package let count: Int
  package let missing: Int
  /// Distinct values, without missing ones.
  package let distinct: Int
  /// Of numbers and integers that have a value; infinite values are left out.
  package let numeric: Numbers?
  /// The most frequent values of categories, texts and booleans, at most ten; ties by bytes.
  package let top: [(text: String, count: Int)]
  /// Of numbers, integers, dates (in days) and datetimes (in microseconds) that have a value.
  package let histogram: Histogram?
  /// The smallest and the largest value as text, where values have an order of their own: all but texts and booleans.
  package let range: (lowest: String, highest: String)?

  /// O(rows · log rows) for numbers and dates, O(rows) for others.
  package init(of column: Column) {
    count = column.count
    missing = column.missingCount
    if column.type.isTextual || column.type == .boolean {
      let frequencies = ColumnSummary.frequencies(column)
      distinct = frequencies.count
      top = Array(frequencies.prefix(10))
      numeric = nil
      histogram = nil
      range = nil
      return
    }
    let sorted = ColumnSummary.sortedValues(column)
    distinct = ColumnSummary.distinctCount(column)
    top = []
    numeric = column.type.isNumeric ? Numbers(sorted: sorted) : nil
    histogram = Histogram(sorted: sorted, isWhole: column.type != .number)
    range = ColumnSummary.range(column)
  }

  private static func sortedValues(_ column: Column) -> [Double] {
    column.doubles().filter(\.isFinite).sorted()
  }

  /// Counted on the exact values: doubles would merge large integers.
  private static func distinctCount(_ column: Column) -> Int {
    switch column.storage {
    case .integers(let values), .datetimes(let values):
      runs(values.indices.filter { !column.isMissing($0) }.map { values[$0] }.sorted())
    case .dates(let values):
      runs(values.indices.filter { !column.isMissing($0) }.map { values[$0] }.sorted())
    default: runs(column.doubles().filter { !$0.isNaN }.sorted())
    }
  }

  private static func runs<Value: Equatable>(_ sorted: [Value]) -> Int {
    guard !sorted.isEmpty else { return 0 }
    return 1 + zip(sorted, sorted.dropFirst()).count { $0 != $1 }
  }

  private static func range(_ column: Column) -> (lowest: String, highest: String)? {
    let values = column.doubles()
    let present = values.indices.filter { !values[$0].isNaN }
    guard let lowest = present.min(by: { values[$0] < values[$1] }),
      let highest = present.max(by: { values[$0] < values[$1] })
    else { return nil }
    return (column[lowest].text, column[highest].text)
  }

  private static func frequencies(_ column: Column) -> [(text: String, count: Int)] {
    let coded = column.type == .boolean ? column.asCategory() : column
    var counts = [Int](repeating: 0, count: coded.levels.count)
    for code in coded.codes ?? [] where code >= 0 { counts[Int(code)] += 1 }
    let levels = coded.levels
    return levels.indices.filter { counts[$0] > 0 }
      .sorted { counts[$0] != counts[$1] ? counts[$0] > counts[$1] : levels[$0].precedesByBytes(levels[$1]) }
      .map { (levels[$0], counts[$0]) }
  }
}

extension ColumnSummary.Numbers {
  /// Nil without values.
  init?(sorted: [Double]) {
    guard let first = sorted.first, let last = sorted.last else { return nil }
    let count = Double(sorted.count)
    let sum = sorted.reduce(0, +)
    let mean = sum.isFinite ? sum / count : sorted.reduce(0) { $0 + $1 / count }
    let squares = sorted.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    self.init(
      min: first, q25: Quantile.value(0.25, of: sorted), median: Quantile.value(0.5, of: sorted),
      q75: Quantile.value(0.75, of: sorted), max: last, mean: mean,
      sd: sorted.count > 1 ? (squares / (count - 1)).squareRoot() : .nan)
  }
}

/// Quantiles of sorted numbers.
package enum Quantile {
  /// The quantile at `share` in 0...1, interpolated linearly between order statistics (type 7 of Hyndman and Fan,
  /// NumPy's default). `sorted` is ascending, without NaN, and not empty (NaN where it is).
  package static func value(_ share: Double, of sorted: [Double]) -> Double {
    guard let last = sorted.last else { return .nan }
    let place = Swift.min(Swift.max(share, 0), 1) * Double(sorted.count - 1)
    let below = Int(place)
    guard below + 1 < sorted.count else { return last }
    let fraction = place - Double(below)
    let (low, high) = (sorted[below], sorted[below + 1])
    return low == high ? low : low * (1 - fraction) + high * fraction
  }
}

extension ColumnSummary.Histogram {
  static let maximumBins = 24

  /// Nil without values. One bin a value where whole values lie closely, else bins as wide as Freedman and Diaconis say
  /// (twice the interquartile range over the cube root of n), at least 5 and at most 24.
  init?(sorted: [Double], isWhole: Bool) {
    guard let lower = sorted.first, let upper = sorted.last else { return nil }
    let bins = Self.bins(sorted, lower, upper, isWhole)
    var counts = [Int](repeating: 0, count: bins)
    // Halves, so that the difference of the largest doubles stays finite.
    let width = upper / 2 - lower / 2
    for value in sorted {
      let share = width > 0 ? (value / 2 - lower / 2) / width : 0
      counts[Swift.min(bins - 1, Int(share * Double(bins)))] += 1
    }
    self.init(lower: lower, upper: upper, counts: counts)
  }

  private static func bins(_ sorted: [Double], _ lower: Double, _ upper: Double, _ isWhole: Bool) -> Int {
    let spread = upper - lower
    guard spread > 0 else { return 1 }
    if isWhole, spread < Double(maximumBins) { return Int(spread) + 1 }
    let quartiles = Quantile.value(0.75, of: sorted) - Quantile.value(0.25, of: sorted)
    let width = 2 * quartiles * exponential(-logarithm(Double(sorted.count)) / 3)
    let wanted = width > 0 ? (spread / width).rounded(.up) : .infinity
    return wanted < Double(maximumBins) ? Swift.max(5, Int(wanted)) : maximumBins
  }
}
