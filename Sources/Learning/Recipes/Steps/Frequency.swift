import Canonical

/// `frequency`: how common each level is among the rows learned from that have a value; a missing value stays missing.
struct Frequency: ColumnMap {
  static let name = "frequency"

  static let spec = ColumnwiseStep<Frequency>.spec(
    name, summary: "turns each level into how common it is", meaningVersion: 1,
    hyperparameters: [
      Hyperparameter(
        "by", .choice(["share", "count"]), default: .text("share"),
        summary: "the share of the rows that have a value, or their number"),
      Hyperparameter(
        "unknown", .choice(["ignore", "error"]), default: .text("ignore"),
        summary: "a level that no training row had: zero, or an error"),
    ])

  private let known: KnownLevels
  private let values: [Double]
  private let refusesUnknown: Bool

  var learned: String {
    let largest = values.indices.max { values[$0] < values[$1] } ?? 0
    return "\(NumberText.count(values.count, "level")), most often \(known.levels[largest])"
  }

  static func accepts(_ kind: WorkingKind) -> Acceptance { KnownLevels.accepts(kind) }

  static func plan(_ name: String, _ kind: WorkingKind, _ options: Options) throws(StepFailure) -> WorkingKind
  {
    .number
  }

  init(_ name: String, _ values: WorkingValues, _ options: Options) throws(LearningError) {
    let counts: [Int]
    (known, counts) = try KnownLevels.counted(Frequency.name, name, values)
    let total = options.text("by") == "count" ? 1 : Double(counts.reduce(0, +))
    self.values = counts.map { Double($0) / total }
    refusesUnknown = options.text("unknown") == "error"
  }

  func apply(
    to values: WorkingValues, of name: String, rowCount: Int, unknown: inout [UnknownLevel]
  ) throws(LearningError) -> WorkingValues {
    let (places, strangers) = try known.places(Frequency.name, name, values)
    if refusesUnknown { try KnownLevels.refuse(strangers, hint: "`unknown: ignore` makes it 0") }
    unknown += strangers
    return .numbers(
      places.map { $0 >= 0 ? self.values[Int($0)] : $0 == KnownLevels.unknown ? 0 : .nan }, .number)
  }

  func encode(into writer: inout ByteWriter) {
    known.encode(into: &writer)
    writer.write(values)
    writer.write(refusesUnknown)
  }

  init(decoding reader: inout ByteReader) throws(DecodingFailure) {
    known = try KnownLevels(decoding: &reader)
    values = try reader.readDoubles()
    refusesUnknown = try reader.readBool()
    guard values.count == known.levels.count, values.allSatisfy({ $0.isFinite && $0 >= 0 }) else {
      throw DecodingFailure("frequencies that do not fit their levels")
    }
  }
}
