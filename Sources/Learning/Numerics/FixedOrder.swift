/// Sums whose order is fixed: the same bits on every machine, for any number of threads.
///
/// Eight running sums over consecutive eights, then their sum in order, in blocks of 1,024 that are added
/// pairwise: fast, and the error grows with log n rather than n.
enum FixedOrder {
  static func sum(_ values: [Double]) -> Double {
    values.withUnsafeBufferPointer { sum($0) }
  }

  static func sum(_ values: UnsafeBufferPointer<Double>) -> Double {
    reduced(values.count) { start, end in
      var lanes = SIMD8<Double>.zero
      var index = start
      while index + 8 <= end {
        lanes += eight(values, index)
        index += 8
      }
      var rest = 0.0
      while index < end {
        rest += values[index]
        index += 1
      }
      return total(lanes) + rest
    }
  }

  static func magnitudes(_ values: UnsafeBufferPointer<Double>) -> Double {
    sum(values.map(\.magnitude))
  }

  static func dot(_ a: UnsafeBufferPointer<Double>, _ b: UnsafeBufferPointer<Double>) -> Double {
    reduced(min(a.count, b.count)) { start, end in
      var lanes = SIMD8<Double>.zero
      var index = start
      while index + 8 <= end {
        lanes += eight(a, index) * eight(b, index)
        index += 8
      }
      var rest = 0.0
      while index < end {
        rest += a[index] * b[index]
        index += 1
      }
      return total(lanes) + rest
    }
  }

  /// The sum of the differences of all values from `mean`, and the sum of their squares.
  static func deviations(_ values: [Double], from mean: Double) -> (first: Double, second: Double) {
    values.withUnsafeBufferPointer { values in
      let means = SIMD8<Double>(repeating: mean)
      let sums = reduced(values.count) { start, end in
        var first = SIMD8<Double>.zero
        var second = SIMD8<Double>.zero
        var index = start
        while index + 8 <= end {
          let differences = eight(values, index) - means
          first += differences
          second += differences * differences
          index += 8
        }
        var rest = SIMD2<Double>.zero
        while index < end {
          let difference = values[index] - mean
          rest += SIMD2(difference, difference * difference)
          index += 1
        }
        return SIMD2(total(first), total(second)) + rest
      }
      return (sums[0], sums[1])
    }
  }

  static func dot(_ a: [Double], _ b: [Double]) -> Double {
    a.withUnsafeBufferPointer { a in b.withUnsafeBufferPointer { b in dot(a, b) } }
  }

  /// `y += factor * x`.
  static func addScaled(
    _ factor: Double, _ x: UnsafeBufferPointer<Double>, to y: UnsafeMutableBufferPointer<Double>
  ) {
    for index in 0..<min(x.count, y.count) { y[index] += factor * x[index] }
  }

  @inline(__always)
  private static func reduced<Sum: SIMDSum>(_ count: Int, _ block: (Int, Int) -> Sum) -> Sum {
    func part(_ start: Int, _ end: Int) -> Sum {
      guard end - start > 1024 else { return block(start, end) }
      let blocks = (end - start + 1023) / 1024
      let middle = start + (blocks + 1) / 2 * 1024
      return part(start, middle) + part(middle, end)
    }
    return part(0, count)
  }

  @inline(__always)
  private static func eight(_ values: UnsafeBufferPointer<Double>, _ index: Int) -> SIMD8<Double> {
    SIMD8(
      values[index], values[index + 1], values[index + 2], values[index + 3], values[index + 4],
      values[index + 5], values[index + 6], values[index + 7])
  }

  @inline(__always)
  private static func total(_ lanes: SIMD8<Double>) -> Double {
    ((lanes[0] + lanes[1]) + (lanes[2] + lanes[3])) + ((lanes[4] + lanes[5]) + (lanes[6] + lanes[7]))
  }
}

/// One running sum, or two beside each other.
private protocol SIMDSum {
  static func + (a: Self, b: Self) -> Self
}

extension Double: SIMDSum {}
extension SIMD2<Double>: SIMDSum {}
