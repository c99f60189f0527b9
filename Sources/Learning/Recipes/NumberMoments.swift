/// How many numbers are there, their mean, and the sum of the squares of their distances from it.
///
/// Both are found block by block, each by the corrected two-pass algorithm while it is at hand, and put together in a fixed
/// order (Chan, Golub and LeVeque, "Updating formulae and a pairwise algorithm for computing sample variances", 1979), so that
/// the numbers are fetched from memory once.
struct NumberMoments: Sendable, Equatable {
  /// The number of values that are not missing.
  private(set) var count: Int
  /// Zero where there is none.
  private(set) var mean: Double
  private(set) var squares: Double

  /// Of so many equal numbers.
  init(repeating value: Double, count: Int) {
    self.count = count
    mean = count == 0 ? 0 : value
    squares = 0
  }

  /// Of numbers of which NaN is a missing one.
  init(_ block: UnsafeBufferPointer<Double>) {
    var sums = SIMD8<Double>.zero
    var present = SIMD8<Int64>.zero
    NumberMoments.forEach(block) { values, missing in
      sums += values.replacing(with: 0, where: missing)
      present &+= SIMD8<Int64>(repeating: 1).replacing(with: 0, where: missing)
    }
    count = Int(present.wrappedSum())
    guard count > 0 else {
      (mean, squares) = (0, 0)
      return
    }
    mean = NumberMoments.total(sums) / Double(count)
    let means = SIMD8(repeating: mean)
    var first = SIMD8<Double>.zero
    var second = SIMD8<Double>.zero
    NumberMoments.forEach(block) { values, missing in
      let distances = (values - means).replacing(with: 0, where: missing)
      first += distances
      second += distances * distances
    }
    let rest = NumberMoments.total(first)
    let sum = NumberMoments.total(second) - rest * rest / Double(count)
    squares = sum.isNaN ? .infinity : sum < 0 ? 0 : sum
  }

  /// The population variance; not finite where squares overflow.
  var variance: Double { count == 0 ? 0 : squares / Double(count) }

  /// Whether all numbers are equal but for rounding.
  var isConstant: Bool { Moments.isConstant(variance: variance, mean: mean, count: count) }

  /// Of the numbers of both.
  func joined(with other: NumberMoments) -> NumberMoments {
    if other.count == 0 { return self }
    if count == 0 { return other }
    var result = self
    result.count += other.count
    let share = Double(other.count) / Double(result.count)
    let distance = other.mean - mean
    result.mean += distance * share
    result.squares += other.squares + distance * distance * Double(count) * share
    if result.squares.isNaN { result.squares = .infinity }
    return result
  }

  @inline(__always)
  private static func total(_ lanes: SIMD8<Double>) -> Double {
    ((lanes[0] + lanes[1]) + (lanes[2] + lanes[3])) + ((lanes[4] + lanes[5]) + (lanes[6] + lanes[7]))
  }

  /// Eight numbers at a time, those behind the last missing.
  @inline(__always)
  private static func forEach(
    _ block: UnsafeBufferPointer<Double>, _ body: (SIMD8<Double>, SIMDMask<SIMD8<Int64>>) -> Void
  ) {
    let whole = block.count & ~7
    let bytes = UnsafeRawBufferPointer(block)
    for start in stride(from: 0, to: whole, by: 8) {
      let values = bytes.loadUnaligned(
        fromByteOffset: start * MemoryLayout<Double>.stride, as: SIMD8<Double>.self)
      body(values, values .!= values)
    }
    guard whole < block.count else { return }
    var values = SIMD8<Double>(repeating: .nan)
    for place in whole..<block.count { values[place - whole] = block[place] }
    body(values, values .!= values)
  }
}
