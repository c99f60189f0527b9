import Canonical
import Drawing
import Frame
import Learning
import Pipeline
import Report
import Syntax

/// A checked `predict`.
struct PredictWork: PresentedWork {
  var columns: PredictedColumns
  var type: TableType
  /// The file to write; nil: none.
  var path: String?
  /// The clause that names it.
  var pathSpan: Span?
  /// The model, then the table.
  var inputs: [InputUse]

  var outputs: [any ValueType] { [type] }
  var settings: [Ingredient] { [Ingredient(.setting, role: "columns", value: columns.text)] }

  /// How rows are written to a file.
  enum Format {
    case csv, jsonLines

    init?(path: String) {
      if path.utf8.count > 4, path.hasSuffix(".csv") {
        self = .csv
      } else if path.utf8.count > 6, path.hasSuffix(".jsonl") {
        self = .jsonLines
      } else {
        return nil
      }
    }

    func bytes(_ table: Table) -> [UInt8] {
      switch self {
      case .csv: Array(CSVWriter.text(table).utf8)
      case .jsonLines: JSONLinesWriter.bytes(table)
      }
    }
  }

  func run(_ context: RunContext) throws -> CellResult {
    let model = try context.input(0, as: ModelValue.self)
    let value = try context.input(1, as: TableValue.self)
    do {
      let table = try value.table(columns: model.features.recipe.inputColumns)
      let prediction = try model.predictor.predict(model.features.recipe.apply(to: table))
      let made = try columns.columns(prediction, rows: try value.baseRowNumbers(), of: value.baseRows)
      let parts = made.map { Part($0.canonicalBytes) }
      var all = ByteWriter()
      prediction.encode(into: &all)
      let whole = Part(all.bytes)
      var writer = ByteWriter()
      writer.write(each: Array(zip(parts, made))) {
        $0.write($1.0.digest)
        $0.write($1.1.missingCount)
      }
      writer.write(whole.digest)
      return CellResult(manifest: writer.bytes, parts: parts + [whole])
    } catch let error as LearningError {
      throw CellFailure(.cellFailed, error.message, hint: error.hint)
    }
  }

  func values(of result: StoredResult, _ context: RunContext) throws -> [any Value] {
    let manifest = try Manifest(result.manifest, fields: columns.fields)
    var table = try context.input(1, as: TableValue.self)
    table.columns += manifest.columns
    return [table]
  }

  private struct Manifest {
    var columns: [TableValue.ColumnPart]
    /// The part that holds the whole prediction.
    var prediction: Digest

    init(_ bytes: [UInt8], fields: [Field]) throws(DecodingFailure) {
      var reader = ByteReader(bytes)
      let parts = try reader.readArray { reader throws(DecodingFailure) in
        (digest: try reader.readDigest(), missing: try reader.readInt())
      }
      guard parts.count == fields.count else { throw DecodingFailure("another number of columns") }
      columns = zip(parts, fields).map {
        TableValue.ColumnPart(field: $1, digest: $0.digest, missing: $0.missing)
      }
      prediction = try reader.readDigest()
      try reader.finish()
    }
  }

  /// The rows with what was predicted, and the probabilities of all classes behind.
  func outputFiles(_ values: [any Value], _ result: StoredResult) throws -> [OutputFile] {
    guard let path, let format = Format(path: path), let value = values.first as? TableValue else {
      return []
    }
    var table = try value.table()
    let manifest = try Manifest(result.manifest, fields: columns.fields)
    let prediction = try value.parts.decoded(manifest.prediction) { reader throws(DecodingFailure) in
      try Prediction(decoding: &reader)
    }
    if let labels = prediction.probabilities?.labels ?? columns.listedLabels(of: prediction) {
      let draw = try value.baseRowNumbers()
      let isSet = prediction.labels == nil
      let all = PredictedColumns(task: isSet ? .multilabel : .classification, name: nil, classes: labels)
      let made = try all.columns(prediction, rows: draw, of: value.baseRows).dropFirst(isSet ? 1 : 2)
      let named = zip(all.fields.dropFirst(isSet ? 1 : 2), made).filter { table.schema[$0.0.name] == nil }
      table = try Table(
        schema: Schema(table.schema.fields + named.map(\.0)), columns: table.baseColumns + named.map(\.1),
        draw: draw, rowCount: value.baseRows)
    }
    return [OutputFile(path: path, bytes: format.bytes(table), span: pathSpan)]
  }

