import Canonical
import Frame
import Pipeline
import Syntax

/// Where rows of a loaded table stand in its source: the file and the line.
struct SourceLines {
  /// By row of the loaded table, such as `birds.csv:17`.
  private(set) var names: [Int: String] = [:]

  /// Sources with more bytes are not gone through again for a page.
  static let mostBytes = 64 << 20
  /// Of a load that leaves rows out, which ones has to be found again, too.
  static let mostFilteredBytes = 16 << 20

  /// The places of some rows. Empty for databases, for sources that are too long, and where a file is no longer the one that was
  /// loaded.
  init(of rows: [Int], _ load: LoadWork, in notebook: SourceFile, _ context: RunContext) {
    guard load.source.format != .sqlite, !rows.isEmpty,
      let content = try? load.source.content(context.files), content.digest == load.digest,
      content.byteCount <= (load.steps.filters ? Self.mostFilteredBytes : Self.mostBytes),
      let sources = try? load.sourceRows(rows, context)
    else { return }
    let wanted = Set(sources.values).sorted()
    guard let found = try? places(of: wanted, load.source, content, notebook) else { return }
    for (row, source) in sources { names[row] = found[source] }
  }

  /// By row of the source.
  private func places(
    of rows: [Int], _ source: LoadSource, _ content: LoadContent, _ notebook: SourceFile
  ) throws -> [Int: String] {
    var names: [Int: String] = [:]
    var (before, left) = (0, rows[...])
    for file in content.files where !left.isEmpty {
      let bytes = try source.encoding.utf8(try source.text(file))
      let isLast = file.path.hasSameBytes(as: content.files.last?.path ?? "")
      let count = isLast ? Int.max : try RowCount.of(bytes, source)
      let own = left.prefix { $0 - before < count }
      for (row, line) in try lines(own.map { $0 - before }, bytes, source) {
        names[before + row] = name(line, file, source, notebook)
      }
      left = left.dropFirst(own.count)
      if !isLast { before += count }
    }
    return names
  }

  private func lines(_ rows: [Int], _ bytes: [UInt8], _ source: LoadSource) throws -> [Int: Int] {
    if rows.isEmpty { return [:] }
    return source.format == .jsonl
      ? try RowLines.ofJSON(bytes, rows: rows)
      : try RowLines.ofCSV(bytes, dialect: source.dialect, rows: rows)
  }

  /// A single file goes by its name alone, lines of the notebook by their number in it.
  private func name(
    _ line: Int, _ file: LoadContent.File, _ source: LoadSource, _ notebook: SourceFile
  ) -> String {
    switch source.place {
    case .inline(_, let lines, _):
      guard lines.indices.contains(line - 1) else { return "line \(line)" }
      return "line \(notebook.position(of: lines[line - 1].start).line)"
    case .file: return "\(file.path.split(separator: "/").last.map(String.init) ?? file.path):\(line)"
    case .files: return "\(file.path):\(line)"
    }
  }
}

/// How many rows a file has, where it is one of several.
private enum RowCount {
  static func of(_ bytes: [UInt8], _ source: LoadSource) throws -> Int {
    source.format == .jsonl
      ? try RowLines.countOfJSON(bytes) : try RowLines.countOfCSV(bytes, dialect: source.dialect)
  }
}

extension LoadWork {
  /// The rows of the source that some rows of the table were.
  fileprivate func sourceRows(_ rows: [Int], _ context: RunContext) throws -> [Int: Int] {
    guard steps.filters else { return Dictionary(uniqueKeysWithValues: Set(rows).map { ($0, $0) }) }
    let reading = try source.read(
      files: context.files, memo: context.memo, keeper: context.keeper, memory: context.parts.memory)
    let kept = try steps.keptRows(of: try reading.table.table())
    return Dictionary(
      uniqueKeysWithValues: Set(rows).filter(kept.indices.contains).map { ($0, kept[$0]) })
  }
}

extension LoadSteps {
  /// Whether rows other than the last are left out.
  var filters: Bool {
    steps.contains { if case .filter = $0 { true } else { false } }
  }

  /// The rows of a table that its steps keep, by their numbers.
  fileprivate func keptRows(of table: Table) throws -> [Int] {
    let numbers = Array(repeating: "row", count: 1 + table.schema.names.count).enumerated()
      .map { "\($0.element) \($0.offset)" }
    let others = Set(steps.flatMap(\.newNames) + table.schema.names)
    let name = numbers.first { !others.contains($0) } ?? "row"
    var table = table.adding(
      Field(name, .integer), .integers((0..<table.rowCount).map { Int64($0) }))
    for step in steps {
      if case .select(let names) = step {
        table = table.selecting(names + [name])
      } else {
        table = try step.applied(to: table)
      }
    }
    return table.column(name)?.doubles().map { Int($0) } ?? []
  }
}

extension LoadSteps.Step {
  /// Names of columns that there were not before.
  fileprivate var newNames: [String] {
    switch self {
    case .rename(_, let new): [new]
    case .derive(let name, _, _): [name]
    default: []
    }
  }
}
