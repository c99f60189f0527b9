import Canonical
import Frame
import Pipeline
import Syntax

/// The cases of `expect`: rows with what is to be predicted of them.
struct ListedCases: Sendable {
  /// The columns that are listed, the target among them.
  var table: Table
  /// As written, without the indentation.
  var text: [UInt8]
  /// For numbers: how far a prediction may lie off, in standard deviations of the target.
  var tolerance: Double

  init(
    lines: [Span], file: SourceFile, schema: Schema, target: String, tolerance: Double
  ) throws(CellFailure) {
    self.tolerance = tolerance
    text = LoadPlace.unindented(lines, file)
    let read: CSVReading
    do throws(CSVError) {
      let names = try CSVReader.header(ByteSource(text))
      let declared = names.compactMap { name in schema[name].map { DeclaredColumn($0.name, $0.type) } }
      read = try CSVReader.read(text, dialect: CSVDialect(header: true), declared: declared)
    } catch {
      let line = error.line > 0 && error.line <= lines.count ? lines[error.line - 1] : nil
      throw CellFailure(.wrongValue, "the cases cannot be read: \(error.message)", hint: error.hint, at: line)
    }
    if let stranger = read.table.schema.names.first(where: { schema[$0] == nil }) {
      throw CellFailure(
        .unknownColumn, "there is no column `\(stranger)`",
        hint: "the first line has names of columns of the table judged", at: lines.first)
    }
    guard let expected = read.table.column(target) else {
      throw CellFailure(
        .wrongValue, "the cases do not say what is expected: they have no column `\(target)`",
        hint: "the first line names columns, `\(target)` among them", at: lines.first)
    }
    guard expected.missingCount == 0 else {
      throw CellFailure(.wrongValue, "a case has no value for `\(target)`", at: lines.first)
    }
    table = read.table
  }

  /// The cases with all columns that are needed: those not listed have the middle or most frequent value of `judged`.
  func completed(columns: [String], from judged: Table) throws -> Table {
    var fields: [Field] = []
    var parts: [Column] = []
    for name in columns {
      guard let field = judged.schema[name] else { continue }
      fields.append(field)
      if let listed = table.column(name) {
        parts.append(listed)
      } else if let column = judged.column(name) {
        parts.append(column.gathered(by: [Int32](repeating: Int32(column.typicalRow), count: table.rowCount)))
      }
    }
    return try Table(schema: Schema(fields), columns: parts, rowCount: table.rowCount)
  }
}

extension Column {
  /// The row with the middle number or the most frequent value; of equals the first.
  var typicalRow: Int {
    switch type {
    case .category, .text:
      let codes = codes ?? []
      var counts = [Int](repeating: 0, count: levels.count)
      for code in codes where code >= 0 { counts[Int(code)] += 1 }
      let most = counts.max() ?? 0
      return codes.firstIndex { $0 >= 0 && counts[Int($0)] == most } ?? 0
    case .boolean:
      let values = booleans ?? []
      let isMostlyTrue = 2 * values.count { $0 } > values.count
      return values.indices.first { !isMissing($0) && values[$0] == isMostlyTrue } ?? 0
    case .number, .integer, .date, .datetime:
      let values = doubles()
      let sorted = values.indices.filter { !values[$0].isNaN }.sorted {
        values[$0] != values[$1] ? values[$0] < values[$1] : $0 < $1
      }
      return sorted.isEmpty ? 0 : sorted[(sorted.count - 1) / 2]
    }
  }
}
