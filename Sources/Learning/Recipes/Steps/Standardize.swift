import Canonical

/// `standardize`: zero mean and unit variance, as scikit-learn's `StandardScaler`.
struct Standardize: Scaler {
  static let name = "standardize"

  static let spec = ColumnwiseStep<Standardize>.spec(
    name, summary: "brings numbers to mean 0 and standard deviation 1", meaningVersion: 1, hyperparameters: []
  )

  let affine: Affine
  let learned: String

  /// The population standard deviation over the values that are there; a constant column keeps its scale.
  static func learn(
    _ name: String, _ present: [Double]
  ) throws(LearningError) -> (affine: Affine, learned: String) {
    let mean = Moments.mean(present)
    let variance = Moments.variance(present, mean: mean)
    guard variance.isFinite else {
      throw LearningError("the values of `\(name)` are too large to compute their variance")
    }
    let constant = Moments.isConstant(variance: variance, mean: mean, count: present.count)
    let scale = constant ? 1 : variance.squareRoot()
    let spread = constant ? "constant" : "sd \(NumberText.significant(scale, 5))"
    return (Affine(shift: mean, scale: scale), "mean \(NumberText.significant(mean, 5)), \(spread)")
  }
}
