import Canonical

/// A step that learns a shift and a scale of each of its columns: all of it but the learning.
///
/// Of a set of features each is a column of its own; a step that can scale without a shift does so without the zeros too.
protocol Scaler: ColumnMap {
  static var name: String { get }

  /// What is done to the values: one, or one a feature of a set.
  var affines: [Affine] { get }

  init(affines: [Affine], learned: String)

  /// Learns from the values that are there; fails where there is none.
  static func learn(
    _ name: String, _ numbers: NumberColumn, _ options: Options
  ) throws(LearningError) -> (affine: Affine, learned: String)

  /// Learns the scale of a feature of `count` rows that is zero but for `kept`; nil where the step cannot leave zeros zero.
  static func scale(ofSparse kept: ArraySlice<Double>, count: Int, _ options: Options) -> Double?
}

extension Scaler {
  static func accepts(_ kind: WorkingKind) -> Acceptance {
    acceptsNumbers(kind, hint: "encode it with `one_hot`")
  }

  static func plan(_ name: String, _ kind: WorkingKind, _ options: Options) throws(StepFailure) -> WorkingKind
  {
    kind.isFeatures ? kind : .number
  }

  static func scale(ofSparse kept: ArraySlice<Double>, count: Int, _ options: Options) -> Double? { nil }

  init(_ name: String, _ values: WorkingValues, _ options: Options) throws(LearningError) {
    guard values.kind.isFeatures, let block = WorkingColumn(name: name, values: values).block else {
      guard case .numbers(let numbers, _) = values else { throw mismatch(Self.name, name) }
      let (affine, learned) = try Self.learn(name, numbers, options)
      self.init(affines: [affine], learned: learned)
      return
    }
    let affines = try Self.affines(name, block, options)
    self.init(affines: affines, learned: "\(NumberText.count(affines.count, "feature")), each by itself")
  }

  static func learn(
    _ name: String, _ values: WorkingValues, _ options: Options
  ) throws(LearningError) -> LearnedMap<Self> {
    var learned = LearnedMap(map: try Self(name, values, options))
    if case .numbers(let numbers, _) = values, let constant = numbers.constant {
      learned.remark = StepRemark(
        .constant,
        "`\(name)` is \(NumberText.significant(constant, 5)) in every row that `\(Self.name)` learns from",
        hint: "it tells a model nothing: `drop_constant` leaves it out")
    }
    return learned
  }

  private static func affines(
    _ name: String, _ block: FeatureBlock, _ options: Options
  ) throws(LearningError) -> [Affine] {
    if case .dense(let names, let columns) = block {
      var affines: [Affine] = []
      for (name, column) in zip(names, columns) {
        affines.append(try learn(name, column, options).affine)
      }
      return affines
    }
    guard let turned = block.rows?.transposed() else { throw mismatch(Self.name, name) }
    var affines: [Affine] = []
    for feature in 0..<turned.rowCount {
      let kept = turned.values[turned.offsets[feature]..<turned.offsets[feature + 1]]
      guard let scale = scale(ofSparse: kept, count: turned.columnCount, options) else {
        throw mismatch(Self.name, name)
      }
      guard scale.isFinite else { throw tooLarge(block.names[feature]) }
      affines.append(Affine(shift: 0, scale: scale))
    }
    return affines
  }

  static func tooLarge(_ name: String) -> LearningError {
    LearningError("the values of `\(name)` are too large to compute their variance")
  }

  func apply(
    to values: WorkingValues, of name: String, rowCount: Int, unknown: inout [UnknownLevel]
  ) throws(LearningError) -> WorkingValues {
    guard values.kind.isFeatures, let block = WorkingColumn(name: name, values: values).block else {
      guard affines.count == 1 else { throw mismatch(Self.name, name) }
      return try affines[0].apply(Self.name, to: values, of: name)
    }
    guard block.names.count == affines.count else { throw mismatch(Self.name, name) }
    if case .dense(let names, let columns) = block {
      return .features(names: names, columns: zip(affines, columns).map { $1.scaled(by: $0).values })
    }
    guard let rows = block.rows, affines.allSatisfy({ $0.shift == 0 }) else {
      throw mismatch(Self.name, name)
    }
    let scaled = zip(rows.columns, rows.values).map { $1 / affines[Int($0)].scale }
    return .sparse(names: block.names, rows: rows.replacing(values: scaled))
  }

  func encode(into writer: inout ByteWriter) {
    writer.write(each: affines) { $1.encode(into: &$0) }
    writer.write(learned)
  }

  init(decoding reader: inout ByteReader) throws(DecodingFailure) {
    let affines = try reader.readArray { reader throws(DecodingFailure) in try Affine(decoding: &reader) }
    self.init(affines: affines, learned: try reader.readString())
  }
}

/// Scalers that leave zero where it is take sets of features too, where they are named.
func acceptsNumbersAndFeatures(_ kind: WorkingKind) -> Acceptance {
  kind.isFeatures ? .whenNamed : acceptsNumbers(kind, hint: "encode it with `one_hot`")
}
