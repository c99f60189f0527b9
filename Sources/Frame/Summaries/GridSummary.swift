/// The summary of a packed column whose values are on a grid, read chunk by chunk in a few passes over its keys.
///
/// Quantiles and sums are exact: a first pass counts keys by their leading sixteen bits, and those that share them with a
/// quantile or with the bound of a bin are counted one by one in a further pass. Distinct values are counted exactly
/// where keys are below 2²⁶ or the rows at most `sortedRows`, and by a sketch elsewhere.
struct GridSummary {
  private let grid: ValueGrid
  private let column: ChunkedColumn
  private let isWhole: Bool
  /// The bits of a key behind those that are counted first.
  private let shift: UInt32
  private var census: Census
  /// For leading bits, how often each of the keys that have them occurs.
  private var refined: [Int: [Int]] = [:]
  /// The keys below the values that are not on the grid.
  private let floors: [UInt32]

  /// Rows up to which keys are sorted to tell distinct ones.
  private static let sortedRows = 1 << 20
  /// Keys up to which each has a bit of its own.
  private static let flaggedKeys: UInt32 = 1 << 26

  /// What the first pass counts.
  private struct Census {
    var leading: [Int]
    var count = 0
    var sum: UInt64 = 0
    var squares: UInt128 = 0
    var least = UInt32.max
    var largest = UInt32.min
    var distinct = 0
    var isEstimated = false
  }

  init(_ grid: ValueGrid, of column: ChunkedColumn) throws {
    self.grid = grid
    self.column = column
    isWhole = column.type != .number
    shift = UInt32(max(0, UInt32.bitWidth - grid.largest.leadingZeroBitCount - 16))
    floors = grid.others.map(grid.floor)
    census = try GridSummary.census(grid, shift, rows: column.count)
  }

  /// Finite values, on the grid and beside it.
  private var count: Int { census.count + floors.count }

  consuming func summary() throws -> ColumnSummary {
    guard census.count + floors.count + grid.infinite.count > 0 else {
      return summary(distinct: 0, nil, nil, nil)
    }
    let distinct =
      census.distinct + OrderedValues.runs(grid.others) + OrderedValues.runs(grid.infinite.sorted())
    guard count > 0 else { return summary(distinct: distinct, nil, nil, range(nil)) }
    let numbers = try numbers()
    let histogram = try histogram(numbers)
    return summary(distinct: distinct, column.type.isNumeric ? numbers : nil, histogram, range(numbers))
  }

  private func summary(
    distinct: Int, _ numbers: ColumnSummary.Numbers?, _ histogram: ColumnSummary.Histogram?,
    _ range: (lowest: String, highest: String)?
  ) -> ColumnSummary {
    ColumnSummary(
      count: column.count, missing: column.missingCount, distinct: distinct, isEstimated: census.isEstimated,
      numeric: numbers, top: [], histogram: histogram, range: range)
  }

  private static func census(_ grid: ValueGrid, _ shift: UInt32, rows: Int) throws -> Census {
    var census = Census(leading: [Int](repeating: 0, count: Int(grid.largest >> shift) + 1))
    var distinct = DistinctKeys(
      largest: grid.largest, isFlagged: grid.largest < flaggedKeys, rows <= sortedRows)
    try grid.forEachChunk { keys in
      census.count += keys.count
      var (sum, low, high): (UInt64, UInt64, UInt64) = (0, 0, 0)
      var (least, largest) = (census.least, census.largest)
      for key in keys {
        let wide = UInt64(key)
        let square = wide &* wide
        sum &+= wide
        low &+= square & 0xFFFF_FFFF
        high &+= square &>> 32
        least = min(least, key)
        largest = max(largest, key)
      }
      (census.least, census.largest) = (least, largest)
      census.sum += sum
      census.squares += UInt128(high) << 32 + UInt128(low)
      census.leading.withUnsafeMutableBufferPointer { leading in
        for key in keys { leading[Int(key &>> shift)] &+= 1 }
      }
      distinct.add(keys)
    }
    (census.distinct, census.isEstimated) = distinct.count(atMost: census.count)
    return census
  }

