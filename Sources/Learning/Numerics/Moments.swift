/// Means and spreads of columns, by fixed-order sums.
enum Moments {
  /// The mean; with weights, the weighted mean. NaN for no values.
  static func mean(_ values: [Double], weights: [Double]? = nil) -> Double {
    guard let weights else { return FixedOrder.sum(values) / Double(values.count) }
    return FixedOrder.dot(values, weights) / FixedOrder.sum(weights)
  }

  /// The population variance about the mean, with the rounding of the mean taken out
  /// (the corrected two-pass algorithm of Chan, Golub and LeVeque, 1983). Not finite where squares overflow.
  static func variance(_ values: [Double], mean: Double, weights: [Double]? = nil) -> Double {
    let first: Double
    let second: Double
    if let weights {
      let total = FixedOrder.sum(weights)
      let deviations = values.map { $0 - mean }
      first = FixedOrder.dot(deviations, weights) / total
      second = FixedOrder.dot(deviations.map { $0 * $0 }, weights) / total
    } else {
      let sums = FixedOrder.deviations(values, from: mean)
      first = sums.first / Double(values.count)
      second = sums.second / Double(values.count)
    }
    let variance = second - first * first
    return variance < 0 ? 0 : variance
  }

  /// The mean and the population variance of a column of `count` numbers that are zero but for `values`. Without weights.
  static func ofSparse(_ values: ArraySlice<Double>, count: Int) -> (mean: Double, variance: Double) {
    let total = Double(count)
    let zeros = Double(count - values.count)
    let kept = Array(values)
    let mean = FixedOrder.sum(kept) / total
    let sums = FixedOrder.deviations(kept, from: mean)
    let first = (sums.first - zeros * mean) / total
    let variance = (sums.second + zeros * mean * mean) / total - first * first
    return (mean, variance < 0 ? 0 : variance)
  }

  /// The middle of the sorted values, or the mean of the two in the middle. `sorted` is not empty.
  static func median(ofSorted sorted: [Double]) -> Double {
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : sorted[middle - 1] / 2 + sorted[middle] / 2
  }

  /// The quantile by linear interpolation between order statistics (type 7 of Hyndman and Fan, 1996; NumPy's default),
  /// interpolated from the nearer end as NumPy does. `sorted` is not empty, `share` is from 0 to 1.
  static func quantile(ofSorted sorted: [Double], _ share: Double) -> Double {
    let position = share * Double(sorted.count - 1)
    let below = min(Int(position), sorted.count - 1)
    let above = min(below + 1, sorted.count - 1)
    return interpolated(sorted[below], sorted[above], position - Double(below))
  }

  /// The number at `part` of the way between two, measured from the nearer one.
  static func interpolated(_ below: Double, _ above: Double, _ part: Double) -> Double {
    let step = above - below
    return part >= 0.5 ? above - step * (1 - part) : below + step * part
  }

  /// Whether a variance is no more than rounding error, by the bound that scikit-learn uses for its scalers:
  /// `n ε var + (n ε mean)²`.
  static func isConstant(variance: Double, mean: Double, count: Int) -> Bool {
    let scale = Double(count) * Double.ulpOfOne
    let error = scale * mean
    return variance <= scale * variance + error * error
  }
}
