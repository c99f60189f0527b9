/// Byte strings, each kept once and numbered from 0 in the order in which they first came.
struct ByteStrings: Sendable {
  private var bytes: [UInt8] = []
  private var ends: [Int] = [0]
  private var hashes: [UInt32] = []
  /// A number and one, or 0 where the slot is free; a power of two of them.
  private var slots = [UInt32](repeating: 0, count: 1024)
  /// Another one in every process, so that no file can be made to put all strings into one slot. Numbers do not depend on it.
  private let seed = UInt64(bitPattern: Int64(Hasher().finalize()))

  /// How many there are.
  var count: Int { hashes.count }

  /// The bytes of string `index`.
  subscript(index: Int) -> ArraySlice<UInt8> { bytes[ends[index]..<ends[index + 1]] }

  /// The number of `string`, which is added where it is new.
  mutating func number(of string: UnsafeBufferPointer<UInt8>) -> Int {
    let hash = hash(string)
    let slot = slot(of: string, hash)
    if slots[slot] > 0 { return Int(slots[slot]) - 1 }
    bytes.append(contentsOf: string)
    ends.append(bytes.count)
    hashes.append(hash)
    slots[slot] = UInt32(truncatingIfNeeded: count)
    if count * 2 > slots.count { grow() }
    return count - 1
  }

  /// The number of `string`; nil where it was never added.
  func find(_ string: UnsafeBufferPointer<UInt8>) -> Int? {
    let found = slots[slot(of: string, hash(string))]
    return found > 0 ? Int(found) - 1 : nil
  }

  /// Where the string is, or would be.
  private func slot(of string: UnsafeBufferPointer<UInt8>, _ hash: UInt32) -> Int {
    let mask = slots.count - 1
    var slot = Int(hash) & mask
    while slots[slot] > 0 {
      let index = Int(slots[slot]) - 1
      if hashes[index] == hash, isEqual(index, string) { break }
      slot = (slot + 1) & mask
    }
    return slot
  }

  private func isEqual(_ index: Int, _ string: UnsafeBufferPointer<UInt8>) -> Bool {
    let start = ends[index]
    guard ends[index + 1] - start == string.count else { return false }
    return bytes.withUnsafeBufferPointer { bytes in
      for offset in string.indices where bytes[start + offset] != string[offset] { return false }
      return true
    }
  }

  private mutating func grow() {
    var larger = [UInt32](repeating: 0, count: slots.count * 4)
    let mask = larger.count - 1
    for (index, hash) in hashes.enumerated() {
      var slot = Int(hash) & mask
      while larger[slot] > 0 { slot = (slot + 1) & mask }
      larger[slot] = UInt32(truncatingIfNeeded: index + 1)
    }
    slots = larger
  }

  private func hash(_ string: UnsafeBufferPointer<UInt8>) -> UInt32 {
    var hash = seed ^ UInt64(truncatingIfNeeded: string.count)
    let raw = UnsafeRawBufferPointer(string)
    var offset = 0
    while offset + 8 <= raw.count {
      hash = ByteStrings.mixed(hash, raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      offset += 8
    }
    var rest: UInt64 = 0
    while offset < raw.count {
      rest = rest << 8 | UInt64(raw[offset])
      offset += 1
    }
    return UInt32(truncatingIfNeeded: ByteStrings.mixed(hash, rest) >> 16)
  }

  /// The two halves of a product of 128 bits, added without carry.
  @inline(__always)
  private static func mixed(_ hash: UInt64, _ word: UInt64) -> UInt64 {
    let product = (hash ^ word ^ 0xA076_1D64_78BD_642F).multipliedFullWidth(by: 0xE703_7ED1_A0B4_28DB)
    return product.high ^ product.low
  }
}
