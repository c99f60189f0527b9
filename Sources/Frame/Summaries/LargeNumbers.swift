/// The summary of a long column of numbers, integers, dates or datetimes, read chunk by chunk several times.
///
/// Quantiles are exact: each pass tells the next sixteen bits of the values sought. Distinct values are counted exactly
/// where whole numbers span less than 2²⁴, and by a sketch elsewhere.
struct LargeNumbers {
  private let column: ChunkedColumn
  private let isWhole: Bool

  init(_ column: ChunkedColumn) {
    self.column = column
    isWhole = column.type != .number
  }

  /// What is known behind the first pass.
  private struct Extent {
    /// Finite values.
    var count = 0
    var sum = 0.0
    var least = UInt64.max
    var largest = UInt64.min
    /// With infinite values.
    var lowest = UInt64.max
    var highest = UInt64.min
    var distinct = DistinctSketch()
  }

  func summary() throws -> ColumnSummary {
    var extent = Extent()
    var leading = [Int](repeating: 0, count: 1 << 16)
    try forEachChunk { keys, values in
      var sum = 0.0
      for (key, value) in zip(keys, values) {
        extent.distinct.add(hash: RandomStream.mixed(key &* 0x9E37_79B9_7F4A_7C15))
        extent.lowest = min(extent.lowest, key)
        extent.highest = max(extent.highest, key)
        guard value.isFinite else { continue }
        extent.least = min(extent.least, key)
        extent.largest = max(extent.largest, key)
        extent.count += 1
        sum += value
        leading[Int(truncatingIfNeeded: key >> 48)] += 1
      }
      extent.sum += sum
    }
    guard extent.lowest <= extent.highest else { return empty }
    let exact = try distinctWholes(extent)
    let range = (lowest: text(extent.lowest), highest: text(extent.highest))
    guard extent.count > 0 else { return summary(extent, exact, nil, nil, range) }
    let mean = extent.sum / Double(extent.count)
    let (quartiles, squares) = try quartiles(extent, leading, mean)
    let numbers = ColumnSummary.Numbers(
      min: value(extent.least), q25: quartiles[0], median: quartiles[1], q75: quartiles[2],
      max: value(extent.largest), mean: mean,
      sd: extent.count > 1 ? (squares / Double(extent.count - 1)).squareRoot() : .nan)
    return summary(extent, exact, numbers, try histogram(numbers, extent.count), range)
  }

  private func summary(
    _ extent: Extent, _ exact: Int?, _ numbers: ColumnSummary.Numbers?, _ histogram: ColumnSummary.Histogram?,
    _ range: (lowest: String, highest: String)
  ) -> ColumnSummary {
    ColumnSummary(
      count: column.count, missing: column.missingCount,
      distinct: exact ?? min(extent.distinct.estimate, column.count - column.missingCount),
      isEstimated: exact == nil, numeric: column.type.isNumeric ? numbers : nil, top: [],
      histogram: histogram,
      range: range)
  }

  private var empty: ColumnSummary {
    ColumnSummary(
      count: column.count, missing: column.missingCount, distinct: 0, isEstimated: false, numeric: nil,
      top: [],
      histogram: nil, range: nil)
  }

  /// The keys and the values of each chunk, without missing ones.
  private func forEachChunk(_ body: ([UInt64], [Double]) throws -> Void) throws {
    for index in column.chunks.indices {
      let chunk = try column.column(ofChunk: index)
      if isWhole {
        let wholes = chunk.presentWholes
        try body(wholes.map(OrderKey.of), wholes.map(Double.init))
      } else {
        let values = chunk.presentNumbers
        try body(values.map(OrderKey.of), values)
      }
    }
  }

  private func value(_ key: UInt64) -> Double {
    isWhole ? Double(OrderKey.integer(key)) : OrderKey.double(key)
  }

