/// MurmurHash3 for 32 bits (A. Appleby, 2011, in the public domain), as scikit-learn and Spark use it.
enum Murmur3 {
  /// The hash of all bytes.
  static func hash(_ bytes: [UInt8], seed: UInt32 = 0) -> UInt32 {
    var hash = seed
    let whole = bytes.count / 4 * 4
    for start in stride(from: 0, to: whole, by: 4) {
      hash ^= scrambled(word(bytes, start, 4))
      hash = (hash << 13 | hash >> 19) &* 5 &+ 0xE654_6B64
    }
    if whole < bytes.count { hash ^= scrambled(word(bytes, whole, bytes.count - whole)) }
    hash ^= UInt32(truncatingIfNeeded: bytes.count)
    hash = (hash ^ hash >> 16) &* 0x85EB_CA6B
    hash = (hash ^ hash >> 13) &* 0xC2B2_AE35
    return hash ^ hash >> 16
  }

  private static func word(_ bytes: [UInt8], _ start: Int, _ count: Int) -> UInt32 {
    (0..<count).reduce(0) { $0 | UInt32(bytes[start + $1]) << UInt32(8 * $1) }
  }

  private static func scrambled(_ word: UInt32) -> UInt32 {
    let product = word &* 0xCC9E_2D51
    return (product << 15 | product >> 17) &* 0x1B87_3593
  }
}
