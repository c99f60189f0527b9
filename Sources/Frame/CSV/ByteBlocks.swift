/// Finds bytes in blocks of 64, eight at a time in 64-bit words.
struct ByteBlocks {
  private let delimiter: UInt64
  private let quote: UInt64
  private let lineFeed = ByteBlocks.repeated(UInt8(ascii: "\n"))
  private let carriageReturn = ByteBlocks.repeated(UInt8(ascii: "\r"))

  private typealias Words = SIMD8<UInt64>

  /// What stands in a block, one bit a byte, the first byte lowest.
  struct Masks {
    /// Delimiters and line breaks.
    var structural: UInt64
    /// Line breaks alone.
    var breaks: UInt64
    var quotes: UInt64
    /// Bytes above 127.
    var high: UInt64
  }

  init(delimiter: UInt8, quote: UInt8) {
    self.delimiter = ByteBlocks.repeated(delimiter)
    self.quote = ByteBlocks.repeated(quote)
  }

  /// There must be 64 bytes from `start` on.
  @inline(__always)
  func masks(_ bytes: RawSpan, _ start: Int) -> Masks {
    let words = ByteBlocks.words(bytes, start)
    let high = words & ByteBlocks.highBits
    let isASCII = ByteBlocks.isZero(high)
    let breaks =
      ByteBlocks.equal(words, lineFeed, isASCII) | ByteBlocks.equal(words, carriageReturn, isASCII)
    let delimiters = ByteBlocks.equal(words, delimiter, isASCII)
    let quotes = ByteBlocks.equal(words, quote, isASCII)
    let breakBits = ByteBlocks.isZero(breaks) ? 0 : ByteBlocks.gathered(breaks)
    return Masks(
      structural: breakBits | ByteBlocks.gathered(delimiters), breaks: breakBits,
      quotes: ByteBlocks.isZero(quotes) ? 0 : ByteBlocks.gathered(quotes),
      high: isASCII ? 0 : ByteBlocks.gathered(high))
  }

  /// How many quotation marks stand in the 64 bytes from `start` on.
  @inline(__always)
  func quoteCount(_ bytes: RawSpan, _ start: Int) -> Int {
    let found = ByteBlocks.equal(ByteBlocks.words(bytes, start), quote, false)
    if ByteBlocks.isZero(found) { return 0 }
    return found.indices.reduce(0) { $0 + found[$1].nonzeroBitCount }
  }

  /// Bit n is the parity of bits 0...n.
  @inline(__always)
  static func prefixParity(_ bits: UInt64) -> UInt64 {
    var result = bits
    result ^= result << 1
    result ^= result << 2
    result ^= result << 4
    result ^= result << 8
    result ^= result << 16
    result ^= result << 32
    return result
  }

  private static func repeated(_ byte: UInt8) -> UInt64 { 0x0101_0101_0101_0101 &* UInt64(byte) }

  private static var highBits: Words { Words(repeating: 0x8080_8080_8080_8080) }
  private static var lowBits: Words { Words(repeating: 0x7F7F_7F7F_7F7F_7F7F) }

  @inline(__always)
  private static func words(_ bytes: RawSpan, _ start: Int) -> Words {
    bytes.unsafeLoadUnaligned(fromByteOffset: start, as: Words.self)
  }

  /// The high bit of every byte that equals those of `pattern`, which are below 128.
  @inline(__always)
  private static func equal(_ words: Words, _ pattern: UInt64, _ isASCII: Bool) -> Words {
    let differences = words ^ Words(repeating: pattern)
    let sums = (differences & lowBits) &+ lowBits
    return ~(isASCII ? sums : sums | differences) & highBits
  }

  @inline(__always)
  private static func isZero(_ words: Words) -> Bool {
    let halves = words.lowHalf | words.highHalf
    let quarters = halves.lowHalf | halves.highHalf
    return quarters[0] | quarters[1] == 0
  }

  /// The high bits of 64 bytes side by side.
  @inline(__always)
  private static func gathered(_ highBits: Words) -> UInt64 {
    var bits: UInt64 = 0
    for index in 0..<8 {
      bits |= (((highBits[index] &>> 7) &* 0x0102_0408_1020_4080) &>> 56) &<< UInt64(index * 8)
    }
    return bits
  }
}
