import Canonical
import Drawing
import Syntax

/// `name: value` behind a node, a group or an edge.
struct DescribedOption {
  var name: Word
  /// One value; more for an option that takes a list.
  var values: [Word]

  var value: Word { values[0] }
  var span: Span { values.reduce(name.span) { $0.union($1.span) } }
}

extension DescriptionParser {
  /// The options that stand here, each at most once.
  mutating func options(_ known: [String]) -> [DescribedOption] {
    var found: [DescribedOption] = []
    while let name = tokens.current?.word, tokens.peek(1)?.isSymbol(":") ?? false {
      let word = Word(name, tokens.current?.span ?? tokens.last)
      tokens.advance()
      tokens.advance()
      guard let values = name == "facts" ? list() : tokens.value().map({ [$0] }) else {
        error(.syntax, word.span, "`\(name):` has no value", nil)
        break
      }
      let option = DescribedOption(name: word, values: values)
      if !known.contains(name) {
        error(
          .unknownOption, word.span, "there is no option `\(name)` here",
          suggestion(for: name, in: known) ?? "options: \(known.joined(separator: ", "))")
      } else if found.contains(where: { $0.name.text == name }) {
        error(.repeatedClause, word.span, "`\(name):` is said twice", "keep one of the two")
      } else {
        found.append(option)
      }
    }
    return found
  }

  /// `"a", "b"` or `["a", "b"]`; nil where there is no value.
  private mutating func list() -> [Word]? {
    let bracketed = tokens.take(symbol: "[")
    var values: [Word] = []
    repeat {
      guard let value = tokens.value() else { return nil }
      values.append(value)
    } while tokens.comma()
    if bracketed, !tokens.take(symbol: "]") { return nil }
    return values
  }

  mutating func kind(_ word: Word) -> Diagram.Kind? {
    if let kind = Diagram.Kind(rawValue: word.text) { return kind }
    unknown("kind", word, among: Diagram.Kind.allCases.map(\.rawValue))
    return nil
  }

  mutating func icon(_ word: Word) -> Glyph? {
    if let glyph = Glyph(rawValue: word.text) { return glyph }
    unknown("icon", word, among: Glyph.allCases.map(\.rawValue))
    return nil
  }

  mutating func flag(_ word: Word) -> Bool {
    switch word.text {
    case "yes", "true": return true
    case "no", "false": return false
    default:
      error(.wrongValue, word.span, "`yes` or `no` is wanted, and this is `\(word.text)`", nil)
      return false
    }
  }

  mutating func unknown(_ what: String, _ word: Word, among known: [String]) {
    error(
      .wrongValue, word.span, "there is no \(what) `\(word.text)`",
      suggestion(for: word.text, in: known) ?? "\(plural(what)): \(known.joined(separator: ", "))")
  }

  private func plural(_ what: String) -> String {
    what == "kind of edge" ? "kinds of edges" : what + "s"
  }
}
