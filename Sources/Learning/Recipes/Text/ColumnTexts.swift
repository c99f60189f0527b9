/// The distinct texts of a column, and which of them each row has.
struct ColumnTexts: Sendable {
  let texts: [String]
  /// How many rows have each text.
  let counts: [Int]
  /// Negative where a row has none.
  private let codes: [Int32]

  init(_ step: String, _ name: String, _ values: WorkingValues) throws(LearningError) {
    let (codes, levels) = try KnownLevels.coded(step, name, values)
    var counts = [Int](repeating: 0, count: levels.count)
    for code in codes where code >= 0 { counts[Int(code)] += 1 }
    texts = levels
    self.counts = counts
    self.codes = codes
  }

  var rowCount: Int { codes.count }

  /// The rows of the texts as the rows of the column; a row without a text has nothing.
  func spread(_ rows: SparseRows) -> SparseRows {
    let isInOrder = codes.count == texts.count && codes.indices.allSatisfy { Int(codes[$0]) == $0 }
    if isInOrder { return rows }
    let sizes = codes.map { $0 < 0 ? 0 : rows.offsets[Int($0) + 1] - rows.offsets[Int($0)] }
    let total = sizes.reduce(0, +)
    var offsets = [0]
    var columns: [Int32] = []
    var values: [Double] = []
    offsets.reserveCapacity(codes.count + 1)
    columns.reserveCapacity(total)
    values.reserveCapacity(total)
    for code in codes {
      if code >= 0 {
        let range = rows.offsets[Int(code)]..<rows.offsets[Int(code) + 1]
        columns += rows.columns[range]
        values += rows.values[range]
      }
      offsets.append(columns.count)
    }
    return SparseRows(
      rowCount: codes.count, columnCount: rows.columnCount, offsets: offsets, columns: columns, values: values
    )
  }
}
