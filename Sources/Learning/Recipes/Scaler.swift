import Canonical

/// A step that learns a shift and a scale of each of its columns: all of it but the learning.
protocol Scaler: ColumnMap {
  static var name: String { get }

  /// What is done to the values.
  var affine: Affine { get }

  init(affine: Affine, learned: String)

  /// Learns from the values that are there; at least one, in the order of the rows.
  static func learn(_ name: String, _ present: [Double]) throws(LearningError) -> (
    affine: Affine, learned: String
  )
}

extension Scaler {
  static func accepts(_ kind: WorkingKind) -> Acceptance {
    acceptsNumbers(kind, hint: "encode it with `one_hot`")
  }

  static func plan(_ name: String, _ kind: WorkingKind, _ options: Options) throws(StepFailure) -> WorkingKind
  {
    .number
  }

  init(_ name: String, _ values: WorkingValues, _ options: Options) throws(LearningError) {
    let (affine, learned) = try Self.learn(name, try presentValues(Self.name, name, values))
    self.init(affine: affine, learned: learned)
  }

  func apply(
    to values: WorkingValues, of name: String, rowCount: Int, unknown: inout [UnknownLevel]
  ) throws(LearningError) -> WorkingValues {
    try affine.apply(Self.name, to: values, of: name)
  }

  func encode(into writer: inout ByteWriter) {
    affine.encode(into: &writer)
    writer.write(learned)
  }

  init(decoding reader: inout ByteReader) throws(DecodingFailure) {
    self.init(affine: try Affine(decoding: &reader), learned: try reader.readString())
  }
}
