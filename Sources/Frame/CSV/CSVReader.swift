import Canonical

/// Reads delimited text (RFC 4180) into a table.
///
/// Fields may be quoted, with line breaks and doubled quotes inside; lines end in LF, CRLF or CR; a byte-order mark is
/// stripped. Every row has as many fields as the first; lines without a byte carry no row. A column is, by all of its
/// values: `integer`, `number`, `boolean` (true/false, yes/no), `date`, `datetime` (ISO 8601), and otherwise `category`
/// (at most 20 distinct values, or half as many as there are values; at most 10,000, none longer than 100 bytes) or
/// `text`. A column without any value is a `number`. Numbers with leading zeros or a `+`, and integers that neither
/// 64 bits nor a double hold exactly, are texts. Around unquoted values spaces are ignored, in texts they are kept.
package enum CSVReader {
  /// Reads all of `bytes`; never traps, whatever they are. O(bytes) for a file without hostile text columns.
  package static func read(
    _ bytes: [UInt8], dialect: CSVDialect = CSVDialect(), declared: [DeclaredColumn] = []
  ) throws(CSVError) -> CSVReading {
    try read(bytes, dialect: dialect, declared: declared, limits: .standard)
  }

  /// The column names alone, by the same rules; `column_1`, `column_2`, … where there is no header.
  package static func header(
    _ bytes: [UInt8], dialect: CSVDialect = CSVDialect()
  ) throws(CSVError) -> [String] {
    let opened = try OpenedFile(bytes.span, dialect, limits: .standard)
    return try opened.names(bytes.span)
  }

  static func read(
    _ bytes: [UInt8], dialect: CSVDialect, declared: [DeclaredColumn], limits: CSVLimits
  ) throws(CSVError) -> CSVReading {
    let span = bytes.span
    let opened = try OpenedFile(span, dialect, limits: limits)
    let names = try opened.names(span)
    try check(declared, names)
    guard opened.rowCount > 0 else { throw .noRows(line: opened.headerLine(span)) }
    let columns = try readColumns(span, opened, names, declared)
    let fields = zip(names, columns).map { Field($0, $1.type) }
    return CSVReading(
      table: Table(checked: Schema(fields), columns, opened.rowCount, nil), dialect: opened.dialect,
      rowsRead: opened.rowCount, rowsKept: opened.rowCount, rejected: 0,
      blankLines: opened.layout.index.blankLines)
  }

  /// Rows that fit a processor's cache with all of their columns.
  private static let blockRows = 2048

  private static func readColumns(
    _ bytes: Span<UInt8>, _ file: OpenedFile, _ names: [String], _ declared: [DeclaredColumn]
  ) throws(CSVError) -> [Column] {
    var builders = names.enumerated().map { column, name in
      ColumnBuilder(
        column: column, firstRow: file.firstRow, declared: declared.last { $0.name.hasSameBytes(as: name) })
    }
    let end = file.layout.index.rowCount
    for start in stride(from: file.firstRow, to: end, by: blockRows) {
      for column in builders.indices {
        try builders[column].read(bytes, file.layout, upTo: min(start + blockRows, end))
      }
    }
    return builders.map { $0.finish(rowCount: file.rowCount) }
  }

  private static func check(_ declared: [DeclaredColumn], _ names: [String]) throws(CSVError) {
    for column in declared {
      guard names.contains(where: { $0.hasSameBytes(as: column.name) }) else {
        throw .unknownColumn(column.name, names)
      }
      if let format = column.format, DateFormat(format) == nil || !column.type.isTemporal {
        throw .unusableFormat(column, format)
      }
    }
  }
}

/// A file whose encoding, dialect and fields are known.
struct OpenedFile {
  let dialect: CSVDialect
  let layout: FieldLayout
  let hasHeader: Bool

  init(_ bytes: Span<UInt8>, _ dialect: CSVDialect, limits: CSVLimits) throws(CSVError) {
    var dialect = dialect
    let start = try CSVInput.start(bytes, limits: limits)
    let delimiter =
      dialect.delimiter ?? DialectSniffer.delimiter(bytes, from: start, quote: dialect.quote)
    try OpenedFile.check(delimiter, dialect.quote)
    let index = try FieldIndexer.index(
      bytes, from: start, delimiter: delimiter, quote: dialect.quote, limits: limits)
    guard index.rowCount > 0 else { throw .empty }
    let missing = dialect.missing ?? CSVDialect.defaultMissing
    layout = FieldLayout(index: index, quote: dialect.quote, markers: MissingMarkers(missing))
    hasHeader = dialect.header ?? DialectSniffer.hasHeader(bytes, layout)
    dialect.delimiter = delimiter
    dialect.header = hasHeader
    dialect.missing = missing
    self.dialect = dialect
  }

