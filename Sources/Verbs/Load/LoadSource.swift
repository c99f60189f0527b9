import Canonical
import Frame
import Pipeline
import Syntax

/// Where a load reads from and how: all that decides the table before any step is made.
struct LoadSource: Sendable {
  enum Place: Sendable {
    case file(path: String, Span)
    /// The lines of an `inline` clause, and the line of the notebook that they begin on.
    case inline([UInt8], firstLine: Int, Span)
  }

  var place: Place
  var dialect: CSVDialect
  var declared: [DeclaredColumn]

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
        cell.error(.wrongValue, at: clause.span, "a delimiter is one ASCII character, other than a quote or a line break", hint: "such as \";\" or \"\\t\"")
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
    declared = cell.clauses("column").compactMap { clause -> DeclaredColumn? in
      guard let name = clause.word("column"), let type = clause.word("type").flatMap({ ColumnType(name: $0.text) })
      else { return nil }
      return DeclaredColumn(name.text, type, format: clause.text("format"))
    }
  }

  private static func place(_ cell: inout CellCheck) -> Place? {
    let inline = cell.clause("inline")
    if case .path(let path, let span)? = cell.cell.sources.first {
      if let inline {
        cell.error(.repeatedClause, at: inline.keywordSpan, "the table is both in a file and inline", hint: "keep one of the two")
      }
      return .file(path: path, span)
    }
    guard let inline, case .rawLines(let lines)? = inline.arguments["lines"], let first = lines.first else {
      if cell.cell.sources.isEmpty {
        cell.error(
          .missingClause, at: cell.cell.verb.span, "`load` does not say where from",
          hint: "`load \(cell.name()) from \"data.csv\"`, or an `inline` clause with indented lines of CSV")
      }
      return nil
    }
    return .inline(unindented(lines, cell.file), firstLine: cell.file.position(of: first.start).line, inline.span)
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
    for later in ["jsonl", "ndjson", "json", "parquet", "arrow", "feather", "sqlite", "db", "gz", "zst", "xlsx"]
    where name.hasSuffix("." + later) {
      cell.error(
        .notYet, at: span, "files of the kind `.\(later)` are not read yet",
        hint: "CSV and TSV are; say `format csv` if that is what it holds")
      return false
    }
    return true
  }

  /// The schema as inferred from the whole file, remembered by the store so that an unchanged file is not parsed again.
  func schema(files: any DataFiles, memo: SessionMemo, store: (any Store)?) throws(CellFailure) -> Schema {
    let digest = try content(files).digest
    let key = Digest(of: "schema \(digest) \(readingText)")
    if let stored = store?.result(for: key) {
      var reader = ByteReader(stored.manifest)
      if let schema = try? Schema(decoding: &reader) { return schema }
    }
    let schema = try read(files: files, memo: memo).table.schema
    var writer = ByteWriter()
    schema.encode(into: &writer)
    store?.keep(CellResult(manifest: writer.bytes), key: key, verb: "schema", ingredients: [], seconds: 0)
    return schema
  }

  /// The table as the file has it. Parsed once in a process; the digest is that of the bytes parsed.
  func read(files: any DataFiles, memo: SessionMemo) throws(CellFailure) -> CSVReading {
    let (bytes, digest) = try content(files)
    let key = Digest(of: digest.description + readingText)
    if let known = memo[key] as? CSVReading { return known }
    do throws(CSVError) {
      let reading = try CSVReader.read(bytes, dialect: dialect, declared: declared)
      memo.keep(reading, for: key)
      return reading
    } catch {
      throw failure(error)
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
        throw CellFailure(error.outside ? .fileOutside : .fileAccess, error.message, hint: error.hint, at: span)
      }
    }
  }

  /// How the bytes are read, as canonical text.
  var readingText: String {
    let delimiter = dialect.delimiter.map { String($0) } ?? "sniffed"
    let header = dialect.header.map { $0 ? "yes" : "no" } ?? "sniffed"
    let missing = dialect.missing.map { $0.sorted().map { "\"\($0)\"" }.joined(separator: ", ") } ?? "usual"
    let types = declared.sorted { $0.name < $1.name }.map { "\($0.name) \($0.type.name) \($0.format ?? "")" }
    return "delimiter \(delimiter), header \(header), missing \(missing), columns [\(types.joined(separator: "; "))]"
  }

  /// What a page calls the source.
  var title: String {
    switch place {
    case .file(let path, _): path
    case .inline: "inline"
    }
  }

  private func failure(_ error: CSVError) -> CellFailure {
    let place: String
    let span: Span
    switch self.place {
    case .file(let path, let at):
      span = at
      place = error.line > 0 ? "\(path):\(error.line)\(error.column.map { ":\($0)" } ?? ""): " : "\(path): "
    case .inline(_, let first, let at):
      span = at
      place = error.line > 0 ? "line \(first + error.line - 1): " : ""
    }
    let code: DiagnosticCode =
      switch error.kind {
      case .value: .dataValue
      case .unknownColumn: .unknownColumn
      case .declaration: .wrongValue
      default: .dataFormat
      }
    return CellFailure(code, place + error.message, hint: error.hint, at: span)
  }
}
