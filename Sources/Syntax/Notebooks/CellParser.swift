import Canonical

/// Takes code blocks for cells, and the first lines of cells apart.
struct CellParser {
  let file: SourceFile
  let verbs: VerbNames
  private(set) var diagnostics: [Diagnostic] = []

  init(file: SourceFile, verbs: VerbNames) {
    self.file = file
    self.verbs = verbs
  }

  /// The cell that a code block is; nil for a listing, with a warning where its first word is almost a verb.
  mutating func parse(_ block: CodeBlock, at index: Int) -> Cell? {
    guard block.fenced, block.info.start < block.info.end else { return nil }
    let verb = firstWord(of: block.info)
    guard verbs.all.contains(where: { $0.utf8.elementsEqual(verb.text.utf8) }) else {
      warnIfAlmost(verb)
      return nil
    }
    if !block.closed {
      let fence = Span(block.span.start, verb.span.start)
      diagnostics.append(
        Diagnostic(
          .unterminated, .warning, at: file.trimmed(fence), "the fence of this cell is never closed",
          hint:
            "all that follows is taken for its clauses; close it with a fence like the one that opens it"
        ))
    }
    var cell = Cell(
      codeBlock: index, span: block.span, verb: verb, names: [], sources: [],
      clauses: ClauseLines.split(block.lines, of: file), lines: block.lines)
    readHeader(Span(verb.span.end, block.info.end), into: &cell)
    return cell
  }

  private func firstWord(of info: Span) -> Word {
    var end = info.start
    while end < info.end, !file.bytes[end].isBlank { end += 1 }
    let span = Span(info.start, end)
    return Word(file.text(span), span)
  }

  private mutating func warnIfAlmost(_ word: Word) {
    guard word.text.utf8.count >= 3, word.text.utf8.allSatisfy({ $0.isWordLike }),
      !Self.languages.contains(word.text.lowercased()), let near = nearestName(to: word.text, in: verbs.all)
    else { return }
    diagnostics.append(
      Diagnostic(
        .almostVerb, .warning, at: word.span, "`\(word.text)` is no verb, so the block is shown as a listing",
        hint: "did you mean `\(near)`?"))
  }

  // MARK: Header

  private mutating func readHeader(_ span: Span, into cell: inout Cell) {
    let lexer = Lexer(file: file, lines: [span])
    let isReserved = !verbs.known.contains(cell.verb.text)
    guard lexer.diagnostics.isEmpty else {
      cell.isHeaderBroken = true
      guard !isReserved else { return }
      diagnostics += lexer.diagnostics.map { problem in
        Diagnostic(
          problem.code == .syntax ? .cellHeader : problem.code, at: problem.span, problem.message,
          hint: problem.hint)
      }
      return
    }
    var cursor = TokenCursor(lexer.tokens, file: file, end: cell.verb.span.end)
    do throws(ParseFailure) {
      try readNames(&cursor, into: &cell)
      guard !cursor.isAtEnd else { return }
      guard cursor.take(word: "from") != nil else { throw misplaced(cursor, cell) }
      try readSources(&cursor, into: &cell)
      guard cursor.isAtEnd else { throw misplaced(cursor, cell) }
    } catch {
      cell.isHeaderBroken = true
      if !isReserved { diagnostics.append(error.diagnostic) }
    }
  }

  private func readNames(_ cursor: inout TokenCursor, into cell: inout Cell) throws(ParseFailure) {
    guard let first = cursor.current, !first.isWord("from") else { return }
    repeat {
      switch cursor.current?.kind {
      case .word(let text)? where text != "from":
        cell.names.append(Word(text, cursor.here))
      case .name(let text)?: cell.names.append(Word(text, cursor.here))
      case .text(let text)?:
        throw failure(
          cursor, "a name stands without quotes", hint: "write `\(ExpressionPrinter.name(text))`")
      default: throw failure(cursor, "expected a name, found \(cursor.found)", hint: Self.usage)
      }
      cursor.advance()
    } while cursor.take(symbol: ",") != nil
  }

