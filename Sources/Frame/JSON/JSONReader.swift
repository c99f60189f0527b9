import Canonical

/// Reads JSON Lines (an object a line) or one JSON list of objects into a table; which of the two is seen at the first byte.
///
/// Columns stand in the order of their first appearance. A key that a row lacks, `null` and `{}` are missing. An object
/// within a row gives a column for each of its keys, named `outer.inner`, at any depth, as pandas' `json_normalize` has
/// it; a list stays what it is, as a text of JSON. Types follow from all values by the rules of delimited files, except
/// that what stands in quotes is a date, a moment or a text and never a number. Nothing is a missing marker unless named.
package enum JSONReader {
  /// Reads all of `bytes`; never traps, whatever they are.
  ///
  /// - Parameter partial: these are the data of one file of several, which may lack declared columns, and rows.
  package static func read(
    _ bytes: [UInt8], missing: [String]? = nil, declared: [DeclaredColumn] = [], partial: Bool = false
  ) throws(ReadingError) -> TableReading {
    let start = try self.start(bytes)
    var rows = JSONRows(LooseBytes(bytes), start: start)
    try rows.read(bytes.span)
    let tree = rows.keys
    let columns = try tree.columns(rowCount: rows.count)
    guard rows.count > 0 || partial else {
      throw ReadingError(.noRows, "the file has no objects", hint: "a table needs at least one row")
    }
    try JSONLimits.check(rows: rows.count, columns: columns.count, bytes: bytes.count)
    let names = columns.map(\.name)
    try check(declared, names, partial: partial)
    guard !columns.isEmpty || partial else {
      throw ReadingError(.format, "the objects have no keys", hint: "each key becomes a column")
    }
    let typing = LooseTyping(rows.bytes, rowCount: rows.count, missing: missing)
    var fields: [Field] = []
    var made: [Column] = []
    for column in columns {
      let declaration = declared.last { $0.name.hasSameBytes(as: column.name) }
      do throws(LooseTyping.Misfit) {
        made.append(try typing.column(column.values, declared: declaration))
      } catch {
        throw misfit(error, column.name, declaration, line: rows.line(ofRow: error.row, bytes.span))
      }
      fields.append(Field(column.name, made[made.count - 1].type))
    }
    return TableReading(Table(checked: Schema(fields), made, rows.count, nil), rowsRead: rows.count)
  }

  /// The byte at which each object begins.
  static func rowStarts(_ bytes: [UInt8]) throws(ReadingError) -> [Int] {
    var rows = JSONRows(LooseBytes(bytes), start: try start(bytes))
    try rows.read(bytes.span)
    return rows.starts
  }

  /// Where the text starts: behind a byte-order mark. Fails unless all of it is UTF-8.
  private static func start(_ bytes: [UInt8]) throws(ReadingError) -> Int {
    do throws(CSVError) {
      return try CSVInput.start(bytes, limits: .standard)
    } catch {
      throw ReadingError(error)
    }
  }

  private static func check(
    _ declared: [DeclaredColumn], _ names: [String], partial: Bool
  ) throws(ReadingError) {
    for column in declared {
      if !partial, !names.contains(where: { $0.hasSameBytes(as: column.name) }) {
        throw .unknownColumn(column.name, among: names)
      }
      try column.checkFormat()
    }
  }

  private static func misfit(
    _ misfit: LooseTyping.Misfit, _ name: String, _ declared: DeclaredColumn?, line: Int
  ) -> ReadingError {
    .misfit(misfit.excerpt, name, declared, line: line)
  }
}

extension ReadingError {
  /// A declared column that the data do not have.
  static func unknownColumn(_ name: String, among names: [String]) -> ReadingError {
    ReadingError(
      .unknownColumn, "the file has no column `\(name)`",
      hint: nearestName(to: name, in: names).map { "did you mean `\($0)`?" }, name: name)
  }

  /// A value that the declared type of its column does not fit.
  static func misfit(
    _ excerpt: String, _ name: String, _ declared: DeclaredColumn?, line: Int
  ) -> ReadingError {
    let type = declared?.type.name ?? "value"
    let isTemporal = declared?.type.isTemporal ?? false
    let hint =
      isTemporal
      ? declared?.format.map { "does the format fit? it is `\($0)`" }
        ?? "dates are read as 2024-12-31; others need a format: `format: \"%d.%m.%Y\"`"
      : "declare it as `text`, or name the value among the missing ones: `missing \"…\"`"
    return ReadingError(
      .value, "`\(excerpt)` in column `\(name)` is no \(type)", hint: hint, line: line, name: name)
  }
}

extension DeclaredColumn {
  /// Fails where the format cannot be used, or belongs to no date.
  func checkFormat() throws(ReadingError) {
    guard let format else { return }
    guard type.isTemporal else {
      throw ReadingError(
        .declaration, "`\(name)` is \(type.name), which has no format",
        hint: "only dates and datetimes take `format:`", name: name)
    }
    guard DateFormat(format) == nil else { return }
    throw ReadingError(
      .declaration, "`\(format)` is no date format",
      hint: "it needs a year, a month and a day, such as `%d.%m.%Y`; `%H:%M:%S` for times", name: name)
  }
}

/// What is read at most of a JSON file.
enum JSONLimits {
  static let columns = CSVLimits.standard.columns
  private static let cells = CSVLimits.standard.cells
  /// A few bytes can name a row and a column each, and the table has a cell for every pair of them.
  private static let cellsPerByte = 64
  private static let freeCells = 1 << 22

  static func check(rows: Int, columns: Int, bytes: Int) throws(ReadingError) {
    let (count, overflows) = rows.multipliedReportingOverflow(by: columns)
    guard !overflows, count <= min(cells, max(freeCells, bytes * cellsPerByte)) else {
      throw ReadingError(
        .format, "\(rows) rows with \(columns) columns between them have hardly a value in common",
        hint: "each key of an object becomes a column; keys that are data belong into values")
    }
  }
}
