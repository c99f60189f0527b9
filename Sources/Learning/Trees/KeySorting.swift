/// Sorts the rows of a node by a feature.
///
/// A key is a rank in its upper half and the row's place within the node in its lower half, so that equal ranks keep the order
/// of the rows.
struct KeySorting {
  private let keys: UnsafeMutablePointer<UInt64>
  private let other: UnsafeMutablePointer<UInt64>
  private let places: UnsafeMutablePointer<Int32>

  /// - Parameter places: room for twice as many as there are keys, and two.
  init(
    _ keys: UnsafeMutablePointer<UInt64>, other: UnsafeMutablePointer<UInt64>,
    places: UnsafeMutablePointer<Int32>
  ) {
    self.keys = keys
    self.other = other
    self.places = places
  }

  /// Sorts the first `count` keys, whose ranks are from `lowest` to `highest`, and tells where they are then.
  func sort(_ count: Int, _ lowest: UInt32, _ highest: UInt32) -> UnsafeMutablePointer<UInt64> {
    if count <= 24 {
      insert(keys, count)
      return keys
    }
    var shift: UInt64 = 0
    let spread = UInt64(highest &- lowest)
    while spread &>> shift >= UInt64(2 &* count) { shift &+= 1 }
    distribute(count, UInt64(lowest), shift, Int(spread &>> shift) &+ 1)
    if shift > 0 { finish(count, shift, UInt64(lowest)) }
    return other
  }

  /// Brings the keys into `other`, by their rank without its last `shift` bits.
  @inline(__always)
  private func distribute(_ count: Int, _ lowest: UInt64, _ shift: UInt64, _ buckets: Int) {
    for bucket in 0...buckets { places[bucket] = 0 }
    for index in 0..<count {
      places[Int((keys[index] &>> 32 &- lowest) &>> shift) &+ 1] &+= 1
    }
    var sum: Int32 = 0
    for bucket in 0...buckets {
      sum &+= places[bucket]
      places[bucket] = sum
    }
    for index in 0..<count {
      let key = keys[index]
      let bucket = Int((key &>> 32 &- lowest) &>> shift)
      other[Int(places[bucket])] = key
      places[bucket] &+= 1
    }
  }

  /// Sorts within what `distribute` could not tell apart.
  @inline(__always)
  private func finish(_ count: Int, _ shift: UInt64, _ lowest: UInt64) {
    var start = 0
    while start < count {
      let bucket = (other[start] &>> 32 &- lowest) &>> shift
      var end = start &+ 1
      while end < count, (other[end] &>> 32 &- lowest) &>> shift == bucket { end &+= 1 }
      if end &- start <= 48 {
        insert(other + start, end &- start)
      } else {
        RadixOrder.sort(other + start, by: keys + start, count: end &- start, from: 32, bits: Int(shift))
      }
      start = end
    }
  }

  @inline(__always)
  private func insert(_ keys: UnsafeMutablePointer<UInt64>, _ count: Int) {
    var index = 1
    while index < count {
      let key = keys[index]
      var place = index
      while place > 0, keys[place &- 1] > key {
        keys[place] = keys[place &- 1]
        place &-= 1
      }
      keys[place] = key
      index &+= 1
    }
  }
}
