import Canonical
import Drawing
import Frame
import Pipeline
import Report

extension JoinWork {
  func present(_ input: PresentationInput) throws -> Presentation {
    let manifest = try JoinManifest(input.result.manifest)
    let account = manifest.account
    var blocks: [ReportBlock] = []
    if plan.kind != .cross { blocks += report(account) }
    if case .table(let bytes) = manifest.content {
      let table = try LoadManifest(bytes)
      blocks += [
        .table(SchemaTable.make(table.columns, table.summaries, rows: table.rows)),
        .table(FirstRows.make(table.columns.map(\.field), table.head, table.summaries, rows: table.rows)),
      ]
    }
    return Presentation(
      caption: caption(account), blocks: blocks,
      provenance: "join · \(inputs[0].name), \(inputs[1].name) · "
        + (plan.keys.isEmpty ? "cross" : "\(plan.kind.rawValue) on \(plan.keyText)")
        + " · \(NumberText.count(account.rows, "row"))")
  }

  private func caption(_ account: JoinAccount) -> String {
    let rows = NumberText.count(account.rows, "row")
    let (left, right) = (inputs[0].name, inputs[1].name)
    switch plan.kind {
    case .semi: return "\(rows) of \(left) that have a match in \(right)."
    case .anti: return "\(rows) of \(left) that have no match in \(right)."
    case .cross: return "\(rows): each of \(left) with each of \(right)."
    case .inner, .left, .right, .full:
      let lost = account.left.unmatched
      let share = "\(NumberText.percent(Double(lost) / Double(max(account.left.rows, 1)))) of \(left)"
      return lost == 0
        ? "\(rows): every row of \(left) has a match in \(right)."
        : "\(rows): \(share) \(lost == 1 ? "has" : "have") no match in \(right)."
    }
  }

  // MARK: How rows matched

  private func report(_ account: JoinAccount) -> [ReportBlock] {
    var blocks: [ReportBlock] = [.table(table(account))]
    if account.left.unmatched + account.right.unmatched > 0 {
      blocks.append(.picture(chart(account), wide: false))
    }
    if let cardinality = plan.cardinality { blocks.append(.checks([check(cardinality)])) }
    return blocks + notes(account)
  }

  private func table(_ account: JoinAccount) -> ReportTable {
    let sides = [account.left, account.right]
    var columns: [ReportTable.Column] = [
      .init("table"), .init("rows", numeric: true), .init("matched", numeric: true),
      .init("without a match", numeric: true),
    ]
    let hasMissing = sides.contains { $0.missing > 0 }
    if hasMissing { columns.append(.init("of these, key missing", numeric: true)) }
    columns.append(.init("matched more than once", numeric: true))
    let rows = zip(inputs, sides).map { input, side -> [ReportTable.Entry] in
      var row: [ReportTable.Entry] = [
        .strong(input.name), .text(NumberText.thousands(side.rows)), share(side.matched, side.rows),
        share(side.unmatched, side.rows),
      ]
      if hasMissing { row.append(count(side.missing)) }
      return row + [count(side.multiplied)]
    }
    return ReportTable(columns: columns, rows: rows)
  }

  private func count(_ value: Int) -> ReportTable.Entry {
    value == 0 ? .dim("0") : .text(NumberText.thousands(value))
  }

  private func share(_ value: Int, _ rows: Int) -> ReportTable.Entry {
    guard value > 0, rows > 0 else { return .dim("0") }
    return .measured(
      NumberText.thousands(value), spread: NumberText.percent(Double(value) / Double(rows)))
  }

  private func chart(_ account: JoinAccount) -> Picture {
    let parts = zip(inputs, [account.left, account.right]).map { input, side in
      Charts.BalancePart(
        name: input.name,
        shares: [
          .init("matched", side.matched), .init("without a match", side.unmatched - side.missing),
          .init("key missing", side.missing),
        ].filter { share in share.count > 0 || share.label == "matched" })
    }
    var chart = Charts.balance(parts: parts)
    chart.title = "Rows with and without a match"
    // The numbers of rows stand in the table above.
    chart.y.notes = []
    chart.takeaway =
      zip(inputs, [account.left, account.right]).map { input, side in
        "\(NumberText.percent(Double(side.matched) / Double(max(side.rows, 1)))) of \(input.name)"
      }.joined(separator: " and ") + " have a match."
    return chart.picture()
  }

  private func check(_ cardinality: Cardinality) -> ReportBlock.Check {
    let promise: String =
      switch cardinality {
      case .oneToOne: "each key stands once in both tables"
      case .manyToOne: "each key stands once in \(inputs[1].name)"
      case .oneToMany: "each key stands once in \(inputs[0].name)"
      case .manyToMany: "keys may stand more than once in both tables"
      }
    return .init(.passed, cardinality.rawValue, explanation: promise, found: "holds")
  }

  private func notes(_ account: JoinAccount) -> [ReportBlock] {
    var notes: [ReportBlock] = []
    if account.left.matched == 0 {
      notes.append(
        .note("No row of \(inputs[0].name) has a match. Are the keys written alike in both tables?", .warning)
      )
    }
    if account.left.multiplied > 0, plan.cardinality == nil, !plan.kind.isFilter {
      notes.append(
        .note(
          "\(NumberText.count(account.left.multiplied, "row")) of \(inputs[0].name) stand in the result more than once. "
            + "If that is meant, say `cardinality: \(account.right.multiplied > 0 ? "many_to_many" : "one_to_many")`.",
          .warning))
    }
    if !account.examples.isEmpty, account.left.matched > 0 {
      let keys = account.examples.joined(separator: " · ")
      notes.append(
        .note("Without a match in \(inputs[1].name), among others: \(plan.keyText) \(keys).", .plain))
    }
    if !plan.renamed.isEmpty {
      let names = plan.renamed.map { "\($0.name) is \($0.new)" }.joined(separator: ", ")
      notes.append(.note("Of \(inputs[1].name), as both tables have the name: \(names).", .plain))
    }
    return notes
  }
}