  private func readSources(_ cursor: inout TokenCursor, into cell: inout Cell) throws(ParseFailure) {
    repeat {
      switch cursor.current?.kind {
      case .word(let text)?:
        if let path = unquotedPath(cursor) { throw unquoted(path) }
        cell.sources.append(.name(Word(text, cursor.here)))
      case .name(let text)?: cell.sources.append(.name(Word(text, cursor.here)))
      case .text(let text)?: cell.sources.append(.path(text, cursor.here))
      case .parameter(let name)?: cell.sources.append(.parameter(Word(name, cursor.here)))
      default:
        if let path = unquotedPath(cursor) { throw unquoted(path) }
        throw failure(
          cursor, "expected the name of a value or a path in quotes, found \(cursor.found)", hint: Self.usage)
      }
      cursor.advance()
    } while cursor.take(symbol: ",") != nil
  }

  /// Tokens without blanks between them that look like a path.
  private func unquotedPath(_ cursor: TokenCursor) -> Word? {
    guard let first = cursor.current else { return nil }
    var span = first.span
    var distance = 1
    while let next = cursor.peek(distance), next.span.start == span.end, !next.isSymbol(",") {
      span = span.union(next.span)
      distance += 1
    }
    let text = file.text(span)
    return distance > 1 && text.utf8.contains(where: { "/.".utf8.contains($0) }) ? Word(text, span) : nil
  }

  private func unquoted(_ path: Word) -> ParseFailure {
    ParseFailure(
      Diagnostic(
        .cellHeader, at: path.span, "a path stands in double quotes", hint: "write `\"\(path.text)\"`"))
  }

  private func misplaced(_ cursor: TokenCursor, _ cell: Cell) -> ParseFailure {
    var hint = Self.usage
    if cell.sources.isEmpty, case .text? = cursor.current?.kind {
      hint = "a path stands behind `from`: `from \(file.text(cursor.here))`"
    } else if cell.sources.isEmpty, cursor.current?.word != nil {
      hint = "names stand between commas, and what is read behind `from`"
    }
    let wanted = cell.sources.isEmpty ? "`,`, `from` or the end of the line" : "`,` or the end of the line"
    return failure(cursor, "expected \(wanted), found \(cursor.found)", hint: hint)
  }

  private func failure(_ cursor: TokenCursor, _ message: String, hint: String) -> ParseFailure {
    ParseFailure(Diagnostic(.cellHeader, at: cursor.here, message, hint: hint))
  }

  private static let usage = "a cell opens with `verb name[, name…] [from source[, source…]]`"

  /// First words of fences that are common and close to some verb, or may come to be.
  private static let languages: Set<String> = [
    "ada", "asm", "awk", "bash", "basic", "bat", "bib", "bibtex", "clojure", "cmake", "cobol", "coffee",
    "conf", "config",
    "console", "cpp", "crystal", "csharp", "css", "csv", "cuda", "cue", "dart", "diff", "docker",
    "dockerfile", "dot",
    "elixir", "elm", "erlang", "fish", "fortran", "gherkin", "git", "glsl", "graphql", "graphviz", "groovy",
    "haskell",
    "html", "http", "ini", "java", "javascript", "jinja", "jquery", "json", "jsonc", "jsonl", "jsx", "julia",
    "kotlin",
    "latex", "less", "lisp", "log", "lua", "make", "makefile", "markdown", "math", "matlab", "mermaid",
    "nginx", "nim",
    "nix", "objc", "ocaml", "output", "pascal", "patch", "perl", "php", "plain", "plaintext", "postgresql",
    "powershell",
    "prolog", "promql", "properties", "proto", "protobuf", "puml", "python", "regex", "rest", "rst", "ruby",
    "rust",
    "sass", "scala", "scheme", "scss", "shell", "sparql", "sql", "stan", "svelte", "svg", "swift", "tcl",
    "terraform",
    "tex", "text", "toml", "tsv", "tsx", "txt", "typescript", "typst", "vala", "verilog", "vhdl", "vim",
    "vue", "wasm",
    "xml", "yaml", "yml", "zig", "zsh",
  ]
}
