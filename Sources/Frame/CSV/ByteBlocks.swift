/// Finds bytes in blocks of 64, eight at a time in 64-bit words.
struct ByteBlocks {
  private let delimiter: UInt64
  private let quote: UInt64
  private let lineFeed = ByteBlocks.repeated(UInt8(ascii: "\n"))
  private let carriageReturn = ByteBlocks.repeated(UInt8(ascii: "\r"))

  init(delimiter: UInt8, quote: UInt8) {
    self.delimiter = ByteBlocks.repeated(delimiter)
    self.quote = ByteBlocks.repeated(quote)
  }

  /// One bit a byte, the first byte lowest: delimiters and line breaks, and quotation marks.
  @inline(__always)
  func masks(_ bytes: Span<UInt8>, _ start: Int) -> (structural: UInt64, quotes: UInt64) {
    var structural: UInt64 = 0
    var quotes: UInt64 = 0
    let raw = bytes.bytes
    for index in 0..<8 {
      let word = UInt64(
        littleEndian: raw.unsafeLoadUnaligned(fromByteOffset: start + index * 8, as: UInt64.self))
      let found =
        ByteBlocks.zeros(word ^ delimiter) | ByteBlocks.zeros(word ^ lineFeed)
        | ByteBlocks.zeros(word ^ carriageReturn)
      structural |= ByteBlocks.gathered(found) << UInt64(index * 8)
      quotes |= ByteBlocks.gathered(ByteBlocks.zeros(word ^ quote)) << UInt64(index * 8)
    }
    return (structural, quotes)
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

  /// The high bit of every byte that is zero, exactly.
  @inline(__always)
  private static func zeros(_ word: UInt64) -> UInt64 {
    let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
    return ~((word & low) &+ low | word | low)
  }

  /// The high bits of eight bytes side by side.
  @inline(__always)
  private static func gathered(_ highBits: UInt64) -> UInt64 {
    ((highBits >> 7) &* 0x0102_0408_1020_4080) >> 56
  }
}