  private mutating func numbers() throws -> ColumnSummary.Numbers {
    let places = [0.25, 0.5, 0.75].map { $0 * Double(count - 1) }
    let ranks = [0] + places.flatMap { [Int($0), min(Int($0) + 1, count - 1)] } + [count - 1]
    try refine(Set(ranks.map { bucket(ofRank: $0).bucket }))
    let found = ranks.map(value)
    let quartiles = places.enumerated().map { index, place in
      let (low, high) = (found[1 + 2 * index], found[2 + 2 * index])
      let fraction = place - place.rounded(.down)
      return low == high ? low : low * (1 - fraction) + high * fraction
    }
    let (mean, squares) = moments()
    return ColumnSummary.Numbers(
      min: found[0], q25: quartiles[0], median: quartiles[1], q75: quartiles[2], max: found[found.count - 1],
      mean: mean, sd: count > 1 ? (squares / Double(count - 1)).squareRoot() : .nan)
  }

  /// The mean and the sum of squared distances from it, of two groups as one (Chan, Golub and LeVeque, 1979).
  private func moments() -> (mean: Double, squares: Double) {
    let (sum, squares) = grid.moments(count: census.count, sum: census.sum, squares: census.squares)
    guard !grid.others.isEmpty else { return (sum / Double(count), squares) }
    let otherSum = grid.others.reduce(0, +)
    let otherCount = Double(grid.others.count)
    let otherMean = otherSum / otherCount
    let otherSquares = grid.others.reduce(0) { $0 + ($1 - otherMean) * ($1 - otherMean) }
    guard census.count > 0 else { return (otherMean, otherSquares) }
    let distance = otherMean - sum / Double(census.count)
    let between = distance * distance * (Double(census.count) / Double(count)) * otherCount
    return ((sum + otherSum) / Double(count), squares + otherSquares + between)
  }

  private func histogram(_ numbers: ColumnSummary.Numbers) throws -> ColumnSummary.Histogram {
    var histogram = ColumnSummary.Histogram(
      lower: numbers.min, upper: numbers.max, quartileRange: numbers.q75 - numbers.q25, count: count,
      isWhole: isWhole)
    let bins = histogram.counts.count
    // The first key of each bin; a bin begins where the one before it ends.
    let starts = (1..<max(bins, 1)).map { bin in
      firstKey { histogram.bin(of: grid.value($0)) >= bin }
    }
    var own = self
    try own.refine(Set(starts.compactMap { $0 <= grid.largest ? Int($0 >> UInt64(shift)) : nil }))
    var below = 0
    for (bin, start) in (starts + [UInt64(grid.largest) + 1]).enumerated() {
      let next = own.keysBelow(start)
      histogram.add(next - below, to: bin)
      below = next
    }
    for value in grid.others { histogram.add(value) }
    return histogram
  }

