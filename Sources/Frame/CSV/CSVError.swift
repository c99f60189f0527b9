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
struct TextOrigin: Sendable, Hashable {
  /// Bytes before it.
  var offset: Int
  /// Lines before it.
  var lines: Int

  static let start = TextOrigin(offset: 0, lines: 0)
}

/// Lines as an editor counts them: ended by LF, CR or CRLF, within quotes too.
enum LineCounter {
  /// How many lines end within a range, behind which no LF follows a CR.
  static func breaks(_ bytes: [UInt8], _ range: Range<Int>) -> Int {
    let returns = count(of: 13, bytes, range)
    let feeds = count(of: 10, bytes, range)
    if returns == 0 { return feeds }
    let pairs = range.dropLast().count { bytes[$0] == 13 && bytes[$0 + 1] == 10 }
    return feeds + returns - pairs
  }

  private static func count(of byte: UInt8, _ bytes: [UInt8], _ range: Range<Int>) -> Int {
    let raw = bytes.span.bytes
    var total = 0
    var position = range.lowerBound
    while position + 64 <= range.upperBound {
      // Each lane holds up to 255.
      let end = min(range.upperBound, position + 255 * 64)
      var lanes = SIMD64<UInt8>(repeating: 0)
      while position + 64 <= end {
        let block = raw.unsafeLoadUnaligned(fromByteOffset: position, as: SIMD64<UInt8>.self)
        lanes &+= SIMD64(repeating: 0).replacing(with: 1, where: block .== byte)
        position += 64
      }
      for lane in lanes.indices { total += Int(lanes[lane]) }
    }
    return total + bytes[position..<range.upperBound].count { $0 == byte }
  }

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
