import Canonical
import Frame
import Pipeline
import SQL
import Syntax

/// Reads a `sql` clause: everything but the rows is known before it runs.
struct SQLReading {
  /// The text of the query, and where its bytes stand in the notebook.
  private let text: String
  private let places: [Int]
  private let clause: ParsedClause

  static func work(
    _ clause: ParsedClause, _ tables: [(type: TableType, source: CellCheck.Bound)], _ cell: inout CellCheck
  ) -> QueryWork? {
    if let other = cell.clauses.first(where: { !["sql", "column"].contains($0.keyword) }) {
      cell.error(
        .wrongValue, at: other.keywordSpan, "`\(other.keyword)` stands beside `sql`",
        hint: "say it in the `SELECT`, or `query` the result in a cell of its own")
      return nil
    }
    guard let reading = SQLReading(clause, &cell) else { return nil }
    return reading.work(tables, &cell)
  }

  private init?(_ clause: ParsedClause, _ cell: inout CellCheck) {
    self.clause = clause
    switch (clause.arguments["text"], clause.arguments["lines"]) {
    case (.literal(.text(let text), let span)?, nil):
      self.text = text
      // Escapes make positions differ: then the whole text is pointed at.
      let inner = cell.file.text(Span(span.start + 1, max(span.start + 1, span.end - 1)))
      places = inner.hasSameBytes(as: text) ? Array(span.start + 1..<span.end) : []
    case (nil, .rawLines(let lines)?):
      var text = ""
      var places: [Int] = []
      for line in lines {
        let content = cell.file.text(line)
        text += content + "\n"
        places += Array(line.start...line.start + content.utf8.count)
      }
      self.text = text
      self.places = places
    case (nil, nil):
      cell.error(
        .missingClause, at: clause.keywordSpan, "`sql` says no query",
        hint: "`sql \"SELECT …\"`, or the query as indented lines below it")
      return nil
    default:
      cell.error(
        .wrongValue, at: clause.keywordSpan, "`sql` says two queries",
        hint: "keep the text or the lines below it")
      return nil
    }
  }

  private func work(
    _ tables: [(type: TableType, source: CellCheck.Bound)], _ cell: inout CellCheck
  ) -> QueryWork? {
    let named = tables.map { (name: $0.source.word.text, schema: $0.type.schema) }
    let outline: QueryOutline
    do throws(QueryError) {
      outline = try TableQuery.outline(text, tables: named)
    } catch {
      report(error, tables, &cell)
      return nil
    }
    guard let fields = fields(outline, tables, &cell) else { return nil }
    let used = tables.filter { table in outline.uses(table.source.word.text) }
    warn(of: tables.filter { table in !outline.uses(table.source.word.text) }.map(\.source.word), &cell)
    let main = used.first ?? tables[0]
    let sides = tables.filter { $0.source.word != main.source.word }.map(\.type.origin)
    let step = RowOrigin.Step(
      cell: cell.index, part: 0, disjoint: false, makesRows: true, mixes: true, sides: sides,
      name: cell.name())
    return QueryWork(
      how: .sql(.init(text: text, tables: named, span: clause.span)),
      type: TableType(
        schema: Schema(fields), origin: main.type.origin.drawing(step), derived: derived(outline, tables)),
      inputs: tables.map { table in
        InputUse(
          table.source.producer, name: table.source.word.text,
          reads: .columns(outline.columns(of: table.source.word.text, table.type.schema)))
      })
  }

  // MARK: Columns

