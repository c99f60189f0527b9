import Canonical

/// `ordinal`: the place of each level, from 0, as scikit-learn's `OrdinalEncoder`; a missing value stays missing.
struct Ordinal: ColumnMap {
  static let name = "ordinal"

  static let spec = ColumnwiseStep<Ordinal>.spec(
    name, summary: "numbers the levels of a category in their order", meaningVersion: 1,
    hyperparameters: [
      Hyperparameter(
        "order", .scalars, summary: "all levels, the lowest first; left out: those of the rows, in byte order"
      ),
      Hyperparameter(
        "unknown", .choice(["error", "ignore", "own"]), default: .text("error"),
        summary: "any other level: an error, a missing value, or -1"),
    ])

  private enum Unknown: UInt8 {
    case error, ignore, own

    init(_ text: String?) { self = text == "ignore" ? .ignore : text == "own" ? .own : .error }
  }

  private let known: KnownLevels
  private let isDeclared: Bool
  private let unknown: Unknown

  var learned: String {
    known.levels.prefix(6).joined(separator: " < ") + (known.levels.count > 6 ? " < …" : "")
  }

  static func accepts(_ kind: WorkingKind) -> Acceptance { KnownLevels.accepts(kind) }

  static func plan(_ name: String, _ kind: WorkingKind, _ options: Options) throws(StepFailure) -> WorkingKind
  {
    .number
  }

  init(_ name: String, _ values: WorkingValues, _ options: Options) throws(LearningError) {
    let order = options.list("order")
    if let order { known = KnownLevels(order) } else { known = try KnownLevels(Ordinal.name, name, values) }
    isDeclared = order != nil
    unknown = Unknown(options.text("unknown"))
  }

  func apply(
    to values: WorkingValues, of name: String, rowCount: Int, unknown: inout [UnknownLevel]
  ) throws(LearningError) -> WorkingValues {
    let (places, strangers) = try known.places(Ordinal.name, name, values)
    if self.unknown == .error {
      try KnownLevels.refuse(
        strangers, reason: isDeclared ? "which `order` does not name" : "which no training row had",
        hint: "`unknown: ignore` makes it a missing value, `unknown: own` makes it -1")
    }
    unknown += strangers
    let own = self.unknown == .own ? -1.0 : .nan
    return .numbers(
      places.map { $0 >= 0 ? Double($0) : $0 == KnownLevels.unknown ? own : .nan }, .number)
  }

  func encode(into writer: inout ByteWriter) {
    known.encode(into: &writer)
    writer.write(isDeclared)
    writer.write(unknown.rawValue)
  }

  init(decoding reader: inout ByteReader) throws(DecodingFailure) {
    known = try KnownLevels(decoding: &reader)
    isDeclared = try reader.readBool()
    guard let unknown = Unknown(rawValue: try reader.readByte()) else {
      throw DecodingFailure("an unknown case for unknown levels")
    }
    self.unknown = unknown
  }
}
