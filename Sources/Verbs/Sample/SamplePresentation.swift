import Canonical
import Drawing
import Frame
import Pipeline
import Report

extension SampleWork {
  func present(_ input: PresentationInput) throws -> Presentation {
    let values = input.outcome.values.compactMap { $0 as? TableValue }
    let manifest = try SampleManifest(input.result.manifest, adding: method.addedField)
    let source = try input.context.input(0, as: TableValue.self)
    // A balanced table is shown beside its source.
    let isBalanced = method.balance != nil
    let shownNames = isBalanced ? [self.input.name] + names : names
    let shown = isBalanced ? [source] + values : values
    let balance = try balanceColumn(source.schema).map {
      try ClassBalance(column: $0, names: shownNames, parts: shown)
    }
    let table = try SamplePartsTable(
      names: shownNames, parts: shown, facts: manifest.facts, sourceRows: source.rows, balance: balance,
      method: method)
    let remarks = SampleRemarks(
      method: method, facts: manifest.facts, rows: values.map(\.rows), sourceRows: source.rows)
    var blocks: [ReportBlock] = [.table(table.table)] + remarks.blocks
    if let column = method.strata.first, method.strata.count == 1, balance?.hasOneValue ?? false {
      blocks.append(
        .note("All rows have the same value of \(column), so stratifying by it changes nothing.", .warning))
    }
    if let balance, shown.count > 1, balance.labels.count <= 12 {
      blocks.append(.picture(balance.chart, wide: false))
    }
    let drawn = NumberText.thousands(values.reduce(0) { $0 + $1.rows })
    let count = isBalanced ? "\(drawn) from" : "\(drawn) of"
    let seed = method.isRandom ? " · seed \(Int64(bitPattern: input.context.seed))" : ""
    return Presentation(
      caption: caption(values), blocks: blocks,
      provenance: "sample · \(self.input.name) · \(count) \(NumberText.count(source.rows, "row"))\(seed)")
  }

  /// What to show the balance of: the column stratified by, else the target, where it has few values.
  private func balanceColumn(_ schema: Schema) -> String? {
    if method.strata.count == 1 { return method.strata[0] }
    if let balance = method.balance { return balance.column }
    if case .take(_, .quota(let column, _)) = method { return column }
    guard let target = schema.first(role: .target), schema.fields.count(where: { $0.role == .target }) == 1,
      target.type == .category || target.type == .boolean
    else {
      return nil
    }
    return target.name
  }

  private func caption(_ values: [TableValue]) -> String {
    let parts = zip(names, values).map { "\($0) with \(NumberText.thousands($1.rows))" }
    let rows = parts.joined(separator: ", ") + " row\(values.last?.rows == 1 ? "" : "s")"
    if let balance = method.balance { return "Balanced by \(balance.column): \(rows)." }
    return (values.count > 1 ? "Disjoint parts: \(rows)" : "A sample: \(rows)") + how + "."
  }

  private var how: String {
    switch method {
    case .split(_, .groups(let column)): ", groups of \(column) whole"
    case .split(_, .order(let column, _, _)): ", along \(column)"
    default: method.strata.isEmpty ? "" : ", stratified by \(method.strata.joined(separator: " and "))"
    }
  }
}

/// The table of parts: rows and shares, what the draw is about, and the balance of classes.
struct SamplePartsTable {
  private var columns: [ReportTable.Column] = [
    .init("part"), .init("rows", numeric: true), .init("share", numeric: true),
  ]
  private var rows: [[ReportTable.Entry]]

  init(
    names: [String], parts: [TableValue], facts: [[DrawFact]], sourceRows: Int, balance: ClassBalance?,
    method: SampleMethod
  ) throws {
    rows = zip(names, parts).map { name, part in
      [
        .strong(name), .text(NumberText.thousands(part.rows)),
        .text(NumberText.percent(Double(part.rows) / Double(max(sourceRows, 1)))),
      ]
    }
    switch method {
    case .split(_, .groups): addGroups(facts)
    case .split(_, .order(let column, _, _)): try addRange(of: column, parts)
    default: break
    }
    if let balance, balance.labels.count <= 8 { add(balance, parts) }
  }

  var table: ReportTable { ReportTable(columns: columns, rows: rows) }

  private mutating func addGroups(_ facts: [[DrawFact]]) {
    columns.append(.init("groups", numeric: true))
    for (index, facts) in facts.enumerated() {
      rows[index].append(.text(NumberText.thousands(Int(facts[.groups] ?? 0))))
    }
  }

  /// The first and the last value of each part.
  private mutating func addRange(of name: String, _ parts: [TableValue]) throws {
    columns += [.init("from", numeric: true), .init("to", numeric: true)]
    for (index, part) in parts.enumerated() {
      guard let column = try part.table(columns: [name]).column(name), column.count > 0 else { continue }
      let keys = column.doubles()
      var (first, last) = (0, 0)
      for row in keys.indices {
        if keys[row] < keys[first] { first = row }
        if keys[row] > keys[last] { last = row }
      }
      rows[index] += [.text(column[first].text), .text(column[last].text)]
    }
  }

  private mutating func add(_ balance: ClassBalance, _ parts: [TableValue]) {
    columns += balance.labels.map { .init($0, numeric: true) }
    for (index, part) in parts.enumerated() {
      rows[index] += balance.counts[index].map { count in
        .measured(
          NumberText.thousands(count), spread: NumberText.percent(Double(count) / Double(max(part.rows, 1))))
      }
    }
  }
}
