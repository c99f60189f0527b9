import Canonical
import Frame

/// `one_hot`: a feature of 0 and 1 for each level, named `column_level`, as scikit-learn's `OneHotEncoder`.
///
/// A missing value is zero in all of them, and so is an unknown level where it is ignored.
struct OneHot: ColumnMap {
  static let name = "one_hot"

  static let spec = ColumnwiseStep<OneHot>.spec(
    name, summary: "makes a feature of each level of a category", meaningVersion: 1,
    hyperparameters: [
      Hyperparameter(
        "unknown", .choice(["ignore", "error"]), default: .text("ignore"),
        summary: "a level that no training row had: zero in every feature, or an error"),
      Hyperparameter(
        "drop", .choice(["none", "first"]), default: .text("none"),
        summary: "first: leave out the feature of the first level, which the others imply"),
    ])

  private let known: KnownLevels
  private let dropsFirst: Bool
  private let refusesUnknown: Bool

  var learned: String { known.summary }

  static func accepts(_ kind: WorkingKind) -> Acceptance { KnownLevels.accepts(kind) }

  static func plan(_ name: String, _ kind: WorkingKind, _ options: Options) throws(StepFailure) -> WorkingKind
  {
    .features
  }

  init(_ name: String, _ values: WorkingValues, _ options: Options) throws(LearningError) {
    known = try KnownLevels(OneHot.name, name, values)
    dropsFirst = options.text("drop") == "first"
    refusesUnknown = options.text("unknown") == "error"
  }

  func apply(
    to values: WorkingValues, of name: String, rowCount: Int, unknown: inout [UnknownLevel]
  ) throws(LearningError) -> WorkingValues {
    let (places, strangers) = try known.places(OneHot.name, name, values)
    if refusesUnknown { try KnownLevels.refuse(strangers, hint: "`unknown: ignore` leaves it out") }
    unknown += strangers
    let skipped = dropsFirst ? 1 : 0
    try DenseLimit.check(
      OneHot.name, of: "`\(name)`", rows: rowCount, features: known.levels.count - skipped,
      hint: "drop the column, or group its rare levels: `lump \(name)`")
    var columns = [[Double]](
      repeating: [Double](repeating: 0, count: rowCount), count: known.levels.count - skipped)
    for (row, place) in places.enumerated() where Int(place) >= skipped {
      columns[Int(place) - skipped][row] = 1
    }
    return .features(names: known.levels.dropFirst(skipped).map { "\(name)_\($0)" }, columns: columns)
  }

  func encode(into writer: inout ByteWriter) {
    known.encode(into: &writer)
    writer.write(dropsFirst)
    writer.write(refusesUnknown)
  }

  init(decoding reader: inout ByteReader) throws(DecodingFailure) {
    known = try KnownLevels(decoding: &reader)
    dropsFirst = try reader.readBool()
    refusesUnknown = try reader.readBool()
  }
}
