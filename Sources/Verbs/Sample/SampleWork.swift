import Canonical
import Drawing
import Frame
import Pipeline
import Report
import Syntax

/// A checked `sample`.
struct SampleWork: PresentedWork {
  enum Method: Sendable {
    case split([Double])
    case take(SampleAmount)
  }

  var method: Method
  var strata: [String]
  var types: [TableType]
  var names: [String]
  var input: InputUse

  var outputs: [any ValueType] { types }
  var inputs: [InputUse] { [input] }
  var isRandom: Bool { true }

  var settings: [Ingredient] {
    [
      Ingredient(.setting, role: "draw", value: methodText),
      Ingredient(.setting, role: "stratify by", value: strata.joined(separator: ", ")),
    ]
  }

  private var methodText: String {
    switch method {
    case .split(let shares): "split \(shares.map { NumberText.exact($0) }.joined(separator: ", "))"
    case .take(.count(let count)): "take \(count) rows"
    case .take(.share(let share)): "take a share of \(NumberText.exact(share))"
    }
  }

  func run(_ context: RunContext) throws -> CellResult {
    let value = try context.input(0, as: TableValue.self)
    let table = try value.table(columns: strata)
    let groups = strata.isEmpty ? nil : Sampling.strata(of: strata.compactMap { table.column($0) })
    let draws: [RowDraw]
    do throws(SamplingError) {
      switch method {
      case .split(let shares):
        draws = try Sampling.split(
          rowCount: value.rows, shares: shares, strata: groups?.codes, labels: groups?.labels ?? [],
          seed: context.seed)
      case .take(let amount):
        draws = [
          try Sampling.take(
            rowCount: value.rows, amount: amount, strata: groups?.codes, labels: groups?.labels ?? [],
            seed: context.seed)
        ]
      }
    } catch {
      throw CellFailure(.cellFailed, error.message, hint: error.hint)
    }
    if case .take(.share(let share)) = method, draws.contains(where: { $0.count == 0 }) {
      throw CellFailure(
        .cellFailed, "\(NumberText.percent(share)) of \(NumberText.thousands(value.rows)) rows is no row",
        hint: "take a larger share")
    }
    let based = table.draw.map { base in draws.map { $0.composed(over: base) } } ?? draws
    var writer = ByteWriter()
    let parts = based.map { draw in
      var part = ByteWriter()
      draw.encode(into: &part)
      return Part(part.bytes)
    }
    writer.write(each: Array(zip(parts, based))) { writer, part in
      writer.write(part.0.digest)
      writer.write(part.1.count)
    }
    return CellResult(manifest: writer.bytes, parts: parts)
  }

  func values(of result: StoredResult, _ context: RunContext) throws -> [any Value] {
    let table = try context.input(0, as: TableValue.self)
    var reader = ByteReader(result.manifest)
    let draws = try reader.readArray { reader throws(DecodingFailure) in
      TableValue.DrawPart(digest: try reader.readDigest(), rows: try reader.readInt())
    }
    try reader.finish()
    guard draws.count == names.count else { throw DecodingFailure("another number of parts") }
    return draws.map { table.drawing($0) }
  }

  func diagramNode(_ values: [any Value]) -> (kind: Diagram.Kind, subtitle: String?)? {
    switch method {
    case .split(let shares):
      (.split, "split " + shares.map { NumberText.significant($0 * 100) }.joined(separator: " / ") + " %")
    case .take: (.split, values.first?.rowCount.map { NumberText.count($0, "row") })
    }
  }

  /// Rows that are in no part of the draw are left behind.
  func rowIntake(_ outcome: CellOutcome?) -> RowIntake? {
    guard let outcome, let source = outcome.context?.inputs.first?.rowCount, !outcome.values.isEmpty else {
      return nil
    }
    let drawn = outcome.values.reduce(0) { $0 + ($1.rowCount ?? 0) }
    return RowIntake(rows: source, lost: max(0, source - drawn))
  }

