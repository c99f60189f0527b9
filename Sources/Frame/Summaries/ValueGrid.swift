import Canonical

/// The values of a packed column as keys: whole numbers of 32 bits from 1 on, in the order of the values.
///
/// Key `k` stands for `(least + step · (k - 1)) / 10^power`. Packed columns are such numbers chunk by chunk, so that keys are
/// had without any value being made. The few that are not on the grid are held apart.
struct ValueGrid {
  private let column: ChunkedColumn
  private let least: Int64
  private let step: UInt64
  private let divisor: Double
  /// For each chunk, how its codes become keys.
  private var chunks: [ChunkKeys]
  /// The largest key that may occur.
  let largest: UInt32
  /// Finite values between those of the grid, ascending, and infinite ones.
  private(set) var others: [Double] = []
  private(set) var infinite: [Double] = []

  /// More values that are packed apart are too many to be held.
  private static func mostOthers(_ rows: Int) -> Int { max(1 << 18, rows / 8) }

  private struct ChunkKeys {
    var base: UInt32
    var factor: UInt32
    /// Places whose value is not what the code says, ascending, with the key to take instead; none where it is not on the
    /// grid.
    var replaced: [(place: Int, key: UInt32?)] = []
  }

  /// What a chunk holds.
  private struct Packing {
    /// Nil where it has no value.
    var packed: PackedIntegers.Packed?
    var power = 0
    var places: [Int32] = []
    var exceptions: [Double] = []
  }

  /// Nil for columns of texts and truth values, and where the values are on no grid of 32 bits. O(rows).
  init?(_ column: ChunkedColumn) throws {
    self.column = column
    var ranges: [Range] = []
    var exceptions: [(places: [Int32], values: [Double])] = []
    var count = 0
    for part in column.chunks {
      guard let packing = try ValueGrid.packing(part) else { return nil }
      ranges.append(Range(packing))
      exceptions.append((packing.places, packing.exceptions))
      count += packing.exceptions.count
      guard count <= ValueGrid.mostOthers(column.count) else { return nil }
    }
    let power = ranges.reduce(0) { max($0, $1.power) }
    divisor = PackedDoubles.powers[power]
    for index in ranges.indices {
      guard ranges[index].scale(to: power) else { return nil }
    }
    let scaled = ranges.filter { !$0.isEmpty }
    let least = scaled.lazy.map(\.least).min() ?? 0
    let step = scaled.reduce(UInt64(0)) { step, chunk in
      let distance = UInt64(bitPattern: chunk.least &- least)
      return PackedIntegers.greatestCommonDivisor(
        PackedIntegers.greatestCommonDivisor(chunk.step, distance), step)
    }
    self.least = least
    self.step = max(step, 1)
    chunks = []
    var largest: UInt64 = 1
    for chunk in ranges {
      if chunk.isEmpty {
        chunks.append(ChunkKeys(base: 1, factor: 1))
        continue
      }
      let base = UInt64(bitPattern: chunk.least &- least) / self.step
      let factor = chunk.step / self.step
      let (span, overflows) = chunk.most.multipliedReportingOverflow(by: factor)
      guard !overflows, base < UInt64(UInt32.max), span < UInt64(UInt32.max) - base - 1 else { return nil }
      largest = max(largest, 1 + base + span)
      chunks.append(ChunkKeys(base: UInt32(1 + base), factor: UInt32(factor)))
    }
    self.largest = UInt32(largest)
    guard exceptions.contains(where: { !$0.places.isEmpty }) else { return }
    for (index, (places, values)) in exceptions.enumerated() {
      for (place, value) in zip(places, values) {
        let key = key(of: value)
        chunks[index].replaced.append((Int(place), key))
        if key == nil { if value.isFinite { others.append(value) } else { infinite.append(value) } }
      }
    }
    others = RadixSort.ascending(others)
  }

  /// The keys of each chunk one after the other, in the order of the rows without those that have no value.
  func forEachChunk(_ body: ([UInt32]) -> Void) throws {
    for (part, chunk) in zip(column.chunks, chunks) {
      guard let packing = try ValueGrid.packing(part) else {
        throw DecodingFailure("a chunk that has changed")
      }
      guard let packed = packing.packed else { continue }
      var keys = packed.mapped { chunk.base &+ UInt32(truncatingIfNeeded: $0) &* chunk.factor }
      guard chunk.replaced.allSatisfy({ $0.place < keys.count }) else {
        throw DecodingFailure("a chunk that has changed")
      }
      for (place, key) in chunk.replaced { keys[place] = key ?? 0 }
      if chunk.replaced.contains(where: { $0.key == nil }) { keys.removeAll { $0 == 0 } }
      body(keys)
    }
  }