  var firstRow: Int { hasHeader ? 1 : 0 }

  var rowCount: Int { layout.index.rowCount - firstRow }

  /// The names in the header without the spaces around them; each must be there and be unique.
  func names(_ bytes: Span<UInt8>) throws(CSVError) -> [String] {
    guard hasHeader else { return (1...layout.index.columnCount).map { "column_\($0)" } }
    var names: [String] = []
    var seen: Set<ByteKey> = []
    for column in 0..<layout.index.columnCount {
      let name = layout.name(bytes, column)
      let place = layout.index.field(0, column).lowerBound
      guard !name.isEmpty else { throw .emptyName(column + 1, at: place, bytes) }
      guard seen.insert(ByteKey(name)).inserted else { throw .repeatedName(name, at: place, bytes) }
      names.append(name)
    }
    return names
  }

  func headerLine(_ bytes: Span<UInt8>) -> Int {
    LineCounter.place(of: Int(layout.index.rowStarts.first ?? 0), in: bytes).line
  }

  private static func check(_ delimiter: UInt8, _ quote: UInt8) throws(CSVError) {
    let lineBreaks: [UInt8] = [UInt8(ascii: "\n"), UInt8(ascii: "\r")]
    guard delimiter < 128, quote < 128, delimiter != quote, !lineBreaks.contains(delimiter),
      !lineBreaks.contains(quote)
    else {
      throw CSVError(
        .declaration, "this delimiter and quotation mark cannot be told apart from the data",
        hint: "use an ASCII character, such as `;`")
    }
  }
}

extension FieldLayout {
  /// A field of the first row as a column name.
  fileprivate func name(_ bytes: Span<UInt8>, _ column: Int) -> String {
    let (range, isQuoted) = text(bytes, 0, column)
    var copy: [UInt8] = []
    var position = range.lowerBound
    while position < range.upperBound {
      copy.append(bytes[position])
      position += isQuoted && bytes[position] == quote ? 2 : 1
    }
    if !isQuoted {
      while copy.last == UInt8(ascii: " ") || copy.last == UInt8(ascii: "\t") { copy.removeLast() }
      copy.removeFirst(copy.prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }.count)
    }
    return String(decoding: copy, as: UTF8.self)
  }
}

extension CSVError {
  fileprivate static var empty: CSVError {
    CSVError(.empty, "the file is empty", hint: "a table needs a header and at least one row")
  }

  fileprivate static func noRows(line: Int) -> CSVError {
    CSVError(
      .noRows, "the file has a header and no rows", hint: "if its first line is data, write `header no`",
      line: line)
  }

  fileprivate static func emptyName(_ number: Int, at offset: Int, _ bytes: Span<UInt8>) -> CSVError {
    CSVError(
      .header, "column \(number) has no name in the header",
      hint: "name it in the file; if the first line is data, write `header no`", at: offset, in: bytes)
  }

  fileprivate static func repeatedName(_ name: String, at offset: Int, _ bytes: Span<UInt8>) -> CSVError {
    CSVError(
      .header, "two columns are named `\(name)`",
      hint: "rename one in the file; if the first line is data, write `header no`", at: offset, in: bytes)
  }

  fileprivate static func unknownColumn(_ name: String, _ names: [String]) -> CSVError {
    let nearest = nearestName(to: name, in: names)
    var error = CSVError(
      .unknownColumn, "the file has no column `\(name)`", hint: nearest.map { "did you mean `\($0)`?" })
    error.name = name
    return error
  }

  fileprivate static func unusableFormat(_ column: DeclaredColumn, _ format: String) -> CSVError {
    var error =
      column.type.isTemporal
      ? CSVError(
        .declaration, "`\(format)` is no date format",
        hint: "it needs a year, a month and a day, such as `%d.%m.%Y`; `%H:%M:%S` for times")
      : CSVError(
        .declaration, "`\(column.name)` is \(column.type.name), which has no format",
        hint: "only dates and datetimes take `format:`")
    error.name = column.name
    return error
  }
}
