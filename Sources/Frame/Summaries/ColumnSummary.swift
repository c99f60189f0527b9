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
    package private(set) var counts: [Int]
  }

  /// Rows.
  package let count: Int
  package let missing: Int
  /// Distinct values, without missing ones.
  package let distinct: Int
  /// Whether `distinct` is an estimate, with a standard error of 0.8 %.
  package let isEstimated: Bool
  /// Of numbers and integers that have a value; infinite values are left out.
  package let numeric: Numbers?
  /// The most frequent values of categories, texts and booleans, at most ten; ties by bytes.
  package let top: [(text: String, count: Int)]
  /// Of numbers, integers, dates (in days) and datetimes (in microseconds) that have a value.
  package let histogram: Histogram?
  /// The smallest and the largest value as text, where values have an order of their own: all but texts and booleans.
  package let range: (lowest: String, highest: String)?

  /// O(rows).
  package init(of column: Column) {
    count = column.count
    missing = column.missingCount
    isEstimated = false
    if column.type.isTextual || column.type == .boolean {
      if case .texts(let texts) = column.storage {
        let frequencies = TextFrequencies(texts.run, column.validity)
        distinct = frequencies.distinct
        top = frequencies.mostFrequent(10)
      } else {
        let frequencies = LevelFrequencies(of: column)
        distinct = frequencies.distinct
        top = frequencies.mostFrequent(10)
      }
      numeric = nil
      histogram = nil
      range = nil
      return
    }
    let ordered = OrderedValues(of: column)
    distinct = ordered.distinct
    top = []
    numeric = column.type.isNumeric ? Numbers(sorted: ordered.finite) : nil
    histogram = Histogram(sorted: ordered.finite, isWhole: column.type != .number)
    range = ColumnSummary.range(column)
  }

  /// Of a packed column. Beyond 1,048,576 rows it is read chunk by chunk, and distinct values may be estimated.
  package init(of column: ChunkedColumn) throws { try self.init(of: column, unpackedRows: 1 << 20) }

  /// Columns of at most `unpackedRows` are unpacked as a whole.
  init(of column: ChunkedColumn, unpackedRows: Int) throws {
    if let grid = try ValueGrid(column) {
      self = try GridSummary(grid, of: column).summary()
    } else if column.count <= unpackedRows {
      self.init(of: try column.column())
    } else if column.type.isTextual || column.type == .boolean {
      self = try LargeTexts(column).summary()
    } else {
      self = try LargeNumbers(column).summary()
    }
  }

  init(
    count: Int, missing: Int, distinct: Int, isEstimated: Bool, numeric: Numbers?,
    top: [(text: String, count: Int)], histogram: Histogram?, range: (lowest: String, highest: String)?
  ) {
    self.count = count
    self.missing = missing
    self.distinct = distinct
    self.isEstimated = isEstimated
    self.numeric = numeric
    self.top = top
    self.histogram = histogram
    self.range = range
  }

  private static func range(_ column: Column) -> (lowest: String, highest: String)? {
    let rows =
      switch column.storage {
      case .integers(let values), .datetimes(let values): extremes(values) { !column.isMissing($0) }
      case .dates(let values): extremes(values) { !column.isMissing($0) }
      default: extremes(column.doubles()) { !column.isMissing($0) }
      }
    return rows.map { (column[$0.lowest].text, column[$0.highest].text) }
  }

  /// The first rows with the least and the largest of the values that are there.
  private static func extremes<Value: Comparable>(
    _ values: [Value], _ isPresent: (Int) -> Bool
  ) -> (lowest: Int, highest: Int)? {
    var (lowest, highest) = (-1, -1)
    for (row, value) in values.enumerated() where isPresent(row) {
      if lowest < 0 || value < values[lowest] { lowest = row }
      if highest < 0 || value > values[highest] { highest = row }
    }
    return lowest < 0 ? nil : (lowest, highest)
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

  /// Nil without values.
  init?(sorted: [Double], isWhole: Bool) {
    guard let lower = sorted.first, let upper = sorted.last else { return nil }
    self.init(
      lower: lower, upper: upper,
      quartileRange: Quantile.value(0.75, of: sorted) - Quantile.value(0.25, of: sorted), count: sorted.count,
      isWhole: isWhole)
    for value in sorted { add(value) }
  }

  /// Empty bins between the least and the largest of `count` values: one a value where whole values lie closely, else
  /// as wide as Freedman and Diaconis say (twice the interquartile range over the cube root of n), at least 5 and at most
  /// 24.
  init(lower: Double, upper: Double, quartileRange: Double, count: Int, isWhole: Bool) {
    let bins = Self.bins(lower, upper, quartileRange, count, isWhole)
    self.init(lower: lower, upper: upper, counts: [Int](repeating: 0, count: bins))
  }

  /// Counts a value between `lower` and `upper`.
  mutating func add(_ value: Double) { counts[bin(of: value)] += 1 }

  /// Adds values of one bin.
  mutating func add(_ count: Int, to bin: Int) { counts[bin] += count }

  /// The bin of a value; the least and the last one for those below `lower` and above `upper`.
  func bin(of value: Double) -> Int {
    // Halves, so that the difference of the largest doubles stays finite.
    let width = upper / 2 - lower / 2
    let share = width > 0 ? Swift.min(Swift.max((value / 2 - lower / 2) / width, 0), 1) : 0
    return Swift.min(counts.count - 1, Int(share * Double(counts.count)))
  }

  private static func bins(
    _ lower: Double, _ upper: Double, _ quartileRange: Double, _ count: Int, _ isWhole: Bool
  ) -> Int {
    let spread = upper - lower
    guard spread > 0 else { return 1 }
    if isWhole, spread < Double(maximumBins) { return Int(spread) + 1 }
    let width = 2 * quartileRange * exponential(-logarithm(Double(count)) / 3)
    let wanted = width > 0 ? (spread / width).rounded(.up) : .infinity
    return wanted < Double(maximumBins) ? Swift.max(5, Int(wanted)) : maximumBins
  }
}
