import Canonical
import Drawing
import Syntax

/// Reads the description of an architecture: nodes, edges and nested groups, a line each.
struct DescriptionParser {
  private let file: SourceFile
  private var tokens: [Token] = []
  private var position = 0
  private var diagram = Diagram(title: nil, direction: .right, groups: [], nodes: [], edges: [])
  /// Open groups, outermost first.
  private var open: [(id: String, span: Span)] = []
  private var places: [String: Span] = [:]
  private var mentioned: [Word] = []
  private(set) var diagnostics: [Diagnostic] = []

  private static let deepest = 32
  /// After so many findings nothing more is read: the text is no description.
  private static let mostFindings = 50

  init(lines: [Span], file: SourceFile) {
    self.file = file
    let (tokens, found) = Lexer.tokens(file: file, lines: lines)
    self.tokens = tokens
    diagnostics = found
  }

  static func isBlank(_ line: Span, _ file: SourceFile) -> Bool {
    Lexer.tokens(file: file, lines: [line]).0.isEmpty
  }

  static func isDirection(_ line: Span, _ file: SourceFile) -> Bool {
    Lexer.tokens(file: file, lines: [line]).0.first?.isWord("direction") ?? false
  }

  mutating func parse() -> Diagram {
    while position < tokens.count, diagnostics.count < Self.mostFindings { parseLine() }
    for group in open.prefix(3) {
      error(
        .unterminated, group.span, "the group `\(group.id)` is never closed",
        "close it with `}` on a line of its own")
    }
    for word in mentioned where places[word.text] == nil {
      places[word.text] = word.span
      diagram.nodes.append(
        Diagram.Node(id: word.text, label: word.text.replacing("_", with: " "), kind: .step))
    }
    if let problem = diagnostics.isEmpty ? diagram.problems().first : nil, let first = tokens.first {
      error(.wrongValue, first.span, problem, nil)
    }
    return diagram
  }

  // MARK: Lines

  private mutating func parseLine() {
    let first = tokens[position]
    if first.isSymbol("}") {
      position += 1
      if open.popLast() == nil {
        error(.syntax, first.span, "there is no open group to close", "remove the `}`")
      }
      return endLine()
    }
    if first.isWord("direction"), isValueNext { return parseDirection() }
    if first.isWord("group"), isNameNext { return parseGroup() }
    guard let name = name(opensLine: true) else {
      position += 1
      error(
        .syntax, first.span, "a node, an edge or a group is wanted",
        "such as `fit \"Train\" kind: model` or `fit -> store \"model\"`")
      return skipLine()
    }
    if let arrow = arrow() { parseEdge(from: name, arrow) } else { parseNode(name) }
  }

  /// Whether a word that is no arrow stands behind the present token on the same line.
  private var isNameNext: Bool {
    guard position + 1 < tokens.count, !tokens[position + 1].startsLine else { return false }
    switch tokens[position + 1].kind {
    case .word, .name: return true
    default: return false
    }
  }

  private var isValueNext: Bool { isNameNext }

  private mutating func parseDirection() {
    position += 1
    guard let word = name(), let direction = Diagram.Direction(rawValue: word.text) else {
      error(
        .wrongValue, tokens[min(position, tokens.count) - 1].span, "a direction is `right` or `down`", nil)
      return skipLine()
    }
    if let group = open.last, let index = diagram.groups.firstIndex(where: { $0.id == group.id }) {
      diagram.groups[index].direction = direction
    } else {
      diagram.direction = direction
    }
    endLine()
  }

  private mutating func parseGroup() {
    position += 1
    guard let name = name() else { return skipLine() }
    let label = text() ?? name.text.replacing("_", with: " ")
    define(name)
    diagram.groups.append(Diagram.Group(id: name.text, label: label, parent: open.last?.id))
    guard position < tokens.count, tokens[position].isSymbol("{") else {
      error(.syntax, name.span, "a group opens with `{`", "`group \(name.text) \"\(label)\" {`")
      return skipLine()
    }
    position += 1
    if open.count >= Self.deepest {
      error(.tooDeep, name.span, "groups are nested more than \(Self.deepest) deep", nil)
    }
    // What stands behind the brace on the same line is read as a line of its own.
    open.append((name.text, name.span))
  }

  private mutating func parseNode(_ name: Word) {
    let label = text() ?? name.text.replacing("_", with: " ")
    var node = Diagram.Node(id: name.text, label: label, kind: .step, group: open.last?.id)
    for option in options(["kind", "subtitle"]) {
      switch option.name.text {
      case "kind":
        if let kind = Diagram.Kind(rawValue: option.value.text) {
          node.kind = kind
        } else {
          let kinds = Diagram.Kind.allCases.map(\.rawValue)
          let near = nearestName(to: option.value.text, in: kinds)
          error(
            .wrongValue, option.value.span, "there is no kind `\(option.value.text)`",
            near.map { "did you mean `\($0)`?" } ?? "kinds: \(kinds.joined(separator: ", "))")
        }
      default: node.subtitle = option.value.text
      }
    }
    define(name)
    diagram.nodes.append(node)
    endLine()
  }

