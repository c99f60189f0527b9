import Canonical

/// `robust`: the median becomes 0 and the distance between the quartiles 1, as scikit-learn's `RobustScaler`.
struct Robust: Scaler {
  static let name = "robust"

  static let spec = ColumnwiseStep<Robust>.spec(
    name, summary: "brings numbers to median 0 and interquartile range 1: outliers count for little",
    meaningVersion: 1, hyperparameters: [])

  let affines: [Affine]
  let learned: String

  /// Quartiles by linear interpolation; where they are equal the scale stays.
  static func learn(
    _ name: String, _ numbers: NumberColumn, _ options: Options
  ) throws(LearningError) -> (affine: Affine, learned: String) {
    let present = try presentValues(self.name, name, numbers)
    let sorted = present.sorted()
    let middle = Moments.median(ofSorted: sorted)
    let range = Moments.quantile(ofSorted: sorted, 0.75) - Moments.quantile(ofSorted: sorted, 0.25)
    guard range.isFinite else {
      throw LearningError("the values of `\(name)` are too far apart to compute their range")
    }
    return (
      Affine(shift: middle, scale: Affine.scale(range)),
      "median \(NumberText.significant(middle, 5)), iqr \(NumberText.significant(range, 5))"
    )
  }
}
