/// The source of a paragraph, heading or table without what belongs to the blocks around it, each byte with its
/// offset in the file. Finds the places of code spans in it, since cmark's inline positions cannot be relied on.
struct LeafText {
  private var bytes: [UInt8] = []
  private var offsets: [Int] = []
  private let inTable: Bool
  /// Backticks in a row.
  private var runs: [(start: Int, length: Int)] = []
  private var runsByLength: [Int: [Int]] = [:]
  /// The run at which the search for the next code span starts.
  private var cursor = 0

  init() { inTable = false }

  /// `lines`: 1-based and within the file; `column`: the byte column of the first line at which the leaf starts.
  init(_ file: SourceFile, lines: ClosedRange<Int>, column: Int, quotes: Int, inTable: Bool) {
    self.inTable = inTable
    for number in lines {
      let line = file.line(number)
      let start =
        number == lines.lowerBound
        ? min(line.start + max(column - 1, 0), line.end) : Self.skipPrefix(line, file, quotes: quotes)
      if number > lines.lowerBound {
        bytes.append(UInt8(ascii: "\n"))
        offsets.append(start)
      }
      bytes += file.bytes[start..<line.end]
      offsets += Array(start..<line.end)
    }
    runs = Self.backticks(bytes)
    for (index, run) in runs.enumerated() { runsByLength[run.length, default: []].append(index) }
    if !inTable { skipDefinitions() }
  }

  /// Searches no earlier than at an offset of the file from now on.
  mutating func skip(to offset: Int) {
    while cursor < runs.count, offsets[runs[cursor].start] < offset { cursor += 1 }
  }

  /// Paragraphs start with the link reference definitions that were taken out of them.
  private mutating func skipDefinitions() {
    var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)[...]
    while let line = lines.first, line.first == UInt8(ascii: "["),
      let close = line.firstIndex(of: UInt8(ascii: "]")), close + 1 < line.endIndex,
      line[close + 1] == UInt8(ascii: ":")
    {
      lines = lines.dropFirst()
      while cursor < runs.count, runs[cursor].start < line.endIndex { cursor += 1 }
    }
  }

  /// Behind blanks and the marks of block quotes.
  private static func skipPrefix(_ line: Span, _ file: SourceFile, quotes: Int) -> Int {
    var start = line.start
    var left = quotes
    while start < line.end {
      if file.bytes[start] == UInt8(ascii: ">"), left > 0 {
        left -= 1
      } else if !file.bytes[start].isBlank {
        break
      }
      start += 1
    }
    return start
  }

  private static func backticks(_ bytes: [UInt8]) -> [(start: Int, length: Int)] {
    var runs: [(start: Int, length: Int)] = []
    var index = 0
    while index < bytes.count {
      guard bytes[index] == UInt8(ascii: "`") else {
        index += 1
        continue
      }
      let start = index
      while index < bytes.count, bytes[index] == UInt8(ascii: "`") { index += 1 }
      runs.append((start, index - start))
    }
    return runs
  }

  /// The pieces of the next code span with this content, one for each line that it is on, without backticks and
  /// padding; nil where there is none.
  mutating func place(of literal: [UInt8]) -> [Span]? {
    for opening in cursor..<max(cursor, runs.count) {
      guard let (closing, content) = span(openedBy: opening, literal) else { continue }
      cursor = closing + 1
      return pieces(content)
    }
    for opening in 0..<min(cursor, runs.count) {
      if let (_, content) = span(openedBy: opening, literal) { return pieces(content) }
    }
    return nil
  }

  /// The first run of a length behind another run.
  private func run(of length: Int, after opening: Int) -> Int? {
    guard let places = runsByLength[length] else { return nil }
    var (low, high) = (0, places.count)
    while low < high {
      let middle = (low + high) / 2
      if places[middle] <= opening { low = middle + 1 } else { high = middle }
    }
    return low < places.count ? places[low] : nil
  }

  /// A backslash before a run makes its first backtick plain text, so that the run may open a span without it.
  private func span(openedBy opening: Int, _ literal: [UInt8]) -> (closing: Int, content: Range<Int>)? {
    let run = runs[opening]
    let isEscaped = backslashes(before: run.start) % 2 == 1
    let length = run.length - (isEscaped ? 1 : 0)
    guard length > 0, let closing = self.run(of: length, after: opening) else {
      return nil
    }
    let content = unpadded(run.start + run.length..<runs[closing].start)
    return matches(content, literal) ? (closing, content) : nil
  }

  private func backslashes(before index: Int) -> Int {
    var start = index
    while start > 0, bytes[start - 1] == UInt8(ascii: "\\") { start -= 1 }
    return index - start
  }

  /// One blank at either end goes where both are there and something else is between them.
  private func unpadded(_ range: Range<Int>) -> Range<Int> {
    guard range.count > 2, isSpace(range.lowerBound), isSpace(range.upperBound - 1),
      bytes[range].contains(where: { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\n") })
    else { return range }
    return range.lowerBound + 1..<range.upperBound - 1
  }

  private func isSpace(_ index: Int) -> Bool {
    bytes[index] == UInt8(ascii: " ") || bytes[index] == UInt8(ascii: "\n")
  }

  private func matches(_ range: Range<Int>, _ literal: [UInt8]) -> Bool {
    var position = 0
    var index = range.lowerBound
    while index < range.upperBound {
      var byte = bytes[index]
      if inTable, byte == UInt8(ascii: "\\"), index + 1 < range.upperBound,
        bytes[index + 1] == UInt8(ascii: "|")
      {
        index += 1
        byte = bytes[index]
      }
      if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") { byte = UInt8(ascii: " ") }
      guard position < literal.count, literal[position] == byte else { return false }
      position += 1
      index += 1
    }
    return position == literal.count
  }

  private func pieces(_ range: Range<Int>) -> [Span] {
    bytes[range].split(separator: UInt8(ascii: "\n")).map { piece in
      Span(offsets[piece.startIndex], offsets[piece.endIndex - 1] + 1)
    }
  }
}
