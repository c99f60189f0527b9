import Canonical
import Drawing
import Frame
import Syntax

/// Reads the description of an architecture, a line each: nodes, edges, nested groups, lanes, stages and stories.
///
/// Never fails: what cannot be read is reported and left out. The work grows with the length of the text alone.
struct DescriptionParser {
  var tokens: DescriptionTokens
  var description = Description()
  /// Open groups, outermost first.
  var open: [OpenGroup] = []
  /// The ends of edges in the order in which they are mentioned.
  var mentioned: [Word] = []
  var steps: [DescribedStep] = []
  var bands = DescribedBands()
  private(set) var diagnostics: [Diagnostic] = []

  struct OpenGroup {
    var index: Int
    var place: Span
    /// For the nodes in it that name no lane or stage of their own.
    var lane: Word?
    var stage: Word?
  }

  private static let deepest = 32
  /// After so many findings nothing more is read: the text is no description.
  private static let mostFindings = 50

  init(lines: [Span], file: SourceFile) {
    let (tokens, found) = Lexer.tokens(file: file, lines: lines)
    self.tokens = DescriptionTokens(tokens, file: file)
    diagnostics = found
  }

  static func isBlank(_ line: Span, _ file: SourceFile) -> Bool {
    Lexer.tokens(file: file, lines: [line]).0.isEmpty
  }

  static func isDirection(_ line: Span, _ file: SourceFile) -> Bool {
    Lexer.tokens(file: file, lines: [line]).0.first?.isWord("direction") ?? false
  }

  mutating func parse() -> Description {
    while !tokens.isAtEnd, diagnostics.count < Self.mostFindings {
      tokens.openLine()
      parseLine()
    }
    for group in open.prefix(3) {
      error(
        .unterminated, group.place,
        "the group `\(description.diagram.groups[group.index].id)` is never closed",
        "close it with `}` on a line of its own")
    }
    if diagnostics.count < Self.mostFindings { finish() }
    return description
  }

  // MARK: Lines

  private mutating func parseLine() {
    guard let first = tokens.current else { return }
    if first.isSymbol("}") { return closeGroup(first) }
    if DescriptionTokens.arrow(first) == nil, tokens.peek(1).flatMap(DescriptionTokens.arrow) == nil {
      switch first.word {
      case "direction" where isNameNext: return parseDirection()
      case "group" where isNameNext: return parseGroup()
      case "lanes" where tokens.peek(1) != nil: return parseBands(.lane, first.span)
      case "stages" where tokens.peek(1) != nil: return parseBands(.stage, first.span)
      case "path" where tokens.peek(1) != nil: return parseStep(first.span)
      case let word? where isClause(word):
        error(
          .syntax, first.span, "`\(word)` is a clause of the whole diagram",
          "write it outside of the groups, at the beginning of a line")
        return tokens.skipLine()
      default: break
      }
    }
    guard let name = tokens.name() else {
      tokens.advance()
      error(
        .syntax, first.span, "a node, an edge or a group is wanted",
        "such as `fit \"Train\" kind: model` or `fit -> store \"model\"`")
      return tokens.skipLine()
    }
    if let arrow = tokens.arrow() { parseEdge(from: name, arrow) } else { parseNode(name) }
  }

  /// Whether a name stands behind the present token.
  private var isNameNext: Bool {
    switch tokens.peek(1)?.kind {
    case .word, .name: true
    default: false
    }
  }

  /// Whether the line is one of the clauses that stand outside of groups.
  private func isClause(_ word: String) -> Bool {
    guard !open.isEmpty, let next = tokens.peek(1) else { return false }
    return switch word {
    case "title", "scope": if case .text = next.kind { tokens.peek(2) == nil } else { false }
    case "legend", "collapse": next.isWord("auto") || next.isWord("no")
    case "width": if case .number = next.kind { true } else { false }
    default: false
    }
  }

  private mutating func parseDirection() {
    tokens.advance()
    guard let word = tokens.name(), let direction = direction(word) else { return tokens.skipLine() }
    if let group = open.last {
      description.diagram.groups[group.index].direction = direction
    } else {
      description.diagram.direction = direction
    }
    endLine()
  }

  func isAllowedDepth() -> Bool { open.count < Self.deepest }

  private mutating func closeGroup(_ brace: Token) {
    tokens.advance()
    if open.popLast() == nil {
      error(.syntax, brace.span, "there is no open group to close", "remove the `}`")
    }
    endLine()
  }

  mutating func direction(_ word: Word) -> Diagram.Direction? {
    if let direction = Diagram.Direction(rawValue: word.text) { return direction }
    error(.wrongValue, word.span, "a direction is `right` or `down`", nil)
    return nil
  }

  /// What is left of the line has no meaning. A closing brace may stand on the line of the last node.
  mutating func endLine() {
    guard let token = tokens.current, !token.isSymbol("}") else { return }
    let text = tokens.file.text(token.span)
    let hint =
      switch text {
      case "-", "=>", ">", "<", "=", "<>": "arrows are `->`, `<->` and `--`"
      case ",": "options stand behind one another, without commas"
      default: "a node, an edge or a group has a line of its own"
      }
    error(.syntax, token.span, "`\(text)` is not expected here", hint)
    tokens.skipLine()
  }

  /// Gives an identifier to what it names; says where it is taken.
  mutating func define(_ name: Word, _ target: Description.Target) {
    let key = ByteKey(name.text)
    if let first = description.targets[key] {
      let place = description.place(of: first)
      error(
        .definedTwice, name.span, "`\(name.text)` is described twice",
        "the first time is on line \(tokens.file.position(of: place.start).line)")
    } else {
      description.targets[key] = target
    }
  }

  mutating func error(_ code: DiagnosticCode, _ span: Span, _ message: String, _ hint: String?) {
    diagnostics.append(Diagnostic(code, at: span, message, hint: hint))
  }
}

extension String {
  /// The label of a part that has none.
  var asLabel: String { replacing("_", with: " ") }
}
