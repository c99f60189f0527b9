extension Column {
  /// All values as numbers, NaN where missing: numbers as they are, integers rounded to the nearest double,
  /// booleans 0 or 1, dates in days and datetimes in microseconds since 1970-01-01.
  /// Categories and texts are no numbers: all NaN. O(rows).
  package func doubles() -> [Double] {
    var result: [Double]
    switch storage {
    case .numbers(let values): result = values
    case .integers(let values), .datetimes(let values): result = values.map(Double.init)
    case .booleans(let values): result = values.map { $0 ? 1 : 0 }
    case .dates(let values): result = values.map(Double.init)
    case .codes, .texts: return [Double](repeating: .nan, count: count)
    }
    guard let validity else { return result }
    for row in result.indices where !validity[row] { result[row] = .nan }
    return result
  }

  /// Writes the numbers of some rows, as `doubles()` has them, to `target`, which has a place for each of them and no more.
  package func copyDoubles(of rows: Range<Int>, to target: UnsafeMutableBufferPointer<Double>) {
    switch storage {
    case .numbers(let values): Column.copy(values, rows, to: target) { $0 }
    case .integers(let values), .datetimes(let values): Column.copy(values, rows, to: target) { Double($0) }
    case .booleans(let values): Column.copy(values, rows, to: target) { $0 ? 1 : 0 }
    case .dates(let values): Column.copy(values, rows, to: target) { Double($0) }
    case .codes, .texts:
      target.update(repeating: .nan)
      return
    }
    validity?.forEachUnset(in: rows) { target[$0 - rows.lowerBound] = .nan }
  }

  @inline(__always)
  private static func copy<Value>(
    _ values: [Value], _ rows: Range<Int>, to target: UnsafeMutableBufferPointer<Double>,
    _ number: (Value) -> Double
  ) {
    values[rows].withUnsafeBufferPointer { values in
      for index in 0..<min(values.count, target.count) { target[index] = number(values[index]) }
    }
  }

  /// The numbers where none is missing, so that they can be read in place; nil of other types.
  package var completeNumbers: [Double]? {
    if case .numbers(let values) = storage, validity == nil { values } else { nil }
  }

  /// The integers, zero where missing; nil for other types.
  package var integers: [Int64]? {
    if case .integers(let values) = storage { values } else { nil }
  }

  /// The truth values, false where missing; nil for other types.
  package var booleans: [Bool]? {
    if case .booleans(let values) = storage { values } else { nil }
  }

  /// Days since 1970-01-01, zero where missing; nil for other types.
  package var dates: [Int32]? {
    if case .dates(let values) = storage { values } else { nil }
  }

  /// Microseconds since 1970-01-01 UTC, zero where missing; nil for other types.
  package var datetimes: [Int64]? {
    if case .datetimes(let values) = storage { values } else { nil }
  }

  /// The texts as they stand in their rows, UTF-8 one after the other, and where each ends; empty where missing. Nil where they
  /// are kept as levels, and for other types. For reading all of them once, this spares telling which are equal.
  package var plainTexts: (bytes: [UInt8], ends: [Int])? {
    if case .texts(let texts) = storage { (texts.run.bytes, texts.run.ends) } else { nil }
  }

  /// The level of each row as an index into `levels`, -1 where missing; nil for other types than category and text.
  package var codes: [Int32]? {
    switch storage {
    case .codes(let codes, _, _): codes
    case .texts(let texts): texts.coded(validity).codes
    default: nil
    }
  }

  /// The levels of a category, sorted by bytes, or the distinct values of a text, by first appearance; else empty.
  package var levels: [String] {
    switch storage {
    case .codes(_, let levels, _): levels
    case .texts(let texts): texts.coded(validity).levels
    default: []
    }
  }

  /// All values in order.
  package func scalars() -> [Scalar] { (0..<count).map { self[$0] } }

  /// The rows of those numbers in that order; numbers may repeat and must be in `0 ..< count`.
  ///
  /// A category keeps all of its levels; a text keeps those that occur. O(rows).
  package func gathered(by rows: [Int32]) -> Column {
    switch storage {
    case .numbers(let values): return gathered(rows, values) { .numbers($0) }
    case .integers(let values): return gathered(rows, values) { .integers($0) }
    case .booleans(let values): return gathered(rows, values) { .booleans($0) }
    case .dates(let values): return gathered(rows, values) { .dates($0) }
    case .datetimes(let values): return gathered(rows, values) { .datetimes($0) }
    case .codes(let codes, let levels, let type):
      return Column(codes: rows.map { codes[Int($0)] }, levels: levels, type: type, keepsLevels: true)
    case .texts(let texts):
      return gathered(rows, validity) { .texts(PlainTexts(texts.run.gathered(by: rows))) }
    }
  }

  /// A category with only the levels that occur; other columns as they are.
  package func droppingUnusedLevels() -> Column {
    guard case .codes(let codes, let levels, .category) = storage else { return self }
    return Column(codes: codes, levels: levels, type: .category, keepsLevels: false)
  }

  private func gathered<Value>(
    _ rows: [Int32], _ values: [Value], _ make: ([Value]) -> Storage
  ) -> Column {
    gathered(rows, validity) { make(rows.map { values[Int($0)] }) }
  }

  private func gathered(_ rows: [Int32], _ validity: Bitmap?, _ make: () -> Storage) -> Column {
    let storage = make()
    guard let validity else { return Column(normal: storage, validity: nil, missingCount: 0) }
    var bits = Bitmap(repeating: true, count: rows.count)
    for (index, row) in rows.enumerated() where !validity[Int(row)] { bits[index] = false }
    let missing = rows.count - bits.setCount
    return Column(normal: storage, validity: missing == 0 ? nil : bits, missingCount: missing)
  }
}
