/// The mean of a target for each level, drawn towards the mean of all rows: the fewer rows a level has, the more.
struct LevelMeans {
  /// How much the mean of all rows counts.
  enum Smoothing {
    /// By the variances within the level and of all rows: the empirical Bayes estimate.
    case automatic
    /// As much as so many rows.
    case rows(Double)
  }

  /// Of all rows.
  let mean: Double
  /// Of each level; `mean` for a level without rows.
  let means: [Double]

  /// D. Micci-Barreca, "A preprocessing scheme for high-cardinality categorical attributes in classification and prediction
  /// problems" (2001), equations 5 and 6, in the form of scikit-learn's `TargetEncoder`. Rows with a negative place have no
  /// level.
  init(_ target: [Double], places: [Int32], levels: Int, _ smoothing: Smoothing) {
    let mean = Moments.mean(target)
    var sums = [Double](repeating: 0, count: levels)
    var counts = [Double](repeating: 0, count: levels)
    for (place, value) in zip(places, target) where place >= 0 {
      sums[Int(place)] += value
      counts[Int(place)] += 1
    }
    self.mean = mean
    switch smoothing {
    case .rows(let weight):
      means = zip(sums, counts).map { $1 + weight == 0 ? mean : ($0 + weight * mean) / ($1 + weight) }
    case .automatic:
      let own = zip(sums, counts).map { $0 / $1 }
      var squares = [Double](repeating: 0, count: levels)
      for (place, value) in zip(places, target) where place >= 0 {
        let difference = value - own[Int(place)]
        squares[Int(place)] += difference * difference
      }
      let variance = Moments.variance(target, mean: mean)
      means = (0..<levels).map { level in
        let between = variance * counts[level]
        let share = between / (between + squares[level] / counts[level])
        return share.isNaN ? mean : share * own[level] + (1 - share) * mean
      }
    }
  }
}
