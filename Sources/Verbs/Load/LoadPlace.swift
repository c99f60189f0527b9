import Frame
import Pipeline
import Syntax

/// Where a table stands.
enum LoadPlace: Sendable {
  case file(path: String, Span)
  /// All files that a pattern meets.
  case files(PathPattern, path: String, Span)
  /// The lines of an `inline` clause, and the line of the notebook that they begin on.
  case inline([UInt8], lines: [Span], Span)

  /// Reports what is wrong with the first line of the cell; nil where there is nothing to read.
  init?(_ cell: inout CellCheck) {
    let inline = cell.clause("inline")
    if case .path(let path, let span)? = cell.cell.sources.first {
      if let inline {
        cell.error(
          .repeatedClause, at: inline.keywordSpan, "the table is both in a file and inline",
          hint: "keep one of the two")
      }
      guard LoadPlace.isReadable(path, span, &cell) else { return nil }
      self = PathPattern(path).map { .files($0, path: path, span) } ?? .file(path: path, span)
      return
    }
    guard let inline, case .rawLines(let lines)? = inline.arguments["lines"], !lines.isEmpty else {
      if cell.cell.sources.isEmpty, !cell.isIncomplete {
        cell.error(
          .missingClause, at: cell.cell.verb.span, "`load` does not say where from",
          hint:
            "`load \(cell.cell.names.first?.text ?? "NAME") from \"data.csv\"`, or an `inline` clause with indented lines of CSV"
        )
      }
      return nil
    }
    self = .inline(
      LoadPlace.unindented(lines, cell.file), lines: lines.map { LoadPlace.trimmed($0, cell.file) },
      inline.keywordSpan)
  }

  /// What a page calls the source.
  var title: String {
    switch self {
    case .file(let path, _), .files(_, let path, _): path
    case .inline: "inline"
    }
  }

  /// The path and its place in the notebook, where there is one.
  var path: (text: String, span: Span)? {
    switch self {
    case .file(let path, let span), .files(_, let path, let span): (path, span)
    case .inline: nil
    }
  }

  private static func isReadable(_ path: String, _ span: Span, _ cell: inout CellCheck) -> Bool {
    guard !path.isEmpty else {
      cell.error(
        .cellHeader, at: span, "the path is empty", hint: "such as \"data.csv\", beside the notebook")
      return false
    }
    guard !path.contains("://") else {
      cell.error(
        .address, at: span, "`\(path)` is an address, and notebooks never open the network",
        hint: "download the file below the project folder, and load it from there")
      return false
    }
    return true
  }

  /// A line without its indentation, as the place of a message.
  private static func trimmed(_ line: Span, _ file: SourceFile) -> Span {
    Span(file.bytes[line.start..<line.end].firstIndex { $0 != 32 && $0 != 9 } ?? line.start, line.end)
  }

  /// The lines without the indentation that they share.
  static func unindented(_ lines: [Span], _ file: SourceFile) -> [UInt8] {
    let texts = lines.map { Array(file.bytes[$0.start..<$0.end]) }
    let indents = texts.filter { !$0.isEmpty }.map { line in line.prefix { $0 == 32 || $0 == 9 }.count }
    let shared = indents.min() ?? 0
    return texts.flatMap { $0.dropFirst(min(shared, $0.count)) + [10] }
  }
}
