/// Reads the clauses of a cell against their declarations.
///
/// An error costs the clause it is in and no other.
package struct ClauseParser: Sendable {
  private let file: SourceFile
  private let parameters: [String: Literal]

  /// `parameters`: the values that `$name` stands for.
  package init(file: SourceFile, parameters: [String: Literal]) {
    self.file = file
    self.parameters = parameters
  }

  /// The clauses that could be read, in the order written, and what is wrong with the others.
  ///
  /// Clauses said twice, missing and reserved ones are reported. `span`: the place of "is missing", the cell's verb.
  package func parse(
    _ clauses: [RawClause], specs: [ClauseSpec], verb: String, at span: Span
  ) -> ([ParsedClause], [Diagnostic]) {
    let keywords = KeywordMatch(specs)
    var parsed: [ParsedClause] = []
    var diagnostics: [Diagnostic] = []
    var seen: [String: Span] = [:]
    var linesAreStray = false
    for clause in clauses {
      let reading = read(clause, keywords, verb: verb)
      // Lines that should have been indented below their clause are one mistake, which has been reported.
      if reading.spec == nil, linesAreStray { continue }
      diagnostics += reading.diagnostics
      guard let spec = reading.spec else { continue }
      linesAreStray = spec.takesRawLines && clause.lines.count == 1
      if let first = seen[spec.keyword], !spec.repeatable {
        diagnostics.append(repeated(spec, at: reading.keywordSpan, first: first))
        continue
      }
      if seen[spec.keyword] == nil { seen[spec.keyword] = reading.keywordSpan }
      if let clause = reading.clause { parsed.append(clause) }
    }
    for spec in specs where spec.required && !spec.notYet && seen[spec.keyword] == nil {
      diagnostics.append(
        Diagnostic(
          .missingClause, at: span, "`\(verb)` needs the clause `\(spec.keyword)`",
          hint: "add a line `\(Usage.line(of: spec))`"))
    }
    return (parsed, diagnostics)
  }

  /// One clause by itself; nil after an error.
  package func parse(
    _ clause: RawClause, specs: [ClauseSpec], verb: String
  ) -> (ParsedClause?, [Diagnostic]) {
    let reading = read(clause, KeywordMatch(specs), verb: verb)
    return (reading.clause, reading.diagnostics)
  }

  private struct Reading {
    var spec: ClauseSpec?
    var keywordSpan = Span(0, 0)
    var clause: ParsedClause?
    var diagnostics: [Diagnostic] = []
  }

  private func read(_ raw: RawClause, _ keywords: KeywordMatch, verb: String) -> Reading {
    guard let firstLine = raw.lines.first else { return Reading() }
    let first = Lexer(file: file, lines: [firstLine])
    guard let opening = first.tokens.first else { return Reading(diagnostics: first.diagnostics) }
    guard let (spec, length) = keywords.match(first.tokens) else {
      let problems = first.diagnostics.filter { $0.span.start <= opening.span.start }
      return Reading(
        diagnostics: problems.isEmpty ? [keywords.unknown(first.tokens, verb: verb, file: file)] : problems)
    }
    var reading = Reading(spec: spec, keywordSpan: opening.span.union(first.tokens[length - 1].span))
    if spec.notYet {
      reading.diagnostics.append(
        Diagnostic(.notYet, at: reading.keywordSpan, "`\(spec.keyword)` of `\(verb)` is not built yet"))
      return reading
    }
    let lexed = spec.takesRawLines ? first : Lexer(file: file, lines: raw.lines)
    guard lexed.diagnostics.isEmpty else {
      reading.diagnostics = lexed.diagnostics
      return reading
    }
    var reader = ClauseReader(
      tokens: lexed.tokens, keywordLength: length, spec: spec, file: file, parameters: parameters,
      rawLines: spec.takesRawLines ? raw.lines.dropFirst().map(verbatim) : [])
    reading.clause = reader.read()
    reading.diagnostics = reader.diagnostics
    return reading
  }

  /// A line with the blanks at both its ends.
  private func verbatim(_ line: Span) -> Span {
    var (start, end) = (line.start, line.end)
    while start > 0, file.bytes[start - 1].isBlank { start -= 1 }
    while end < file.bytes.count, file.bytes[end].isBlank { end += 1 }
    return Span(start, end)
  }

  private func repeated(_ spec: ClauseSpec, at span: Span, first: Span) -> Diagnostic {
    Diagnostic(
      .repeatedClause, at: span, "`\(spec.keyword)` may stand once in a cell",
      hint: "the first one is on line \(file.lineNumber(of: first.start))",
      related: [.init(first, "said here first")])
  }
}

extension ClauseSpec {
  /// Whether its continuation lines are data and no tokens.
  var takesRawLines: Bool {
    func holds(_ elements: [ClauseElement]) -> Bool {
      elements.contains { element in
        switch element {
        case .one(_, .rawLines), .list(_, .rawLines): true
        case .optional(let inner): holds(inner)
        default: false
        }
      }
    }
    return holds(arguments)
  }
}
