import Canonical
import Frame

/// The levels of a category in the rows that a step learned from, and where the values of any table stand among them.
///
/// Levels are in byte order; bins, truth values and whole numbers in their own order.
struct KnownLevels: Sendable {
  let levels: [String]
  private let index: NameIndex

  /// Where a row has no value.
  static let missing: Int32 = -1
  /// Where a row has a level that is not known.
  static let unknown: Int32 = -2

  init(_ levels: [String]) {
    self.levels = levels
    index = NameIndex(levels)
  }

  /// The levels that occur in `values`; all of them where they are bins. Fails where there is none.
  init(_ step: String, _ name: String, _ values: WorkingValues) throws(LearningError) {
    self = try KnownLevels.counted(step, name, values).known
  }

  /// The levels that occur in `values`, all of them where they are bins, and the number of rows of each. Fails where there is
  /// none.
  static func counted(
    _ step: String, _ name: String, _ values: WorkingValues
  ) throws(LearningError) -> (known: KnownLevels, counts: [Int]) {
    let coded = try coded(step, name, values)
    let counts = LevelCounts.of(coded.codes, among: coded.levels.count)
    var places = coded.levels.indices.filter { counts[$0] > 0 || values.kind == .bins }
    if places.isEmpty { throw withoutValues(step, name) }
    if values.kind == .category || values.kind == .text {
      places.sort { coded.levels[$0].precedesByBytes(coded.levels[$1]) }
    }
    return (KnownLevels(places.map { coded.levels[$0] }), places.map { counts[$0] })
  }

  /// Categories, bins and pairs are made of levels; truth values and whole numbers have them where they are named.
  static func accepts(_ kind: WorkingKind) -> Acceptance {
    switch kind {
    case .category, .bins, .pairs: .taken
    case .boolean, .integer: .whenNamed
    case .number: .refused(hint: "put it into bins first: `bucket`")
    case .text: .refused(hint: "declare it as a category where the table is loaded")
    case .date, .datetime: .refused(hint: "take its parts first: `date_parts`")
    case .features, .sparse: .refused(hint: nil)
    }
  }

  /// The levels of a category as they are; of truth values and whole numbers, their texts in order.
  static func coded(
    _ step: String, _ name: String, _ values: WorkingValues
  ) throws(LearningError) -> (codes: [Int32], levels: [String]) {
    switch values {
    case .codes(let codes, let levels, _): return (codes, levels)
    case .texts(let column): return (column.codes ?? [], column.levels)
    case .numbers(let column, let kind):
      let numbers = column.values
      if numbers.contains(where: { $0.magnitude >= 0x1p53 }) {
        throw LearningError(
          "`\(name)` has whole numbers of more than 15 digits, which cannot be told apart as numbers",
          hint: "declare the column where the table is loaded: `column \(name) category`")
      }
      let distinct = Set(numbers.filter { !$0.isNaN }).sorted()
      let position = Dictionary(uniqueKeysWithValues: zip(distinct, distinct.indices))
      let codes = numbers.map { number in position[number].map { Int32($0) } ?? missing }
      return (codes, distinct.map { text(of: $0, kind) })
    case .features, .indicators, .sparse, .moments: throw mismatch(step, name)
    }
  }

  private static func text(of number: Double, _ kind: WorkingKind) -> String {
    if kind == .boolean, number == 0 || number == 1 { return number == 1 ? "true" : "false" }
    return NumberText.exact(number)
  }

  /// The place of each row's level, or `missing` or `unknown`; and the levels that are not known, by frequency, ties in byte
  /// order.
  func places(
    _ step: String, _ name: String, _ values: WorkingValues
  ) throws(LearningError) -> (places: [Int32], unknown: [UnknownLevel]) {
    try mapped(step, name, values, missing: KnownLevels.missing) { $0 }
  }

  /// What `result` makes of the place of each row's level, or of `unknown`, and `missing` where there is no value; and the levels
  /// that are not known, as `places` has them. Both of `missing` and what is made of places are negative for nothing.
  func mapped(
    _ step: String, _ name: String, _ values: WorkingValues, missing: Int32, _ result: (Int32) -> Int32
  ) throws(LearningError) -> (places: [Int32], unknown: [UnknownLevel]) {
    let (codes, levels) = LevelCounts.few(try KnownLevels.coded(step, name, values))
    var unknown: [UnknownLevel] = []
    var counts: [Int]?
    let results = levels.indices.map { code in
      if let place = index[levels[code]] { return result(Int32(truncatingIfNeeded: place)) }
      let all = counts ?? LevelCounts.of(codes, among: levels.count)
      counts = all
      if all[code] > 0 { unknown.append(UnknownLevel(column: name, level: levels[code], count: all[code])) }
      return result(KnownLevels.unknown)
    }
    unknown.sort { $0.count != $1.count ? $0.count > $1.count : $0.level.precedesByBytes($1.level) }
    return (LevelCounts.mapped(codes, to: results, missing: missing), unknown)
  }

  /// Fails where there is an unknown level; `reason` is a clause such as `which no training row had`.
  static func refuse(
    _ unknown: [UnknownLevel], reason: String = "which no training row had", hint: String
  ) throws(LearningError) {
    guard let first = unknown.first else { return }
    throw LearningError(
      "`\(first.column)` has the level `\(first.level)` in \(NumberText.count(first.count, "row")), \(reason)",
      hint: hint)
  }

  /// `3 levels: a, b, c`.
  var summary: String {
    "\(NumberText.count(levels.count, "level")): \(levels.prefix(5).joined(separator: ", "))"
      + (levels.count > 5 ? ", …" : "")
  }

  func encode(into writer: inout ByteWriter) { writer.write(each: levels) { $0.write($1) } }

  init(decoding reader: inout ByteReader) throws(DecodingFailure) {
    self.init(try reader.readArray { reader throws(DecodingFailure) in try reader.readString() })
    guard !levels.isEmpty, NameIndex.firstDuplicate(in: levels) == nil else {
      throw DecodingFailure("levels that are empty or stand twice")
    }
  }
}
