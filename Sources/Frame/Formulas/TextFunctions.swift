/// Functions of texts. They work on the distinct texts of a column, not on its rows, wherever they can.
enum TextFunctions {
  static let all: [FormulaFunction] = [
    counting("len", "The number of characters (Unicode scalars).") { $0.unicodeScalars.count },
    counting("words", "The number of words: runs of characters that are no white space.") { wordCount($0) },
    changing("lower", "In lower case, by Unicode's rules, the same in every locale.") { $0.lowercased() },
    changing("upper", "In upper case, by Unicode's rules, the same in every locale.") { $0.uppercased() },
    changing("trim", "Without white space at its ends.") { trimmed($0) },
    testing("contains", "Whether the text contains the part.") { ByteSearch.contains($0, $1) },
    testing("starts_with", "Whether the text starts with the part.") { $0.utf8.starts(with: $1.utf8) },
    testing("ends_with", "Whether the text ends with the part.") {
      $0.utf8.reversed().starts(with: $1.utf8.reversed())
    },
    FormulaFunction(
      name: "matches", signature: "matches(text, /pattern/)",
      summary: "Whether any part of the text matches the regular expression.", arity: 2...2
    ) { (arguments) throws(FormulaError) in try matches(arguments) },
    FormulaFunction(
      name: "replace", signature: "replace(text, part, with)",
      summary: "The text with every occurrence of the part replaced.", arity: 3...3
    ) { (arguments) throws(FormulaError) in try replace(arguments) },
  ]

  private static func counting(
    _ name: String, _ summary: String, _ count: @escaping @Sendable (String) -> Int
  ) -> FormulaFunction {
    FormulaFunction(name: name, signature: "\(name)(text)", summary: summary, arity: 1...1) {
      (arguments) throws(FormulaError) in
      ResolvedCall(type: .integer, arguments: [try text(arguments[0], name)]) { values in
        guard case .texts(let codes, let levels) = values[0] else { return values[0] }
        let counts = levels.map { Int64(count($0)) }
        let validity = Bitmap.validity(codes.count) { codes[$0] >= 0 }
        return .integers(codes.map { $0 < 0 ? 0 : counts[Int($0)] }, validity)
      }
    }
  }

  private static func changing(
    _ name: String, _ summary: String, _ change: @escaping @Sendable (String) -> String
  ) -> FormulaFunction {
    FormulaFunction(name: name, signature: "\(name)(text)", summary: summary, arity: 1...1) {
      (arguments) throws(FormulaError) in
      ResolvedCall(type: .text, arguments: [try text(arguments[0], name)]) { values in
        guard case .texts(let codes, let levels) = values[0] else { return values[0] }
        return .texts(codes, levels.map(change))
      }
    }
  }

  private static func testing(
    _ name: String, _ summary: String, _ test: @escaping @Sendable (String, String) -> Bool
  ) -> FormulaFunction {
    FormulaFunction(name: name, signature: "\(name)(text, part)", summary: summary, arity: 2...2) {
      (arguments) throws(FormulaError) in
      let operands = [try text(arguments[0], name), try text(arguments[1], name)]
      return ResolvedCall(type: .boolean, arguments: operands) { values in
        .truths(tested(values[0], values[1], test))
      }
    }
  }

  private static func tested(
    _ left: FormulaVector, _ right: FormulaVector, _ test: (String, String) -> Bool
  ) -> [Truth] {
    guard case .texts(let a, let aLevels) = left, case .texts(let b, let bLevels) = right else {
      return [Truth](repeating: .missing, count: left.count)
    }
    if bLevels.count == 1 {
      let table = aLevels.map { Truth(test($0, bLevels[0])) }
      return a.indices.map { a[$0] < 0 || b[$0] < 0 ? .missing : table[Int(a[$0])] }
    }
    return a.indices.map { row in
      a[row] < 0 || b[row] < 0 ? .missing : Truth(test(aLevels[Int(a[row])], bLevels[Int(b[row])]))
    }
  }

