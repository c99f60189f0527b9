/// How much weight each class has.
struct ClassShares {
  let totals: [Double]

  init(_ codes: [Int32], classes: Int, weights: [Double]?) {
    var totals = [Double](repeating: 0, count: classes)
    for (row, code) in codes.enumerated() { totals[Int(code)] += weights?[row] ?? 1 }
    self.totals = totals
  }

  /// The logarithms of the classes' shares, or of even ones.
  func logarithms(fit: Bool) -> [Double] {
    let sum = FixedOrder.sum(totals)
    return totals.map { fit ? Elementary.log($0 / sum) : -Elementary.log(Double(totals.count)) }
  }
}

/// The weighted means and population variances of the features within each class: class by class, a number a feature.
struct ClassMoments {
  private(set) var means: [Double] = []
  private(set) var variances: [Double] = []

  init(_ matrix: FeatureMatrix, _ codes: [Int32], _ shares: ClassShares, weights: [Double]?) {
    for code in shares.totals.indices {
      let rows = codes.indices.filter { codes[$0] == code }.map { Int32($0) }
      let own = matrix.rows(rows)
      let weights = weights.map { all in rows.map { all[Int($0)] } }
      switch own.storage {
      case .dense(let columns):
        for column in columns {
          let values = column.numbers
          let mean = Moments.mean(values, weights: weights)
          means.append(mean)
          variances.append(Moments.variance(values, mean: mean, weights: weights))
        }
      case .sparse(let rows):
        let moments = SparseMoments(rows, weights: weights)
        means += moments.means
        variances += moments.variances
      }
    }
  }
}
