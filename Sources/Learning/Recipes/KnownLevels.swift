import Canonical
import Frame

/// The levels of a category in the rows that a step learned from, and where the values of any table stand among them.
///
/// Levels are in byte order; bins, truth values and whole numbers in their own order.
struct KnownLevels: Sendable {
  let levels: [String]

  /// Where a row has no value.
  static let missing: Int32 = -1
  /// Where a row has a level that is not known.
  static let unknown: Int32 = -2

  init(_ levels: [String]) { self.levels = levels }

  /// The levels that occur in `values`; all of them where they are bins. Fails where there is none.
  init(_ step: String, _ name: String, _ values: WorkingValues) throws(LearningError) {
    levels = KnownLevels.occurring(try KnownLevels.coded(step, name, values), values.kind)
    if levels.isEmpty { throw withoutValues(step, name) }
  }

  private static func occurring(
    _ coded: (codes: [Int32], levels: [String]), _ kind: WorkingKind
  ) -> [String] {
    if kind == .bins { return coded.levels }
    var occurs = [Bool](repeating: false, count: coded.levels.count)
    for code in coded.codes where code >= 0 { occurs[Int(code)] = true }
    let occurring = coded.levels.indices.filter { occurs[$0] }.map { coded.levels[$0] }
    return kind == .category || kind == .text ? occurring.sorted { $0.precedesByBytes($1) } : occurring
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
    case .numbers(let numbers, let kind):
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
    let coded = try KnownLevels.coded(step, name, values)
    let index = NameIndex(levels)
    let place = coded.levels.map { level in index[level].map { Int32($0) } ?? KnownLevels.unknown }
    let places = coded.codes.map { $0 < 0 ? KnownLevels.missing : place[Int($0)] }
    guard place.contains(KnownLevels.unknown) else { return (places, []) }
    var counts = [Int](repeating: 0, count: place.count)
    for code in coded.codes where code >= 0 && place[Int(code)] < 0 { counts[Int(code)] += 1 }
    let unknown = counts.indices.filter { counts[$0] > 0 }
      .map { UnknownLevel(column: name, level: coded.levels[$0], count: counts[$0]) }
      .sorted { $0.count != $1.count ? $0.count > $1.count : $0.level.precedesByBytes($1.level) }
    return (places, unknown)
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

  /// The number of rows at each place.
  func counts(_ places: [Int32]) -> [Int] {
    var counts = [Int](repeating: 0, count: levels.count)
    for place in places where place >= 0 { counts[Int(place)] += 1 }
    return counts
  }

  /// `3 levels: a, b, c`.
  var summary: String {
    "\(NumberText.count(levels.count, "level")): \(levels.prefix(5).joined(separator: ", "))"
      + (levels.count > 5 ? ", …" : "")
  }

  func encode(into writer: inout ByteWriter) { writer.write(each: levels) { $0.write($1) } }

  init(decoding reader: inout ByteReader) throws(DecodingFailure) {
    levels = try reader.readArray { reader throws(DecodingFailure) in try reader.readString() }
    guard !levels.isEmpty, NameIndex.firstDuplicate(in: levels) == nil else {
      throw DecodingFailure("levels that are empty or stand twice")
    }
  }
}
