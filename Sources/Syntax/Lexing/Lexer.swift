/// Cuts lines of the cell language into tokens.
///
/// Works on bytes. Never fails: what has no meaning is reported and skipped, and what is never closed is
/// closed at the end of its line.
package struct Lexer {
  let bytes: [UInt8]
  let inProse: Bool
  var position = 0
  var lineEnd = 0
  private var startsLine = true
  private(set) var tokens: [Token] = []
  private(set) var comments: [Span] = []
  private(set) var diagnostics: [Diagnostic] = []

  /// The tokens of some lines of a file, such as those of a clause, in the order given. Comments are left out.
  package static func tokens(file: SourceFile, lines: [Span]) -> ([Token], [Diagnostic]) {
    let lexer = Lexer(file: file, lines: lines)
    return (lexer.tokens, lexer.diagnostics)
  }

  /// `inProse`: the lines are of a code span, where nothing is a comment and `\|` stands for `|`, as tables want it.
  init(file: SourceFile, lines: [Span], inProse: Bool = false) {
    bytes = file.bytes
    self.inProse = inProse
    for line in lines { read(line) }
  }

  private mutating func read(_ line: Span) {
    position = min(max(line.start, 0), bytes.count)
    lineEnd = min(line.end, bytes.count)
    startsLine = true
    while position < lineEnd { readToken() }
  }

  private mutating func readToken() {
    let byte = bytes[position]
    switch byte {
    case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"): position += 1
    case UInt8(ascii: "#") where !inProse:
      comments.append(Span(position, lineEnd))
      position = lineEnd
    case UInt8(ascii: "\""): readText()
    case UInt8(ascii: "`"): readName()
    case UInt8(ascii: "$"): readParameter()
    case UInt8(ascii: "'"): readSingleQuoted()
    case UInt8(ascii: "/") where regexMayStart: readRegex()
    case _ where byte.isDigit: readNumber()
    default:
      if let end = endOfWord(from: position) {
        emit(.word(text(position, end)), to: end)
      } else {
        readSymbol()
      }
    }
  }

  // MARK: Shared with the extensions in other files

  mutating func emit(_ kind: Token.Kind, to end: Int) {
    tokens.append(Token(kind, Span(position, end), startsLine: startsLine))
    startsLine = false
    position = end
  }

  mutating func report(
    _ start: Int, _ end: Int, _ message: String, hint: String? = nil, as code: DiagnosticCode = .syntax
  ) {
    diagnostics.append(Diagnostic(code, at: Span(start, end), message, hint: hint))
  }

  func text(_ start: Int, _ end: Int) -> String { String(decoding: bytes[start..<end], as: UTF8.self) }

  /// Where the bare word that starts at `start` ends; nil where none starts.
  func endOfWord(from start: Int) -> Int? {
    var end = start
    while end < lineEnd {
      let byte = bytes[end]
      if byte < 0x80 {
        guard byte.isASCIILetter || byte == UInt8(ascii: "_") || (end > start && byte.isDigit) else { break }
        end += 1
      } else {
        let (scalar, length) = scalar(in: bytes, at: end, end: lineEnd)
        let fits = end == start ? scalar.properties.isXIDStart : scalar.properties.isXIDContinue
        guard fits else { break }
        end += length
      }
    }
    return end > start ? end : nil
  }

  /// A slash opens a pattern only where a value is due inside of parentheses; elsewhere it divides.
  private var regexMayStart: Bool {
    guard case .symbol(let symbol)? = tokens.last?.kind else { return false }
    return symbol == "(" || symbol == ","
  }

  private mutating func readParameter() {
    guard let end = endOfWord(from: position + 1) else {
      report(
        position, position + 1, "a parameter's name must stand right behind `$`",
        hint: "for example `$threshold`")
      position += 1
      return
    }
    emit(.parameter(text(position + 1, end)), to: end)
  }
}
