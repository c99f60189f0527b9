import Canonical

/// `minmax`: the range of the training rows becomes 0 to 1, as scikit-learn's `MinMaxScaler`. Later values may lie outside.
struct MinMax: ColumnMap {
  static let name = "minmax"

  static let spec = ColumnwiseStep<MinMax>.spec(
    name, summary: "brings the range of numbers to 0 … 1", meaningVersion: 1, hyperparameters: [])

  private let affine: Affine
  let learned: String

  static func accepts(_ kind: WorkingKind) -> Acceptance {
    acceptsNumbers(kind, hint: "encode it with `one_hot`")
  }

  static func plan(_ name: String, _ kind: WorkingKind, _ options: Options) throws(StepFailure) -> WorkingKind
  {
    .number
  }

  /// A range below ten times the machine epsilon counts as constant and keeps its scale.
  init(_ name: String, _ values: WorkingValues, _ options: Options) throws(LearningError) {
    let present = try presentValues(MinMax.name, name, values)
    let low = present.reduce(present[0]) { min($0, $1) }
    let high = present.reduce(present[0]) { max($0, $1) }
    let range = high - low
    guard range.isFinite else {
      throw LearningError("the values of `\(name)` are too far apart to compute their range")
    }
    affine = Affine(shift: low, scale: range < 10 * Double.ulpOfOne ? 1 : range)
    learned = "\(NumberText.significant(low, 5)) to \(NumberText.significant(high, 5))"
  }

  func apply(
    to values: WorkingValues, of name: String, rowCount: Int, unknown: inout [UnknownLevel]
  ) throws(LearningError) -> WorkingValues {
    try affine.apply(MinMax.name, to: values, of: name)
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
