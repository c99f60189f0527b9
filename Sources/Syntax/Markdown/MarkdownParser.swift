/// Turns the prose of a notebook into a tree with places.
enum MarkdownParser {
  /// `start`: the end of the front matter. Blocks nested deeper than 256 are put into the innermost one that is not.
  static func parse(_ file: SourceFile, from start: Int) -> (MarkdownTree, [Diagnostic]) {
    var builder = MarkdownBuilder(file: file)
    var events = CommonMark.events(of: prose(of: file, from: start))
    TablePlaces.mend(&events, in: file)
    for event in events {
      switch event {
      case .enter(let node): builder.enter(node)
      case .leave: builder.leave()
      case .leaf(let node): builder.add(node)
      }
    }
    return builder.finish()
  }

  /// The bytes for cmark: front matter as empty lines, so that line numbers stay, and a carriage return that ends no
  /// line as a blank, since cmark would start a line there.
  private static func prose(of file: SourceFile, from start: Int) -> [UInt8] {
    var bytes = file.bytes
    let newline = UInt8(ascii: "\n")
    let ahead = bytes[..<min(start, bytes.count)].filter { $0 == newline }
    for index in bytes.indices where bytes[index] == UInt8(ascii: "\r") {
      if index + 1 == bytes.count || bytes[index + 1] != newline { bytes[index] = UInt8(ascii: " ") }
    }
    return ahead + bytes[min(start, bytes.count)...]
  }
}
