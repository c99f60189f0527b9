/// Gives a column of loose values its type, by all of them and by the rules of delimited files, except that the source's
/// own distinction between texts and other values holds: `"12"` in quotes is a text.
struct LooseTyping {
  let bytes: LooseBytes
  let rowCount: Int
  let markers: MissingMarkers?

  /// - Parameter missing: texts that stand for a missing value; nil where none do.
  init(_ bytes: LooseBytes, rowCount: Int, missing: [String]?) {
    self.bytes = bytes
    self.rowCount = rowCount
    markers = missing.map(MissingMarkers.init)
  }

  /// A value that a declared type does not fit.
  struct Misfit: Error {
    var row: Int
    var excerpt: String
  }

  func column(_ loose: LooseColumn, declared: DeclaredColumn?) throws(Misfit) -> Column {
    let cells = present(loose.cells)
    guard let declared else { return inferred(cells) }
    let grammar = ValueGrammar(isDeclared: true, format: declared.format.flatMap(DateFormat.init))
    let made: Column?
    switch declared.type {
    case .integer: made = parsed(cells) { grammar.integer($0, $1) }.map { .integers($0) }
    case .number: made = numbers(cells, grammar)
    case .boolean: made = parsed(cells) { grammar.boolean($0, $1) }.map { .booleans($0) }
    case .date: made = parsed(cells) { grammar.date($0, $1) }.map { .dates($0) }
    case .datetime: made = parsed(cells) { grammar.datetime($0, $1) }.map { .datetimes($0) }
    case .category, .text: made = texts(cells, as: declared.type)
    }
    if let made { return made }
    throw misfit(cells, declared.type, grammar)
  }

  private func present(_ cells: [LooseColumn.Cell]) -> [LooseColumn.Cell] {
    guard let markers else { return cells }
    return cells.filter { cell in
      bytes.with(cell) { bytes, range in
        range.isEmpty ? !markers.includesEmpty : !markers.contain(bytes, range)
      }
    }
  }

  private func inferred(_ cells: [LooseColumn.Cell]) -> Column {
    guard let kind = cells.first?.kind else { return .missing(.number, count: rowCount) }
    let grammar = ValueGrammar()
    let isUniform = cells.allSatisfy { $0.kind == kind }
    guard isUniform else { return texts(cells, as: nil) }
    switch kind {
    case .number:
      return parsed(cells) { grammar.integer($0, $1) }.map { .integers($0) } ?? numbers(cells, grammar)
        ?? texts(cells, as: nil)
    case .boolean:
      return parsed(cells) { grammar.boolean($0, $1) }.map { .booleans($0) } ?? texts(cells, as: nil)
    case .text:
      return parsed(cells) { grammar.date($0, $1) }.map { .dates($0) }
        ?? parsed(cells) { grammar.datetime($0, $1) }.map { .datetimes($0) } ?? texts(cells, as: nil)
    }
  }

  private func parsed<Value>(
    _ cells: [LooseColumn.Cell], _ parse: (Span<UInt8>, Range<Int>) -> Value?
  ) -> [Value?]? {
    var values = [Value?](repeating: nil, count: rowCount)
    for cell in cells {
      guard cell.count > 0, let value = bytes.with(cell, parse) else { return nil }
      values[Int(cell.row)] = value
    }
    return values
  }

  private func numbers(_ cells: [LooseColumn.Cell], _ grammar: ValueGrammar) -> Column? {
    var values = [Double](repeating: .nan, count: rowCount)
    for cell in cells {
      guard cell.count > 0, let value = bytes.with(cell, { grammar.number($0, $1) }) else { return nil }
      values[Int(cell.row)] = value
    }
    return .numbers(values)
  }

  private func texts(_ cells: [LooseColumn.Cell], as type: ColumnType?) -> Column {
    var codes = [Int32](repeating: -1, count: rowCount)
    var table = TextTable()
    for cell in cells {
      let isWritten = cell.start >= bytes.source.count
      let start = isWritten ? cell.start - bytes.source.count : cell.start
      let range = start..<start + cell.count
      codes[Int(cell.row)] =
        isWritten ? table.code(bytes.written.span, range) : table.code(bytes.source.span, range)
    }
    let isCategory = CategoryRule.holds(distinct: table.count, longest: table.longest, present: cells.count)
    return Column(
      codes: codes, levels: table.texts(), bytewiseUnique: type ?? (isCategory ? .category : .text))
  }

  /// The first value that the grammar does not read.
  private func misfit(_ cells: [LooseColumn.Cell], _ type: ColumnType, _ grammar: ValueGrammar) -> Misfit {
    for cell in cells {
      let fits = bytes.with(cell) { bytes, range in
        guard !range.isEmpty else { return false }
        return switch type {
        case .integer: grammar.integer(bytes, range) != nil
        case .number: grammar.number(bytes, range) != nil
        case .boolean: grammar.boolean(bytes, range) != nil
        case .date: grammar.date(bytes, range) != nil
        case .datetime: grammar.datetime(bytes, range) != nil
        case .category, .text: true
        }
      }
      if !fits {
        return Misfit(row: Int(cell.row), excerpt: bytes.with(cell) { Excerpt.text($0, $1) })
      }
    }
    return Misfit(row: 0, excerpt: "")
  }
}

/// Whether texts without a declared type name groups: few distinct values, or each twice on average.
enum CategoryRule {
  /// Distinct texts of a category at most.
  static let most = 10_000

  static func holds(distinct: Int, longest: Int, present: Int) -> Bool {
    distinct <= most && longest <= 100 && (distinct <= 20 || 2 * distinct <= present)
  }
}
