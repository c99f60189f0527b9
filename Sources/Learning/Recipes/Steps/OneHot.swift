import Canonical
import Frame

/// `one_hot`: a feature of 0 and 1 for each level, named `column_level`, as scikit-learn's `OneHotEncoder`.
///
/// Levels are those of the training rows, in byte order (bins and whole numbers in their own order).
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

  private let levels: [String]
  private let dropsFirst: Bool
  private let refusesUnknown: Bool

  var learned: String {
    let shown = levels.prefix(5).joined(separator: ", ")
    return "\(levels.count) \(levels.count == 1 ? "level" : "levels"): \(shown)"
      + (levels.count > 5 ? ", …" : "")
  }

  static func accepts(_ kind: WorkingKind) -> Acceptance {
    switch kind {
    case .category, .bins, .pairs: .taken
    case .boolean, .integer: .whenNamed
    case .number: .refused(hint: "put it into bins first: `bucket`")
    case .text: .refused(hint: "declare it as a category where the table is loaded")
    case .date, .datetime, .features: .refused(hint: nil)
    }
  }

  static func plan(_ name: String, _ kind: WorkingKind, _ options: Options) throws(StepFailure) -> WorkingKind
  {
    .features
  }

  init(_ name: String, _ values: WorkingValues, _ options: Options) throws(LearningError) {
    let coded = try OneHot.coded(values, name)
    if values.numbers?.contains(where: { $0.magnitude >= 0x1p53 }) == true {
      throw LearningError(
        "`\(name)` has whole numbers of more than 15 digits, which cannot be told apart as numbers",
        hint: "declare the column where the table is loaded: `column \(name) category`")
    }
    levels = OneHot.trainingLevels(coded, values.kind)
    if levels.isEmpty { throw withoutValues(OneHot.name, name) }
    dropsFirst = options.text("drop") == "first"
    refusesUnknown = options.text("unknown") == "error"
  }

  private static func trainingLevels(
    _ coded: (codes: [Int32], levels: [String]), _ kind: WorkingKind
  ) -> [String] {
    if kind == .bins { return coded.levels }
    var occurs = [Bool](repeating: false, count: coded.levels.count)
    for code in coded.codes where code >= 0 { occurs[Int(code)] = true }
    let occurring = coded.levels.indices.filter { occurs[$0] }.map { coded.levels[$0] }
    return kind == .category ? occurring.sorted { $0.precedesByBytes($1) } : occurring
  }

  /// The levels of a category as they are; of truth values and whole numbers, their texts in order.
  private static func coded(
    _ values: WorkingValues, _ name: String
  ) throws(LearningError) -> (codes: [Int32], levels: [String]) {
    switch values {
    case .codes(let codes, let levels, _): return (codes, levels)
    case .numbers(let numbers, let kind):
      let distinct = Set(numbers.filter { !$0.isNaN }).sorted()
      let position = Dictionary(uniqueKeysWithValues: zip(distinct, distinct.indices))
      let codes = numbers.map { number in position[number].map { Int32($0) } ?? -1 }
      return (codes, distinct.map { text(of: $0, kind) })
    case .features, .other: throw mismatch(OneHot.name, name)
    }
  }

  private static func text(of number: Double, _ kind: WorkingKind) -> String {
    if kind == .boolean, number == 0 || number == 1 { return number == 1 ? "true" : "false" }
    return NumberText.exact(number)
  }

  func apply(
    to values: WorkingValues, of name: String, rowCount: Int, unknown: inout [UnknownLevel]
  ) throws(LearningError) -> WorkingValues {
    let coded = try OneHot.coded(values, name)
    let index = NameIndex(levels)
    let features = coded.levels.map { index[$0] ?? -1 }
    let strangers = unknownLevels(coded, features, name)
    if refusesUnknown, let first = strangers.first {
      throw LearningError(
        "`\(name)` has the level `\(first.level)` in \(NumberText.thousands(first.count)) "
          + "\(first.count == 1 ? "row" : "rows"), which no training row had",
        hint: "`unknown: ignore` leaves it out")
    }
    unknown += strangers
    let skipped = dropsFirst ? 1 : 0
    let (size, overflow) = rowCount.multipliedReportingOverflow(by: levels.count - skipped)
    guard !overflow, size <= OneHot.largestSize else {
      throw LearningError(
        "`\(name)` has \(NumberText.thousands(levels.count)) levels, too many for a feature each over "
          + "\(NumberText.thousands(rowCount)) rows",
        hint: "drop the column, or group its levels where the table is loaded")
    }
    var columns = [[Double]](
      repeating: [Double](repeating: 0, count: rowCount), count: levels.count - skipped)
    for (row, code) in coded.codes.enumerated() where code >= 0 {
      let feature = features[Int(code)] - skipped
      if feature >= 0 { columns[feature][row] = 1 }
    }
    return .features(names: levels.dropFirst(skipped).map { "\(name)_\($0)" }, columns: columns)
  }

  /// Two gigabytes of numbers.
  private static let largestSize = 1 << 28

  /// Levels without a feature, by frequency, ties in byte order.
  private func unknownLevels(
    _ coded: (codes: [Int32], levels: [String]), _ features: [Int], _ name: String
  ) -> [UnknownLevel] {
    guard features.contains(-1) else { return [] }
    var counts = [Int](repeating: 0, count: features.count)
    for code in coded.codes where code >= 0 && features[Int(code)] < 0 { counts[Int(code)] += 1 }
    return counts.indices.filter { counts[$0] > 0 }
      .map { UnknownLevel(column: name, level: coded.levels[$0], count: counts[$0]) }
      .sorted { $0.count != $1.count ? $0.count > $1.count : $0.level.precedesByBytes($1.level) }
  }

  func encode(into writer: inout ByteWriter) {
    writer.write(each: levels) { $0.write($1) }
    writer.write(dropsFirst)
    writer.write(refusesUnknown)
  }

  init(decoding reader: inout ByteReader) throws(DecodingFailure) {
    levels = try reader.readArray { reader throws(DecodingFailure) in try reader.readString() }
    dropsFirst = try reader.readBool()
    refusesUnknown = try reader.readBool()
    guard !levels.isEmpty, NameIndex.firstDuplicate(in: levels) == nil else {
      throw DecodingFailure("levels that are empty or stand twice")
    }
  }
}
