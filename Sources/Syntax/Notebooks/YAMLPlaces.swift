import Yams

/// Places of YAML nodes in the file.
struct YAMLPlaces {
  let file: SourceFile
  /// The 1-based line of the file on which the YAML starts.
  let firstLine: Int

  /// A node as far as it goes on its first line.
  func span(of node: Node) -> Span {
    guard let mark = node.mark else { return file.line(firstLine) }
    let place = span(at: mark)
    guard case .scalar(let scalar) = node else { return firstLineOf(place) }
    let written = Array(scalar.string.utf8)
    if !written.isEmpty, file.bytes[place.start...].starts(with: written) {
      return Span(place.start, place.start + written.count)
    }
    return firstLineOf(place)
  }

  /// The character at a mark.
  func span(at mark: Mark) -> Span {
    let line = file.line(firstLine + max(mark.line, 1) - 1)
    var offset = line.start
    for _ in 1..<max(mark.column, 1) where offset < line.end {
      offset += scalar(in: file.bytes, at: offset, end: line.end).1
    }
    guard offset < line.end else { return Span(offset, offset) }
    return Span(offset, offset + scalar(in: file.bytes, at: offset, end: line.end).1)
  }

  private func firstLineOf(_ place: Span) -> Span {
    guard place.start < file.bytes.count else { return place }
    var end = place.start
    while end < file.bytes.count, file.bytes[end] != UInt8(ascii: "\n") { end += 1 }
    let quote = file.bytes[place.start]
    if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'"),
      let close = file.bytes[(place.start + 1)..<end].firstIndex(of: quote)
    {
      return Span(place.start, close + 1)
    }
    return file.trimmed(Span(place.start, end))
  }
}