  /// The first key of which a property holds, which holds of all larger ones; one beyond the largest where of none.
  private func firstKey(_ holds: (UInt32) -> Bool) -> UInt64 {
    var (low, high) = (UInt64(1), UInt64(grid.largest) + 1)
    while low < high {
      let middle = (low + high) / 2
      if holds(UInt32(middle)) { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// The least and the largest value as text, infinite ones among them.
  private func range(_ numbers: ColumnSummary.Numbers?) -> (lowest: String, highest: String)? {
    guard isWhole else {
      let lowest = grid.infinite.contains(-.infinity) ? -.infinity : numbers?.min ?? .infinity
      let highest = grid.infinite.contains(.infinity) ? .infinity : numbers?.max ?? -.infinity
      return (Scalar.number(lowest).text, Scalar.number(highest).text)
    }
    return (text(grid.whole(census.least)), text(grid.whole(census.largest)))
  }

  private func text(_ whole: Int64) -> String {
    switch column.type {
    case .date: Scalar.date(Int32(truncatingIfNeeded: whole)).text
    case .datetime: Scalar.datetime(whole).text
    default: Scalar.integer(whole).text
    }
  }
}

/// Ranks.
extension GridSummary {
  /// The leading bits of the value of a rank among all finite ones, and its rank among those that have them.
  private func bucket(ofRank rank: Int) -> (bucket: Int, rank: Int) {
    var rank = rank
    var next = 0
    for (bucket, count) in census.leading.enumerated() {
      var all = count
      while next < floors.count, Int(floors[next] >> shift) == bucket {
        all += 1
        next += 1
      }
      if rank < all { return (bucket, rank) }
      rank -= all
    }
    return (census.leading.count - 1, 0)
  }

  /// The value of a rank among all finite ones, whose leading bits have been refined. Values beside the grid stand behind
  /// the key below them.
  private func value(ofRank wanted: Int) -> Double {
    var (bucket, rank) = bucket(ofRank: wanted)
    let counts = keyCounts(bucket)
    let first = UInt32(bucket) << shift
    var next = floors.firstIndex { $0 >= first } ?? floors.count
    for (offset, count) in counts.enumerated() {
      let key = first + UInt32(offset)
      if rank < count { return grid.value(key) }
      rank -= count
      while next < floors.count, floors[next] == key {
        if rank == 0 { return grid.others[next] }
        rank -= 1
        next += 1
      }
    }
    return .nan
  }

  /// How many keys are below one whose leading bits have been refined, or which is the first with them.
  private func keysBelow(_ key: UInt64) -> Int {
    let bucket = Int(key >> UInt64(shift))
    let whole = census.leading.prefix(bucket).reduce(0, +)
    let offset = Int(key - UInt64(bucket) << UInt64(shift))
    return offset == 0 ? whole : whole + keyCounts(bucket).prefix(offset).reduce(0, +)
  }

  /// How often each key with those leading bits occurs.
  private func keyCounts(_ bucket: Int) -> [Int] {
    shift == 0 ? [census.leading[bucket]] : refined[bucket] ?? []
  }

  /// Counts all keys with some leading bits one by one.
  private mutating func refine(_ buckets: Set<Int>) throws {
    let wanted = buckets.filter { refined[$0] == nil }.sorted()
    guard shift > 0, !wanted.isEmpty else { return }
    let width = 1 << Int(shift)
    // For leading bits, where their keys are counted; zero where they are not wanted.
    var places = [UInt8](repeating: 0, count: census.leading.count)
    for (index, bucket) in wanted.enumerated() { places[bucket] = UInt8(index + 1) }
    var counts = [Int](repeating: 0, count: width * wanted.count)
    try grid.forEachChunk { keys in
      places.withUnsafeBufferPointer { places in
        for key in keys {
          let place = places[Int(key &>> shift)]
          if place > 0 { counts[(Int(place) - 1) * width + Int(key) & (width - 1)] += 1 }
        }
      }
    }
    for (index, bucket) in wanted.enumerated() {
      refined[bucket] = Array(counts[(index * width)..<((index + 1) * width)])
    }
  }
}

/// How many of many keys differ.
private struct DistinctKeys {
  private enum Means {
    case flags([UInt64])
    case sorting([UInt32])
    case sketch(DistinctSketch)
  }

  private var means: Means

  init(largest: UInt32, isFlagged: Bool, _ isSorted: Bool) {
    means =
      isFlagged
      ? .flags([UInt64](repeating: 0, count: Int(largest) / 64 + 1))
      : isSorted ? .sorting([]) : .sketch(DistinctSketch())
  }

  mutating func add(_ keys: [UInt32]) {
    switch means {
    case .flags(var flags):
      means = .sorting([])
      flags.withUnsafeMutableBufferPointer { flags in
        for key in keys { flags[Int(key &>> 6)] |= 1 &<< UInt64(key & 63) }
      }
      means = .flags(flags)
    case .sorting(var all):
      means = .sorting([])
      all += keys
      means = .sorting(all)
    case .sketch(var sketch):
      means = .sorting([])
      for key in keys { sketch.add(hash: RandomStream.mixed(UInt64(key) &* 0x9E37_79B9_7F4A_7C15)) }
      means = .sketch(sketch)
    }
  }

  func count(atMost most: Int) -> (Int, isEstimated: Bool) {
    switch means {
    case .flags(let flags): (flags.reduce(0) { $0 + $1.nonzeroBitCount }, false)
    case .sorting(let keys): (OrderedValues.runs(RadixSort.ascending(keys)), false)
    case .sketch(let sketch): (min(sketch.estimate, most), true)
    }
  }
}
