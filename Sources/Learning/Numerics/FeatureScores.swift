/// How much a feature tells of a target, by the tests that scikit-learn selects features with. A score that does not exist is NaN.
enum FeatureScores {
  /// The F statistic of a one-way analysis of variance (`f_classif`).
  static func anova(_ values: [Double], codes: [Int32], classes: Int) -> Double {
    let mean = Moments.mean(values)
    if Moments.isConstant(variance: Moments.variance(values, mean: mean), mean: mean, count: values.count) {
      return .nan
    }
    var sums = [Double](repeating: 0, count: classes)
    var counts = [Double](repeating: 0, count: classes)
    for (code, value) in zip(codes, values) {
      sums[Int(code)] += value - mean
      counts[Int(code)] += 1
    }
    let shifts = zip(sums, counts).map { $1 == 0 ? 0 : $0 / $1 }
    let between = FixedOrder.sum(zip(shifts, counts).map { $0 * $0 * $1 })
    let rests = zip(codes, values).map { $1 - mean - shifts[Int($0)] }
    let within = FixedOrder.dot(rests, rests)
    return between / Double(classes - 1) / (within / Double(values.count - classes))
  }

  /// The F statistic of a regression on the feature alone (`f_regression`).
  static func regression(_ values: [Double], _ target: [Double]) -> Double {
    let r = Correlated(values).correlation(with: Correlated(target))
    if r.isNaN { return 0 }
    let share = r * r
    return share >= 1 ? .greatestFiniteMagnitude : share / (1 - share) * Double(values.count - 2)
  }

  /// The chi-squared statistic of sums by class (`chi2`); the values are counts or the like and not negative.
  static func chiSquared(_ values: [Double], codes: [Int32], classes: Int) -> Double {
    var sums = [Double](repeating: 0, count: classes)
    var counts = [Double](repeating: 0, count: classes)
    for (code, value) in zip(codes, values) {
      sums[Int(code)] += value
      counts[Int(code)] += 1
    }
    let total = FixedOrder.sum(values)
    var statistic = 0.0
    for code in 0..<classes {
      let expected = counts[code] / Double(values.count) * total
      statistic += (sums[code] - expected) * (sums[code] - expected) / expected
    }
    return statistic
  }

  /// The mutual information of two divisions of the rows, in nats (`mutual_info_score`).
  static func mutualInformation(_ a: [Int32], _ b: [Int32]) -> Double {
    var joint: [Int64: Int] = [:]
    var left: [Int32: Int] = [:]
    var right: [Int32: Int] = [:]
    for (x, y) in zip(a, b) {
      joint[Int64(x) << 32 | Int64(y), default: 0] += 1
      left[x, default: 0] += 1
      right[y, default: 0] += 1
    }
    let rows = Double(a.count)
    let terms = joint.sorted { $0.key < $1.key }.map { key, count in
      let x = Double(left[Int32(key >> 32)] ?? 1)
      let y = Double(right[Int32(truncatingIfNeeded: key)] ?? 1)
      return Double(count) / rows * Elementary.log(Double(count) * rows / (x * y))
    }
    return max(0, FixedOrder.sum(terms))
  }

  /// Numbers as a division of the rows: each value by itself where there are few of them, tenths of the rows otherwise.
  static func divided(_ values: [Double], most: Int = 32) -> [Int32] {
    let sorted = values.sorted()
    var cuts: [Double] = []
    for value in sorted where value != cuts.last && cuts.count <= most { cuts.append(value) }
    if cuts.count > most { cuts = (0..<10).map { Moments.quantile(ofSorted: sorted, Double($0) / 10) } }
    return values.map { value in Int32(cuts.count { $0 <= value }) }
  }
}
