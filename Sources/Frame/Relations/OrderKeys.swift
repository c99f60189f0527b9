/// Values of a column as unsigned numbers in the same order: equal values have equal keys.
enum OrderKeys {
  /// Texts are ordered by bytes, no before yes; -0 and 0 are equal. A missing value has any key. O(rows).
  static func of(_ column: Column) -> [UInt64] {
    let flip = UInt64(1) << 63
    switch column.storage {
    case .numbers(let values):
      return values.map { value in
        let bits = (value == 0 ? 0 : value).bitPattern
        return bits >> 63 == 1 ? ~bits : bits | flip
      }
    case .integers(let values), .datetimes(let values):
      return values.map { UInt64(bitPattern: $0) ^ flip }
    case .dates(let values): return values.map { UInt64(bitPattern: Int64($0)) ^ flip }
    case .booleans(let values): return values.map { $0 ? 1 : 0 }
    case .codes(let codes, _, .category): return codes.map { UInt64(truncatingIfNeeded: max($0, 0)) }
    case .codes, .texts:
      let ranks = LevelOrder.byBytes(column.codes ?? [], column.levels).codes
      return ranks.map { UInt64(truncatingIfNeeded: max($0, 0)) }
    }
  }
}

/// One column that rows are sorted by.
package struct SortKey: Sendable {
  package var column: Column
  package var descending: Bool

  package init(_ column: Column, descending: Bool = false) {
    self.column = column
    self.descending = descending
  }
}

extension RowDraw {
  /// All rows in the order of the keys, the first key before the second; equal rows keep their order, and missing values
  /// stand last whatever the direction. O(rows) for each key.
  package static func sorted(by keys: [SortKey], rows: Int) -> RowDraw {
    var order = (0..<rows).map { Int32(truncatingIfNeeded: $0) }
    for key in keys.reversed() {
      var values = OrderKeys.of(key.column)
      if key.descending { for row in values.indices { values[row] = ~values[row] } }
      order = StableRadix.sorted(order, by: values)
      guard key.column.missingCount > 0 else { continue }
      let column = key.column
      order = order.filter { !column.isMissing(Int($0)) } + order.filter { column.isMissing(Int($0)) }
    }
    return RowDraw(order)
  }
}

/// Sorts row numbers by keys, eight bits at a time from the lowest; digits that all keys share are passed over.
private enum StableRadix {
  static func sorted(_ rows: [Int32], by keys: [UInt64]) -> [Int32] {
    guard let first = keys.first else { return rows }
    var differing: UInt64 = 0
    for key in keys { differing |= key ^ first }
    var (order, scratch) = (rows, rows)
    for shift in stride(from: UInt64(0), to: 64, by: 8) where differing >> shift & 0xFF != 0 {
      var places = [Int](repeating: 0, count: 257)
      for key in keys { places[Int(truncatingIfNeeded: key >> shift & 0xFF) + 1] += 1 }
      for digit in 1..<257 { places[digit] += places[digit - 1] }
      for row in order {
        let digit = Int(truncatingIfNeeded: keys[Int(row)] >> shift & 0xFF)
        scratch[places[digit]] = row
        places[digit] += 1
      }
      swap(&order, &scratch)
    }
    return order
  }
}
