import Canonical

/// `maxabs`: the largest magnitude of the training rows becomes 1 and zero stays zero, as scikit-learn's `MaxAbsScaler`.
struct MaxAbs: Scaler {
  static let name = "maxabs"

  static let spec = ColumnwiseStep<MaxAbs>.spec(
    name, summary: "divides numbers by their largest magnitude", meaningVersion: 1, hyperparameters: [])

  let affine: Affine
  let learned: String

  static func learn(
    _ name: String, _ present: [Double]
  ) throws(LearningError) -> (affine: Affine, learned: String) {
    let largest = present.reduce(0) { max($0, $1.magnitude) }
    return (
      Affine(shift: 0, scale: Affine.scale(largest)),
      "largest magnitude \(NumberText.significant(largest, 5))"
    )
  }
}
