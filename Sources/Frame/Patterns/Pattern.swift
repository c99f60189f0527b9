/// A regular expression that is matched in linear time, safe on hostile patterns and texts.
///
/// Search semantics: a text matches when any part of it does; `^` and `$` are the text's very start and end.
/// Characters are Unicode scalars. Supported: `.` (all but a line feed), `[a-z]`, `[^…]`, `\d` (0-9), `\w` (letters and
/// digits of any script, `_`), `\s`, their negations, `\b`, `\B`, `\n \t \r \f \v`, `* + ? {m} {m,} {m,n}` (lazy forms
/// too), `|`, `(…)`, `(?:…)`. There are no back references and no look-around.
package struct Pattern: Sendable, Hashable {
  /// The pattern as written.
  package let text: String
  private let program: PatternProgram

  static let maximumBytes = 1024
  static let maximumDepth = 100
  static let maximumRepetitions = 1000
  static let maximumInstructions = 10_000

  /// Fails, with the place, on a pattern that is malformed, longer than 1 kB or too large once written out.
  package init(_ text: String) throws(PatternError) {
    guard text.utf8.count <= Pattern.maximumBytes else {
      throw PatternError("a pattern of more than \(Pattern.maximumBytes) bytes", position: 1)
    }
    self.text = text
    program = try PatternProgram(try PatternParser.parse(text))
  }

  /// Whether any part of `text` matches. O(length of text · size of the pattern).
  package func matches(_ text: String) -> Bool {
    PatternMatcher(program).matches(text.unicodeScalars)
  }

  /// For each text whether it matches.
  package func matches(_ texts: [String]) -> [Bool] {
    let matcher = PatternMatcher(program)
    return texts.map { matcher.matches($0.unicodeScalars) }
  }

  package static func == (a: Pattern, b: Pattern) -> Bool { a.text.hasSameBytes(as: b.text) }

  package func hash(into hasher: inout Hasher) { hasher.combine(utf8Of: text) }
}

/// A pattern that cannot be used.
package struct PatternError: Error, Sendable, Hashable {
  package let message: String
  package let hint: String?
  /// 1-based, in Unicode scalars of the pattern.
  package let position: Int

  init(_ message: String, hint: String? = nil, position: Int) {
    self.message = message
    self.hint = hint
    self.position = position
  }
}