  private func fields(
    _ outline: QueryOutline, _ tables: [(type: TableType, source: CellCheck.Bound)], _ cell: inout CellCheck
  ) -> [Field]? {
    var declared: [String: ColumnType] = [:]
    for clause in cell.clauses("column") {
      guard let word = clause.word("column"),
        let type = clause.word("type").flatMap({ ColumnType(name: $0.text) })
      else { continue }
      guard outline.columns.contains(where: { $0.name.hasSameBytes(as: word.text) }) else {
        cell.report(
          .unknownColumn(word.text, at: word.span, in: Schema(outline.columns.map { Field($0.name, .text) })))
        return nil
      }
      declared[word.text] = type
    }
    var fields: [Field] = []
    var targets: [(table: String, column: String)] = []
    for column in outline.columns {
      guard let type = declared[column.name] ?? column.type else {
        cell.error(
          .query, at: clause.keywordSpan, "the type of `\(column.name)` cannot be told before the query runs",
          hint: "say it: `column \(column.name) number`")
        return nil
      }
      let source = column.origin.flatMap { origin in
        tables.first { $0.source.word.text.hasSameBytes(as: origin.table) }?.type.schema[origin.column]
      }
      let role = source?.role ?? .none
      let isTaken = role != .id && role != .none && fields.contains { $0.role == role }
      // Several labels of one table stay the target together.
      let isLabel =
        role == .target && targets.first.map { $0.table == column.origin?.table } ?? false
        && !targets.contains { $0.column == column.origin?.column }
      if role == .target, !isTaken || isLabel, let origin = column.origin {
        targets.append((origin.table, origin.column))
      }
      fields.append(
        Field(
          column.name, type, role: isTaken && !isLabel ? .none : role,
          separator: isTaken && !isLabel ? nil : source?.separator))
    }
    return fields
  }

  /// What is computed may be computed of any column that is read.
  private func derived(
    _ outline: QueryOutline, _ tables: [(type: TableType, source: CellCheck.Bound)]
  ) -> [String: Set<String>] {
    var derived: [String: Set<String>] = [:]
    let read = Set(outline.reads.map(\.column))
    for column in outline.columns {
      if let origin = column.origin {
        let table = tables.first { $0.source.word.text.hasSameBytes(as: origin.table) }
        derived[column.name] = table?.type.derived[origin.column]
      } else {
        derived[column.name] = read.subtracting([column.name])
      }
    }
    return derived
  }

  // MARK: Messages

  private func warn(of unread: [Word], _ cell: inout CellCheck) {
    for word in unread {
      cell.report(
        Diagnostic(
          .query, .warning, at: word.span, "the query does not read `\(word.text)`",
          hint: "leave it out of `from`"))
    }
  }

  private func report(
    _ error: QueryError, _ tables: [(type: TableType, source: CellCheck.Bound)], _ cell: inout CellCheck
  ) {
    var span = clause.span
    if let offset = error.offset, places.indices.contains(offset) {
      span = Span(places[offset], places[offset] + max(1, word(at: offset)))
    }
    cell.error(.query, at: span, error.message, hint: error.hint ?? hint(error.message, tables))
  }

  /// How many bytes the word has that starts there.
  private func word(at offset: Int) -> Int {
    Array(text.utf8)[offset...].prefix { byte in
      (65...90).contains(byte) || (97...122).contains(byte) || (48...57).contains(byte) || byte == 95
        || byte >= 0x80
    }.count
  }

  private func hint(_ message: String, _ tables: [(type: TableType, source: CellCheck.Bound)]) -> String? {
    func missing(_ prefix: String) -> String? {
      message.components(after: prefix)
    }
    if let name = missing("no such table: ") {
      let names = tables.map(\.source.word.text)
      return suggestion(for: name, in: names)
        ?? "the cell reads \(names.map { "`\($0)`" }.joined(separator: ", ")); name others behind `from`"
    }
    if let name = missing("no such column: ") {
      let names = tables.flatMap(\.type.schema.names)
      return suggestion(for: name.split(separator: ".").last.map(String.init) ?? name, in: names)
        ?? "columns: \(names.prefix(12).joined(separator: ", "))\(names.count > 12 ? ", …" : "")"
    }
    return nil
  }
}

extension String {
  /// What stands behind the first occurrence of a text.
  fileprivate func components(after text: String) -> String? {
    let (bytes, wanted) = (Array(utf8), Array(text.utf8))
    guard let start = bytes.indices.first(where: { bytes[$0...].starts(with: wanted) }) else { return nil }
    return String(decoding: bytes[(start + wanted.count)...], as: UTF8.self)
  }
}

extension QueryOutline {
  /// Whether any part of the table is read.
  fileprivate func uses(_ table: String) -> Bool { tables.contains { $0.hasSameBytes(as: table) } }

  /// The columns of a table that are read, in the order of its schema.
  fileprivate func columns(of table: String, _ schema: Schema) -> [String] {
    schema.names.filter { name in
      reads.contains { $0.table.hasSameBytes(as: table) && $0.column.hasSameBytes(as: name) }
    }
  }
}
