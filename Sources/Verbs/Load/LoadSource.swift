import Canonical
import Frame
import Pipeline
import Syntax

/// Where a load reads from and how: all that decides the table before any step is made.
struct LoadSource: Sendable {
  enum Place: Sendable {
    case file(path: String, Span)
    /// The lines of an `inline` clause, and the line of the notebook that they begin on.
    case inline([UInt8], lines: [Span], Span)
  }

  var place: Place
  var dialect: CSVDialect
  private(set) var declared: [DeclaredColumn]
  /// Where the clauses name the declared columns.
  private var places: [ByteKey: Span] = [:]

  /// Reports what is wrong with the clauses; nil where there is nothing to read.
  init?(_ cell: inout CellCheck) {
    guard let place = LoadSource.place(&cell) else { return nil }
    self.place = place
    dialect = CSVDialect()
    if case .file(let path, let span) = place {
      guard LoadSource.isDelimited(path, span, &cell) else { return nil }
      if path.lowercased().hasSuffix(".tsv") { dialect.delimiter = UInt8(ascii: "\t") }
    }
    if cell.clause("format")?.word("format")?.text == "tsv" { dialect.delimiter = UInt8(ascii: "\t") }
    if let clause = cell.clause("delimiter"), let text = clause.text("delimiter") {
      let bytes = Array(text.utf8)
      guard bytes.count == 1, bytes[0] < 0x80, ![10, 13, 34].contains(bytes[0]) else {
        cell.error(
          .wrongValue, at: clause.span,
          "a delimiter is one ASCII character, other than a quote or a line break",
          hint: "such as \";\" or \"\\t\"")
        return nil
      }
      dialect.delimiter = bytes[0]
    }
    dialect.header = cell.clause("header")?.flag("header")
    if let clause = cell.clause("missing") {
      dialect.missing = clause.literals("markers").compactMap { literal in
        if case .text(let text) = literal { text } else { nil }
      }
    }
    declared = []
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

  private static func place(_ cell: inout CellCheck) -> Place? {
    let inline = cell.clause("inline")
    if case .path(let path, let span)? = cell.cell.sources.first {
      if let inline {
        cell.error(
          .repeatedClause, at: inline.keywordSpan, "the table is both in a file and inline",
          hint: "keep one of the two")
      }
      guard !path.isEmpty else {
        cell.error(
          .cellHeader, at: span, "the path is empty", hint: "such as \"data.csv\", beside the notebook")
        return nil
      }
      return .file(path: path, span)
    }
    guard let inline, case .rawLines(let lines)? = inline.arguments["lines"], !lines.isEmpty else {
      if cell.cell.sources.isEmpty, !cell.isIncomplete {
        cell.error(
          .missingClause, at: cell.cell.verb.span, "`load` does not say where from",
          hint:
            "`load \(cell.cell.names.first?.text ?? "NAME") from \"data.csv\"`, or an `inline` clause with indented lines of CSV"
        )
      }
      return nil
    }
    return .inline(
      unindented(lines, cell.file), lines: lines.map { trimmed($0, cell.file) }, inline.keywordSpan)
  }

  /// A line without its indentation, as the place of a message.
  private static func trimmed(_ line: Span, _ file: SourceFile) -> Span {
    Span(file.bytes[line.start..<line.end].firstIndex { $0 != 32 && $0 != 9 } ?? line.start, line.end)
  }

  /// The lines without the indentation that they share.
  private static func unindented(_ lines: [Span], _ file: SourceFile) -> [UInt8] {
    let texts = lines.map { Array(file.bytes[$0.start..<$0.end]) }
    let indents = texts.filter { !$0.isEmpty }.map { line in line.prefix { $0 == 32 || $0 == 9 }.count }
    let shared = indents.min() ?? 0
    return texts.flatMap { $0.dropFirst(min(shared, $0.count)) + [10] }
  }

  private static func isDelimited(_ path: String, _ span: Span, _ cell: inout CellCheck) -> Bool {
    if cell.clause("format") != nil { return true }
    let name = path.lowercased()
    for later in [
      "jsonl", "ndjson", "json", "parquet", "arrow", "feather", "sqlite", "db", "gz", "zst", "zip", "xlsx",
    ]
    where name.hasSuffix("." + later) {
      if cell.unreadClauses.contains("format") { return false }
      let isPacked = ["gz", "zst", "zip"].contains(later)
      cell.error(
        .notYet, at: span, "files of the kind `.\(later)` are not read yet",
        hint: isPacked ? "unpack it first" : "CSV and TSV are: export it, or say `format csv` if it holds CSV"
      )
      return false
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

  /// The schema as inferred from the whole file, remembered by the store so that an unchanged file is not parsed again.
  func schema(files: any DataFiles, memo: SessionMemo, store: (any Store)?) throws(LoadFailure) -> Schema {
    let digest: Digest
    do throws(CellFailure) { digest = try content(files).digest } catch { throw LoadFailure(error) }
    let key = Digest(of: "schema \(digest) \(readingText)")
    if let stored = store?.result(for: key) {
      var reader = ByteReader(stored.manifest)
      if let schema = try? Schema(decoding: &reader) { return schema }
    }
    let schema = try reading(files, memo).table.schema
    var writer = ByteWriter()
    schema.encode(into: &writer)
    store?.keep(CellResult(manifest: writer.bytes), key: key, verb: "schema", ingredients: [], seconds: 0)
    return schema
  }

  /// The table as the file has it. Parsed once in a process; the digest is that of the bytes parsed.
  func read(files: any DataFiles, memo: SessionMemo) throws(CellFailure) -> CSVReading {
    do throws(LoadFailure) { return try reading(files, memo) } catch { throw error.failure }
  }

  private func reading(_ files: any DataFiles, _ memo: SessionMemo) throws(LoadFailure) -> CSVReading {
    let bytes: [UInt8]
    let digest: Digest
    do throws(CellFailure) { (bytes, digest) = try content(files) } catch { throw LoadFailure(error) }
    let key = Digest(of: digest.description + readingText)
    if let known = memo[key] as? CSVReading { return known }
    do throws(CSVError) {
      let reading = try CSVReader.read(bytes, dialect: dialect, declared: declared)
      memo.keep(reading, for: key)
      return reading
    } catch {
      throw LoadFailure(failure(error), column: error.name)
    }
  }

  func content(_ files: any DataFiles) throws(CellFailure) -> (bytes: [UInt8], digest: Digest) {
    switch place {
    case .inline(let bytes, _, _): return (bytes, Digest(of: bytes))
    case .file(let path, let span):
      do throws(FileProblem) {
        let file = try files.read(path)
        return (file.bytes, file.digest)
      } catch {
        throw CellFailure(
          error.outside ? .fileOutside : .fileAccess, error.message, hint: error.hint, at: span)
      }
    }
  }

  /// How the bytes are read, as canonical text.
  var readingText: String {
    let delimiter = dialect.delimiter.map { String($0) } ?? "sniffed"
    let header = dialect.header.map { $0 ? "yes" : "no" } ?? "sniffed"
    let missing = dialect.missing.map { $0.sorted().map { "\"\($0)\"" }.joined(separator: ", ") } ?? "usual"
    let types = declared.sorted { $0.name < $1.name }.map { "\($0.name) \($0.type.name) \($0.format ?? "")" }
    return
      "delimiter \(delimiter), header \(header), missing \(missing), columns [\(types.joined(separator: "; "))]"
  }

  /// What a page calls the source.
  var title: String {
    switch place {
    case .file(let path, _): path
    case .inline: "inline"
    }
  }

  private func failure(_ error: CSVError) -> CellFailure {
    let code: DiagnosticCode =
      switch error.kind {
      case .value: .dataValue
      case .unknownColumn: .unknownColumn
      case .declaration: .wrongValue
      default: .dataFormat
      }
    let isAboutText = error.kind == .unknownColumn || error.kind == .declaration
    let named = error.name.flatMap { places[ByteKey($0)] }
    switch place {
    case .file(let path, let span):
      let line = error.line > 0 ? ":\(error.line)\(error.column.map { ":\($0)" } ?? "")" : ""
      let message = isAboutText ? error.message : "\(path)\(line): \(error.message)"
      return CellFailure(code, message, hint: error.hint, at: named ?? span)
    case .inline(_, let lines, let keyword):
      let line = error.line > 0 && error.line <= lines.count && !isAboutText ? lines[error.line - 1] : keyword
      let fromFile = error.message.hasPrefix("the file ")
      let message = fromFile ? "the table " + error.message.dropFirst(9) : error.message
      return CellFailure(code, message, hint: error.hint, at: isAboutText ? named ?? keyword : line)
    }
  }
}

/// Why a table cannot be read, and the declared column that is to blame, if one is.
struct LoadFailure: Error {
  var failure: CellFailure
  var column: String?

  init(_ failure: CellFailure, column: String? = nil) {
    self.failure = failure
    self.column = column
  }
}
