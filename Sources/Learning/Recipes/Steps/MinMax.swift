import Canonical

/// `minmax`: the range of the training rows becomes 0 to 1, as scikit-learn's `MinMaxScaler`. Later values may lie outside.
struct MinMax: Scaler {
  static let name = "minmax"

  static let spec = ColumnwiseStep<MinMax>.spec(
    name, summary: "brings the range of numbers to 0 … 1", meaningVersion: 1, hyperparameters: [])

  let affines: [Affine]
  let learned: String

  /// A range below ten times the machine epsilon counts as constant and keeps its scale.
  static func learn(
    _ name: String, _ numbers: NumberColumn, _ options: Options
  ) throws(LearningError) -> (affine: Affine, learned: String) {
    let present = try presentValues(self.name, name, numbers)
    let low = present.reduce(present[0]) { min($0, $1) }
    let high = present.reduce(present[0]) { max($0, $1) }
    let range = high - low
    guard range.isFinite else {
      throw LearningError("the values of `\(name)` are too far apart to compute their range")
    }
    return (
      Affine(shift: low, scale: Affine.scale(range)),
      "\(NumberText.significant(low, 5)) to \(NumberText.significant(high, 5))"
    )
  }
}
