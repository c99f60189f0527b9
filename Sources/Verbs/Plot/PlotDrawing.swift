import Canonical
import Drawing
import Frame
import Pipeline

/// Computes the values of a chart from its sources, and draws them.
struct PlotDrawing {
  var plan: PlotPlan
  var context: RunContext

  /// What is computed when the cell runs.
  struct Content {
    var rows = 0
    var marks = 0
    /// Canonical bytes of what is kept, because computing it again would be costly.
    var kept: [UInt8]?
    var places: [Double] = []
  }

  /// Fails where the data cannot be drawn as the cell asks for.
  func computed() throws -> Content {
    if case .named(let chart) = plan.form {
      switch chart.kind {
      case .evaluation: return try EvaluationPlot(plan: plan, chart: chart, context: context).computed()
      case .model: return try ModelPlot(plan: plan, chart: chart, context: context).computed()
      case .table: break
      }
    }
    var content = Content()
    let tables = try self.tables()
    content.places = try plan.rules.map { try $0.place(in: filtered(tables)) ?? .nan }
    if !plan.columns.isEmpty {
      content.rows = try filtered(tables).reduce(0) { $0 + $1.rowCount }
      content.marks = plan.columns.count
      return content
    }
    let frame = try plan.gathering.frame(of: tables)
    content.rows = frame.rows
    let grouped = try frame.grouping(plan)
    content.marks = grouped.count
    if plan.gathering.isAggregated { content.kept = frame.bytes }
    return content
  }

  func pictures(_ manifest: PlotManifest) throws -> [Picture] {
    if case .named(let chart) = plan.form {
      switch chart.kind {
      case .evaluation: return try EvaluationPlot(plan: plan, chart: chart, context: context).pictures()
      case .model:
        return try ModelPlot(plan: plan, chart: chart, context: context).pictures(manifest)
      case .table:
        if !plan.columns.isEmpty {
          let chart = try ColumnsPlot(plan: plan, chart: chart).chart(filtered(tables()))
          return chart.map { [styled($0, manifest).picture()] } ?? []
        }
      }
    }
    let frame: PlotFrame
    if let digest = manifest.kept {
      frame = try context.parts.decoded(digest) { reader throws(DecodingFailure) in
        try PlotFrame(decoding: &reader)
      }
    } else {
      frame = try plan.gathering.frame(of: tables())
    }
    let grouped = try frame.grouping(plan)
    let chart: Chart
    switch plan.form {
    case .named(let named): chart = TablePlot(plan: plan, frame: grouped, name: named.name).chart()
    case .marks(let layers): chart = MarksPlot(plan: plan, frame: grouped, layers: layers).chart()
    }
    return [styled(chart, manifest).picture()]
  }

  // MARK: Sources

  /// The sources as tables, with the columns that are read.
  private func tables() throws -> [Table] {
    let columns = plan.columnsRead
    switch plan.source.kind {
    case .table: return try dataTables(columns)
    case .evaluation: return try evaluations(columns)
    case .model: return try plan.source.names.indices.map { try importance($0) }
    }
  }

  private func dataTables(_ columns: [String]) throws -> [Table] {
    try plan.source.names.indices.map { index in
      let value = try context.input(index, as: TableValue.self)
      let table = try value.table(columns: columns)
      let name = PlotSource.sourceColumn
      guard plan.source.names.count > 1, table.schema[name] == nil else { return table }
      return table.adding(Field(name, .category), constant(plan.source.names[index], table.rowCount))
    }
  }

  private func evaluations(_ columns: [String]) throws -> [Table] {
    var names = plan.source.models[...]
    return try plan.source.names.indices.map { index in
      let value = try context.input(index, as: EvaluationValue.self)
      let own = Array(names.prefix(value.scores.count - 1))
      names = names.dropFirst(own.count)
      return try EvaluationRows(value, names: own).table(columns: columns)
    }
  }

  private func importance(_ index: Int) throws -> Table {
    let shares = try context.input(index, as: ModelValue.self).predictor.importance
    let model = constant(plan.source.names[index], shares.count)
    return try Table(
      schema: Schema([Field("model", .category), Field("feature", .category), Field("importance", .number)]),
      columns: [model, .category(shares.map(\.feature)), .numbers(shares.map(\.value))],
      rowCount: shares.count)
  }

  private func constant(_ text: String, _ count: Int) -> Column {
    .category(codes: [Int32](repeating: 0, count: count), levels: [text])
  }

  private func filtered(_ tables: [Table]) throws -> [Table] {
    guard let condition = plan.gathering.condition else { return tables }
    return try tables.map { $0.filtered(try condition.evaluateMask(over: $0)) }
  }

  // MARK: Words

  /// The chart with what the author says of it, and with its rules.
  private func styled(_ chart: Chart, _ manifest: PlotManifest) -> Chart {
    var chart = chart
    if let title = plan.style.title { chart.title = title }
    if let subtitle = plan.style.subtitle { chart.subtitle = subtitle }
    for (rule, place) in zip(plan.rules, manifest.places) where place.isFinite {
      let label = rule.label ?? (rule.isTime ? "" : NumberText.significant(place, 4))
      chart.annotations.append(rule.role == .x ? .ruleX(place, label) : .ruleY(place, label))
    }
    return chart
  }
}
