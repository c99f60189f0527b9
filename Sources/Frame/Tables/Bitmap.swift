import Canonical

/// One bit a row. Bits behind the last row are zero, so equal bitmaps have equal words.
package struct Bitmap: Sendable, Hashable {
  package let count: Int
  private(set) var words: [UInt64]

  package init(repeating bit: Bool, count: Int) {
    self.count = count
    words = [UInt64](repeating: bit ? .max : 0, count: (count + 63) / 64)
    if bit, count % 64 != 0 { words[words.count - 1] = 1 << UInt64(count % 64) - 1 }
  }

  /// Bitmaps behind one another, all but the last of which fill whole words; nil of one stands for set bits alone.
  init(joining pieces: [(bits: Bitmap?, count: Int)]) {
    count = pieces.reduce(0) { $0 + $1.count }
    words = []
    words.reserveCapacity((count + 63) / 64)
    for piece in pieces { words += piece.bits?.words ?? Bitmap(repeating: true, count: piece.count).words }
  }

  package init(_ bits: [Bool]) {
    self.init(repeating: false, count: bits.count)
    for (index, bit) in bits.enumerated() where bit { words[index >> 6] |= 1 << UInt64(index & 63) }
  }

  package subscript(index: Int) -> Bool {
    get { words[index >> 6] >> UInt64(index & 63) & 1 == 1 }
    set {
      let bit: UInt64 = 1 << UInt64(index & 63)
      if newValue { words[index >> 6] |= bit } else { words[index >> 6] &= ~bit }
    }
  }

  /// The bits that are set in both, which have one count.
  func intersection(_ other: Bitmap) -> Bitmap {
    var result = self
    for index in result.words.indices { result.words[index] &= other.words[index] }
    return result
  }

  /// Calls `body` with each place of a range, which must lie within the rows, whose bit is not set; ascending.
  @inline(__always)
  func forEachUnset(in range: Range<Int>, _ body: (Int) -> Void) {
    guard !range.isEmpty else { return }
    for index in (range.lowerBound >> 6)...((range.upperBound - 1) >> 6) {
      var rest = ~words[index]
      let first = index << 6
      if first < range.lowerBound { rest &= .max << UInt64(range.lowerBound - first) }
      if range.upperBound - first < 64 { rest &= 1 << UInt64(range.upperBound - first) - 1 }
      while rest != 0 {
        body(first + rest.trailingZeroBitCount)
        rest &= rest - 1
      }
    }
  }

  /// Where bits are set, ascending.
  var setPositions: [Int32] {
    [Int32](unsafeUninitializedCapacity: setCount) { buffer, filled in
      for (index, word) in words.enumerated() {
        var rest = word
        while rest != 0 {
          buffer[filled] = Int32(index << 6 + rest.trailingZeroBitCount)
          filled += 1
          rest &= rest - 1
        }
      }
    }
  }

  /// How many bits are set.
  package var setCount: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

  func encode(into writer: inout ByteWriter) { writer.write(words) }

  /// Fails unless there are exactly the words of `count` bits, with zeros behind the last.
  init(decoding reader: inout ByteReader, count: Int) throws(DecodingFailure) {
    let words = try reader.readUInt64s()
    guard words.count == (count + 63) / 64 else { throw DecodingFailure("a bitmap of the wrong size") }
    if count % 64 != 0, let last = words.last, last >> UInt64(count % 64) != 0 {
      throw DecodingFailure("a bitmap with bits behind its end")
    }
    self.count = count
    self.words = words
  }
}
