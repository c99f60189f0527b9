/// Reads the text of a pattern by recursive descent; groups nest at most `Pattern.maximumDepth` deep.
struct PatternParser {
  private let scalars: [Unicode.Scalar]
  private var position = 0
  private var depth = 0

  static func parse(_ text: String) throws(PatternError) -> PatternNode {
    var parser = PatternParser(scalars: Array(text.unicodeScalars))
    let node = try parser.alternatives()
    guard parser.position == parser.scalars.count else {
      throw parser.failure("`)` without `(`", hint: "write `\\)` for the character itself")
    }
    return node
  }

  private init(scalars: [Unicode.Scalar]) { self.scalars = scalars }

  private var next: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

  private func failure(_ message: String, hint: String? = nil) -> PatternError {
    PatternError(message, hint: hint, position: position + 1)
  }

  private mutating func accept(_ scalar: Unicode.Scalar) -> Bool {
    guard next == scalar else { return false }
    position += 1
    return true
  }

  private mutating func alternatives() throws(PatternError) -> PatternNode {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Pattern.maximumDepth else { throw failure("groups nested too deeply") }
    var branches = [try sequence()]
    while accept("|") { branches.append(try sequence()) }
    return branches.count == 1 ? branches[0] : .alternatives(branches)
  }

  private mutating func sequence() throws(PatternError) -> PatternNode {
    var parts: [PatternNode] = []
    while let scalar = next, scalar != "|", scalar != ")" {
      parts.append(try repetition(of: try atom()))
    }
    return parts.count == 1 ? parts[0] : parts.isEmpty ? .empty : .sequence(parts)
  }

  private mutating func atom() throws(PatternError) -> PatternNode {
    guard let scalar = next else { return .empty }
    position += 1
    switch scalar {
    case "(": return try group()
    case "[": return .set(try bracketedClass())
    case ".": return .any
    case "^": return .assertion(.start)
    case "$": return .assertion(.end)
    case "\\": return try escape()
    case "*", "+", "?":
      position -= 1
      throw failure(
        "`\(scalar)` has nothing to repeat", hint: "write `\\\(scalar)` for the character itself")
    default: return .scalar(scalar)
    }
  }

  private mutating func group() throws(PatternError) -> PatternNode {
    let opening = position
    if accept("?") {
      guard accept(":") else {
        throw failure("`(?` is not supported", hint: "only `(…)` and `(?:…)` group")
      }
    }
    let node = try alternatives()
    guard accept(")") else {
      position = opening - 1
      throw failure("`(` is not closed", hint: "write `\\(` for the character itself")
    }
    return node
  }

  private mutating func repetition(of atom: PatternNode) throws(PatternError) -> PatternNode {
    guard let (least, most) = try repetitionBounds() else { return atom }
    // A lazy repetition finds the same texts.
    _ = accept("?")
    if try repetitionBounds() != nil {
      throw failure("a repetition of a repetition", hint: "group the inner one: `(?:…)`")
    }
    return .repeated(atom, least: least, most: most)
  }

  private mutating func repetitionBounds() throws(PatternError) -> (least: Int, most: Int?)? {
    if accept("*") { return (0, nil) }
    if accept("+") { return (1, nil) }
    if accept("?") { return (0, 1) }
    return try bounds()
  }

  /// `{m}`, `{m,}`, `{m,n}`; a brace that opens none of them is a character.
  private mutating func bounds() throws(PatternError) -> (least: Int, most: Int?)? {
    let start = position
    guard accept("{"), let least = try number() else {
      position = start
      return nil
    }
    var most: Int? = least
    if accept(",") { most = try number() }
    guard accept("}") else {
      position = start
      return nil
    }
    if let most, most < least { throw failure("`{\(least),\(most)}` counts down") }
    return (least, most)
  }

  private mutating func number() throws(PatternError) -> Int? {
    var value: Int?
    while let scalar = next, scalar.value >= 48, scalar.value <= 57 {
      value = (value ?? 0) * 10 + Int(scalar.value - 48)
      guard (value ?? 0) <= Pattern.maximumRepetitions else {
        throw failure("more than \(Pattern.maximumRepetitions) repetitions")
      }
      position += 1
    }
    return value
  }

  private mutating func escape() throws(PatternError) -> PatternNode {
    switch next {
    case "b":
      position += 1
      return .assertion(.wordBoundary)
    case "B":
      position += 1
      return .assertion(.noWordBoundary)
    default: break
    }
    var set = ScalarClass()
    if let scalar = try escapedScalar(into: &set) { return .scalar(scalar) }
    return .set(set)
  }

  /// What stands behind a backslash: a scalar, or a named class that is added to `set`.
  private mutating func escapedScalar(into set: inout ScalarClass) throws(PatternError) -> Unicode.Scalar? {
    guard let scalar = next else { throw failure("`\\` at the end", hint: "write `\\\\` for a backslash") }
    position += 1
    switch scalar {
    case "d": set.named.append(.digit)
    case "w": set.named.append(.word)
    case "s": set.named.append(.space)
    case "D": set.excludedNamed.append(.digit)
    case "W": set.excludedNamed.append(.word)
    case "S": set.excludedNamed.append(.space)
    case "n": return "\n"
    case "t": return "\t"
    case "r": return "\r"
    case "f": return "\u{C}"
    case "v": return "\u{B}"
    default:
      let isLetterOrDigit = scalar.isASCII && ScalarClass.contains(scalar, in: .word) && scalar != "_"
      guard !isLetterOrDigit else {
        position -= 1
        let isReference = scalar.value >= 49 && scalar.value <= 57
        throw failure(
          "`\\\(scalar)` is not supported",
          hint: isReference ? "patterns have no back references" : "escapes are \\d \\w \\s \\b \\n \\t \\r")
      }
      return scalar
    }
    return nil
  }

  private mutating func bracketedClass() throws(PatternError) -> ScalarClass {
    let opening = position
    var set = ScalarClass()
    set.isNegated = accept("^")
    var isFirst = true
    while let scalar = next, isFirst || scalar != "]" {
      isFirst = false
      guard let low = try classScalar(into: &set) else { continue }
      guard position + 1 < scalars.count, scalars[position] == "-", scalars[position + 1] != "]" else {
        set.ranges.append(low.value...low.value)
        continue
      }
      position += 1
      guard let high = try classScalar(into: &set), high.value >= low.value else {
        throw failure("a range that runs backwards in `[…]`")
      }
      set.ranges.append(low.value...high.value)
    }
    guard accept("]") else {
      position = opening - 1
      throw failure("`[` is not closed", hint: "write `\\[` for the character itself")
    }
    return set
  }

  private mutating func classScalar(into set: inout ScalarClass) throws(PatternError) -> Unicode.Scalar? {
    guard let scalar = next else { return nil }
    position += 1
    if scalar != "\\" { return scalar }
    if accept("b") { return "\u{8}" }
    return try escapedScalar(into: &set)
  }
}
