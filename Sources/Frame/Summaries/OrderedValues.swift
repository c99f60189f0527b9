/// The values of a column in ascending order, for quantiles, histograms and counts of distinct values.
struct OrderedValues {
  /// Values as doubles, without missing and infinite ones.
  let finite: [Double]
  /// Counted on the exact values: doubles would merge large integers.
  let distinct: Int

  /// Of a column of numbers, integers, dates or datetimes. O(rows).
  init(of column: Column) {
    switch column.storage {
    case .integers(let values), .datetimes(let values):
      self.init(whole: OrderedValues.present(values, column))
    case .dates(let values): self.init(whole: OrderedValues.present(values.map(Int64.init), column))
    default: self.init(numbers: OrderedValues.present(column.doubles(), column))
    }
  }

  private init(whole values: [Int64]) {
    let sorted = RadixSort.ascending(values)
    distinct = OrderedValues.runs(sorted)
    finite = sorted.map(Double.init)
  }

  private init(numbers values: [Double]) {
    let sorted = RadixSort.ascending(values)
    distinct = OrderedValues.runs(sorted)
    let first = sorted.firstIndex { $0 > -.infinity } ?? sorted.count
    let last = sorted.lastIndex { $0 < .infinity } ?? -1
    finite = first == 0 && last + 1 == sorted.count ? sorted : Array(sorted[first..<max(first, last + 1)])
  }

  private static func present<Value>(_ values: [Value], _ column: Column) -> [Value] {
    guard let validity = column.validity else { return values }
    var result: [Value] = []
    result.reserveCapacity(values.count - column.missingCount)
    for row in values.indices where validity[row] { result.append(values[row]) }
    return result
  }

  /// How many values differ in ascending ones.
  static func runs<Value: Equatable>(_ sorted: [Value]) -> Int {
    guard var last = sorted.first else { return 0 }
    var count = 1
    for value in sorted where value != last {
      count += 1
      last = value
    }
    return count
  }
}

/// Sorts numbers by groups of their bits, least significant first; groups that are the same in all numbers are passed
/// over. O(n).
enum RadixSort {
  /// Numbers of a narrow range are sorted by their distance from the least, in half the memory.
  static func ascending(_ values: [Int64]) -> [Int64] {
    if values.count < smallest { return values.sorted() }
    let (least, largest) = PackedIntegers.bounds(values)
    let span = UInt64(bitPattern: largest &- least)
    let step = PackedIntegers.step(values, above: least, span: span)
    guard span / step <= UInt64(UInt32.max) else {
      return sorted(values.map(OrderKey.of)).map(OrderKey.integer)
    }
    let keys = values.map { value -> UInt32 in
      let distance = UInt64(bitPattern: value &- least)
      return UInt32(truncatingIfNeeded: step == 1 ? distance : distance / step)
    }
    return sorted(keys).map { least &+ Int64(bitPattern: UInt64($0) &* step) }
  }

  /// Values must not be NaN. -0 stands before 0. Decimals of few digits are sorted as whole numbers.
  static func ascending(_ values: [Double]) -> [Double] {
    if values.count < smallest { return values.map(OrderKey.of).sorted().map(OrderKey.double) }
    guard let (scaled, divisor) = PackedDoubles.wholes(values) else {
      return sorted(values.map(OrderKey.of)).map(OrderKey.double)
    }
    if scaled.places.isEmpty { return ascending(scaled.wholes).map { Double($0) / divisor } }
    var wholes = scaled.wholes
    for place in scaled.places.reversed() {
      wholes.swapAt(Int(place), wholes.count - 1)
      wholes.removeLast()
    }
    return merged(
      ascending(wholes).map { Double($0) / divisor },
      sorted(scaled.exceptions.map(OrderKey.of)).map(OrderKey.double))
  }

  static func ascending(_ values: [UInt32]) -> [UInt32] {
    values.count < smallest ? values.sorted() : sorted(values)
  }

  static func ascending(_ values: [UInt64]) -> [UInt64] {
    values.count < smallest ? values.sorted() : sorted(values)
  }

  private static let smallest = 256

  private static func merged(_ a: [Double], _ b: [Double]) -> [Double] {
    var result: [Double] = []
    result.reserveCapacity(a.count + b.count)
    var next = 0
    for value in a {
      while next < b.count, OrderKey.of(b[next]) < OrderKey.of(value) {
        result.append(b[next])
        next += 1
      }
      result.append(value)
    }
    return result + b[next...]
  }

  /// Eleven bits at a time: their counters still fit the nearest cache.
  private static let digitBits = 11
  private static let buckets = 1 << 11

  private static func sorted<Key: FixedWidthInteger & UnsignedInteger & Sendable>(_ keys: [Key]) -> [Key] {
    let digits = (Key.bitWidth + digitBits - 1) / digitBits
    var keys = keys
    var scratch = [Key](repeating: 0, count: keys.count)
    let counts = digitCounts(keys, digits)
    for digit in 0..<digits {
      let own = counts[(digit * buckets)..<((digit + 1) * buckets)]
      if own.contains(keys.count) { continue }
      var places = own.reduce(into: (sum: 0, places: [Int]())) { state, count in
        state.places.append(state.sum)
        state.sum += count
      }.places
      let shift = Key(truncatingIfNeeded: digit * digitBits)
      keys.withUnsafeBufferPointer { keys in
        scratch.withUnsafeMutableBufferPointer { scratch in
          places.withUnsafeMutableBufferPointer { places in
            for key in keys {
              let bucket = Int(truncatingIfNeeded: key >> shift) & (buckets - 1)
              scratch[places[bucket]] = key
              places[bucket] &+= 1
            }
          }
        }
      }
      swap(&keys, &scratch)
    }
    return keys
  }

  private static func digitCounts<Key: FixedWidthInteger & UnsignedInteger>(
    _ keys: [Key], _ digits: Int
  ) -> [Int] {
    var counts = [Int](repeating: 0, count: digits * buckets)
    counts.withUnsafeMutableBufferPointer { counts in
      for key in keys {
        var rest = key
        for digit in 0..<digits {
          counts[digit * buckets + Int(truncatingIfNeeded: rest) & (buckets - 1)] &+= 1
          rest >>= Key(truncatingIfNeeded: digitBits)
        }
      }
    }
    return counts
  }
}
