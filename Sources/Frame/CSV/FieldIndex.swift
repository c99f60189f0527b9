/// Where the fields of some rows of a file lie: for every row its start, for every field the byte behind its last.
struct FieldIndex: Sendable {
  /// Fields of every row.
  let columnCount: Int
  /// Row-major, one for each field.
  let ends: [UInt32]
  let rowStarts: [UInt32]

  var rowCount: Int { rowStarts.count }

  /// The bytes of a field, with its quotes.
  func field(_ row: Int, _ column: Int) -> Range<Int> {
    let place = row * columnCount + column
    let start = column == 0 ? Int(rowStarts[row]) : Int(ends[place - 1]) + 1
    return start..<Int(ends[place])
  }
}
