/// The lines of a file on which some rows of its table begin.
package enum RowLines {
  /// Of delimited text in UTF-8, as `CSVReader` reads it: line breaks within quotes count, lines without a byte carry no row.
  /// `rows` rise, from zero behind the header; rows that the text does not have are left out.
  /// O(bytes) up to the last of the rows.
  package static func ofCSV(
    _ bytes: [UInt8], dialect: CSVDialect, rows: [Int]
  ) throws(CSVError) -> [Int: Int] {
    let file = try OpenedFile(ByteSource(bytes), dialect, limits: .standard)
    var scan = RecordScan(quote: file.quote, delimiter: file.delimiter, rows: rows)
    scan.row = file.hasHeader ? -1 : 0
    let span = bytes.span
    for place in file.start..<max(file.start, span.count) {
      if !scan.take(span[place]) { break }
    }
    return scan.lines
  }

  /// How many rows delimited text has.
  package static func countOfCSV(_ bytes: [UInt8], dialect: CSVDialect) throws(CSVError) -> Int {
    let file: OpenedFile
    do throws(CSVError) { file = try OpenedFile(ByteSource(bytes), dialect, limits: .standard) } catch {
      if error.kind == .empty { return 0 }
      throw error
    }
    var scan = RecordScan(quote: file.quote, delimiter: file.delimiter, rows: [.max])
    scan.row = file.hasHeader ? -1 : 0
    let span = bytes.span
    for place in file.start..<max(file.start, span.count) { _ = scan.take(span[place]) }
    return max(0, scan.row)
  }

  /// How many objects there are.
  package static func countOfJSON(_ bytes: [UInt8]) throws(ReadingError) -> Int {
    try JSONReader.rowStarts(bytes).count
  }

  /// Of JSON Lines, or of a list of objects.
  package static func ofJSON(_ bytes: [UInt8], rows: [Int]) throws(ReadingError) -> [Int: Int] {
    let starts = try JSONReader.rowStarts(bytes)
    let wanted = rows.filter(starts.indices.contains)
    var lines: [Int: Int] = [:]
    var (line, place) = (1, 0)
    var last: UInt8 = 0
    let span = bytes.span
    for row in wanted {
      while place < starts[row] {
        if LineCounter.begins(behind: span[place], &last) { line += 1 }
        place += 1
      }
      lines[row] = line
    }
    return lines
  }
}

extension LineCounter {
  /// Whether a byte ends a line that was not ended by the one before it: CRLF counts once.
  static func begins(behind byte: UInt8, _ last: inout UInt8) -> Bool {
    let before = last
    last = byte
    return byte == UInt8(ascii: "\r") || byte == UInt8(ascii: "\n") && before != UInt8(ascii: "\r")
  }
}

/// Counts lines and records byte by byte.
private struct RecordScan {
  let quote: UInt8
  let delimiter: UInt8
  /// The rows asked for, rising.
  let rows: [Int]
  /// The row that begins next.
  var row = 0
  private(set) var lines: [Int: Int] = [:]

  private enum Place { case recordStart, fieldStart, plain, quoted, behindQuote }

  private var place = Place.recordStart
  private var line = 1
  private var last: UInt8 = 0
  private var next = 0

  init(quote: UInt8, delimiter: UInt8, rows: [Int]) {
    self.quote = quote
    self.delimiter = delimiter
    self.rows = rows
  }

  /// Whether there are rows left to find.
  mutating func take(_ byte: UInt8) -> Bool {
    let isBreak = byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
    if place == .recordStart, !isBreak {
      begin()
      place = .fieldStart
    }
    switch place {
    case .recordStart: break
    case .quoted: if byte == quote { place = .behindQuote }
    case .fieldStart where byte == quote: place = .quoted
    case .behindQuote where byte == quote: place = .quoted
    case .fieldStart, .plain, .behindQuote:
      place = isBreak ? .recordStart : byte == delimiter ? .fieldStart : .plain
    }
    if LineCounter.begins(behind: byte, &last) { line += 1 }
    return next < rows.count
  }

  private mutating func begin() {
    while next < rows.count, rows[next] < row { next += 1 }
    if next < rows.count, rows[next] == row {
      lines[row] = line
      next += 1
    }
    row += 1
  }
}