  private func text(_ key: UInt64) -> String {
    let whole = OrderKey.integer(key)
    switch column.type {
    case .integer: return Scalar.integer(whole).text
    case .date: return Scalar.date(Int32(truncatingIfNeeded: whole)).text
    case .datetime: return Scalar.datetime(whole).text
    default: return Scalar.number(OrderKey.double(key)).text
    }
  }

  /// How many whole numbers there are of a small span; nil for others.
  private func distinctWholes(_ extent: Extent) throws -> Int? {
    let span = extent.highest - extent.lowest
    guard isWhole, span < 1 << 24 else { return nil }
    var seen = [UInt64](repeating: 0, count: Int(span) / 64 + 1)
    try forEachChunk { keys, _ in
      for key in keys {
        let place = Int(truncatingIfNeeded: key - extent.lowest)
        seen[place >> 6] |= 1 << UInt64(place & 63)
      }
    }
    return seen.reduce(0) { $0 + $1.nonzeroBitCount }
  }

  /// A value sought by its rank among those whose leading bits are known.
  private struct Target {
    var rank: Int
    var prefix: UInt64 = 0

    /// Takes on the next sixteen bits, by how many values have which.
    mutating func narrow(_ counts: [Int]) {
      for (bits, count) in counts.enumerated() {
        if rank < count {
          prefix = prefix << 16 | UInt64(bits)
          return
        }
        rank -= count
      }
    }
  }

  /// The quartiles, interpolated linearly, and the sum of squared distances from the mean.
  private func quartiles(_ extent: Extent, _ leading: [Int], _ mean: Double) throws -> ([Double], Double) {
    let places = [0.25, 0.5, 0.75].map { $0 * Double(extent.count - 1) }
    var targets = places.flatMap { [Int($0), min(Int($0) + 1, extent.count - 1)] }.map { Target(rank: $0) }
    for index in targets.indices { targets[index].narrow(leading) }
    var squares = 0.0
    for shift in [UInt64(32), 16, 0] {
      let prefixes = Array(Set(targets.map(\.prefix))).sorted()
      var counts = [[Int]](repeating: [Int](repeating: 0, count: 1 << 16), count: prefixes.count)
      try forEachChunk { keys, values in
        var sum = 0.0
        for (key, value) in zip(keys, values) where value.isFinite {
          if shift == 32 { sum += (value - mean) * (value - mean) }
          let prefix = key >> (shift + 16)
          if prefix < prefixes[0] || prefix > prefixes[prefixes.count - 1] { continue }
          for (index, wanted) in prefixes.enumerated() where wanted == prefix {
            counts[index][Int(truncatingIfNeeded: key >> shift & 0xFFFF)] += 1
          }
        }
        squares += sum
      }
      for index in targets.indices {
        if let place = prefixes.firstIndex(of: targets[index].prefix) { targets[index].narrow(counts[place]) }
      }
    }
    let values = targets.map { value($0.prefix) }
    let quartiles = places.enumerated().map { index, place in
      let (low, high) = (values[2 * index], values[2 * index + 1])
      let fraction = place - place.rounded(.down)
      return low == high ? low : low * (1 - fraction) + high * fraction
    }
    return (quartiles, squares)
  }

  private func histogram(_ numbers: ColumnSummary.Numbers, _ count: Int) throws -> ColumnSummary.Histogram? {
    var histogram = ColumnSummary.Histogram(
      lower: numbers.min, upper: numbers.max, quartileRange: numbers.q75 - numbers.q25, count: count,
      isWhole: isWhole)
    try forEachChunk { _, values in
      for value in values where value.isFinite { histogram.add(value) }
    }
    return histogram
  }
}

extension Column {
  /// Whole numbers, days or microseconds that are there.
  fileprivate var presentWholes: [Int64] {
    let wholes = integers ?? datetimes ?? (dates ?? []).map(Int64.init)
    return validity.map { validity in wholes.indices.filter { validity[$0] }.map { wholes[$0] } } ?? wholes
  }

  /// Numbers that are there.
  fileprivate var presentNumbers: [Double] {
    missingCount == 0 ? doubles() : doubles().filter { !$0.isNaN }
  }
}
