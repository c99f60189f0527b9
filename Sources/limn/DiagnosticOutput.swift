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

  /// The first line of the span and a caret under each of its characters; of a long line the part around the span.
  private static func excerpt(
    _ span: Span, _ file: SourceFile, _ style: Terminal.Style, _ terminal: Terminal
  ) -> [String] {
    let start = file.position(of: span.start)
    let line = file.line(start.line)
    guard line.end > line.start else { return [] }
    let end = max(span.start, min(span.end, line.end))
    let before = window(file.text(Span(line.start, span.start)), keeping: .end)
    let marked = window(file.text(Span(span.start, end)), keeping: .start)
    let after = window(file.text(Span(end, line.end)), keeping: .start)
    let number = String(start.line)
    let margin = String(repeating: " ", count: number.count)
    return [
      terminal.styled("  \(number) │ ", .dim) + before + marked + after,
      terminal.styled("  \(margin) │ ", .dim) + String(repeating: " ", count: before.unicodeScalars.count)
        + terminal.styled(String(repeating: "^", count: max(1, marked.unicodeScalars.count)), style),
    ]
  }

  private enum Side { case start, end }

  /// At most so much of a text, printable, that lines stay readable.
  private static func window(_ text: String, keeping side: Side) -> String {
    let shown = printable(
      text.split(separator: "\t", omittingEmptySubsequences: false).joined(separator: "    "))
    let widest = 80
    guard shown.count > widest else { return shown }
    return side == .start ? shown.prefix(widest) + "…" : "…" + shown.suffix(widest)
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
