import Canonical

/// `standardize`: zero mean and unit variance, as scikit-learn's `StandardScaler`.
struct Standardize: ColumnMap {
  static let name = "standardize"

  static let spec = ColumnwiseStep<Standardize>.spec(
    name, summary: "brings numbers to mean 0 and standard deviation 1", meaningVersion: 1, hyperparameters: []
  )

  private let affine: Affine
  let learned: String

  static func accepts(_ kind: WorkingKind) -> Acceptance {
    acceptsNumbers(kind, hint: "encode it with `one_hot`")
  }

  static func plan(_ name: String, _ kind: WorkingKind, _ options: Options) throws(StepFailure) -> WorkingKind
  {
    .number
  }

  /// The population standard deviation over the values that are there; a constant column keeps its scale.
  init(_ name: String, _ values: WorkingValues, _ options: Options) throws(LearningError) {
    let present = try presentValues(Standardize.name, name, values)
    let mean = Moments.mean(present)
    let variance = Moments.variance(present, mean: mean)
    guard variance.isFinite else {
      throw LearningError("the values of `\(name)` are too large to compute their variance")
    }
    let constant = Moments.isConstant(variance: variance, mean: mean, count: present.count)
    affine = Affine(shift: mean, scale: constant ? 1 : variance.squareRoot())
    learned =
      "mean \(NumberText.significant(mean, 5)), "
      + (constant ? "constant" : "sd \(NumberText.significant(affine.scale, 5))")
  }

  func apply(
    to values: WorkingValues, of name: String, rowCount: Int, unknown: inout [UnknownLevel]
  ) throws(LearningError) -> WorkingValues {
    try affine.apply(Standardize.name, to: values, of: name)
  }

  func encode(into writer: inout ByteWriter) {
    affine.encode(into: &writer)
    writer.write(learned)
  }

  init(decoding reader: inout ByteReader) throws(DecodingFailure) {
    affine = try Affine(decoding: &reader)
    learned = try reader.readString()
  }
}
