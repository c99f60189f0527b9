import Frame

/// Features as trees read them, in single precision as in scikit-learn's trees: by the places of their values among all values of the
/// feature, which is all that matters to a search for the best division, or, where thresholds are drawn, by the values themselves.
struct RankedFeatures: Sendable {
  let rowCount: Int
  let features: [Feature]

  struct Feature: Sendable {
    /// The values that occur, ascending.
    var levels: [Float] = []
    /// The place of each row's value among the levels; `missing` where it has none.
    var ranks: [UInt32] = []
    /// The values of the rows, where they are read themselves; NaN where missing.
    var values: [Float] = []
  }

  /// Stands behind every rank.
  static let missing = UInt32.max

  /// Fails where a value is out of the range of single precision, and where sparse features are too many to be laid out.
  /// - Parameter ranked: whether places are wanted, rather than values.
  init(_ matrix: FeatureMatrix, ranked: Bool = true, for model: String) throws(LearningError) {
    rowCount = matrix.rowCount
    let found: [Feature?]
    switch matrix.storage {
    case .dense(let columns): found = Parallel.map(columns.count) { Feature(columns[$0], ranked: ranked) }
    case .sparse(let rows):
      try DenseLimit.check(
        model, of: "sparse features", rows: rows.rowCount, features: rows.columnCount,
        hint: "make them fewer with `select` or `svd`, or use `gradient_boosting` or `logistic`")
      let columns = rows.transposed()
      found = Parallel.map(columns.rowCount) { Feature(.numbers(columns.laidOut($0)), ranked: ranked) }
    }
    features = found.compactMap(\.self)
    if let index = found.firstIndex(where: { $0 == nil }) {
      throw SinglePrecisionRows.tooLarge(matrix.names[index], for: model)
    }
  }
}

extension SparseRows {
  /// All values of a row, zeros included.
  fileprivate func laidOut(_ row: Int) -> [Double] {
    var values = [Double](repeating: 0, count: columnCount)
    for position in offsets[row]..<offsets[row + 1] { values[Int(columns[position])] = self.values[position] }
    return values
  }
}

extension RankedFeatures.Feature {
  /// Nil where a value is out of the range of single precision.
  init?(_ column: FeatureColumn, ranked: Bool) {
    switch column {
    case .flags, .indicator:
      let flags = column.flags ?? []
      if ranked { self.init(flags: flags) } else { self.init(values: flags.map(Float.init)) }
    case .numbers(let values) where ranked: self.init(ranking: values)
    case .numbers(let numbers):
      let singles = numbers.map { Float($0) }
      if singles.contains(where: \.isInfinite) { return nil }
      self.init(values: singles)
    }
  }

  private init(flags: [UInt8]) {
    let smallest = flags.min() ?? 0
    let largest = flags.max() ?? 0
    levels = smallest == largest ? [Float(smallest)] : [0, 1]
    ranks = flags.map { UInt32($0 &- smallest) }
  }

  private init?(ranking values: [Double]) {
    var keys = [UInt64](repeating: 0, count: values.count)
    for (row, value) in values.enumerated() {
      let single = Float(value)
      if single.isInfinite { return nil }
      keys[row] = UInt64(RankedFeatures.Feature.sortable(single)) << 32 | UInt64(row)
    }
    RadixOrder.sort(&keys, from: 32, bits: 32)
    var levels: [Float] = []
    var ranks = [UInt32](repeating: RankedFeatures.missing, count: values.count)
    var last: UInt64 = .max
    for key in keys {
      let code = key >> 32
      if code == UInt64(UInt32.max) { break }
      if code != last {
        levels.append(Float(values[Int(key & 0xFFFF_FFFF)]))
        last = code
      }
      ranks[Int(key & 0xFFFF_FFFF)] = UInt32(levels.count - 1)
    }
    self.levels = levels
    self.ranks = ranks
  }

  /// Bits whose order is that of the numbers; all set for a missing value. Both zeros are the same.
  private static func sortable(_ value: Float) -> UInt32 {
    if value.isNaN { return .max }
    let bits = (value == 0 ? 0 : value).bitPattern
    return bits >> 31 == 0 ? bits | 0x8000_0000 : ~bits
  }
}
