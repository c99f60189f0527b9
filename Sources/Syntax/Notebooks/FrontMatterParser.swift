import Yams

/// Reads the YAML block that may open a notebook.
struct FrontMatterParser {
  private static let largest = 65_536

  /// The front matter, or an empty one where there is none; its span then is empty too.
  static func parse(_ file: SourceFile) -> (matter: FrontMatter, diagnostics: [Diagnostic]) {
    guard isFence(file.line(1), file, closing: false), file.lineCount > 1 else { return (FrontMatter(), []) }
    guard let last = (2...file.lineCount).first(where: { isFence(file.line($0), file, closing: true) }) else {
      return (FrontMatter(), unclosed(file))
    }
    let start = file.line(2).start
    let content = Span(start, file.line(last).start)
    var reader = FrontMatterReader(file: file, firstLine: 2)
    if content.end - content.start > largest {
      reader.report(.frontMatterSyntax, at: file.line(1), "the front matter is larger than 64 kB")
    } else if let refusal = YAMLGuard.refusal(in: file, content) {
      reader.report(.frontMatterSyntax, at: refusal.span, refusal.message, hint: refusal.hint)
    } else {
      read(content, file, into: &reader)
    }
    reader.matter.span = Span(0, file.line(last).end)
    return (reader.matter, reader.diagnostics)
  }

  private static func isFence(_ line: Span, _ file: SourceFile, closing: Bool) -> Bool {
    guard line.end - line.start >= 3, !file.bytes[line.start].isBlank else { return false }
    let text = file.text(file.trimmed(line))
    return text == "---" || (closing && text == "...")
  }

  /// A notebook that opens with `---` and never closes it may just start with a rule; a key on the next line says otherwise.
  private static func unclosed(_ file: SourceFile) -> [Diagnostic] {
    let line = file.text(file.line(2))
    guard let colon = line.firstIndex(of: ":"), colon > line.startIndex,
      line[..<colon].utf8.allSatisfy(\.isWordLike)
    else {
      return []
    }
    return [
      Diagnostic(
        .frontMatterSyntax, at: file.line(1), "the front matter is never closed",
        hint: "end it with a line `---`")
    ]
  }

  private static func read(_ content: Span, _ file: SourceFile, into reader: inout FrontMatterReader) {
    do {
      guard let root = try Yams.Parser(yaml: file.text(content), resolver: .basic).singleRoot() else {
        return
      }
      reader.read(root)
    } catch let error as YamlError {
      reader.report(error, fallback: file.line(1))
    } catch {
      reader.report(.frontMatterSyntax, at: file.line(1), "the front matter is not YAML")
    }
  }
}
