import Canonical
import Frame
import Pipeline
import SQL
import Syntax

/// Where a load reads from and how: all that decides the table before any step is made.
struct LoadSource: Sendable {
  let place: LoadPlace
  let format: LoadFormat
  /// Whether a clause says the format, or files may be of another by their names.
  let isFormatSaid: Bool
  private(set) var encoding = TextEncoding.utf8
  /// Of a database.
  private(set) var selection = SQLiteSelection.onlyTable
  /// Where a clause says what is read of a database.
  private(set) var selectionSpan: Span?
  private(set) var dialect = CSVDialect()
  private(set) var declared: [DeclaredColumn] = []
  /// Where the clauses name the declared columns.
  private var places: [ByteKey: Span] = [:]

  /// Reports what is wrong with the clauses; nil where there is nothing to read.
  init?(_ cell: inout CellCheck) {
    guard let place = LoadPlace(&cell), let format = LoadSource.format(place, &cell) else { return nil }
    self.place = place
    self.format = format
    isFormatSaid = cell.clause("format") != nil
    if format == .tsv { dialect.delimiter = UInt8(ascii: "\t") }
    guard takeDelimiter(&cell) else { return nil }
    dialect.header = cell.clause("header")?.flag("header")
    if let clause = cell.clause("missing") {
      dialect.missing = clause.literals("markers").compactMap { literal in
        if case .text(let text) = literal { text } else { nil }
      }
    }
    takeEncoding(&cell)
    takeSelection(&cell)
    declare(&cell)
    guard refuseWhatDoesNotApply(&cell) else { return nil }
  }

  private static func format(_ place: LoadPlace, _ cell: inout CellCheck) -> LoadFormat? {
    if let word = cell.clause("format")?.word("format") { return LoadFormat(rawValue: word.text) }
    guard let path = place.path else { return .csv }
    switch guess(path.text, place, cell) {
    case .format(let format): return format
    case .unknown: return .csv
    case .later(let ending):
      if cell.unreadClauses.contains("format") { return nil }
      cell.error(
        .notYet, at: path.span, "files of the kind `.\(ending)` are not read yet",
        hint: LoadFormat.isArchive(ending)
          ? "unpack it first; `.gz` and `.zst` are read as they are"
          : "CSV, TSV and JSON are: export it, or say `format csv` if it holds CSV")
      return nil
    }
  }

  /// By the path; where it is a pattern that does not say, by the first file that it meets.
  private static func guess(_ path: String, _ place: LoadPlace, _ cell: CellCheck) -> LoadFormat.Guess {
    let guess = LoadFormat.guess(path)
    guard guess == .unknown, case .files(let pattern, _, _) = place else { return guess }
    return (try? cell.files.matching(pattern))?.first.map(LoadFormat.guess) ?? .unknown
  }

  private mutating func takeDelimiter(_ cell: inout CellCheck) -> Bool {
    guard let clause = cell.clause("delimiter"), let text = clause.text("delimiter") else { return true }
    let bytes = Array(text.utf8)
    guard bytes.count == 1, bytes[0] < 0x80, ![10, 13, 34].contains(bytes[0]) else {
      cell.error(
        .wrongValue, at: clause.span,
        "a delimiter is one ASCII character, other than a quote or a line break",
        hint: "such as \";\" or \"\\t\"")
      return false
    }
    dialect.delimiter = bytes[0]
    return true
  }

  private mutating func takeEncoding(_ cell: inout CellCheck) {
    guard let clause = cell.clause("encoding"), let word = clause.word("encoding") else { return }
    if case .inline = place {
      cell.error(
        .wrongValue, at: clause.span, "the lines of a notebook are UTF-8", hint: "leave `encoding` out")
      return
    }
    encoding = TextEncoding(rawValue: word.text) ?? .utf8
  }

