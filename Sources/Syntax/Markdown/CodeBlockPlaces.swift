/// Finds the places of a code block's parts in the file.
struct CodeBlockPlaces {
  let file: SourceFile

  func block(_ node: MarkdownNode, span: Span, literal: [UInt8], fence: MarkdownNode.Fence?) -> CodeBlock {
    var bodies = literal.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    if bodies.last?.isEmpty ?? false { bodies.removeLast() }
    let first = node.startLine + (fence == nil ? 0 : 1)
    let lines = bodies.enumerated().map { index, body in place(of: body, on: first + index) }
    guard let fence else {
      return CodeBlock(
        span: span, info: Span(span.start, span.start), lines: lines, fenced: false, closed: true)
    }
    return CodeBlock(
      span: span, info: info(span.start, fence), lines: lines, fenced: true,
      closed: node.endLine > node.startLine + lines.count && isClosing(node.endLine, fence))
  }

  /// A body line is the end of its source line; a tab that a container cuts through becomes blanks that are not in
  /// the file, so that only the common end counts.
  private func place(of body: ArraySlice<UInt8>, on number: Int) -> Span {
    let line = file.line(number)
    var start = line.end
    var index = body.endIndex
    if index > body.startIndex, body[index - 1] == UInt8(ascii: "\r") { index -= 1 }
    while start > line.start, index > body.startIndex, file.bytes[start - 1] == body[index - 1] {
      start -= 1
      index -= 1
    }
    return Span(start, line.end)
  }

  private func info(_ start: Int, _ fence: MarkdownNode.Fence) -> Span {
    let line = file.line(file.lineNumber(of: start))
    return file.trimmed(Span(min(start + fence.length, line.end), line.end))
  }

  private func isClosing(_ number: Int, _ fence: MarkdownNode.Fence) -> Bool {
    let line = file.trimmed(file.line(number))
    return file.bytes[line.start..<line.end].reversed().prefix { $0 == fence.mark }.count >= fence.length
  }
}
