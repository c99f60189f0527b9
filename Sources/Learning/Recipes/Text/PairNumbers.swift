/// Pairs of numbers, each kept once and numbered by its user.
struct PairNumbers: Sendable {
  /// `first << 32 | second`; the value tells whether the slot is free.
  private var keys = [UInt64](repeating: 0, count: 1024)
  /// A number and one, or 0 where the slot is free.
  private var values = [UInt32](repeating: 0, count: 1024)
  private var count = 0
  private let seed = UInt64(bitPattern: Int64(Hasher().finalize())) | 1

  /// The number of a pair; where it is new, `next` from now on.
  mutating func number(of first: Int32, _ second: Int32, next: Int) -> Int {
    let key = UInt64(UInt32(bitPattern: first)) << 32 | UInt64(UInt32(bitPattern: second))
    let slot = slot(of: key)
    if values[slot] > 0 { return Int(values[slot]) - 1 }
    keys[slot] = key
    values[slot] = UInt32(truncatingIfNeeded: next + 1)
    count += 1
    if count * 2 > keys.count { grow() }
    return next
  }

  private func slot(of key: UInt64) -> Int {
    let mask = keys.count - 1
    let product = (key ^ seed).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    var slot = Int(truncatingIfNeeded: product.high ^ product.low) & mask
    while values[slot] > 0, keys[slot] != key { slot = (slot + 1) & mask }
    return slot
  }

  private mutating func grow() {
    let (oldKeys, oldValues) = (keys, values)
    keys = [UInt64](repeating: 0, count: oldKeys.count * 4)
    values = [UInt32](repeating: 0, count: oldKeys.count * 4)
    for (key, value) in zip(oldKeys, oldValues) where value > 0 {
      let slot = slot(of: key)
      keys[slot] = key
      values[slot] = value
    }
  }
}
