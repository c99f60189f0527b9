import Frame

/// A feature whose worth is to be judged: its numbers, or those of them that are not zero and their rows.
struct ScoredFeature {
  /// The numbers that are kept.
  let kept: [Double]
  /// The rows of `kept`, ascending; nil where those are all rows in order.
  private let rows: [Int32]?
  private let rowCount: Int

  /// A feature of which all numbers are kept.
  init(_ values: [Double]) {
    kept = values
    rows = nil
    rowCount = values.count
  }

  /// A column of a matrix whose rows are features; without a matrix, nothing.
  init(column: Int, of turned: SparseRows?) {
    let range = turned.map { $0.offsets[column]..<$0.offsets[column + 1] } ?? 0..<0
    kept = turned.map { Array($0.values[range]) } ?? []
    rows = turned.map { Array($0.columns[range]) } ?? []
    rowCount = turned?.columnCount ?? 0
  }

  @inline(__always)
  private func row(_ position: Int) -> Int { rows.map { Int($0[position]) } ?? position }

  /// The numbers that are not kept: all zero.
  private var zeros: Int { rowCount - kept.count }

  private var moments: (mean: Double, variance: Double) {
    if rows != nil { return Moments.ofSparse(kept[...], count: rowCount) }
    let mean = Moments.mean(kept)
    return (mean, Moments.variance(kept, mean: mean))
  }

  /// The F statistic of a one-way analysis of variance (`f_classif`).
  func anova(_ target: ScoringTarget) -> Double {
    let (codes, counts, classes) = (target.places, target.counts, target.counts.count)
    let (mean, variance) = moments
    if Moments.isConstant(variance: variance, mean: mean, count: rowCount) { return .nan }
    var sums = [Double](repeating: 0, count: classes)
    var keptCounts = [Double](repeating: 0, count: classes)
    for position in kept.indices {
      let code = Int(codes[row(position)])
      sums[code] += kept[position] - mean
      keptCounts[code] += 1
    }
    let zeros = zip(counts, keptCounts).map { $0 - $1 }
    if rows != nil { for code in 0..<classes { sums[code] -= zeros[code] * mean } }
    let shifts = zip(sums, counts).map { $1 == 0 ? 0 : $0 / $1 }
    let between = FixedOrder.sum(zip(shifts, counts).map { $0 * $0 * $1 })
    let rests = kept.indices.map { kept[$0] - mean - shifts[Int(codes[row($0)])] }
    var within = FixedOrder.dot(rests, rests)
    if rows != nil {
      for code in 0..<classes { within += zeros[code] * (mean + shifts[code]) * (mean + shifts[code]) }
    }
    return between / Double(classes - 1) / (within / Double(rowCount - classes))
  }

  /// The F statistic of a regression on the feature alone (`f_regression`).
  func regression(_ target: ScoringTarget) -> Double {
    let r = correlation(target)
    if r.isNaN { return 0 }
    let share = r * r
    return share >= 1 ? .greatestFiniteMagnitude : share / (1 - share) * Double(rowCount - 2)
  }

  /// Pearson's coefficient. The products of zeros with what the target differs from its mean add up to what the others leave.
  private func correlation(_ target: ScoringTarget) -> Double {
    let numbers = target.numbers ?? []
    guard rows != nil else { return Correlated(kept).correlation(with: Correlated(numbers)) }
    let (mean, variance) = moments
    if Moments.isConstant(variance: variance, mean: mean, count: rowCount)
      || Moments.isConstant(variance: target.variance, mean: target.mean, count: rowCount)
    {
      return .nan
    }
    let products = kept.indices.map { kept[$0] * (numbers[row($0)] - target.mean) }
    return FixedOrder.sum(products) / Double(rowCount)
      / (variance.squareRoot() * target.variance.squareRoot())
  }

  /// The chi-squared statistic of sums by class (`chi2`); the values are counts or the like and not negative.
  func chiSquared(_ target: ScoringTarget) -> Double {
    let counts = target.counts
    var sums = [Double](repeating: 0, count: counts.count)
    for position in kept.indices { sums[Int(target.places[row(position)])] += kept[position] }
    let total = FixedOrder.sum(kept)
    var statistic = 0.0
    for code in counts.indices {
      let expected = counts[code] / Double(rowCount) * total
      statistic += (sums[code] - expected) * (sums[code] - expected) / expected
    }
    return statistic
  }

  /// The mutual information with the target, in nats (`mutual_info_score`): numbers stand for themselves where there are few of
  /// them, and for their tenth of the rows otherwise.
  func mutualInformation(with target: ScoringTarget) -> Double {
    let places = target.places
    let cuts = Division.cuts(SortedValues(kept, zeros: zeros))
    let zero = Division.place(of: 0, cuts)
    var joint: [Int64: Int] = [:]
    func key(_ part: Int32, _ place: Int32) -> Int64 { Int64(part) << 32 | Int64(place) }
    if rows != nil {
      for (place, count) in target.counts.enumerated() {
        joint[key(zero, Int32(truncatingIfNeeded: place)), default: 0] += Int(count)
      }
    }
    for position in kept.indices {
      let place = places[row(position)]
      joint[key(Division.place(of: kept[position], cuts), place), default: 0] += 1
      if rows != nil { joint[key(zero, place), default: 0] -= 1 }
    }
    return MutualInformation.of(joint.filter { $0.value > 0 }, rows: rowCount)
  }
}