  private mutating func takeSelection(_ cell: inout CellCheck) {
    if let table = cell.clause("table")?.word("table") {
      selection = .table(table.text)
      selectionSpan = table.span
    }
    guard let clause = cell.clause("query"), let query = clause.text("query") else { return }
    if let table = cell.clause("table") {
      cell.error(
        .repeatedClause, at: clause.keywordSpan, "the cell names a table and writes a query",
        hint: "keep one of the two; `\(cell.file.text(table.span))` is the same as all of its columns")
    }
    selection = .query(query)
    selectionSpan = clause.span
  }

  private mutating func declare(_ cell: inout CellCheck) {
    for clause in cell.clauses("column") {
      guard let name = clause.word("column"),
        let type = clause.word("type").flatMap({ ColumnType(name: $0.text) })
      else { continue }
      if let first = declared.first(where: { ByteKey($0.name) == ByteKey(name.text) }) {
        cell.error(
          .duplicateColumn, at: name.span, "`\(name.text)` has a type already",
          hint: "it is declared \(first.type.name) above")
        continue
      }
      declared.append(DeclaredColumn(name.text, type, format: clause.text("format")))
      places[ByteKey(name.text)] = name.span
    }
  }

  /// Clauses that say nothing about the format are mistakes, not decoration.
  ///
  /// False where there is nothing to go on with.
  private mutating func refuseWhatDoesNotApply(_ cell: inout CellCheck) -> Bool {
    if format == .sqlite {
      encoding = .utf8
      if case .inline(_, _, let span) = place {
        cell.error(
          .wrongValue, at: span, "a database is no text that a notebook could hold",
          hint: "`load NAME from \"data.sqlite\"`")
        return false
      }
    }
    let clauses: [(keyword: String, about: String, applies: Bool)] = [
      ("delimiter", "delimited text", format.isDelimited), ("header", "delimited text", format.isDelimited),
      ("encoding", "text", format != .sqlite), ("table", "databases", format == .sqlite),
      ("query", "databases", format == .sqlite),
    ]
    for (keyword, about, applies) in clauses where !applies {
      guard let clause = cell.clause(keyword) else { continue }
      cell.error(
        .wrongValue, at: clause.span, "`\(keyword)` is about \(about), and this is \(format.rawValue)",
        hint: "leave it out, or say the format: `format \(about == "databases" ? "sqlite" : "csv")`")
    }
    return true
  }

  /// Forgets what is declared of a column that cannot be so, as if its clause were not there.
  mutating func forget(declarationOf name: String) {
    declared.removeAll { ByteKey($0.name) == ByteKey(name) }
  }

  /// The type that a column is declared to have.
  func declaredType(of name: String) -> ColumnType? {
    declared.first { ByteKey($0.name) == ByteKey(name) }?.type
  }

  /// Where the clauses name a declared column.
  func place(ofDeclared name: String) -> Span? { places[ByteKey(name)] }

  /// How the bytes are read, as canonical text.
  var readingText: String {
    let missing = dialect.missing.map { $0.sorted().map { "\"\($0)\"" }.joined(separator: ", ") } ?? "usual"
    let types = declared.sorted { $0.name < $1.name }.map { "\($0.name) \($0.type.name) \($0.format ?? "")" }
    let columns = "missing \(missing), columns [\(types.joined(separator: "; "))]"
    let part: String
    switch selection {
    case .onlyTable: part = ""
    case .table(let name): part = "table \(name), "
    case .query(let text): part = "query \"\(text)\", "
    }
    let text = encoding == .utf8 ? "" : "encoding \(encoding.rawValue), "
    guard format.isDelimited else { return "format \(format.rawValue), \(part)\(text)\(columns)" }
    let delimiter = dialect.delimiter.map { String($0) } ?? "sniffed"
    let header = dialect.header.map { $0 ? "yes" : "no" } ?? "sniffed"
    return "\(text)delimiter \(delimiter), header \(header), \(columns)"
  }

  /// What a page calls the source.
  var title: String { place.title }
}
