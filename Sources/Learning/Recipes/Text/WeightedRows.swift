/// What the counts of a text's terms become.
struct TermWeighting: Sendable {
  /// However often a term occurs, it counts once.
  var isBinary = false
  /// A count of c weighs 1 + ln c.
  var isSublinear = false
  /// A factor a feature.
  var factors: [Double]?
  /// What each row is divided by.
  var norm = RowNorm.none
}

/// The length of a row.
enum RowNorm: UInt8, Sendable {
  case none, l1, l2

  init(_ text: String?) { self = text == "none" ? .none : text == "l1" ? .l1 : .l2 }

  static let names = ["l2", "l1", "none"]

  func length(_ values: UnsafeBufferPointer<Double>) -> Double {
    switch self {
    case .none: 1
    case .l1: FixedOrder.magnitudes(values)
    case .l2: FixedOrder.dot(values, values).squareRoot()
    }
  }
}

/// Rows of counts on their way to weights.
struct WeightedRows: Sendable {
  private let weighting: TermWeighting
  private var columns: [Int32] = []
  private var values: [Double] = []
  private var offsets = [0]
  /// The counts of the row that is being counted, zero everywhere in between.
  private var counts: [Int32]
  /// A bit for each feature that the row has, and a bit for each word of those bits: the features in order without sorting.
  private var present: [UInt64]
  private var summary: [UInt64]

  init(featureCount: Int, _ weighting: TermWeighting) {
    self.weighting = weighting
    counts = [Int32](repeating: 0, count: featureCount)
    present = [UInt64](repeating: 0, count: (featureCount + 63) / 64)
    summary = [UInt64](repeating: 0, count: (present.count + 63) / 64)
  }

  /// Counts a feature in the current row.
  @inline(__always)
  mutating func add(_ feature: Int32, _ sign: Int32) {
    let feature = Int(feature)
    counts[feature] &+= sign
    present[feature >> 6] |= 1 << UInt64(feature & 63)
    summary[feature >> 12] |= 1 << UInt64(feature >> 6 & 63)
  }

  /// Turns the counts into the numbers of a row.
  mutating func finishRow() {
    let start = values.count
    for block in summary.indices where summary[block] != 0 {
      var words = summary[block]
      summary[block] = 0
      while words != 0 {
        let word = block << 6 | words.trailingZeroBitCount
        words &= words &- 1
        var bits = present[word]
        present[word] = 0
        while bits != 0 {
          take(word << 6 | bits.trailingZeroBitCount)
          bits &= bits &- 1
        }
      }
    }
    normalize(from: start)
    offsets.append(values.count)
  }

  private mutating func take(_ feature: Int) {
    let count = counts[feature]
    counts[feature] = 0
    guard count != 0 else { return }
    var weight = weighting.isBinary ? (count < 0 ? -1 : 1) : Double(count)
    if weighting.isSublinear, count > 1, !weighting.isBinary { weight = 1 + Elementary.log(weight) }
    if let factors = weighting.factors { weight *= factors[feature] }
    columns.append(Int32(truncatingIfNeeded: feature))
    values.append(weight)
  }

  private mutating func normalize(from start: Int) {
    guard weighting.norm != .none else { return }
    let length = values.withUnsafeBufferPointer {
      weighting.norm.length(UnsafeBufferPointer(rebasing: $0[start...]))
    }
    guard length > 0 else { return }
    for place in start..<values.count { values[place] /= length }
  }

  /// The rows of `parts`, one after the other.
  static func joined(_ parts: [WeightedRows], featureCount: Int) -> SparseRows {
    guard let first = parts.first else {
      return SparseRows(rowCount: 0, columnCount: featureCount, offsets: [0], columns: [], values: [])
    }
    var (columns, values, offsets) = (first.columns, first.values, first.offsets)
    let total = parts.reduce(0) { $0 + $1.values.count }
    if parts.count > 1 {
      columns.reserveCapacity(total)
      values.reserveCapacity(total)
    }
    for part in parts.dropFirst() {
      let start = values.count
      columns += part.columns
      values += part.values
      offsets += part.offsets.dropFirst().map { $0 + start }
    }
    return SparseRows(
      rowCount: offsets.count - 1, columnCount: featureCount, offsets: offsets, columns: columns,
      values: values)
  }
}
