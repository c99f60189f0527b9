import Canonical

/// `standardize`: zero mean and unit variance, as scikit-learn's `StandardScaler`.
struct Standardize: Scaler {
  static let name = "standardize"

  static let spec: StepSpec = {
    var spec = ColumnwiseStep<Standardize>.spec(
      name,
      summary:
        "brings numbers to mean 0 and standard deviation 1; sets of features too, where they are named",
      meaningVersion: 2,
      hyperparameters: [
        Hyperparameter(
          "with_mean", .boolean, default: .boolean(true),
          summary: "no: the mean stays where it is, so that zeros stay zeros, as sparse features need it")
      ])
    spec.takesFeatures = true
    return spec
  }()

  let affines: [Affine]
  let learned: String

  static func accepts(_ kind: WorkingKind) -> Acceptance { acceptsNumbersAndFeatures(kind) }

  static func plan(_ name: String, _ kind: WorkingKind, _ options: Options) throws(StepFailure) -> WorkingKind
  {
    if kind == .sparse, options.boolean("with_mean") ?? true {
      var failure = StepFailure(
        "`standardize` would take the mean from every zero of `\(name)`, most of whose numbers are zeros that are not kept",
        hint: "`with_mean: no`, or `maxabs`", column: name)
      failure.isAboutType = true
      throw failure
    }
    return kind.isFeatures ? kind : .number
  }

  static func learn(
    _ name: String, _ numbers: NumberColumn, _ options: Options
  ) throws(LearningError) -> (affine: Affine, learned: String) {
    let (affine, isConstant) = try affine(name, numbers)
    let spread = isConstant ? "constant" : "sd \(NumberText.significant(affine.scale, 5))"
    guard options.boolean("with_mean") ?? true else { return (Affine(shift: 0, scale: affine.scale), spread) }
    return (affine, "mean \(NumberText.significant(affine.shift, 5)), \(spread)")
  }

  /// The mean and the population standard deviation over the values that are there; a constant column keeps its scale.
  static func affine(
    _ name: String, _ numbers: NumberColumn
  ) throws(LearningError) -> (affine: Affine, isConstant: Bool) {
    let moments = numbers.moments
    if moments.count == 0 { throw withoutValues(self.name, name) }
    guard moments.variance.isFinite else { throw tooLarge(name) }
    let scale = moments.isConstant ? 1 : moments.variance.squareRoot()
    return (Affine(shift: moments.mean, scale: scale), moments.isConstant)
  }

  static func scale(ofSparse kept: ArraySlice<Double>, count: Int, _ options: Options) -> Double? {
    let (mean, variance) = Moments.ofSparse(kept, count: count)
    return Moments.isConstant(variance: variance, mean: mean, count: count) ? 1 : variance.squareRoot()
  }
}
