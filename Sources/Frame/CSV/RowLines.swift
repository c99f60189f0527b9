/// The lines of a file on which some rows of its table begin.
package enum RowLines {
  /// Of delimited text in UTF-8, as `CSVReader` reads it: line breaks within quotes count, lines without a byte carry no row.
  /// `rows` rise, from zero behind the header; rows that the text does not have are left out. O(bytes).
  package static func ofCSV(
    _ bytes: [UInt8], dialect: CSVDialect, rows: [Int]
  ) throws(CSVError) -> [Int: Int] {
    lines(of: rows, startingAt: try starts(bytes, dialect), bytes)
  }

  /// How many rows delimited text has.
  package static func countOfCSV(_ bytes: [UInt8], dialect: CSVDialect) throws(CSVError) -> Int {
    do throws(CSVError) { return try starts(bytes, dialect).count } catch {
      if error.kind == .empty { return 0 }
      throw error
    }
  }

  /// How many objects there are.
  package static func countOfJSON(_ bytes: [UInt8]) throws(ReadingError) -> Int {
    try JSONReader.rowStarts(bytes).count
  }

  /// Of JSON Lines, or of a list of objects.
  package static func ofJSON(_ bytes: [UInt8], rows: [Int]) throws(ReadingError) -> [Int: Int] {
    lines(of: rows, startingAt: try JSONReader.rowStarts(bytes), bytes)
  }

  /// Where the rows of delimited text begin, without its header.
  private static func starts(_ bytes: [UInt8], _ dialect: CSVDialect) throws(CSVError) -> [Int] {
    let file = try OpenedFile(ByteSource(bytes), dialect, limits: .standard)
    var indexer = FieldIndexer(
      delimiter: file.delimiter, quote: file.quote, limits: .standard, start: file.start)
    let span = bytes.span
    var starts: [Int] = []
    for start in stride(from: file.start, to: span.count, by: piece) {
      let end = min(start + piece, span.count)
      try indexer.read(span, start..<end)
      if end == span.count { try indexer.finish(span) }
      starts += indexer.takeRows().rowStarts.map(Int.init)
    }
    return file.hasHeader ? Array(starts.dropFirst()) : starts
  }

  /// Bytes of which the fields are held at once.
  private static let piece = 192 << 10

  private static func lines(of rows: [Int], startingAt starts: [Int], _ bytes: [UInt8]) -> [Int: Int] {
    var lines: [Int: Int] = [:]
    var (line, place) = (1, 0)
    var last: UInt8 = 0
    let span = bytes.span
    for row in rows where starts.indices.contains(row) {
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
