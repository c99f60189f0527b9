import Canonical

/// Finds the clause that a line opens.
struct KeywordMatch {
  private let specs: [ClauseSpec]
  private let keywords: [[String]]

  init(_ specs: [ClauseSpec]) {
    self.specs = specs
    keywords = specs.map { $0.keyword.split(separator: " ").map(String.init) }
  }

  /// The clause with the longest keyword that the tokens start with, and how many tokens that takes.
  func match(_ tokens: [Token]) -> (spec: ClauseSpec, length: Int)? {
    var best: (spec: ClauseSpec, length: Int)?
    for (spec, words) in zip(specs, keywords)
    where words.count > best?.length ?? 0 && shared(words, tokens) == words.count {
      best = (spec, words.count)
    }
    return best
  }

  /// Why the tokens start no clause of `verb`; the span is that of the words that would have to be one.
  func unknown(_ tokens: [Token], verb: String, file: SourceFile) -> Diagnostic {
    let words = leadingWords(tokens)
    guard let first = words.first else {
      let span = tokens.first?.span ?? Span(0, 0)
      return Diagnostic(
        .syntax, at: span, "expected a clause, found `\(file.text(span))`",
        hint: listing(of: built, verb: verb))
    }
    let common = keywords.map { shared($0, tokens) }.max() ?? 0
    if common > 0 { return unfinished(words, common: common, verb: verb) }
    let near = nearest(words)
    let written = words.prefix(near?.split(separator: " ").count ?? 1)
    return Diagnostic(
      .unknownClause, at: written.dropFirst().reduce(first.span) { $0.union($1.span) },
      "`\(verb)` has no clause `\(written.map(\.text).joined(separator: " "))`",
      hint: near.map { "did you mean `\($0)`?" } ?? listing(of: built, verb: verb))
  }

  /// The first words begin some keywords, and none goes on as the line does.
  private func unfinished(_ words: [Word], common: Int, verb: String) -> Diagnostic {
    let prefix = words.prefix(common).map(\.text)
    let family = built.filter { $0.count > common && Array($0.prefix(common)) == prefix }
    let shown = words.prefix(common + 1)
    let span = shown.dropFirst().reduce(words[0].span) { $0.union($1.span) }
    let text = shown.map(\.text).joined(separator: " ")
    let rest = shown.dropFirst(common).first?.text
    let endings = family.map { $0.dropFirst(common).joined(separator: " ") }
    let meant = rest.flatMap { word in
      nearestName(to: word, in: family.map { $0[common] }).flatMap { near in
        family.first { $0[common] == near }
      }
    }
    let start = prefix.joined(separator: " ")
    let hint =
      meant.map { "did you mean `\($0.joined(separator: " "))`?" }
      ?? (family.count == 1 ? "did you mean `\(family[0].joined(separator: " "))`?" : nil)
      ?? nearest(Array(shown)).map { "did you mean `\($0)`?" }
      ?? (endings.isEmpty
        ? listing(of: built, verb: verb)
        : "behind `\(start)` stands one of: \(endings.joined(separator: ", "))")
    let message =
      rest == nil ? "`\(start)` is only the start of a clause" : "`\(verb)` has no clause `\(text)`"
    return Diagnostic(.unknownClause, at: span, message, hint: hint)
  }

  /// The keywords of clauses that are built.
  private var built: [[String]] { zip(specs, keywords).filter { !$0.0.notYet }.map(\.1) }

  /// The keyword most like the first words, comparing as many words as it has.
  private func nearest(_ words: [Word]) -> String? {
    let counts = Set(built.map(\.count)).sorted(by: >)
    for count in counts where count <= words.count {
      let text = words.prefix(count).map(\.text).joined(separator: " ")
      let candidates = built.filter { $0.count == count }.map { $0.joined(separator: " ") }
      if let found = nearestName(to: text, in: candidates) { return found }
    }
    return nil
  }

  private func leadingWords(_ tokens: [Token]) -> [Word] {
    tokens.prefix { $0.word != nil && !($0.startsLine && $0.span != tokens[0].span) }
      .compactMap { token in token.word.map { Word($0, token.span) } }
  }

  private func shared(_ words: [String], _ tokens: [Token]) -> Int {
    zip(words, tokens).prefix { $1.isWord($0) }.count
  }

  private func listing(of keywords: [[String]], verb: String) -> String? {
    guard !keywords.isEmpty else { return "`\(verb)` has no clauses" }
    return "clauses of `\(verb)`: " + keywords.map { $0.joined(separator: " ") }.joined(separator: ", ")
  }
}
