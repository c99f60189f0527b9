extension Column {
  /// The rows of those numbers in that order, with missing values where a number is negative; others must be below `count`.
  ///
  /// A category keeps all of its levels; a text keeps those that occur. O(rows).
  package func gathered(orMissing rows: [Int32]) -> Column {
    guard rows.contains(where: { $0 < 0 }) else { return gathered(by: rows) }
    guard count > 0 else { return .missing(type, count: rows.count) }
    switch storage {
    case .numbers(let values): return .numbers(rows.map { at($0, values, .nan) })
    case .integers(let values): return .integers(rows.map { at($0, values, 0) }, validity: validity(of: rows))
    case .booleans(let values):
      return .booleans(rows.map { at($0, values, false) }, validity: validity(of: rows))
    case .dates(let values): return .dates(rows.map { at($0, values, 0) }, validity: validity(of: rows))
    case .datetimes(let values):
      return .datetimes(rows.map { at($0, values, 0) }, validity: validity(of: rows))
    case .codes(let codes, let levels, let type):
      return Column(codes: rows.map { at($0, codes, -1) }, levels: levels, type: type, keepsLevels: true)
    case .texts:
      let codes = codes ?? []
      return .text(codes: rows.map { at($0, codes, -1) }, levels: levels)
    }
  }

  private func at<Value>(_ row: Int32, _ values: [Value], _ none: Value) -> Value {
    guard row >= 0, validity?[Int(row)] ?? true else { return none }
    return values[Int(row)]
  }

  private func validity(of rows: [Int32]) -> Bitmap? {
    Bitmap.validity(rows.count) { rows[$0] >= 0 && !isMissing(Int(rows[$0])) }
  }
}
