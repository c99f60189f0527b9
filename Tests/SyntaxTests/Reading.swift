import Syntax

/// Short ways to read pieces of the language and to write what came out as text.
enum Reading {
  static let verbs = VerbNames(
    known: ["load", "sample", "featurize", "train", "evaluate", "diagram"],
    reserved: ["tune", "label", "plot", "query", "explain", "run"])

  static func file(_ text: String) -> SourceFile { SourceFile(path: "notebook.md", text: text) }

  static func notebook(_ text: String) -> (tree: NotebookTree, diagnostics: [Diagnostic]) {
    let (tree, diagnostics) = NotebookParser.parse(file(text), verbs: verbs)
    return (tree, diagnostics)
  }

  /// `line:column-line:column code message (hint)`
  static func text(_ diagnostic: Diagnostic, in file: SourceFile) -> String {
    place(diagnostic.span, in: file) + " \(diagnostic.code.id) \(diagnostic.message)"
      + (diagnostic.hint.map { " (\($0))" } ?? "")
  }

  static func place(_ span: Span, in file: SourceFile) -> String {
    let start = file.position(of: span.start)
    let end = file.position(of: span.end)
    return "\(start.line):\(start.column)-\(end.line):\(end.column)"
  }

  /// The clauses of a cell body, one a line, as lines of text; then the diagnostics.
  static func clauses(
    _ body: String, specs: [ClauseSpec], parameters: [String: Literal] = [:]
  ) -> (parsed: [ParsedClause], problems: [String]) {
    let text = "```evaluate scores\n\(body)\n```\n"
    let (tree, found) = notebook(text)
    let parser = ClauseParser(file: tree.file, parameters: parameters)
    guard let cell = tree.cells.first else { return ([], ["no cell"]) }
    let (parsed, problems) = parser.parse(cell.clauses, specs: specs, verb: "evaluate", at: cell.verb.span)
    return (parsed, (found + problems).map { Reading.text($0, in: tree.file) })
  }

  static func expression(_ text: String) -> (expression: Expression, problems: [String]) {
    let file = file(text)
    let (expression, problems) = ExpressionParser.parse(Span(0, file.bytes.count), in: file)
    return (expression, problems.map { Reading.text($0, in: file) })
  }
}
