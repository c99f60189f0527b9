/// The objects of a file, their values gathered by key.
struct JSONRows {
  private(set) var bytes: LooseBytes
  private(set) var keys = JSONKeys()
  /// Where each object starts.
  private(set) var starts: [Int] = []
  private var scanner: JSONScanner

  init(_ bytes: LooseBytes, start: Int) {
    self.bytes = bytes
    scanner = JSONScanner(position: start)
  }

  var count: Int { starts.count }

  /// The line of the file on which the row starts.
  func line(ofRow row: Int, _ source: Span<UInt8>) -> Int {
    starts.indices.contains(row) ? LineCounter.place(of: starts[row], in: source).line : 0
  }

  mutating func read(_ source: Span<UInt8>) throws(ReadingError) {
    switch try scanner.next(source) {
    case nil:
      throw ReadingError(.format, "the file is empty", hint: "a table needs at least one row")
    case UInt8(ascii: "["): try readList(source)
    case UInt8(ascii: "{"): try readLines(source)
    default:
      throw ReadingError(
        .format, "a table is a list of objects `[{…}, …]`, or an object `{…}` on each line",
        at: scanner.position, in: source)
    }
  }

  private mutating func readList(_ source: Span<UInt8>) throws(ReadingError) {
    scanner.position += 1
    if try !scanner.accept("]", source) {
      repeat { try readRow(source) } while try scanner.accept(",", source)
      try scanner.expect("]", "`,` or `]`", source)
    }
    guard try scanner.next(source) == nil else { throw scanner.unexpected("the end of the file", source) }
  }

  private mutating func readLines(_ source: Span<UInt8>) throws(ReadingError) {
    while try scanner.next(source) != nil {
      scanner.isLineBound = true
      try readRow(source)
      scanner.isLineBound = false
      try endLine(source)
    }
  }

  /// Behind an object only spaces may stand on its line.
  private mutating func endLine(_ source: Span<UInt8>) throws(ReadingError) {
    while scanner.position < source.count {
      switch source[scanner.position] {
      case UInt8(ascii: "\n"): return
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): scanner.position += 1
      default: throw scanner.unexpected("the end of the line", source)
      }
    }
  }

  private mutating func readRow(_ source: Span<UInt8>) throws(ReadingError) {
    guard try scanner.next(source) == UInt8(ascii: "{") else {
      throw scanner.unexpected("an object `{…}`, a row of the table,", source)
    }
    guard let row = Int32(exactly: starts.count) else {
      throw ReadingError(.format, "more than 2,147,483,647 rows", hint: "split the file")
    }
    starts.append(scanner.position)
    try readObject(source, JSONKeys.root, row)
  }

  private mutating func readObject(_ source: Span<UInt8>, _ node: Int, _ row: Int32) throws(ReadingError) {
    try scanner.enter(source)
    scanner.position += 1
    keys.begin(node)
    if try !scanner.accept("}", source) {
      repeat { try readMember(source, node, row) } while try scanner.accept(",", source)
      try scanner.expect("}", "`,` or `}`", source)
    }
    scanner.leave()
  }

  private mutating func readMember(_ source: Span<UInt8>, _ parent: Int, _ row: Int32) throws(ReadingError) {
    _ = try scanner.next(source)
    let place = scanner.position
    let node: Int?
    switch try scanner.text(source, &bytes) {
    case .plain(let range): node = keys.node(source, range, below: parent, row: row)
    case .decoded(let start, let count):
      let key = Array(bytes.written[(start - source.count)...].prefix(count))
      node = keys.node(key.span, key.indices, below: parent, row: row)
    }
    guard let node else {
      throw ReadingError(
        .format,
        "the key `\(Excerpt.text(source, place + 1..<scanner.position - 1))` stands twice in an object",
        hint: "which of the two values counts?", at: place, in: source)
    }
    guard keys.count <= JSONLimits.columns + 1 else {
      throw ReadingError(
        .format, "more than \(JSONLimits.columns) different keys",
        hint: "each key becomes a column; keys that are data belong into values", at: place, in: source)
    }
    try scanner.expect(":", "`:`", source)
    try readValue(source, node, row)
  }

  private mutating func readValue(_ source: Span<UInt8>, _ node: Int, _ row: Int32) throws(ReadingError) {
    switch try scanner.next(source) {
    case UInt8(ascii: "{"): try readObject(source, node, row)
    case UInt8(ascii: "["):
      let start = scanner.position
      try scanner.skipValue(source)
      keep(.text, start..<scanner.position, node, row)
    case UInt8(ascii: "\""):
      switch try scanner.text(source, &bytes) {
      case .plain(let range): keep(.text, range, node, row)
      case .decoded(let start, let count): keep(.text, start..<start + count, node, row)
      }
    case UInt8(ascii: "t"): keep(.boolean, try scanner.word("true", source), node, row)
    case UInt8(ascii: "f"): keep(.boolean, try scanner.word("false", source), node, row)
    case UInt8(ascii: "n"): _ = try scanner.word("null", source)
    case let byte? where byte == UInt8(ascii: "-") || byte &- 48 < 10:
      keep(.number, try scanner.number(source), node, row)
    default: throw scanner.unexpected("a value", source)
    }
  }

  private mutating func keep(_ kind: LooseColumn.Kind, _ range: Range<Int>, _ node: Int, _ row: Int32) {
    keys.add(.init(row: row, kind: kind, start: range.lowerBound, count: range.count), to: node)
  }
}
