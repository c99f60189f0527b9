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
    try OpenedFile(bytes, dialect, limits: .standard).names(bytes.span)
  }

  static func read(
    _ bytes: [UInt8], dialect: CSVDialect, declared: [DeclaredColumn], limits: CSVLimits,
    segments: Int? = nil
  ) throws(CSVError) -> CSVReading {
    let file = try OpenedFile(bytes, dialect, limits: limits)
    let names = try file.names(bytes.span)
    try check(declared, names)
    let builders = names.enumerated().map { column, name in
      ColumnBuilder(column: column, declared: declared.last { $0.name.hasSameBytes(as: name) })
    }
    let reader = SegmentReader(bytes: bytes, file: file, limits: limits)
    let wanted = segments ?? Parallel.pieces(of: bytes.count, atLeast: smallestSegment).count
    var parts = Segments(file, bytes, count: wanted)
    var readings = try parts.read(reader, into: builders)
    let blankLines = readings.reduce(0) { $0 + $1.blankLines }
    let read = readings.map { $0.columns.map(Handover.init) }
    readings = []
    var columns = join(read)
    let mixed = columns.indices.filter { columns[$0] == nil }
    for (column, texts) in zip(mixed, readTexts(mixed.map { builders[$0] }, parts, reader)) {
      columns[column] = texts
    }
    return try finished(zip(names, columns.compactMap { $0 }), file, bytes.span, blankLines)
  }

  /// Bytes for which another core pays.
  private static let smallestSegment = 1 << 20

  private static func finished(
    _ columns: Zip2Sequence<[String], [Column]>, _ file: OpenedFile, _ bytes: Span<UInt8>, _ blankLines: Int
  ) throws(CSVError) -> CSVReading {
    let all = columns.map(\.1)
    guard let rowCount = all.first?.count, rowCount > 0 else { throw .noRows(line: file.headerLine(bytes)) }
    let schema = Schema(columns.map { Field($0, $1.type) })
    return CSVReading(
      table: Table(checked: schema, all, rowCount, nil), dialect: file.dialect, rowsRead: rowCount,
      rowsKept: rowCount, rejected: 0, blankLines: blankLines)
  }

  /// Columns whose values turned out to be of different kinds are read again, as texts.
  private static func readTexts(
    _ builders: [ColumnBuilder], _ segments: Segments, _ reader: SegmentReader
  ) -> [Column?] {
    if builders.isEmpty { return [] }
    let texts = builders.map(\.asTexts)
    return join(
      Parallel.map(segments.ranges.count) {
        reader.read(segments.ranges[$0], into: texts).columns.map(Handover.init)
      })
  }

  /// Joins the builders of each segment to columns; nil where values are mixed.
  private static func join(_ parts: [[Handover]]) -> [Column?] {
    let rows = parts.reduce(0) { $0 + ($1.first?.count ?? 0) }
    return Parallel.map(parts.first?.count ?? 0) { column in
      var whole = parts[0][column].take()
      if parts.count > 1 { whole.reserve(rows) }
      for part in parts.dropFirst() { whole.append(part[column].take()) }
      return whole.isMixed ? nil : whole.finish()
    }
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

/// A builder that is handed over once, so that its memory is free as soon as its column is made.
private final class Handover: @unchecked Sendable {
  let count: Int
  private var builder: ColumnBuilder

  init(_ builder: ColumnBuilder) {
    count = builder.count
    self.builder = builder
  }

  /// The builder, an empty one from the second time on. One core takes a handover.
  func take() -> ColumnBuilder {
    let taken = builder
    builder = taken.asTexts
    return taken
  }
}

/// A file whose encoding and dialect are known, and its first rows.
struct OpenedFile: Sendable {
  let dialect: CSVDialect
  let delimiter: UInt8
  let quote: UInt8
  let markers: MissingMarkers
  let hasHeader: Bool
  /// Where the text begins, behind a byte-order mark.
  let start: Int
  /// The first rows of the file, enough to tell a header.
  private let head: FieldLayout

  init(_ content: [UInt8], _ dialect: CSVDialect, limits: CSVLimits) throws(CSVError) {
    var dialect = dialect
    start = try CSVInput.start(content, limits: limits)
    let bytes = content.span
    quote = dialect.quote
    delimiter = dialect.delimiter ?? DialectSniffer.delimiter(bytes, from: start, quote: dialect.quote)
    try OpenedFile.check(delimiter, quote)
    let index = try OpenedFile.firstRows(bytes, from: start, delimiter, quote, limits)
    guard index.rowCount > 0 else { throw .empty }
    let missing = dialect.missing ?? CSVDialect.defaultMissing
    markers = MissingMarkers(missing)
    head = FieldLayout(index: index, quote: quote, markers: markers)
    hasHeader = dialect.header ?? DialectSniffer.hasHeader(bytes, head)
    dialect.delimiter = delimiter
    dialect.header = hasHeader
    dialect.missing = missing
    self.dialect = dialect
  }

  /// Fields of every row.
  var columnCount: Int { head.index.columnCount }

  /// At least as many rows as tell a header, or all there are.
  private static func firstRows(
    _ bytes: Span<UInt8>, from start: Int, _ delimiter: UInt8, _ quote: UInt8, _ limits: CSVLimits
  ) throws(CSVError) -> FieldIndex {
    var length = 64 << 10
    while true {
      var indexer = FieldIndexer(delimiter: delimiter, quote: quote, limits: limits, start: start)
      let end = min(start + length, bytes.count)
      try indexer.read(bytes, start..<end)
      if end == bytes.count { try indexer.finish(bytes) }
      let index = indexer.takeRows()
      if index.rowCount >= DialectSniffer.sampledRecords || end == bytes.count { return index }
      length *= 4
    }
  }

  /// The names in the header without the spaces around them; each must be there and be unique.
  func names(_ bytes: Span<UInt8>) throws(CSVError) -> [String] {
    guard hasHeader else { return (1...head.index.columnCount).map { "column_\($0)" } }
    var names: [String] = []
    var seen: Set<ByteKey> = []
    for column in 0..<head.index.columnCount {
      let name = head.name(bytes, column)
      let place = head.index.field(0, column).lowerBound
      guard !name.isEmpty else { throw .emptyName(column + 1, at: place, bytes) }
      guard seen.insert(ByteKey(name)).inserted else { throw .repeatedName(name, at: place, bytes) }
      names.append(name)
    }
    return names
  }

  func headerLine(_ bytes: Span<UInt8>) -> Int {
    LineCounter.place(of: Int(head.index.rowStarts.first ?? 0), in: bytes).line
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
