import Canonical

/// Texts one behind the other: their bytes, and where each ends.
struct TextRun: Sendable, Equatable {
  private(set) var bytes: [UInt8] = []
  /// Where each text ends in `bytes`.
  private(set) var ends: [Int] = []

  init() {}

  init(_ texts: [String]) {
    for text in texts { append(text) }
  }

  var count: Int { ends.count }

  /// The place of a text in `bytes`.
  subscript(index: Int) -> Range<Int> { (index == 0 ? 0 : ends[index - 1])..<ends[index] }

  mutating func append(_ text: String) {
    var text = text
    text.withUTF8 { bytes.append(contentsOf: $0) }
    ends.append(bytes.count)
  }

  /// Adds a text that stands in other bytes.
  @inline(__always)
  mutating func append(_ source: Span<UInt8>, _ range: Range<Int>) {
    source.extracting(range).withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
    ends.append(bytes.count)
  }

  /// Adds the texts of a range of another run.
  mutating func append(_ other: TextRun, _ range: Range<Int>) {
    guard !range.isEmpty else { return }
    let first = other[range.lowerBound].lowerBound
    let shift = bytes.count - first
    bytes.append(contentsOf: other.bytes[first..<other.ends[range.upperBound - 1]])
    for index in range { ends.append(other.ends[index] + shift) }
  }

  mutating func reserve(_ count: Int, bytes byteCount: Int) {
    ends.reserveCapacity(count)
    bytes.reserveCapacity(byteCount)
  }

  /// All texts. The bytes must be UTF-8.
  func texts() -> [String] { (0..<count).map(text) }

  /// One of the texts, which must be UTF-8.
  func text(_ index: Int) -> String { String(decoding: bytes[self[index]], as: UTF8.self) }

  /// The texts of those numbers.
  func gathered(by rows: [Int32]) -> TextRun {
    var result = TextRun()
    result.reserve(rows.count, bytes: rows.reduce(0) { $0 + self[Int($1)].count })
    let span = bytes.span
    for row in rows { result.append(span, self[Int(row)]) }
    return result
  }

  /// The texts whose bit is set.
  func kept(_ present: Bitmap) -> TextRun {
    gathered(by: (0..<count).lazy.filter { present[$0] }.map { Int32($0) })
  }

  /// The texts at the bits that are set, empty ones at the others.
  func spread(_ present: Bitmap) -> TextRun {
    var result = TextRun()
    result.reserve(present.count, bytes: bytes.count)
    let span = bytes.span
    var next = 0
    for row in 0..<present.count {
      result.append(span, present[row] ? self[next] : 0..<0)
      if present[row] { next += 1 }
    }
    return result
  }

  /// The distinct texts in the order of their first appearance, and which of them each is; nil where there are more
  /// than `most`.
  func coded(atMost most: Int = .max) -> (codes: [Int32], levels: TextTable)? {
    var levels = TextTable()
    var codes: [Int32] = []
    codes.reserveCapacity(count)
    let span = bytes.span
    for index in 0..<count {
      codes.append(levels.code(span, self[index]))
      if levels.count > most { return nil }
    }
    return (codes, levels)
  }

  func encode(into writer: inout ByteWriter) {
    var start = 0
    let lengths = ends.map { end -> Int64 in
      defer { start = end }
      return Int64(end - start)
    }
    PackedIntegers.encode(lengths, into: &writer)
    writer.write(bytes)
  }

  /// Reads what `encode` wrote; fails where lengths and bytes differ and where a text is not UTF-8.
  init(decoding reader: inout ByteReader) throws(DecodingFailure) {
    let lengths = try PackedIntegers.decode(Int64.self, from: &reader)
    bytes = try reader.readBytes()
    var end = 0
    ends.reserveCapacity(lengths.count)
    for length in lengths {
      guard length >= 0, length <= bytes.count - end else {
        throw DecodingFailure("texts of the wrong length")
      }
      end += Int(length)
      ends.append(end)
    }
    guard end == bytes.count else { throw DecodingFailure("texts of the wrong length") }
    guard (try? UTF8Span(validating: bytes.span)) != nil, startsAreWhole else {
      throw DecodingFailure("text that is not UTF-8")
    }
  }

  /// Whether no text starts within a character.
  private var startsAreWhole: Bool {
    ends.allSatisfy { $0 == bytes.count || bytes[$0] & 0xC0 != 0x80 }
  }
}
