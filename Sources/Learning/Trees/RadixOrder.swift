/// Sorting by digits, from the lowest: stable, and linear in the number of keys.
enum RadixOrder {
  private static let digit = 11

  /// Sorts by `bits` bits of each key, from bit `first` on.
  static func sort(_ keys: inout [UInt64], from first: Int, bits: Int) {
    var other = keys
    keys.withUnsafeMutableBufferPointer { keys in
      other.withUnsafeMutableBufferPointer { other in
        guard let a = keys.baseAddress, let b = other.baseAddress else { return }
        sort(a, by: b, count: keys.count, from: first, bits: bits)
      }
    }
  }

  /// Sorts `keys` with the help of as much room in `other`, whose content is lost.
  static func sort(
    _ keys: UnsafeMutablePointer<UInt64>, by other: UnsafeMutablePointer<UInt64>, count: Int, from first: Int,
    bits: Int
  ) {
    let passes = (bits + digit - 1) / digit
    guard passes > 0, count > 1 else { return }
    let width = (bits + passes - 1) / passes
    withUnsafeTemporaryAllocation(of: Int.self, capacity: 1 << width) { places in
      var source = keys
      var target = other
      for pass in 0..<passes {
        distribute(source, to: target, count: count, shift: UInt64(first + pass * width), places)
        swap(&source, &target)
      }
      if source != keys { keys.update(from: source, count: count) }
    }
  }

  private static func distribute(
    _ source: UnsafeMutablePointer<UInt64>, to target: UnsafeMutablePointer<UInt64>, count: Int,
    shift: UInt64,
    _ places: UnsafeMutableBufferPointer<Int>
  ) {
    places.initialize(repeating: 0)
    let mask = UInt64(places.count - 1)
    for index in 0..<count { places[Int(source[index] &>> shift & mask)] &+= 1 }
    var sum = 0
    for place in places.indices {
      let own = places[place]
      places[place] = sum
      sum &+= own
    }
    for index in 0..<count {
      let place = Int(source[index] &>> shift & mask)
      target[places[place]] = source[index]
      places[place] &+= 1
    }
  }
}