  private static func matches(_ arguments: [Formula]) throws(FormulaError) -> ResolvedCall {
    let subject = try text(arguments[0], "matches")
    guard case .literal(.text(let written)) = arguments[1].node else {
      throw FormulaError("`matches` needs its pattern as a constant", hint: "write `matches(x, \"^a.*z$\")`")
    }
    let pattern: Pattern
    do { pattern = try Pattern(written) } catch {
      throw FormulaError(
        "the pattern `\(written)` is not one: \(error.message) (at character \(error.position))",
        hint: error.hint)
    }
    return ResolvedCall(type: .boolean, arguments: [subject]) { values in
      guard case .texts(let codes, let levels) = values[0] else { return values[0] }
      let table = pattern.matches(levels).map { Truth($0) }
      return .truths(codes.map { $0 < 0 ? .missing : table[Int($0)] })
    }
  }

  private static func replace(_ arguments: [Formula]) throws(FormulaError) -> ResolvedCall {
    var operands: [Formula] = []
    for argument in arguments { operands.append(try text(argument, "replace")) }
    return ResolvedCall(type: .text, arguments: operands) { values in
      guard case .texts(let a, let texts) = values[0], case .texts(let b, let parts) = values[1],
        case .texts(let c, let withs) = values[2]
      else { return values[0] }
      if parts.count == 1, withs.count == 1 {
        let codes = a.indices.map { b[$0] < 0 || c[$0] < 0 ? -1 : a[$0] }
        return .texts(codes, texts.map { ByteSearch.replacing($0, parts[0], withs[0]) })
      }
      var levels: [String] = []
      let codes = a.indices.map { row -> Int32 in
        guard a[row] >= 0, b[row] >= 0, c[row] >= 0 else { return -1 }
        levels.append(
          ByteSearch.replacing(texts[Int(a[row])], parts[Int(b[row])], withs[Int(c[row])]))
        return Int32(levels.count - 1)
      }
      return .texts(codes, levels)
    }
  }

  static func text(_ argument: Formula, _ name: String) throws(FormulaError) -> Formula {
    try Formula.require(argument, name, "a text") { $0 == .text }
    return try argument.converted(to: .text)
  }

  private static func wordCount(_ text: String) -> Int {
    var count = 0
    var isInside = false
    for scalar in text.unicodeScalars {
      let isSpace = scalar.properties.isWhitespace
      if !isSpace, !isInside { count += 1 }
      isInside = !isSpace
    }
    return count
  }

  private static func trimmed(_ text: String) -> String {
    let scalars = text.unicodeScalars
    guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
      let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
    else { return "" }
    return String(scalars[first...last])
  }
}

/// Searching texts byte by byte.
enum ByteSearch {
  static func contains(_ text: String, _ part: String) -> Bool {
    let (text, part) = (Array(text.utf8), Array(part.utf8))
    return first(part, in: text, from: 0) != nil
  }

  /// Every occurrence of `part` from the left, without overlaps; an empty part occurs nowhere.
  static func replacing(_ text: String, _ part: String, _ replacement: String) -> String {
    let (bytes, part, replacement) = (Array(text.utf8), Array(part.utf8), Array(replacement.utf8))
    guard !part.isEmpty, var next = first(part, in: bytes, from: 0) else { return text }
    var out: [UInt8] = []
    var position = 0
    while true {
      out += bytes[position..<next]
      out += replacement
      position = next + part.count
      guard let following = first(part, in: bytes, from: position) else { break }
      next = following
    }
    out += bytes[position...]
    return String(decoding: out, as: UTF8.self)
  }

  /// The first place of `part`, by Knuth, Morris and Pratt: O(|text| + |part|).
  private static func first(_ part: [UInt8], in text: [UInt8], from start: Int) -> Int? {
    guard !part.isEmpty else { return start }
    guard text.count - start >= part.count else { return nil }
    let failure = borders(part)
    var matched = 0
    for position in start..<text.count {
      while matched > 0, text[position] != part[matched] { matched = failure[matched - 1] }
      if text[position] == part[matched] { matched += 1 }
      if matched == part.count { return position - part.count + 1 }
    }
    return nil
  }

  private static func borders(_ part: [UInt8]) -> [Int] {
    var result = [Int](repeating: 0, count: part.count)
    var length = 0
    for position in part.indices.dropFirst() {
      while length > 0, part[position] != part[length] { length = result[length - 1] }
      if part[position] == part[length] { length += 1 }
      result[position] = length
    }
    return result
  }
}
