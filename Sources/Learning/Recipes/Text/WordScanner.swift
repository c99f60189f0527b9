/// Cuts texts into words, in lower case.
struct WordScanner {
  /// What stands between words.
  enum Separator {
    /// Everything but letters, numbers and underscores.
    case notPartOfWord
    /// White space.
    case blank
  }

  /// A word of the text that was scanned last: a range of `lowered`, and the number of its characters (scalars).
  struct Word {
    var start: Int
    var end: Int
    var scalars: Int
  }

  private let separator: Separator
  /// By byte: the byte in lower case, or 0 where it separates words.
  private let ascii: [UInt8]
  private var scalars = ScalarFacts()
  /// The text that was scanned last, in lower case; what separates words is not in it.
  private(set) var lowered: [UInt8] = []
  private(set) var words: [Word] = []

  init(_ separator: Separator) {
    self.separator = separator
    ascii = (0..<128).map { value in
      let scalar = Unicode.Scalar(UInt8(value))
      let separates = separator == .blank ? scalar.isBlank : !scalar.isPartOfWord
      return separates ? 0 : (65...90).contains(value) ? UInt8(value + 32) : UInt8(value)
    }
  }

  /// Finds the words of a text.
  mutating func scan(_ text: String) {
    words.removeAll(keepingCapacity: true)
    var text = text
    text.withUTF8 { scan($0) }
  }

  private mutating func scan(_ text: UnsafeBufferPointer<UInt8>) {
    // No scalar takes more than half as many bytes again in lower case.
    let room = text.count * 2 + 8
    if lowered.count < room { lowered = [UInt8](repeating: 0, count: room) }
    var end = 0
    var word = Word(start: 0, end: 0, scalars: 0)
    var index = 0
    while index < text.count {
      let byte = text[index]
      if byte < 128 {
        index += 1
        let low = ascii[Int(byte)]
        // NUL separates words of letters, and is a character of others.
        if low == 0, byte != 0 || separator == .notPartOfWord {
          finish(&word, at: end)
        } else {
          lowered[end] = low
          end += 1
          word.scalars += 1
        }
        continue
      }
      let (scalar, length) = WordScanner.decoded(text, index)
      index += length
      let low = scalars.lowered(scalar)
      take(low.first, &word, &end)
      if low.second > 0 { take(low.second, &word, &end) }
    }
    finish(&word, at: end)
  }

  private mutating func take(_ scalar: UInt32, _ word: inout Word, _ end: inout Int) {
    let facts = scalars.facts(scalar)
    if separator == .blank ? facts.isBlank : !facts.isPartOfWord {
      finish(&word, at: end)
    } else {
      end = append(scalar, at: end)
      word.scalars += 1
    }
  }

  private mutating func finish(_ word: inout Word, at end: Int) {
    word.end = end
    if word.scalars > 0 { words.append(word) }
    word = Word(start: end, end: end, scalars: 0)
  }

  private mutating func append(_ scalar: UInt32, at end: Int) -> Int {
    switch scalar {
    case 0..<0x80:
      lowered[end] = UInt8(truncatingIfNeeded: scalar)
      return end + 1
    case 0x80..<0x800:
      lowered[end] = UInt8(truncatingIfNeeded: 0xC0 | scalar >> 6)
      lowered[end + 1] = UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F)
      return end + 2
    case 0x800..<0x10000:
      lowered[end] = UInt8(truncatingIfNeeded: 0xE0 | scalar >> 12)
      lowered[end + 1] = UInt8(truncatingIfNeeded: 0x80 | scalar >> 6 & 0x3F)
      lowered[end + 2] = UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F)
      return end + 3
    default:
      lowered[end] = UInt8(truncatingIfNeeded: 0xF0 | scalar >> 18)
      lowered[end + 1] = UInt8(truncatingIfNeeded: 0x80 | scalar >> 12 & 0x3F)
      lowered[end + 2] = UInt8(truncatingIfNeeded: 0x80 | scalar >> 6 & 0x3F)
      lowered[end + 3] = UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F)
      return end + 4
    }
  }

  /// The scalar that starts at `index` of valid UTF-8 with a byte from 0x80 on, and the number of its bytes.
  private static func decoded(_ text: UnsafeBufferPointer<UInt8>, _ index: Int) -> (UInt32, Int) {
    let first = UInt32(text[index])
    func follow(_ offset: Int) -> UInt32 { UInt32(text[index + offset]) & 0x3F }
    if first < 0xE0 { return ((first & 0x1F) << 6 | follow(1), 2) }
    if first < 0xF0 { return ((first & 0x0F) << 12 | follow(1) << 6 | follow(2), 3) }
    return ((first & 0x07) << 18 | follow(1) << 12 | follow(2) << 6 | follow(3), 4)
  }
}
