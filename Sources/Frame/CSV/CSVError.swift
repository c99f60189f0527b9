import Canonical

/// A file that cannot be read as asked.
package struct CSVError: Error, Sendable, Hashable {
  package enum Kind: Sendable, Hashable {
    /// No bytes, or only blank lines.
    case empty
    /// A header and nothing behind it.
    case noRows
    /// Not UTF-8.
    case encoding
    case unterminatedQuote
    case textAfterQuote
    /// Rows with another number of fields than the first record.
    case ragged
    /// Empty or repeated column names.
    case header
    /// Larger than what is read.
    case limit
    /// A value that its declared type does not fit.
    case value
    /// A declared column that is not there.
    case unknownColumn
    /// A declared format or dialect that cannot be used.
    case declaration
    /// Bytes that cannot be had from their source.
    case unreadable
  }

  package let kind: Kind
  package let message: String
  package let hint: String?
  /// 1-based line of the file.
  package let line: Int
  /// 1-based position in the line, in Unicode scalars.
  package let column: Int?
  /// Byte of the file, from 0.
  package let offset: Int?
  /// The declared column that the error is about.
  package var name: String?

  init(
    _ kind: Kind, _ message: String, hint: String? = nil, line: Int = 1, column: Int? = nil,
    offset: Int? = nil
  ) {
    self.kind = kind
    self.message = message
    self.hint = hint
    self.line = line
    self.column = column
    self.offset = offset
  }

  /// An error at a byte of a piece of the file that begins at `origin`, whose line and column are counted here. O(offset).
  init(
    _ kind: Kind, _ message: String, hint: String? = nil, at offset: Int, in bytes: Span<UInt8>,
    _ origin: TextOrigin = .start
  ) {
    let place = LineCounter.place(of: offset, in: bytes, origin)
    self.init(
      kind, message, hint: hint, line: place.line, column: place.column, offset: origin.offset + offset)
  }
}

/// Where a piece of a file begins, which is the start of a line.
struct TextOrigin: Sendable {
  /// Bytes before it.
  let offset: Int
  private let source: ByteSource?

  static let start = TextOrigin(offset: 0, source: nil)

  private init(offset: Int, source: ByteSource?) {
    self.offset = offset
    self.source = source
  }

  /// The place of a byte of a source.
  init(_ offset: Int, in source: ByteSource) { self.init(offset: offset, source: source) }

  /// Lines before it, for which the source is read again: only errors ask.
  var lines: Int {
    guard let source else { return 0 }
    var lines = 0
    var last: UInt8 = 0
    for start in stride(from: 0, to: offset, by: 1 << 20) {
      for byte in (try? source.bytes(start..<min(start + 1 << 20, offset))) ?? [] {
        if byte == UInt8(ascii: "\r") || byte == UInt8(ascii: "\n") && last != UInt8(ascii: "\r") {
          lines += 1
        }
        last = byte
      }
    }
    return lines
  }
}

/// Lines as an editor counts them: ended by LF, CR or CRLF, within quotes too.
enum LineCounter {
  static func place(
    of offset: Int, in bytes: Span<UInt8>, _ origin: TextOrigin = .start
  ) -> (line: Int, column: Int) {
    var line = origin.lines + 1
    var start = 0
    let end = min(offset, bytes.count)
    for position in 0..<end {
      let byte = bytes[position]
      let isBreak =
        byte == UInt8(ascii: "\n")
        || byte == UInt8(ascii: "\r")
          && (position + 1 == bytes.count || bytes[position + 1] != UInt8(ascii: "\n"))
      if isBreak {
        line += 1
        start = position + 1
      }
    }
    var column = 1
    for position in start..<max(start, end) where bytes[position] & 0xC0 != 0x80 { column += 1 }
    return (line, column)
  }
}
