/// Cuts the body of a cell into clauses by indentation.
enum ClauseLines {
  /// A line indented deeper than the first line of the clause before it continues that clause; blank lines are left
  /// out, and so are lines of comment that continue nothing.
  static func split(_ lines: [Span], of file: SourceFile) -> [RawClause] {
    var clauses: [RawClause] = []
    var indentation = 0
    for line in lines {
      let content = file.trimmed(line)
      guard content.start < content.end else { continue }
      let column = self.column(of: content.start, in: line, file)
      if column > indentation, !clauses.isEmpty {
        clauses[clauses.count - 1].lines.append(content)
      } else if file.bytes[content.start] != UInt8(ascii: "#") {
        clauses.append(RawClause(lines: [content]))
        indentation = column
      }
    }
    return clauses
  }

  /// How far a byte is indented; a tab reaches to the next multiple of eight.
  private static func column(of offset: Int, in line: Span, _ file: SourceFile) -> Int {
    file.bytes[line.start..<offset].reduce(0) { column, byte in
      byte == UInt8(ascii: "\t") ? (column / 8 + 1) * 8 : column + 1
    }
  }
}