  /// The whole number that stands for a key, exactly: of integers, days and microseconds the value itself.
  func whole(_ key: UInt32) -> Int64 { least &+ Int64(bitPattern: step &* UInt64(key &- 1)) }

  func value(_ key: UInt32) -> Double { Double(whole(key)) / divisor }

  /// The key of the largest value of the grid that is not above a finite value; 0 where all are.
  func floor(_ value: Double) -> UInt32 {
    let order = OrderKey.of(value)
    // Rounding may make this a few keys too small or too large.
    let guess = (value * divisor - Double(least)) / Double(step) + 1
    let likely = UInt32(min(max(guess, 0), Double(largest)))
    var low = likely > 4 ? likely - 4 : 0
    var high = largest - likely > 4 ? likely + 4 : largest
    if low > 0, OrderKey.of(self.value(low)) > order { low = 0 }
    if high < largest, OrderKey.of(self.value(high)) <= order { high = largest }
    while low < high {
      let middle = low + (high - low) / 2 + (high - low) % 2
      if OrderKey.of(self.value(middle)) <= order { low = middle } else { high = middle - 1 }
    }
    return low
  }

  /// The sum of so many keys as one of values, and the sum of squared distances from their mean.
  func moments(count: Int, sum: UInt64, squares: UInt128) -> (sum: Double, squares: Double) {
    guard count > 0 else { return (0, 0) }
    let first = Int128(least) - Int128(step)
    let total = first * Int128(count) + Int128(step) * Int128(sum)
    // n·Σk² − (Σk)² is never negative.
    let spread = UInt128(count) * squares - UInt128(sum) * UInt128(sum)
    let scale = Double(step) / divisor
    return (Double(total) / divisor, Double(spread) / Double(count) * scale * scale)
  }

  /// The key of a value on the grid; -0 is 0.
  private func key(of value: Double) -> UInt32? {
    guard let whole = PackedDoubles.whole(value + 0, divisor), whole >= least else { return nil }
    let distance = UInt64(bitPattern: whole &- least)
    guard distance % step == 0, distance / step < UInt64(largest) else { return nil }
    return UInt32(distance / step) + 1
  }

  /// Nil for values that are packed otherwise.
  private static func packing(_ part: Part) throws -> Packing? {
    var reader = ByteReader(try part.bytes())
    let head = try Column.Head(from: &reader)
    if head.values == 0 { return Packing() }
    var packing: Packing
    switch head.type {
    case .number:
      guard
        case .scaled(let packed, let power, let places, let exceptions) = try PackedDoubles.form(
          from: &reader)
      else { return nil }
      packing = Packing(packed: packed, power: power, places: places, exceptions: exceptions)
    case .integer, .datetime, .date: packing = Packing(packed: try PackedIntegers.Packed(from: &reader))
    case .boolean, .category, .text: return nil
    }
    guard packing.packed?.count == head.values else { throw DecodingFailure("a column of the wrong length") }
    return packing
  }

  /// The whole numbers that the codes of a chunk stand for.
  private struct Range {
    let isEmpty: Bool
    private(set) var least: Int64
    private(set) var step: UInt64
    private(set) var power: Int
    private let bits: Int

    init(_ packing: Packing) {
      isEmpty = packing.packed == nil
      least = packing.packed?.least ?? 0
      step = packing.packed?.step ?? 1
      bits = packing.packed?.bits ?? 1
      power = packing.power
    }

    /// The largest code that may occur.
    var most: UInt64 { UInt64.max >> UInt64(64 - bits) }

    /// Takes on a larger power of ten; false where that is too large, or there are more than 32 bits.
    mutating func scale(to wanted: Int) -> Bool {
      let factor = Int64(PackedDoubles.powers[wanted - power])
      let (scaledLeast, leastOverflows) = least.multipliedReportingOverflow(by: factor)
      let (scaledStep, stepOverflows) = step.multipliedReportingOverflow(by: UInt64(factor))
      guard !leastOverflows, !stepOverflows, step > 0, bits <= 32 else { return false }
      (least, step, power) = (scaledLeast, scaledStep, wanted)
      return true
    }
  }
}
