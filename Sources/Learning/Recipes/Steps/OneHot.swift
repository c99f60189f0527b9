import Canonical
import Frame

/// `one_hot`: a feature of 0 and 1 for each level, named `column_level`, as scikit-learn's `OneHotEncoder`.
///
/// A missing value is zero in all of them, and so is an unknown level where it is ignored.
struct OneHot: ColumnMap {
  static let name = "one_hot"

  static let spec = ColumnwiseStep<OneHot>.spec(
    name, summary: "makes a feature of each level of a category", meaningVersion: 2,
    hyperparameters: [
      Hyperparameter(
        "unknown", .choice(["ignore", "error", "own"]), default: .text("ignore"),
        summary: "a level that no training row had: zero in every feature, an error, or one of the rare ones"),
      Hyperparameter(
        "drop", .choice(["none", "first"]), default: .text("none"),
        summary: "first: leave out the feature of the first level, which the others imply"),
      Hyperparameter(
        "min_share", .number(0...1), default: .share(0),
        summary:
          "levels with a smaller share of the rows that have a value are rare: one feature `column_infrequent_sklearn` for all of them"
      ),
    ])

  private static let mostFeatures = 100_000

  private enum Unknown: UInt8 {
    case ignore, error, own

    init(_ text: String?) { self = text == "error" ? .error : text == "own" ? .own : .ignore }
  }

  private let column: String
  /// Those that are common, then those that are rare.
  private let known: KnownLevels
  private let common: Int
  private let dropsFirst: Bool
  private let unknown: Unknown
  /// Of the features.
  private let names: [String]

  var learned: String {
    let rare = known.levels.count - common
    let summary = KnownLevels(Array(known.levels.prefix(common))).summary
    return rare == 0 ? summary : "\(summary); \(NumberText.thousands(rare)) rare"
  }

  static func accepts(_ kind: WorkingKind) -> Acceptance { KnownLevels.accepts(kind) }

  static func plan(_ name: String, _ kind: WorkingKind, _ options: Options) throws(StepFailure) -> WorkingKind
  {
    if options.text("unknown") == "own", options.number("min_share") == 0 {
      throw StepFailure(
        "`unknown: own` counts unknown levels among the rare ones, and without `min_share` none is rare",
        hint: "for instance `min_share: 1%`")
    }
    return .sparse
  }

  init(_ name: String, _ values: WorkingValues, _ options: Options) throws(LearningError) {
    let (all, counts) = try KnownLevels.counted(OneHot.name, name, values)
    let least = (options.number("min_share") ?? 0) * Double(counts.reduce(0, +))
    let isCommon = counts.map { Double($0) >= least }
    let order = all.levels.indices.filter { isCommon[$0] } + all.levels.indices.filter { !isCommon[$0] }
    let features = isCommon.count { $0 } + (isCommon.contains(false) ? 1 : 0)
    try OneHot.check(name, features: features)
    self.init(
      name, KnownLevels(order.map { all.levels[$0] }), common: isCommon.count { $0 },
      dropsFirst: options.text("drop") == "first", unknown: Unknown(options.text("unknown")))
  }

  private init(_ column: String, _ known: KnownLevels, common: Int, dropsFirst: Bool, unknown: Unknown) {
    self.column = column
    self.known = known
    self.common = common
    self.dropsFirst = dropsFirst
    self.unknown = unknown
    let titles = known.levels.prefix(common) + (common < known.levels.count ? ["infrequent_sklearn"] : [])
    names = titles.dropFirst(dropsFirst ? 1 : 0).map { "\(column)_\($0)" }
  }

  /// Fails where a category would become more features than it may.
  static func check(_ name: String, features: Int) throws(LearningError) {
    guard features > mostFeatures else { return }
    throw LearningError(
      "`one_hot` of `\(name)` would make \(NumberText.thousands(features)) features, more than the "
        + "\(NumberText.thousands(mostFeatures)) that a category may have",
      hint: "`hash \(name) into: 1024`, or group its rare levels: `min_share: 1%`", kind: .tooManyLevels)
  }

  func apply(
    to values: WorkingValues, of name: String, rowCount: Int, unknown: inout [UnknownLevel]
  ) throws(LearningError) -> WorkingValues {
    let skipped = dropsFirst ? 1 : 0
    let (positions, strangers) = try known.mapped(OneHot.name, name, values, missing: -1) { place in
      let isRare = place >= common || (place == KnownLevels.unknown && self.unknown == .own)
      let feature = (isRare ? common : Int(place)) - skipped
      return feature >= 0 && feature < names.count ? Int32(truncatingIfNeeded: feature) : -1
    }
    if self.unknown == .error { try KnownLevels.refuse(strangers, hint: "`unknown: ignore` leaves it out") }
    unknown += strangers
    return .indicators(names: names, positions: positions)
  }

  func encode(into writer: inout ByteWriter) {
    writer.write(column)
    known.encode(into: &writer)
    writer.write(common)
    writer.write(dropsFirst)
    writer.write(unknown.rawValue)
  }

  init(decoding reader: inout ByteReader) throws(DecodingFailure) {
    let column = try reader.readString()
    let known = try KnownLevels(decoding: &reader)
    let common = try reader.readInt()
    let dropsFirst = try reader.readBool()
    guard (0...known.levels.count).contains(common), let unknown = Unknown(rawValue: try reader.readByte())
    else {
      throw DecodingFailure("levels of an unknown kind")
    }
    self.init(column, known, common: common, dropsFirst: dropsFirst, unknown: unknown)
  }
}