  func present(_ input: PresentationInput) throws -> Presentation {
    let values = input.outcome.values.compactMap { $0 as? TableValue }
    let source = try input.context.input(0, as: TableValue.self)
    let balance = try balanceColumn(source.schema).map {
      try ClassBalance(column: $0, names: names, parts: values)
    }
    var blocks: [ReportBlock] = [.table(table(values, of: source.rows, balance))]
    if let balance, values.count > 1, balance.labels.count <= 12 {
      blocks.append(.picture(balance.chart, wide: false))
    }
    let drawn = values.reduce(0) { $0 + $1.rows }
    return Presentation(
      caption: caption(values, balance), blocks: blocks,
      provenance:
        "sample · \(self.input.name) · \(NumberText.thousands(drawn)) of \(NumberText.count(source.rows, "row")) · seed \(Int64(bitPattern: input.context.seed))"
    )
  }

  /// What to show the balance of: the column stratified by, else the target, where it has few values.
  private func balanceColumn(_ schema: Schema) -> String? {
    if strata.count == 1 { return strata[0] }
    guard let target = schema.first(role: .target), target.type == .category || target.type == .boolean else {
      return nil
    }
    return target.name
  }

  private func caption(_ values: [TableValue], _ balance: ClassBalance?) -> String {
    let parts = zip(names, values).map { "\($0) with \(NumberText.thousands($1.rows))" }
    let rows = parts.joined(separator: ", ") + " row\(values.last?.rows == 1 ? "" : "s")"
    return (values.count > 1 ? "Disjoint parts: \(rows)" : "A sample: \(rows)")
      + (strata.isEmpty ? "." : ", stratified by \(strata.joined(separator: " and ")).")
  }

  private func table(_ values: [TableValue], of total: Int, _ balance: ClassBalance?) -> ReportTable {
    var columns: [ReportTable.Column] = [
      .init("part"), .init("rows", numeric: true), .init("share", numeric: true),
    ]
    let labels = balance.map { $0.labels.count <= 8 ? $0.labels : [] } ?? []
    columns += labels.map { .init($0, numeric: true) }
    let rows = zip(names, values).enumerated().map { index, part -> [ReportTable.Entry] in
      let (name, value) = part
      var row: [ReportTable.Entry] = [
        .strong(name), .text(NumberText.thousands(value.rows)),
        .text(NumberText.percent(Double(value.rows) / Double(max(total, 1)))),
      ]
      for label in labels.indices {
        let count = balance?.counts[index][label] ?? 0
        row.append(
          .measured(
            NumberText.thousands(count),
            spread: NumberText.percent(Double(count) / Double(max(value.rows, 1)))))
      }
      return row
    }
    return ReportTable(columns: columns, rows: rows)
  }
}

/// How often each value of a column occurs in the parts of a draw.
struct ClassBalance {
  var labels: [String]
  /// By part, then by label.
  var counts: [[Int]]
  private var names: [String]

  init(column: String, names: [String], parts: [TableValue]) throws {
    self.names = names
    let columns = try parts.map { part in
      try part.table(columns: [column]).column(column)?.asCategory() ?? .missing(.category, count: 0)
    }
    var labels: Set<ByteKey> = []
    for column in columns {
      for code in Set(column.codes ?? []) where code >= 0 {
        labels.insert(ByteKey(column.levels[Int(code)]))
      }
    }
    let ordered = labels.sorted()
    let position = Dictionary(uniqueKeysWithValues: ordered.enumerated().map { ($1, $0) })
    self.labels = ordered.map(\.text)
    counts = columns.map { column in
      var counts = [Int](repeating: 0, count: ordered.count)
      let places = column.levels.map { position[ByteKey($0)] }
      for code in column.codes ?? [] where code >= 0 {
        if let place = places[Int(code)] { counts[place] += 1 }
      }
      return counts
    }
  }

  var chart: Picture {
    Charts.balance(
      parts: zip(names, counts).map { name, counts in
        Charts.BalancePart(name: name, shares: zip(labels, counts).map { .init($0, $1) })
      }
    ).picture()
  }
}
