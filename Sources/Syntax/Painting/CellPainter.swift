/// What a piece of a cell's source is, for colouring.
package enum PaintKind: String, Sendable, Hashable {
  case plain, keyword, option, name, value, text, comment
}

/// Cuts the source of a cell into pieces to be coloured.
package enum CellPainter {
  /// The pieces of a cell's first line (without its fence) and body; put together they are that text, with `\n`
  /// between lines. `specs`: the clauses of its verb; nil when they are not known.
  package static func pieces(
    file: SourceFile, cell: Cell, specs: [ClauseSpec]?
  ) -> [(kind: PaintKind, text: String)] {
    var canvas = PaintCanvas(file: file)
    let opening = file.line(file.lineNumber(of: cell.verb.span.start))
    canvas.addLine(file.trimmed(Span(cell.verb.span.start, opening.end)))
    for line in cell.lines { canvas.addLine(line) }
    paintHeader(cell, opening, on: &canvas)
    let keywords = KeywordMatch(specs ?? [])
    for clause in cell.clauses { paint(clause, keywords, on: &canvas) }
    paintComments(cell, on: &canvas)
    return canvas.pieces
  }

  private static func paintHeader(_ cell: Cell, _ line: Span, on canvas: inout PaintCanvas) {
    canvas.paint(cell.verb.span, .keyword)
    let lexer = Lexer(file: canvas.file, lines: [Span(cell.verb.span.end, line.end)])
    for token in lexer.tokens {
      if token.isWord("from") {
        canvas.paint(token.span, .keyword)
      } else {
        canvas.paint(token.span, token.looks)
      }
    }
    for comment in lexer.comments { canvas.paint(comment, .comment) }
  }

  /// Lines of comment that are in no clause.
  private static func paintComments(_ cell: Cell, on canvas: inout PaintCanvas) {
    var clauses = cell.clauses[...]
    for line in cell.lines {
      while let clause = clauses.first, clause.span.end <= line.start { clauses = clauses.dropFirst() }
      let content = canvas.file.trimmed(line)
      guard content.start < content.end, canvas.file.bytes[content.start] == UInt8(ascii: "#"),
        content.start < clauses.first?.span.start ?? .max
      else { continue }
      canvas.paint(content, .comment)
    }
  }

  private static func paint(_ clause: RawClause, _ keywords: KeywordMatch, on canvas: inout PaintCanvas) {
    guard let firstLine = clause.lines.first else { return }
    let opening = Lexer(file: canvas.file, lines: [firstLine])
    let match = keywords.match(opening.tokens)
    let isData = match?.spec.takesRawLines ?? false
    let lexer = isData ? opening : Lexer(file: canvas.file, lines: clause.lines)
    let words = match.map { ClauseWords($0.spec) } ?? ClauseWords()
    for (index, token) in lexer.tokens.enumerated() {
      let next = index + 1 < lexer.tokens.count ? lexer.tokens[index + 1] : nil
      let before = index > 0 ? lexer.tokens[index - 1] : nil
      if index < match?.length ?? 0 {
        canvas.paint(token.span, .keyword)
      } else if token.word != nil, let next, next.isSymbol(":") {
        canvas.paint(token.span.union(next.span), .option)
      } else if !(before?.word != nil && token.isSymbol(":")) {
        canvas.paint(token.span, words.kind(of: token, behindColon: before?.isSymbol(":") ?? false))
      }
    }
    for comment in lexer.comments { canvas.paint(comment, .comment) }
  }
}

/// Words that mean something within one clause.
private struct ClauseWords {
  var fixed: Set<String> = ["except", "log", "step"]
  var choices: Set<String> = []

  init() {}

  init(_ spec: ClauseSpec) { add(spec.arguments) }

  private mutating func add(_ elements: [ClauseElement]) {
    for element in elements {
      switch element {
      case .literal(let text): fixed.insert(text)
      case .one(_, .word(let words, let notYet)), .list(_, .word(let words, let notYet)):
        choices.formUnion(words + notYet)
      case .one(_, .yesNo): choices.formUnion(["yes", "no", "true", "false"])
      case .one, .list: break
      case .optional(let inner): add(inner)
      }
    }
  }

  func kind(of token: Token, behindColon: Bool) -> PaintKind {
    guard let word = token.word else { return token.looks }
    if behindColon || choices.contains(word) { return .value }
    if ["yes", "no", "true", "false"].contains(word) { return .value }
    if fixed.contains(word) || ExpressionParser.reservedWords.contains(word) { return .keyword }
    return .name
  }
}

extension Token {
  /// What it is to the eye when nothing is known of its place.
  fileprivate var looks: PaintKind {
    switch kind {
    case .word, .name: .name
    case .number, .percent, .parameter: .value
    case .text, .regex: .text
    case .symbol: .plain
    }
  }
}

/// Lines of the source and the colour of each of their bytes.
private struct PaintCanvas {
  let file: SourceFile
  private var lines: [Span] = []
  private var kinds: [[PaintKind]] = []

  init(file: SourceFile) { self.file = file }

  mutating func addLine(_ line: Span) {
    kinds.append(Array(repeating: .plain, count: line.end - line.start))
    lines.append(line)
  }

  mutating func paint(_ span: Span, _ kind: PaintKind) {
    guard span.start < span.end, let index = line(at: span.start) else { return }
    for offset in max(span.start, lines[index].start)..<min(span.end, lines[index].end) {
      kinds[index][offset - lines[index].start] = kind
    }
  }

  /// The line that holds a byte; lines stand in the order of the file.
  private func line(at offset: Int) -> Int? {
    var (low, high) = (0, lines.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if lines[middle].start <= offset { low = middle } else { high = middle }
    }
    return low < lines.count && lines[low].start <= offset && offset < lines[low].end ? low : nil
  }

  var pieces: [(kind: PaintKind, text: String)] {
    var pieces: [(kind: PaintKind, bytes: [UInt8])] = []
    func add(_ byte: UInt8, _ kind: PaintKind) {
      if pieces.last?.kind == kind {
        pieces[pieces.count - 1].bytes.append(byte)
      } else {
        pieces.append((kind, [byte]))
      }
    }
    for (index, line) in lines.enumerated() {
      if index > 0 { add(UInt8(ascii: "\n"), .plain) }
      for (offset, kind) in zip(line.start..<line.end, kinds[index]) { add(file.bytes[offset], kind) }
    }
    return pieces.map { ($0.kind, String(decoding: $0.bytes, as: UTF8.self)) }
  }
}
