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
  /// Reads all of `bytes` into memory; never traps, whatever they are. O(bytes) for a file without hostile text columns.
  package static func read(
    _ bytes: [UInt8], dialect: CSVDialect = CSVDialect(), declared: [DeclaredColumn] = []
  ) throws(CSVError) -> CSVReading {
    try read(bytes, dialect: dialect, declared: declared, limits: .standard)
  }

  /// Reads a file window by window into packed columns: only these are held, and a few megabytes of the file.
  package static func read(
    _ source: ByteSource, dialect: CSVDialect = CSVDialect(), declared: [DeclaredColumn] = [],
    keeper: any PartKeeper
  ) throws(CSVError) -> (table: ChunkedTable, account: RowAccount) {
    try read(source, dialect: dialect, declared: declared, keeper: keeper, windowBytes: standardWindow)
  }

  /// The column names alone, by the same rules; `column_1`, `column_2`, … where there is no header.
  package static func header(
    _ source: ByteSource, dialect: CSVDialect = CSVDialect()
  ) throws(CSVError) -> [String] {
    try OpenedFile(source, dialect, limits: .standard).names
  }

  static func read(
    _ bytes: [UInt8], dialect: CSVDialect, declared: [DeclaredColumn], limits: CSVLimits,
    segments: Int? = nil, windowBytes: Int = .max
  ) throws(CSVError) -> CSVReading {
    guard bytes.count <= limits.fileBytes else {
      throw CSVError(.limit, "a file of 4 GB or more", hint: "split it, or take a sample of it")
    }
    let source = ByteSource(bytes)
    let file = try OpenedFile(source, dialect, limits: limits)
    let windows = WindowReader(
      source: source, file: file, limits: limits, windowBytes: min(windowBytes, bytes.count),
      segments: segments ?? Parallel.pieces(of: bytes.count, atLeast: smallestSegment).count)
    let sinks = file.names.map { name in HeldColumn(declared: type(of: name, declared)) }
    let account = try read(windows, declared, sinks)
    let columns = Parallel.map(sinks.count) { sinks[$0].column() }
    let schema = Schema(zip(file.names, columns).map { Field($0, $1.type) })
    return CSVReading(
      table: Table(checked: schema, columns, account.rows, nil), dialect: file.dialect,
      rowsRead: account.rows,
      rowsKept: account.rows, rejected: 0, blankLines: account.blankLines)
  }

  static func read(
    _ source: ByteSource, dialect: CSVDialect, declared: [DeclaredColumn], keeper: any PartKeeper,
    windowBytes: Int
  ) throws(CSVError) -> (table: ChunkedTable, account: RowAccount) {
    let file = try OpenedFile(source, dialect, limits: .standard)
    let windows = WindowReader(
      source: source, file: file, limits: .standard, windowBytes: windowBytes,
      segments: Parallel.pieces(of: min(windowBytes, source.byteCount), atLeast: smallestSegment).count)
    let sinks = file.names.map { name in PackedColumn(declared: type(of: name, declared), keeper) }
    let account = try read(windows, declared, sinks)
    let columns = Parallel.map(sinks.count) { sinks[$0].column() }
    let schema = Schema(zip(file.names, columns).map { Field($0, $1.type) })
    return (
      ChunkedTable(schema: schema, columns: columns, rowCount: account.rows),
      RowAccount(read: account.rows, rejected: 0)
    )
  }

  private static func type(of name: String, _ declared: [DeclaredColumn]) -> ColumnType? {
    declared.last { $0.name.hasSameBytes(as: name) }?.type
  }

  /// Bytes for which another core pays.
  private static let smallestSegment = 1 << 20

  /// Bytes that are read at once: some for each core.
  private static let standardWindow = Parallel.cores * (4 << 20)

  /// Reads all columns into their sinks; those whose values are of different kinds are read again, as texts.
  private static func read<Sink: ColumnSink>(
    _ windows: WindowReader, _ declared: [DeclaredColumn], _ sinks: [Sink]
  ) throws(CSVError) -> WindowReader.Account {
    let file = windows.file
    try check(declared, file.names)
    let columns = file.names.enumerated().map { column, name in
      GrowingColumn(
        ColumnBuilder(column: column, declared: declared.last { $0.name.hasSameBytes(as: name) }),
        sinks[column])
    }
    let account = try windows.read(columns: { columns.map(\.next) }) { runs in
      let runs = runs.map { $0.map(Handover.init) }
      _ = Parallel.map(columns.count) { column in
        for run in runs { columns[column].add(run[column]) }
      }
    }
    guard account.rows > 0 else { throw .noRows(line: file.headerLine) }
    guard account.rows <= Int(Int32.max) else { throw .tooManyRows }
    let mixed = columns.filter(\.isMixed)
    if mixed.isEmpty { return account }
    for column in mixed { column.beginAgain() }
    _ = try windows.read(columns: { mixed.map(\.next) }) { runs in
      let runs = runs.map { $0.map(Handover.init) }
      _ = Parallel.map(mixed.count) { column in
        for run in runs { mixed[column].add(run[column]) }
      }
    }
    return account
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

/// A file whose dialect is known, and its first rows.
struct OpenedFile: Sendable {
  let dialect: CSVDialect
  let delimiter: UInt8
  let quote: UInt8
  let markers: MissingMarkers
  let hasHeader: Bool
  /// Where the text begins, behind a byte-order mark.
  let start: Int
  /// The names in the header without the spaces around them, or `column_1`, `column_2`, …
  let names: [String]
  /// The line of the first row.
  let headerLine: Int
  /// Where the row of the names begins, behind blank lines too; nil where there is none.
  let headerStart: Int?

  /// Reads as much of the file as tells its dialect. The first bytes are checked for UTF-8, the others are not.
  init(_ source: ByteSource, _ dialect: CSVDialect, limits: CSVLimits) throws(CSVError) {
    var length = 1 << 20
    while true {
      let end = min(length, source.byteCount)
      let content: [UInt8]
      do throws(ByteSource.Failure) { content = try source.bytes(0..<end) } catch { throw CSVError(error) }
      let isWhole = end == source.byteCount
      if let file = try OpenedFile(content, isWhole: isWhole, dialect, limits: limits) {
        self = file
        return
      }
      length *= 4
    }
  }

  /// Nil where the first rows, of which the content is to hold some, go on behind its end.
  private init?(
    _ content: [UInt8], isWhole: Bool, _ dialect: CSVDialect, limits: CSVLimits
  ) throws(CSVError) {
    var dialect = dialect
    start = try CSVInput.textStart(content)
    let bytes = content.span
    if let wrong = CSVInput.firstFault(content, start..<content.count, mayBeCut: !isWhole) {
      throw CSVInput.wrongByte(at: wrong, in: bytes, .start)
    }
    quote = dialect.quote
    delimiter = dialect.delimiter ?? DialectSniffer.delimiter(bytes, from: start, quote: dialect.quote)
    try OpenedFile.check(delimiter, quote)
    guard let index = try OpenedFile.firstRows(bytes, isWhole, from: start, delimiter, quote, limits) else {
      return nil
    }
    guard index.rowCount > 0 else { throw .empty }
    let missing = dialect.missing ?? CSVDialect.defaultMissing
    markers = MissingMarkers(missing)
    let head = FieldLayout(index: index, quote: quote, markers: markers)
    hasHeader = dialect.header ?? DialectSniffer.hasHeader(bytes, head)
    dialect.delimiter = delimiter
    dialect.header = hasHeader
    dialect.missing = missing
    self.dialect = dialect
    names =
      hasHeader ? try OpenedFile.names(head, bytes) : (1...index.columnCount).map { "column_\($0)" }
    let firstRow = Int(index.rowStarts.first ?? 0)
    headerLine = LineCounter.place(of: firstRow, in: bytes).line
    headerStart = hasHeader ? firstRow : nil
  }

  /// Fields of every row.
  var columnCount: Int { names.count }

  /// At least as many rows as tell a header, or all there are; nil where the file has more, and the bytes do not.
  private static func firstRows(
    _ bytes: Span<UInt8>, _ isWhole: Bool, from start: Int, _ delimiter: UInt8, _ quote: UInt8,
    _ limits: CSVLimits
  ) throws(CSVError) -> FieldIndex? {
    var length = 64 << 10
    while true {
      var indexer = FieldIndexer(delimiter: delimiter, quote: quote, limits: limits, start: start)
      let end = min(start + length, bytes.count)
      try indexer.read(bytes, start..<end)
      if end == bytes.count, isWhole { try indexer.finish(bytes) }
      let index = indexer.takeRows()
      if index.rowCount >= DialectSniffer.sampledRecords { return index }
      if end == bytes.count {
        // A row that never ends is told when the rows are read.
        return isWhole || index.rowCount > 0 && bytes.count > limits.recordBytes ? index : nil
      }
      length *= 4
    }
  }

  /// Each name must be there and be unique.
  private static func names(_ head: FieldLayout, _ bytes: Span<UInt8>) throws(CSVError) -> [String] {
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

  fileprivate static var tooManyRows: CSVError {
    CSVError(.limit, "more than 2,147,483,647 rows", hint: "split the file, or take a sample of it")
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
