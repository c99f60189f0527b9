import Canonical

/// What is left out between two parts of a split along an order, so that the later one owes nothing to the earlier.
package enum Embargo: Sendable, Hashable {
  case none
  /// So many of the last rows of the earlier part.
  case rows(Int)
  /// Rows of the earlier part that lie less than so many microseconds before the later one; for days and moments.
  case microseconds(Int64)
}

extension Sampling {
  /// Disjoint parts along the values of a column, the earlier rows first; each in ascending order of row numbers.
  ///
  /// Rows of one value stay together: a cut that would part them moves to the nearer end of their run, so everything in
  /// a part lies strictly before everything in the next. The embargo takes rows from the end of the earlier part. A row
  /// without a value, a part without rows, and a column of categories or texts are errors.
  package static func split(
    along column: Column, name: String, shares: [Double], embargo: Embargo = .none
  ) throws(SamplingError) -> [Drawn] {
    try check(shares)
    let order = try RowOrder(column, name: name)
    let sizes = Apportionment.sizes(of: order.rows.count, shares: shares)
    var cuts = [0]
    var end = 0
    for size in sizes.parts {
      end += size
      cuts.append(order.nearestBoundary(to: end))
    }
    return try shares.indices.map { part throws(SamplingError) in
      let (start, end) = (cuts[part], cuts[part + 1])
      guard start < end else { throw .emptyRun(name, parts: shares.count) }
      let isLast = part == shares.count - 1
      let kept = isLast ? end : order.end(of: start..<end, before: embargo)
      guard start < kept else { throw .embargoedPart(part + 1, rows: end - start) }
      return Drawn(
        RowDraw(order.rows[start..<kept].sorted()), facts: [DrawFact(.rowsEmbargoed, end - kept)])
    }
  }
}

/// Rows in the order of their values; of equal values the earlier row first.
struct RowOrder {
  let rows: [Int32]
  /// By position in `rows`.
  private let keys: [Int64]
  /// Microseconds of a step of the keys; nil where they are no time.
  private let unit: Int64?

  init(_ column: Column, name: String) throws(SamplingError) {
    guard column.count <= Int(Int32.max) else { throw .tooManyRows(column.count) }
    guard column.missingCount == 0 else {
      throw SamplingError(
        "`\(name)` is missing in \(NumberText.count(column.missingCount, "row")), and has no order there",
        hint: "leave those rows out, with `where \(name) is not missing` in `load`")
    }
    guard let values = RowOrder.ordinals(column) else {
      throw SamplingError("`\(name)` is \(column.type.name), which has no order in time")
    }
    unit = column.type == .date ? 86_400_000_000 : column.type == .datetime ? 1 : nil
    let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
    rows = order.map { Int32($0) }
    keys = order.map { values[$0] }
  }

  /// Integers in the order of the values; equal where these are.
  private static func ordinals(_ column: Column) -> [Int64]? {
    if let integers = column.integers ?? column.datetimes { return integers }
    if let dates = column.dates { return dates.map(Int64.init) }
    guard column.type == .number else { return nil }
    return column.doubles().map { value in
      let bits = Int64(bitPattern: (value == 0 ? 0 : value).bitPattern)
      return bits < 0 ? Int64.min &- bits : bits
    }
  }

  /// The nearest position at which the value changes, the earlier of two as near.
  func nearestBoundary(to cut: Int) -> Int {
    guard cut > 0, cut < keys.count, keys[cut - 1] == keys[cut] else { return cut }
    let key = keys[cut]
    let (start, end) = (firstPosition { $0 >= key }, firstPosition { $0 > key })
    return cut - start <= end - cut ? start : end
  }

  /// Where a part ends so that the embargo lies between it and the next.
  func end(of part: Range<Int>, before embargo: Embargo) -> Int {
    switch embargo {
    case .none: return part.upperBound
    case .rows(let count): return max(part.lowerBound, part.upperBound - max(0, count))
    case .microseconds(let length):
      guard let unit, length > 0, part.upperBound < keys.count else { return part.upperBound }
      let steps = length / unit + (length % unit > 0 ? 1 : 0)
      let (limit, overflow) = keys[part.upperBound].subtractingReportingOverflow(steps)
      return overflow
        ? part.lowerBound : max(part.lowerBound, min(part.upperBound, firstPosition { $0 > limit }))
    }
  }

  /// The first position whose key passes a test that all later keys pass too.
  private func firstPosition(_ passes: (Int64) -> Bool) -> Int {
    var (low, high) = (0, keys.count)
    while low < high {
      let middle = (low + high) / 2
      if passes(keys[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

extension SamplingError {
  static func emptyRun(_ name: String, parts: Int) -> SamplingError {
    SamplingError(
      "`\(name)` cannot be cut into \(parts) parts of these shares: rows of one value stay together",
      hint: "give the smaller parts larger shares, or order by a finer column")
  }

  static func embargoedPart(_ part: Int, rows: Int) -> SamplingError {
    SamplingError(
      "the embargo leaves nothing of the \(NumberText.count(rows, "row")) of part \(part)",
      hint: "make the embargo shorter, or the part larger")
  }
}