  /// `a -> b -> c "label"`: a chain makes an edge for each arrow, all with the label and style.
  private mutating func parseEdge(from first: Word, _ firstArrow: Diagram.Edge.Arrows) {
    var pairs: [(Word, Word, Diagram.Edge.Arrows)] = []
    var (from, arrow) = (first, firstArrow)
    while true {
      guard let to = name() else {
        error(.syntax, tokens[position - 1].span, "an arrow leads nowhere", "name a node behind it")
        return skipLine()
      }
      pairs.append((from, to, arrow))
      guard let next = self.arrow() else { break }
      (from, arrow) = (to, next)
    }
    let label = text()
    var kind = Diagram.Edge.Kind.data
    let kinds: [String: Diagram.Edge.Kind] = ["solid": .data, "dashed": .control, "feedback": .feedback]
    for option in options(["style"]) {
      if let known = kinds[option.value.text] {
        kind = known
      } else {
        let styles = ["solid", "dashed", "feedback"]
        error(
          .wrongValue, option.value.span, "there is no style `\(option.value.text)`",
          suggestion(for: option.value.text, in: styles)
            ?? "styles: \(styles.joined(separator: ", "))")
      }
    }
    for (from, to, arrow) in pairs {
      mentioned += [from, to]
      diagram.edges.append(
        Diagram.Edge(from: from.text, to: to.text, label: label, kind: kind, arrows: arrow))
    }
    endLine()
  }

  // MARK: Parts of a line

  private mutating func name(opensLine: Bool = false) -> Word? {
    guard position < tokens.count, opensLine || !tokens[position].startsLine else { return nil }
    let token = tokens[position]
    switch token.kind {
    case .word(let text), .name(let text):
      position += 1
      return Word(text, token.span)
    default: return nil
    }
  }

  private mutating func text() -> String? {
    guard position < tokens.count, !tokens[position].startsLine, case .text(let text) = tokens[position].kind
    else {
      return nil
    }
    position += 1
    return text
  }

  private mutating func arrow() -> Diagram.Edge.Arrows? {
    guard position < tokens.count, !tokens[position].startsLine,
      case .symbol(let symbol) = tokens[position].kind
    else {
      return nil
    }
    let arrows: [String: Diagram.Edge.Arrows] = ["->": .forward, "<->": .both, "--": .none]
    guard let arrow = arrows[symbol] else { return nil }
    position += 1
    return arrow
  }

  private mutating func options(_ known: [String]) -> [(name: Word, value: Word)] {
    var found: [(Word, Word)] = []
    while position + 1 < tokens.count, !tokens[position].startsLine, let name = tokens[position].word,
      tokens[position + 1].isSymbol(":")
    {
      let word = Word(name, tokens[position].span)
      position += 2
      guard position < tokens.count, !tokens[position].startsLine, let value = value() else {
        error(.syntax, word.span, "`\(name):` has no value", nil)
        break
      }
      if known.contains(name) {
        found.append((word, value))
      } else {
        let later = ["tech", "facts", "link", "icon", "cell", "legend"]
        error(
          later.contains(name) ? .notYet : .unknownOption, word.span,
          later.contains(name) ? "`\(name):` is not built yet" : "there is no option `\(name)` here",
          suggestion(for: name, in: known)
            ?? "options: \(known.joined(separator: ", "))")
      }
    }
    return found
  }

  private mutating func value() -> Word? {
    let token = tokens[position]
    if case .text(let text) = token.kind {
      position += 1
      return Word(text, token.span)
    }
    return name()
  }

  private mutating func define(_ name: Word) {
    if let first = places[name.text] {
      let line = file.position(of: first.start).line
      error(
        .definedTwice, name.span, "`\(name.text)` is described twice", "the first time is on line \(line)")
    }
    places[name.text] = name.span
  }

  /// What is left of the line has no meaning. A closing brace may stand on the line of the last node.
  private mutating func endLine() {
    guard position < tokens.count, !tokens[position].startsLine else { return }
    if tokens[position].isSymbol("}") { return }
    let span = tokens[position].span
    let isArrow = ["-", "=>", ">", "<", "=", "<>"].contains(file.text(span))
    error(
      .syntax, span, "`\(file.text(span))` is not expected here",
      isArrow ? "arrows are `->`, `<->` and `--`" : "a node, an edge or a group has a line of its own")
    skipLine()
  }

  private mutating func skipLine() {
    while position < tokens.count, !tokens[position].startsLine { position += 1 }
  }

  private mutating func error(_ code: DiagnosticCode, _ span: Span, _ message: String, _ hint: String?) {
    diagnostics.append(Diagnostic(code, at: span, message, hint: hint))
  }
}
