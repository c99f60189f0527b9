import Syntax
import Workspace

/// Diagnostics as people read them on the terminal, and as programs read them.
enum DiagnosticOutput {
  /// `file:line:column: error[L0102]: message`, the source line, a caret under the span, and the hint.
  static func text(_ diagnostic: Diagnostic, in file: SourceFile, on terminal: Terminal) -> String {
    let start = file.position(of: diagnostic.span.start)
    let style: Terminal.Style =
      diagnostic.severity == .error ? .red : diagnostic.severity == .warning ? .yellow : .cyan
    let head = terminal.styled("\(diagnostic.severity.rawValue)[\(diagnostic.code.id)]", style)
    let place = terminal.styled("\(printable(file.path)):\(start.line):\(start.column):", .bold)
    var lines = ["\(place) \(head): \(printable(diagnostic.message))"]
    lines += excerpt(diagnostic.span, file, style, terminal)
    for related in diagnostic.related {
      let line = file.position(of: related.span.start).line
      lines.append("  \(terminal.styled("line \(line):", .dim)) \(printable(related.message))")
    }
    if let hint = diagnostic.hint { lines.append("  \(terminal.styled("hint:", .bold)) \(printable(hint))") }
    return lines.joined(separator: "\n")
  }

  /// The first line of the span and a caret under each of its characters.
  private static func excerpt(
    _ span: Span, _ file: SourceFile, _ style: Terminal.Style, _ terminal: Terminal
  ) -> [String] {
    let start = file.position(of: span.start)
    let line = file.line(start.line)
    let source = file.text(line)
    guard !source.isEmpty else { return [] }
    let end = max(span.start + 1, min(span.end, line.end))
    let before = file.text(Span(line.start, span.start)).unicodeScalars.map { $0 == "\t" ? "\t" : " " }
      .joined()
    let width = max(1, file.text(Span(span.start, end)).unicodeScalars.count)
    let number = String(start.line)
    let margin = String(repeating: " ", count: number.count)
    return [
      terminal.styled("  \(number) │ ", .dim) + printable(source.replacingTabs),
      terminal.styled("  \(margin) │ ", .dim) + before.replacingTabs
        + terminal.styled(String(repeating: "^", count: width), style),
    ]
  }

  static func json(_ diagnostic: Diagnostic, in file: SourceFile) -> JSONLine {
    let start = file.position(of: diagnostic.span.start)
    let end = file.position(of: diagnostic.span.end)
    return JSONLine(
      type: "diagnostic",
      [
        ("file", .text(file.path)), ("line", .integer(start.line)), ("column", .integer(start.column)),
        ("endLine", .integer(end.line)), ("endColumn", .integer(end.column)),
        ("severity", .text(diagnostic.severity.rawValue)), ("code", .text(diagnostic.code.id)),
        ("message", .text(diagnostic.message)), ("hint", .optional(diagnostic.hint)),
      ])
  }
}

extension String {
  fileprivate var replacingTabs: String {
    split(separator: "\t", omittingEmptySubsequences: false).joined(separator: "    ")
  }
}
