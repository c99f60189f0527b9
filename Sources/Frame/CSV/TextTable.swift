/// Distinct texts, coded in the order of their first appearance.
///
/// Open addressing over a hash that is seeded anew in every process, so that no file can be made of collisions;
/// the codes do not depend on it.
struct TextTable: Sendable {
  /// The upper half of the hash over the code plus one; zero where free. A look-up of a new text reads nothing else.
  private var slots: [UInt64]
  private var mask: Int
  private var hashes: [UInt64] = []
  /// The texts by their codes. The bytes must be UTF-8.
  private(set) var run = TextRun()
  private(set) var longest = 0
  /// What `fetch` saw, so that it has to look.
  private var fetched: UInt64 = 0
  private static let seed = UInt64(truncatingIfNeeded: Hasher().finalize()) | 1

  init() {
    slots = [UInt64](repeating: 0, count: 64)
    mask = 63
  }

  var count: Int { hashes.count }

  /// The code of the bytes, a new one where they have not been seen.
  mutating func code(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int32 {
    code(bytes, range, hash: TextTable.hash(bytes, range))
  }

  /// Brings the places where texts will be sought into the cache, all at once instead of one after the other.
  mutating func fetch(_ hashes: [UInt64]) {
    guard slots.count > 1 << 14 else { return }
    let mask = mask
    fetched = slots.withUnsafeBufferPointer { slots in
      hashes.reduce(0) { $0 | slots[Int(truncatingIfNeeded: $1) & mask] }
    }
  }

  /// The code of the bytes, whose hash is known.
  mutating func code(_ bytes: Span<UInt8>, _ range: Range<Int>, hash: UInt64) -> Int32 {
    var slot = Int(truncatingIfNeeded: hash) & mask
    while case let entry = slots[slot], entry != 0 {
      if (entry ^ hash) >> 32 == 0 {
        let code = Int(truncatingIfNeeded: entry & 0xFFFF_FFFF) - 1
        if holds(code, bytes, range) { return Int32(truncatingIfNeeded: code) }
      }
      slot = (slot + 1) & mask
    }
    return insert(bytes, range, hash)
  }

  /// All texts by their codes. The bytes must have been UTF-8.
  func texts() -> [String] { run.texts() }

  private func holds(_ code: Int, _ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    let own = run[code]
    guard own.count == range.count else { return false }
    var position = 0
    while position < range.count {
      guard run.bytes[own.lowerBound + position] == bytes[range.lowerBound + position] else { return false }
      position += 1
    }
    return true
  }

  private mutating func insert(_ bytes: Span<UInt8>, _ range: Range<Int>, _ hash: UInt64) -> Int32 {
    if (count + 1) * 2 > slots.count { grow() }
    let code = Int32(truncatingIfNeeded: count)
    slots[freeSlot(hash)] = TextTable.entry(hash, count)
    hashes.append(hash)
    run.append(bytes, range)
    longest = max(longest, range.count)
    return code
  }

  private mutating func grow() {
    mask = slots.count * 2 - 1
    slots = [UInt64](repeating: 0, count: slots.count * 2)
    for (code, hash) in hashes.enumerated() { slots[freeSlot(hash)] = TextTable.entry(hash, code) }
  }

  private static func entry(_ hash: UInt64, _ code: Int) -> UInt64 {
    hash & ~0xFFFF_FFFF | UInt64(truncatingIfNeeded: code + 1)
  }

  private func freeSlot(_ hash: UInt64) -> Int {
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] != 0 { slot = (slot + 1) & mask }
    return slot
  }

  /// Folded 64-by-64 products of eight bytes at a time.
  static func hash(_ bytes: Span<UInt8>, _ range: Range<Int>, seed: UInt64 = seed) -> UInt64 {
    var hash = seed ^ UInt64(range.count)
    var position = range.lowerBound
    let raw = bytes.bytes
    while position + 8 <= range.upperBound {
      let word = raw.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self)
      hash = folded(hash ^ word)
      position += 8
    }
    var rest: UInt64 = 0
    while position < range.upperBound {
      rest = rest << 8 | UInt64(bytes[position])
      position += 1
    }
    return folded(hash ^ rest)
  }

  private static func folded(_ value: UInt64) -> UInt64 {
    let product = value.multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
    return product.high ^ product.low
  }
}