  func diagramNode(_ values: [any Value]) -> (kind: Diagram.Kind, subtitle: String?)? {
    (.data, path ?? values.first?.rowCount.map { NumberText.count($0, "row") })
  }

  func present(_ input: PresentationInput) throws -> Presentation {
    guard let value = input.outcome.values.first as? TableValue else {
      throw CellFailure(.cellFailed, "the result is no table")
    }
    let fields = columns.fields
    let made = try value.table(columns: fields.map(\.name))
    let others = value.columns.map(\.field).filter { field in !fields.contains { $0.name == field.name } }
    let shown = fields + others.prefix(max(0, 8 - fields.count))
    let head = try value.table(columns: shown.map(\.name)).prefix(FirstRows.count)
    var table = FirstRows.make(
      shown, shown.map { head.column($0.name) ?? .numbers([]) }, [],
      rows: value.rows)
    for (place, field) in fields.enumerated() where field.type == .number && field.name != "predicted" {
      let values = head.column(field.name)?.doubles() ?? []
      for row in table.rows.indices where values[row].isFinite {
        table.rows[row][place] = .text(NumberText.fixed(values[row], 3))
      }
    }
    table.note = path.map { "all rows, with the probabilities of all classes, in \($0)" }
    return Presentation(
      caption: "What \(inputs[0].name) says of \(NumberText.count(value.rows, "row")) of \(inputs[1].name).",
      blocks: [summary(made)].compactMap { $0 } + [.table(table)],
      provenance: "predict · \(inputs[0].name) · \(inputs[1].name) · \(NumberText.count(value.rows, "row"))")
  }

  /// Of how many rows each label is said: the first ones that stand on most rows.
  private func labelTiles(_ table: Table) -> ReportBlock? {
    var counts: [(label: String, count: Int)] = []
    for (field, label) in columns.verdicts {
      let values = table.column(field)?.booleans ?? []
      counts.append((label, values.count { $0 }))
    }
    let ranked = counts.enumerated().sorted { ($1.element.count, $0.offset) < ($0.element.count, $1.offset) }
    return .tiles(
      ranked.prefix(4).map { entry in
        ReportBlock.Tile(
          label: entry.element.label, value: NumberText.thousands(entry.element.count),
          detail: NumberText.percent(Double(entry.element.count) / Double(max(table.rowCount, 1))))
      })
  }

  /// How often each class, cluster or verdict was predicted.
  private func summary(_ table: Table) -> ReportBlock? {
    guard let field = columns.fields.first, let column = table.column(field.name) else { return nil }
    if columns.areLabels { return labelTiles(table) }
    if field.type == .number {
      let values = column.doubles().filter(\.isFinite).sorted()
      guard let low = values.first, let high = values.last else { return nil }
      let mean = values.reduce(0, +) / Double(values.count)
      return .tiles([
        .init(label: "rows", value: NumberText.thousands(values.count)),
        .init(label: "mean", value: NumberText.significant(mean, 4)),
        .init(label: "lowest", value: NumberText.significant(low, 4)),
        .init(label: "highest", value: NumberText.significant(high, 4)),
      ])
    }
    var counts: [String: Int] = [:]
    for row in 0..<table.rowCount { counts[column[row].text, default: 0] += 1 }
    let ranked = counts.sorted { $0.value != $1.value ? $0.value > $1.value : $0.key.precedesByBytes($1.key) }
    return .tiles(
      ranked.prefix(4).map { name, count in
        if name.isEmpty, field.type == .text {
          return ReportBlock.Tile(
            label: "no label", value: NumberText.thousands(count),
            detail: NumberText.percent(Double(count) / Double(max(table.rowCount, 1))))
        }
        let label = field.type == .boolean ? (name == "true" ? field.name : "no \(field.name)") : name
        return ReportBlock.Tile(
          label: label, value: NumberText.thousands(count),
          detail: NumberText.percent(Double(count) / Double(max(table.rowCount, 1))))
      })
  }
}
