/// Rows drawn in proportion to their weights, and what each of them then counts for.
package struct ImportanceDraw: Sendable {
  package var drawn: Drawn
  /// 1 / (rows drawn · probability) for each row of the source that was drawn, NaN for the others.
  package var weights: [Double]
}

extension Sampling {
  /// Rows drawn with replacement, each time with a probability in proportion to its weight; ascending.
  ///
  /// Sums over the rows drawn, weighted by 1 / (n p), are unbiased for sums over all rows (Hansen and Hurwitz, "On the
  /// Theory of Sampling from Finite Populations", 1943). The effective sample size is Kish's: (Σw)² / Σw².
  package static func takeImportance(
    _ weights: Weights, amount: SampleAmount, seed: UInt64
  ) throws(SamplingError) -> ImportanceDraw {
    let count = try wanted(amount, of: weights.values.count, replacing: true)
    var sums: [Double] = []
    sums.reserveCapacity(weights.values.count)
    var total = 0.0
    for weight in weights.values {
      total += weight
      sums.append(total)
    }
    let last = weights.values.lastIndex { $0 > 0 } ?? 0
    var stream = RandomStream(seed: seed, stream: 0)
    var times = [Int32](repeating: 0, count: weights.values.count)
    for _ in 0..<count { times[min(place(of: stream.nextDouble() * total, in: sums), last)] += 1 }
    let correction = weights.values.indices.map { row in
      times[row] > 0 ? total / (Double(count) * weights.values[row]) : .nan
    }
    var drawn = repeated(times, count: count)
    drawn.facts.append(DrawFact(.effectiveSize, kish(correction, times)))
    return ImportanceDraw(drawn: drawn, weights: correction)
  }

  /// The first sum above the number.
  private static func place(of number: Double, in sums: [Double]) -> Int {
    var (low, high) = (0, sums.count)
    while low < high {
      let middle = (low + high) / 2
      if sums[middle] > number { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// Scaled by the largest weight, so that no square overflows.
  private static func kish(_ weights: [Double], _ times: [Int32]) -> Double {
    var largest = 0.0
    for (row, weight) in weights.enumerated() where times[row] > 0 { largest = max(largest, weight) }
    guard largest > 0, largest.isFinite else { return 0 }
    var (sum, squares) = (0.0, 0.0)
    for (row, weight) in weights.enumerated() where times[row] > 0 {
      let scaled = weight / largest
      sum += Double(times[row]) * scaled
      squares += Double(times[row]) * scaled * scaled
    }
    return sum * sum / squares
  }
}
