import Canonical
import Drawing
import Frame
import Pipeline
import Report
import Syntax

/// A checked `load`.
struct LoadWork: PresentedWork {
  var source: LoadSource
  var steps: LoadSteps
  var type: TableType

  var outputs: [any ValueType] { [type] }
  var inputs: [InputUse] { [] }

  /// What is read and how. The file's digest comes with its name, so that `why` can say which file changed.
  var settings: [Ingredient] {
    [fileIngredient, Ingredient(.setting, role: "reading", value: source.readingText)]
      + steps.canonicalTexts.enumerated().map {
        Ingredient(.setting, role: "step \($0.offset + 1)", value: $0.element)
      }
  }

  var digest: Digest
  var byteCount: Int
  var fileCount: Int

  private var fileIngredient: Ingredient {
    Ingredient(
      .file, role: "content", value: digest.description, label: source.title,
      detail: (fileCount == 1 ? "" : "\(NumberText.thousands(fileCount)) files, ")
        + "\(NumberText.thousands(byteCount)) bytes")
  }

  func run(_ context: RunContext) throws -> CellResult {
    let reading = try source.read(
      files: context.files, memo: context.memo, keeper: context.keeper, memory: context.parts.memory)
    let table = try steps.applied(to: reading.table, keeper: context.keeper)
    guard table.rowCount > 0 else {
      throw CellFailure(
        .cellFailed, "no row is left", hint: "the condition after `where` is true for none of them")
    }
    let summaries = try Parallel.map(table.columns.count) { index in
      Result { try ColumnSummary(of: table.columns[index]) }
    }.map { try $0.get() }
    let columns = zip(table.schema.fields, table.columns).map { field, column in
      TableValue.ColumnPart(field: field, digest: column.digest, missing: column.missingCount)
    }
    let manifest = LoadManifest(
      columns: columns, rows: table.rowCount, rowsRead: reading.account.read, summaries: summaries,
      head: try table.first(FirstRows.count).baseColumns)
    return CellResult(manifest: manifest.bytes, parts: table.columns.flatMap(\.parts))
  }

  func values(of result: StoredResult, _ context: RunContext) throws -> [any Value] {
    let manifest = try LoadManifest(result.manifest)
    return [TableValue(columns: manifest.columns, baseRows: manifest.rows, draw: nil, parts: context.parts)]
  }

  func diagramNode(_ values: [any Value]) -> (kind: Diagram.Kind, subtitle: String?)? {
    guard let table = values.first as? TableValue else { return (.data, nil) }
    return (.data, "\(NumberText.thousands(table.rows)) × \(table.columns.count)")
  }

  /// A load that filters is drawn with the file before it.
  func rowIntake(_ outcome: CellOutcome?) -> RowIntake? {
    guard steps.mayDropRows else { return nil }
    let manifest = outcome?.result.flatMap { try? LoadManifest($0.manifest) }
    return RowIntake(
      origin: source.title, rows: manifest?.rowsRead,
      lost: manifest.map { max(0, $0.rowsRead - $0.rows) } ?? 0)
  }

  func present(_ input: PresentationInput) throws -> Presentation {
    let manifest = try LoadManifest(input.result.manifest)
    let kept = manifest.rows
    let read = manifest.rowsRead
    let rows =
      read == kept
      ? "\(NumberText.thousands(read)) row\(read == 1 ? "" : "s")"
      : "\(NumberText.count(read, "row")) read, \(NumberText.thousands(kept)) kept"
    return Presentation(
      caption: caption(manifest),
      blocks: [
        .table(SchemaTable.make(manifest.columns, manifest.summaries, rows: kept)),
        .table(FirstRows.make(manifest.columns.map(\.field), manifest.head, manifest.summaries, rows: kept)),
      ],
      provenance: "load · \(source.title) · "
        + (fileCount == 1 ? "" : "\(NumberText.thousands(fileCount)) files · ") + rows)
  }

  private func caption(_ manifest: LoadManifest) -> String {
    let target = TargetColumns(manifest.columns.map(\.field).filter { $0.role == .target })
    let count = manifest.columns.count
    return "\(NumberText.count(manifest.rows, "row")) of \(NumberText.count(count, "column"))"
      + (target.map { "; \($0.title) \($0.fields.count == 1 ? "is the target" : "are the targets")" } ?? "")
      + "."
  }
}

/// What the store keeps of a load beside its columns.
struct LoadManifest {
  var columns: [TableValue.ColumnPart]
  var rows: Int
  var rowsRead: Int
  var summaries: [ColumnSummary]
  /// The first rows of each column, so that no column is read for the page.
  var head: [Column]

  init(
    columns: [TableValue.ColumnPart], rows: Int, rowsRead: Int, summaries: [ColumnSummary], head: [Column]
  ) {
    self.columns = columns
    self.rows = rows
    self.rowsRead = rowsRead
    self.summaries = summaries
    self.head = head
  }

  init(_ bytes: [UInt8]) throws(DecodingFailure) {
    var reader = ByteReader(bytes)
    let schema = try Schema(decoding: &reader)
    let rows = try reader.readInt()
    self.rows = rows
    rowsRead = try reader.readInt()
    let parts = try reader.readArray { reader throws(DecodingFailure) in
      (try reader.readDigest(), try reader.readInt())
    }
    let summaries = try reader.readArray { reader throws(DecodingFailure) in
      try ColumnSummary(decoding: &reader)
    }
    let head = try reader.readArray { reader throws(DecodingFailure) in try Column(decoding: &reader) }
    try reader.finish()
    let shown = min(FirstRows.count, rows)
    let headFits =
      head.count == parts.count
      && zip(head, schema.fields).allSatisfy { $0.type == $1.type && $0.count == shown }
    guard parts.count == schema.fields.count, summaries.count == parts.count, rows >= 0, headFits else {
      throw DecodingFailure("counts that do not agree")
    }
    self.head = head
    self.summaries = summaries
    columns = zip(schema.fields, parts).map { .init(field: $0, digest: $1.0, missing: $1.1) }
  }

  var bytes: [UInt8] {
    var writer = ByteWriter()
    Schema(columns.map(\.field)).encode(into: &writer)
    writer.write(rows)
    writer.write(rowsRead)
    writer.write(each: columns) { writer, part in
      writer.write(part.digest)
      writer.write(part.missing)
    }
    writer.write(each: summaries) { $1.encode(into: &$0) }
    writer.write(each: head) { $1.encode(into: &$0) }
    return writer.bytes
  }
}
