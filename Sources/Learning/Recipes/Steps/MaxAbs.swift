import Canonical

/// `maxabs`: the largest magnitude of the training rows becomes 1 and zero stays zero, as scikit-learn's `MaxAbsScaler`.
struct MaxAbs: Scaler {
  static let name = "maxabs"

  static let spec: StepSpec = {
    var spec = ColumnwiseStep<MaxAbs>.spec(
      name, summary: "divides numbers by their largest magnitude; sets of features too, where they are named",
      meaningVersion: 1, hyperparameters: [])
    spec.takesFeatures = true
    return spec
  }()

  let affines: [Affine]
  let learned: String

  static func accepts(_ kind: WorkingKind) -> Acceptance { acceptsNumbersAndFeatures(kind) }

  static func learn(
    _ name: String, _ numbers: NumberColumn, _ options: Options
  ) throws(LearningError) -> (affine: Affine, learned: String) {
    let present = try presentValues(self.name, name, numbers)
    let largest = present.reduce(0) { max($0, $1.magnitude) }
    return (
      Affine(shift: 0, scale: Affine.scale(largest)),
      "largest magnitude \(NumberText.significant(largest, 5))"
    )
  }

  static func scale(ofSparse kept: ArraySlice<Double>, count: Int, _ options: Options) -> Double? {
    Affine.scale(kept.reduce(0) { max($0, $1.magnitude) })
  }
}
