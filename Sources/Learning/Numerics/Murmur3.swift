/// MurmurHash3 for 32 bits (A. Appleby, 2011, in the public domain), as scikit-learn and Spark use it.
enum Murmur3 {
  /// The hash of all bytes.
  static func hash(_ bytes: [UInt8], seed: UInt32 = 0) -> UInt32 {
    bytes.withUnsafeBytes { hash($0, seed: seed) }
  }

  static func hash(_ bytes: UnsafeRawBufferPointer, seed: UInt32) -> UInt32 {
    var hash = seed
    var start = 0
    while start + 4 <= bytes.count {
      hash ^= scrambled(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: start, as: UInt32.self)))
      hash = (hash << 13 | hash >> 19) &* 5 &+ 0xE654_6B64
      start += 4
    }
    if start < bytes.count {
      var word: UInt32 = 0
      for offset in start..<bytes.count { word |= UInt32(bytes[offset]) << UInt32(8 * (offset - start)) }
      hash ^= scrambled(word)
    }
    hash ^= UInt32(truncatingIfNeeded: bytes.count)
    hash = (hash ^ hash >> 16) &* 0x85EB_CA6B
    hash = (hash ^ hash >> 13) &* 0xC2B2_AE35
    return hash ^ hash >> 16
  }

  private static func scrambled(_ word: UInt32) -> UInt32 {
    let product = word &* 0xCC9E_2D51
    return (product << 15 | product >> 17) &* 0x1B87_3593
  }
}
