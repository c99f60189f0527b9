import Canonical
import Drawing
import Frame
import Pipeline
import Report
import Syntax

/// A checked `sample` that makes folds.
struct FoldsWork: PresentedWork {
  var count: Int
  var repeats: Int
  var rule: SampleMethod.SplitRule
  var type: FoldsType
  var input: InputUse
  /// The clause that says how many folds, to point at when the rows do not allow them.
  var span: Span?

  var outputs: [any ValueType] { [type] }
  var inputs: [InputUse] { [input] }
  var isRandom: Bool { if case .order = rule { false } else { true } }

  var settings: [Ingredient] {
    [Ingredient(.setting, role: "draw", value: "\(count) folds, \(repeats) times" + rule.text)]
  }

  func run(_ context: RunContext) throws -> CellResult {
    let table = try context.input(0, as: TableValue.self).table(columns: rule.columns)
    let folds: Folds
    do throws(SamplingError) {
      folds = try self.folds(of: table, seed: context.seed)
    } catch {
      throw CellFailure(.draw, error.message, hint: error.hint, at: span)
    }
    var writer = ByteWriter()
    folds.encode(into: &writer)
    let part = Part(writer.bytes)
    var manifest = ByteWriter()
    manifest.write(part.digest)
    return CellResult(manifest: manifest.bytes, parts: [part])
  }

  private func folds(of table: Table, seed: UInt64) throws(SamplingError) -> Folds {
    switch rule {
    case .random(let columns):
      let strata = columns.isEmpty ? nil : Sampling.strata(of: columns.compactMap { table.column($0) })
      return try Sampling.folds(
        rowCount: table.rowCount, count: count, repeats: repeats, strata: strata?.codes,
        labels: strata?.labels ?? [], seed: seed)
    case .groups(let name):
      let groups = GroupedRows(try SampleMethod.column(name, table), name: name)
      return try Sampling.folds(groups: groups, count: count, repeats: repeats, seed: seed)
    case .order(let name, let embargo, _):
      return try Sampling.folds(
        along: try SampleMethod.column(name, table), name: name, count: count, embargo: embargo)
    }
  }

  func values(of result: StoredResult, _ context: RunContext) throws -> [any Value] {
    var reader = ByteReader(result.manifest)
    let digest = try reader.readDigest()
    try reader.finish()
    return [
      FoldsValue(
        table: try context.input(0, as: TableValue.self), digest: digest, count: count, repeats: repeats)
    ]
  }

  func diagramNode(_ values: [any Value]) -> (kind: Diagram.Kind, subtitle: String?)? {
    (.split, NumberText.count(count, "fold") + (repeats > 1 ? ", \(repeats) times" : ""))
  }

  func present(_ input: PresentationInput) throws -> Presentation {
    guard let value = input.outcome.values.first as? FoldsValue else {
      throw CellFailure(.cellFailed, "the result is no cross-validation")
    }
    let folds = try value.folds()
    let seed = isRandom ? " · seed \(Int64(bitPattern: input.context.seed))" : ""
    var blocks: [ReportBlock] = [.table(try table(folds, value))]
    if folds.rounds > FoldsWork.shownRounds {
      blocks.append(
        .note(
          "The first \(FoldsWork.shownRounds) of \(NumberText.thousands(folds.rounds)) rounds are shown.",
          .plain))
    }
    return Presentation(
      caption: caption(folds), blocks: blocks,
      provenance: "sample · \(self.input.name) · \(NumberText.count(value.table.rows, "row"))\(seed)")
  }

  private func caption(_ folds: Folds) -> String {
    let times = repeats > 1 ? ", cut \(NumberText.thousands(repeats)) times" : ""
    let how =
      switch rule {
      case .random(let strata): strata.isEmpty ? "" : ", stratified by \(strata.joined(separator: " and "))"
      case .groups(let column): ", groups of \(column) whole"
      case .order(let column, let embargo, let text):
        ", along \(column), each judged by a model of the rows before it"
          + (embargo == .none ? "" : " but for an embargo of \(text)")
      }
    return "\(NumberText.count(count, "fold")) for cross-validation\(times)\(how)."
  }

  /// As many rows as a table can have and still be taken in.
  private static let shownRounds = 25

  private func table(_ folds: Folds, _ value: FoldsValue) throws -> ReportTable {
    let shown = min(folds.rounds, FoldsWork.shownRounds)
    let classes = try classes(value)
    var columns: [ReportTable.Column] = [
      .init("fold"), .init("training rows", numeric: true), .init("held out", numeric: true),
    ]
    columns += (classes?.labels ?? []).map { .init($0, numeric: true) }
    let rows = (0..<shown).map { round -> [ReportTable.Entry] in
      let fold = folds.fold(round)
      let name = repeats > 1 ? "\(round / count + 1).\(round % count + 1)" : "\(round + 1)"
      let held = fold.validation.rows
      return [
        .strong(name), .text(NumberText.thousands(fold.training.count)),
        .text(NumberText.thousands(held.count)),
      ]
        + (classes?.labels.indices.map { code in
          let rows = held.count { classes?.codes[Int($0)] == Int32(code) }
          return .measured(
            NumberText.thousands(rows), spread: NumberText.percent(Double(rows) / Double(max(held.count, 1))))
        } ?? [])
    }
    return ReportTable(columns: columns, rows: rows)
  }

  /// The classes whose balance is shown: of the column stratified by, else of the target, where they are few.
  private func classes(_ value: FoldsValue) throws -> (codes: [Int32], labels: [String])? {
    let target = value.schemaTarget
    let strata = rule.columns.count == 1 ? rule.strataColumn : nil
    guard let name = strata ?? target, let column = try value.table.table(columns: [name]).column(name) else {
      return nil
    }
    let classes = Sampling.strata(of: [column])
    return classes.labels.count <= 8 ? classes : nil
  }
}

extension FoldsValue {
  /// The target, where it has classes.
  fileprivate var schemaTarget: String? {
    table.schema.first(role: .target).flatMap { $0.type == .category || $0.type == .boolean ? $0.name : nil }
  }
}

extension SampleMethod.SplitRule {
  fileprivate var strataColumn: String? {
    if case .random(let strata) = self { strata.first } else { nil }
  }
}
