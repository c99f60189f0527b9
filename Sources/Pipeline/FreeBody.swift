import Syntax

/// A body that is not made of clauses alone, such as the description of a diagram.
enum FreeBody {
  /// Clauses that the verb declares, and the lines of all others.
  static func partition(_ cell: Cell, _ spec: VerbSpec, _ file: SourceFile) -> ([RawClause], [Span]) {
    let keywords = spec.allClauses.filter { $0.form == nil }.map { Array($0.keyword.utf8) }
    var clauses: [RawClause] = []
    var lines: [Span] = []
    for clause in cell.clauses {
      let text = file.bytes[clause.lines[0].start..<clause.lines[0].end]
      let isClause = keywords.contains { keyword in
        text.starts(with: keyword) && !(text.dropFirst(keyword.count).first.map(isWordByte) ?? false)
          && !isEdgeOrNode(text.dropFirst(keyword.count))
      }
      if isClause { clauses.append(clause) } else { lines += clause.lines }
    }
    return (clauses, lines)
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "_") || byte >= 0x80
      || (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z"))
      || (byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9"))
  }

  /// Whether an arrow follows: `title -> label` is an edge, not a title.
  private static func isEdgeOrNode(_ rest: ArraySlice<UInt8>) -> Bool {
    let text = rest.drop { $0 == UInt8(ascii: " ") }
    return text.starts(with: Array("->".utf8)) || text.starts(with: Array("<->".utf8))
      || text.starts(with: Array("--".utf8))
  }
}
