/// The standard deviations of features, by which coefficients become comparable.
enum FeatureDeviations {
  /// The population standard deviation of each feature. Fails where squares overflow.
  static func of(_ matrix: FeatureMatrix, weights: [Double]?) throws(LearningError) -> [Double] {
    var variances: [Double] = []
    switch matrix.storage {
    case .dense(let columns):
      for column in columns {
        let values = column.numbers
        let mean = Moments.mean(values, weights: weights)
        let variance = Moments.variance(values, mean: mean, weights: weights)
        variances.append((variance + mean * mean).isFinite ? variance : .infinity)
      }
    case .sparse(let rows): variances = SparseMoments(rows, weights: weights).variances
    }
    if let index = variances.firstIndex(where: { !$0.isFinite }) {
      throw LearningError(
        "the values of `\(matrix.names[index])` are too large to compute with",
        hint: matrix.isSparse ? "add `maxabs`" : "add `standardize`")
    }
    return variances.map { $0.squareRoot() }
  }
}
