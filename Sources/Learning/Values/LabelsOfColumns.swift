import Canonical
import Frame

extension LabelSets {
  /// A label for each of some columns, which a row has where the column says yes: truth values, the numbers 0 and 1, or the words
  /// yes and no, true and false, y and n, in any case. Fails where a row says nothing, or something else.
  package init(columns: [(name: String, column: Column)]) throws(LearningError) {
    let sorted = columns.sorted { $0.name.precedesByBytes($1.name) }
    let rows = sorted.first?.column.count ?? 0
    guard rows > 0 else {
      throw LearningError("there are no rows to take the labels \(enumeration(columns.map(\.name))) from")
    }
    try LabelSets.checkSize(rows: rows, labels: sorted.count)
    var flags = [UInt8](repeating: 0, count: rows * sorted.count)
    for (label, entry) in sorted.enumerated() {
      for (row, flag) in try LabelSets.flags(of: entry.column, name: entry.name).enumerated() {
        flags[row * sorted.count + label] = flag
      }
    }
    self.init(names: sorted.map(\.name), flags: flags)
  }

  /// The labels that the texts of a column list, `separator` between them: spaces around a label do not count, and an empty or
  /// missing text lists none. Fails where no row has a label.
  package init(listedIn column: Column, name: String, separator: String) throws(LearningError) {
    guard column.type.isTextual else {
      throw LearningError("`\(name)` is \(column.type.name), and only a text lists labels")
    }
    guard column.count > 0 else {
      throw LearningError("there are no rows to take the labels of `\(name)` from")
    }
    let lists = column.levels.map { LabelSets.listed($0, separator: separator) }
    let codes = column.codes ?? []
    var occurs = [Bool](repeating: false, count: lists.count)
    for code in codes where code >= 0 { occurs[Int(code)] = true }
    let all = lists.indices.filter { occurs[$0] }.flatMap { lists[$0] }.sorted { $0.precedesByBytes($1) }
    var names: [String] = []
    for label in all where names.last.map({ !$0.hasSameBytes(as: label) }) ?? true { names.append(label) }
    guard !names.isEmpty else {
      throw LearningError(
        "no row has a label in `\(name)`", hint: "a text lists labels such as `news\(separator)sport`")
    }
    guard names.count <= LabelSets.mostListed else {
      throw LearningError(
        "`\(name)` lists \(NumberText.thousands(names.count)) labels, and a model would be fitted for each",
        hint:
          "at most \(NumberText.thousands(LabelSets.mostListed)) are learned: is `\(separator)` what stands between them?",
        kind: .tooManyLevels)
    }
    try LabelSets.checkSize(rows: codes.count, labels: names.count)
    let index = NameIndex(names)
    let places = lists.map { list in list.compactMap { index[$0] } }
    var flags = [UInt8](repeating: 0, count: codes.count * names.count)
    for (row, code) in codes.enumerated() where code >= 0 {
      for place in places[Int(code)] { flags[row * names.count + place] = 1 }
    }
    self.init(names: names, flags: flags)
  }

  /// The most labels that the texts of a column may list.
  static let mostListed = 1000
  /// The most pairs of a row and a label: what is predicted of them has to fit the memory.
  private static let mostPairs = 1 << 29

  private static func checkSize(rows: Int, labels: Int) throws(LearningError) {
    guard labels <= mostPairs / max(rows, 1) else {
      throw LearningError(
        "\(NumberText.thousands(labels)) labels of \(NumberText.thousands(rows)) rows are more than can be learned at once",
        hint: "`take` some of the rows, or leave labels out of the target")
    }
  }

  /// The labels that a text lists, in its order.
  private static func listed(_ text: String, separator: String) -> [String] {
    let (bytes, mark) = (Array(text.utf8), Array(separator.utf8))
    guard !mark.isEmpty else { return [] }
    var (labels, start, place): ([String], Int, Int) = ([], 0, 0)
    func add(_ end: Int) {
      var part = bytes[start..<end]
      while let byte = part.first, byte == 0x20 || byte == 0x09 { part.removeFirst() }
      while let byte = part.last, byte == 0x20 || byte == 0x09 { part.removeLast() }
      if !part.isEmpty { labels.append(String(decoding: part, as: UTF8.self)) }
    }
    while place + mark.count <= bytes.count {
      if bytes[place..<place + mark.count].elementsEqual(mark) {
        add(place)
        place += mark.count
        start = place
      } else {
        place += 1
      }
    }
    add(bytes.count)
    return labels
  }

  private static func flags(of column: Column, name: String) throws(LearningError) -> [UInt8] {
    guard column.missingCount == 0 else {
      let rows =
        column.missingCount == 1 ? "1 row has" : "\(NumberText.thousands(column.missingCount)) rows have"
      throw LearningError(
        "\(rows) no value for the label `\(name)`",
        hint: "leave them out where the table is loaded: `where \(name) is not missing`")
    }
    switch column.type {
    case .boolean: return (column.booleans ?? []).map { $0 ? 1 : 0 }
    case .number, .integer:
      let values = column.doubles()
      if let other = values.first(where: { $0 != 0 && $0 != 1 }) {
        throw notBinary(name, "the value \(NumberText.exact(other))")
      }
      return values.map { $0 == 1 ? 1 : 0 }
    case .category, .text:
      let levels = column.levels.map { answers[$0.lowercased()] }
      var flags: [UInt8] = []
      for code in column.codes ?? [] {
        guard let flag = levels[Int(code)] else {
          throw notBinary(name, "the value `\(column.levels[Int(code)])`")
        }
        flags.append(flag)
      }
      return flags
    case .date, .datetime: throw notBinary(name, "dates")
    }
  }

  private static let answers: [String: UInt8] = [
    "no": 0, "false": 0, "n": 0, "0": 0, "yes": 1, "true": 1, "y": 1, "1": 1,
  ]

  private static func notBinary(_ name: String, _ what: String) -> LearningError {
    LearningError(
      "`\(name)` has \(what), and a label says yes or no",
      hint: "`derive is_\(name) = \(name) == …` where the table is loaded, and `target is_\(name), …`")
  }
}
