import Canonical
import Frame
import Learning
import Pipeline
import Syntax

/// Reads the clauses of a `plot` cell against its sources.
struct PlotReading {
  var source: PlotSource
  private var channels: [PlotChannel] = []
  /// Whether x and y have been exchanged, so that the names of bars stand beside them.
  private var isTurned = false

  init(source: PlotSource) { self.source = source }

  /// The cell's work; nil after an error that leaves nothing to draw.
  mutating func work(_ cell: inout CellCheck) -> PlotWork? {
    let named = named(&cell)
    if cell.unreadClauses.contains("chart") { return nil }
    if let named, named.kind != .table { return ofResults(named, &cell) }
    readChannels(&cell)
    let condition = cell.clause("where")?.expression("condition").flatMap {
      cell.condition($0, over: source.schema)
    }
    guard !cell.hasErrors, !cell.isIncomplete else { return nil }
    if let named {
      refuse(clausesWithoutUse(named), of: "chart \(named.name)", &cell)
      refuseMarks(named, &cell)
      guard checkNeeds(named, &cell) else { return nil }
    }
    let form: PlotForm
    if let named {
      form = .named(named)
    } else {
      guard let layers = layers(&cell) else { return nil }
      form =
        isHistogram(layers)
        ? NamedPlot.named("histogram", for: .table).map { .named($0) } ?? .marks(layers) : .marks(layers)
    }
    var plan = PlotPlan(source: source, form: form, gathering: gathering(form, condition, &cell))
    plan.columns = selected(named, &cell)
    plan.style = style(&cell)
    plan.rules = rules(plan.gathering.channels, &cell)
    guard !cell.hasErrors else { return nil }
    return PlotWork(plan: plan)
  }

  /// The chart that the cell names.
  private func named(_ cell: inout CellCheck) -> NamedPlot? {
    guard let word = cell.clause("chart")?.word("name") else { return nil }
    guard let chart = NamedPlot.named(word.text, for: readsAsTable(word.text) ? .table : source.kind) else {
      let kinds = NamedPlot.all.filter { $0.name == word.text }.map(\.kind.plural)
      cell.error(
        .wrongKind, at: word.span,
        "`\(word.text)` is a chart of \(kinds.joined(separator: " and ")), and `\(source.names[0])` is \(source.kind.rawValue.withArticle)",
        hint:
          "charts of \(source.kind.plural): \(NamedPlot.names(for: source.kind, task: source.task).joined(separator: ", "))"
      )
      return nil
    }
    if let task = chart.task, let own = source.task, task != own {
      cell.error(
        .wrongValue, at: word.span,
        "`\(word.text)` is a chart for \(task == .regression ? "numbers" : "classes")",
        hint:
          "charts here: \(NamedPlot.names(for: source.kind, task: own).joined(separator: ", "))")
      return nil
    }
    return chart
  }

  /// Evaluations and models are tables too, for charts that they have not themselves.
  private func readsAsTable(_ name: String) -> Bool {
    source.kind == .evaluation && NamedPlot.named(name, for: .evaluation) == nil
      && name != "drift" && NamedPlot.named(name, for: .table) != nil
  }

  // MARK: Charts of evaluations and models

  private mutating func ofResults(_ chart: NamedPlot, _ cell: inout CellCheck) -> PlotWork? {
    refuse(clausesWithoutUse(chart), of: "chart \(chart.name)", &cell)
    refuseMarks(chart, &cell)
    var plan = PlotPlan(source: source, form: .named(chart), gathering: PlotGathering(channels: []))
    plan.style = style(&cell)
    for word in cell.clause("metrics")?.words("names") ?? [] where !source.scores.contains(word.text) {
      cell.error(
        .unknownMember, at: word.span, "`\(source.names[0])` has no score `\(word.text)`",
        hint:
          "`metrics \(word.text)` in its `evaluate` cell computes it; it has \(source.scores.joined(separator: ", "))"
      )
    }
    if chart.name == "training_curve" {
      for (index, estimator) in source.estimators.enumerated() where estimator != "gradient_boosting" {
        cell.error(
          .wrongValue, at: cell.sources[index].word.span,
          "`\(source.names[index])` is \(estimator.replacing("_", with: " ")), which is not trained in rounds",
          hint: "`gradient_boosting` is; `chart importance` is for every model")
      }
      plan.validation = validation(&cell)
    }
    guard !cell.hasErrors else { return nil }
    return PlotWork(plan: plan)
  }

  /// The table of `on`, which must have the columns that the models read.
  private func validation(_ cell: inout CellCheck) -> InputUse? {
    guard let word = cell.clause("on")?.word("table"),
      let (table, bound) = cell.value(word, as: TableType.self, wanted: "a table")
    else { return nil }
    let models = cell.sources.compactMap { $0.type as? ModelType }
    let needed = Set(models.flatMap { $0.features.inputColumns + [$0.target.name] })
    for name in needed.sorted() where table.schema[name] == nil {
      cell.error(
        .unknownColumn, at: word.span, "`\(word.text)` has no column `\(name)`, which the model needs",
        hint: "name a table with the columns of the training table")
      return nil
    }
    return InputUse(bound.producer, name: word.text, reads: .columns(needed.sorted()))
  }

  // MARK: Clauses that have no use

  private func clausesWithoutUse(_ chart: NamedPlot) -> [String] {
    let used =
      chart.needs.map(\.role.rawValue) + chart.takes.map(\.rawValue) + chart.clauses
      + ["chart", "title", "subtitle"] + (chart.kind == .table ? ["where"] : [])
    return PlotClauses.all.map(\.keyword).filter { !used.contains($0) && $0 != "mark" }
  }

  private func refuse(_ keywords: [String], of what: String, _ cell: inout CellCheck) {
    for clause in cell.clauses where keywords.contains(clause.keyword) {
      let used = PlotClauses.all.map(\.keyword).filter {
        !keywords.contains($0) && $0 != "chart" && $0 != "mark"
      }
      cell.error(
        .unknownClause, at: clause.keywordSpan, "`\(what)` has no use for `\(clause.keyword)`",
        hint: "it takes \(used.joined(separator: ", "))")
    }
  }

  private func refuseMarks(_ chart: NamedPlot, _ cell: inout CellCheck) {
    guard let mark = cell.clause("mark") else { return }
    cell.error(
      .repeatedClause, at: mark.span, "`chart \(chart.name)` has marks of its own",
      hint: "say either `chart` or `mark`")
  }

  // MARK: Channels

  private mutating func readChannels(_ cell: inout CellCheck) {
    for role in PlotRole.allCases where role != .row {
      guard let clause = cell.clause(role.rawValue), let expression = clause.expression("value") else {
        continue
      }
      let title = clause.text("title")
      if let channel = PlotChannel.of(role, expression, title: title, over: source.schema, &cell) {
        channels.append(channel)
      }
      if role == .facet, let row = clause.expression("row"),
        let channel = PlotChannel.of(.row, row, title: nil, over: source.schema, &cell)
      {
        channels.append(channel)
      }
    }
  }

  private func channel(_ role: PlotRole) -> PlotChannel? { channels.first { $0.role == role } }

  /// Whether the channels that the chart needs are there, and of kinds that it can draw.
  private func checkNeeds(_ chart: NamedPlot, _ cell: inout CellCheck) -> Bool {
    if chart.name == "box" || chart.name == "means" { return checkGroups(chart, &cell) }
    for need in chart.needs {
      guard let channel = channel(need.role) else {
        missing(need.role, need.kinds, of: "`chart \(chart.name)`", &cell)
        return false
      }
      guard !channel.isAggregated || chart.name == "heatmap" else {
        cell.error(
          .typeError, at: channel.span,
          "`chart \(chart.name)` is drawn from rows, and this is a figure of a group",
          hint: "give it a column")
        return false
      }
      guard need.kinds.contains(channel.kind) else {
        wrong(channel, need.kinds, of: "`chart \(chart.name)`", &cell)
        return false
      }
    }
    if chart.name == "drift", source.names.count != 2 {
      cell.error(
        .cellHeader, at: cell.cell.verb.span, "`chart drift` compares two tables",
        hint: "`plot from reference, current`")
      return false
    }
    return true
  }

  /// One channel of numbers, and where there are two, a category beside it.
  private func checkGroups(_ chart: NamedPlot, _ cell: inout CellCheck) -> Bool {
    let places = channels.filter { $0.role == .x || $0.role == .y }
    if let aggregated = places.first(where: \.isAggregated) {
      cell.error(
        .typeError, at: aggregated.span,
        "`chart \(chart.name)` is drawn from rows, and this is a figure of a group",
        hint: "give it a column")
      return false
    }
    guard let measure = places.first(where: { $0.kind == .number }) else {
      if let first = places.first {
        wrong(first, [.number], of: "`chart \(chart.name)`", &cell)
      } else {
        missing(.y, [.number], of: "`chart \(chart.name)`", &cell)
      }
      return false
    }
    if chart.name == "means", places.count < 2 {
      missing(measure.role == .y ? .x : .y, [.category], of: "`chart means`", &cell)
      return false
    }
    if let other = places.first(where: { $0.role != measure.role }), other.kind == .time {
      wrong(other, [.category], of: "`chart \(chart.name)`", &cell)
      return false
    }
    return true
  }

  private func missing(
    _ role: PlotRole, _ kinds: [PlotChannel.Kind], of what: String, _ cell: inout CellCheck
  ) {
    let fitting = source.schema.fields.filter { field in
      kinds.contains { $0.fits(field.type) }
    }.map { ExpressionPrinter.name($0.name) }
    cell.error(
      .missingClause, at: cell.cell.verb.span, "\(what) needs `\(role.rawValue)`",
      hint: fitting.isEmpty
        ? "there are no \(kinds[0].noun) in `\(source.names[0])`"
        : "`\(role.rawValue) \(fitting[0])`; \(kinds[0].noun) here: \(fitting.prefix(8).joined(separator: ", "))"
    )
  }

  private func wrong(
    _ channel: PlotChannel, _ kinds: [PlotChannel.Kind], of what: String, _ cell: inout CellCheck
  ) {
    let fitting = source.schema.fields.filter { field in kinds.contains { $0.fits(field.type) } }.map(\.name)
    let wanted = kinds.map(\.noun).joined(separator: " or ")
    cell.error(
      .typeError, at: channel.span,
      "\(what) wants \(wanted) as `\(channel.role.rawValue)`, and `\(cell.file.text(channel.span))` is \(channel.formula.columnType.name)",
      hint: fitting.isEmpty ? nil : "\(kinds[0].noun) here: \(fitting.prefix(8).joined(separator: ", "))")
  }

  // MARK: Marks

  /// The marks that are written, or those that the types ask for; nil after an error.
  private mutating func layers(_ cell: inout CellCheck) -> [PlotLayer]? {
    let written = cell.clauses("mark").compactMap { clause -> PlotLayer? in
      guard let mark = clause.word("kind").flatMap({ PlotMark(rawValue: $0.text) }) else { return nil }
      return PlotLayer(
        mark: mark,
        stacking: clause.word("stack").flatMap { PlotLayer.Stacking(rawValue: $0.text) } ?? .no)
    }
    refuse(["columns", "class", "metrics", "on"], of: "mark", &cell)
    if written.isEmpty { return chosen(&cell) }
    for (layer, clause) in zip(written, cell.clauses("mark")) where !checkMark(layer, clause, &cell) {
      return nil
    }
    return written
  }

  /// Bars over numbers alone count them.
  private func isHistogram(_ layers: [PlotLayer]) -> Bool {
    layers.count == 1 && layers[0].mark == .bar && layers[0].stacking == .no && channel(.y) == nil
      && channel(.low) == nil && channel(.x).map { $0.kind != .category && !$0.isAggregated } ?? false
  }

  private func checkMark(_ layer: PlotLayer, _ clause: ParsedClause, _ cell: inout CellCheck) -> Bool {
    let what = "`mark \(layer.mark.rawValue)`"
    for role in layer.mark.needs where channel(role) == nil {
      let kinds: [PlotChannel.Kind] = role == .text ? [.category, .number] : [.number]
      missing(role, kinds, of: what, &cell)
      return false
    }
    let (x, y) = (channel(.x), channel(.y))
    guard x != nil || y != nil else {
      missing(layer.mark == .box ? .y : .x, [.number], of: what, &cell)
      return false
    }
    switch layer.mark {
    case .line, .area:
      if let y, y.kind == .category {
        wrong(y, [.number], of: what, &cell)
        return false
      }
    case .bar where channel(.low) == nil:
      if let x, let y, x.kind == .category, y.kind == .category {
        wrong(y, [.number], of: what, &cell)
        return false
      }
    case .box:
      if ![x, y].contains(where: { $0?.kind == .number }) {
        guard let other = y ?? x else { return false }
        wrong(other, [.number], of: what, &cell)
        return false
      }
    default: break
    }
    if layer.stacking != .no, channel(.color) == nil {
      cell.error(
        .missingClause, at: clause.span, "there is nothing to stack without `color`",
        hint: "`color` names the parts of each \(layer.mark.rawValue)")
      return false
    }
    return true
  }

  /// What the types ask for.
  private mutating func chosen(_ cell: inout CellCheck) -> [PlotLayer]? {
    switch (channel(.x), channel(.y)) {
    case (nil, nil):
      if let low = channel(.low) ?? channel(.high) {
        missing(low.role == .low ? .x : .y, [.category], of: "`plot`", &cell)
      } else {
        cell.error(
          .missingClause, at: cell.cell.verb.span, "`plot` does not say what to draw",
          hint:
            "`x COLUMN`, `x` and `y`, or one of the charts: \(NamedPlot.names(for: source.kind, task: source.task).joined(separator: ", "))"
        )
      }
      return nil
    case (let x?, nil), (nil, let x?):
      if x.isAggregated {
        missing(x.role == .x ? .y : .x, [.category], of: "an aggregate", &cell)
        return nil
      }
      // Bars that are sorted lie, so that their names can be read.
      if x.kind == .category, x.role == .x { turn() }
      return [PlotLayer(mark: .bar)]
    case (let x?, let y?):
      switch (x.kind, y.kind) {
      case (.category, .category): return [PlotLayer(mark: .rect)]
      case (.category, _):
        turn()
        return [PlotLayer(mark: .bar)]
      case (_, .category): return [PlotLayer(mark: .bar)]
      case (.time, _): return [PlotLayer(mark: .line)]
      default:
        let isGrouped = y.isAggregated || x.isAggregated
        if isGrouped, cell.clause("x")?.integer("bins") != nil { return [PlotLayer(mark: .bar)] }
        return [PlotLayer(mark: isGrouped && !x.isAggregated ? .line : .dot)]
      }
    }
  }

  /// Exchanges x and y.
  private mutating func turn() {
    isTurned.toggle()
    for index in channels.indices {
      switch channels[index].role {
      case .x: channels[index].role = .y
      case .y: channels[index].role = .x
      default: break
      }
    }
  }

  // MARK: What is gathered

  private func gathering(
    _ form: PlotForm, _ condition: Formula?, _ cell: inout CellCheck
  ) -> PlotGathering {
    var gathering = PlotGathering(channels: channels, condition: condition)
    if source.names.count > 1, source.kind == .table { addSource(&gathering, form) }
    let bins = cell.clause("x")?.integer("bins").map { Int($0) }
    guard case .marks(let layers) = form else {
      if case .named(let chart) = form, chart.name == "heatmap", channel(.color) == nil {
        gathering.channels.append(.count(.color, at: channels[0].span))
      }
      return gathering
    }
    let (x, y) = (channel(.x), channel(.y))
    let isSingle = layers.allSatisfy(\.mark.isSingle)
    if isSingle, channel(.color) == nil, x?.kind == .category, y?.kind == .category {
      gathering.channels.append(.count(.color, at: channels[0].span))
    } else if isSingle, layers.contains(where: { $0.mark == .bar }), channel(.low) == nil, let one = x ?? y,
      x == nil || y == nil, one.kind == .category
    {
      gathering.channels.append(.count(one.role == .x ? .y : .x, at: one.span))
    } else if isSingle, !(layers.contains { $0.mark == .rect } && channel(.color) == nil) {
      gathering.average(measure: y?.kind == .category ? .x : .y)
    }
    if let bins {
      if gathering.isAggregated, x?.kind != .category { gathering.bins = bins }
      if x?.kind == .category {
        cell.error(
          .typeError, at: channel(.x)?.span ?? cell.cell.verb.span,
          "`bins:` cuts numbers, and this is a category")
      }
    }
    return gathering
  }

  /// Several tables are told apart by colour, unless the author says how.
  private func addSource(_ gathering: inout PlotGathering, _ form: PlotForm) {
    let column = PlotSource.sourceColumn
    let isRead = gathering.columns.contains { $0.hasSameBytes(as: column) }
    if case .named(let chart) = form, !chart.takes.contains(.color), chart.name != "drift" { return }
    guard channel(.color) == nil, !isRead, let field = source.schema[column] else { return }
    gathering.channels.append(
      PlotChannel(
        role: .color, formula: .column(field), aggregates: [], kind: .category, isInteger: false,
        title: "table", span: channels.first?.span ?? Span(0, 0)))
  }

  // MARK: Words and scales

  private func style(_ cell: inout CellCheck) -> PlotStyle {
    var style = PlotStyle()
    style.title = cell.clause("title")?.text("text")
    style.subtitle = cell.clause("subtitle")?.text("text")
    for clause in cell.clauses("scale") {
      guard let axis = clause.word("axis")?.text, let kind = clause.word("kind") else { continue }
      let role = role(ofAxis: axis)
      if kind.text != "linear", let channel = channel(role), channel.kind != .number {
        cell.error(
          .typeError, at: kind.span,
          "a \(kind.text) scale is for numbers, and `\(cell.file.text(channel.span))` is \(channel.formula.columnType.name)"
        )
      }
      style.scales[role] = kind.text
    }
    style.sorting = cell.clause("sort")?.word("order").flatMap { PlotSorting(rawValue: $0.text) }
    style.limit = cell.clause("limit")?.integer("count").map { Int($0) }
    style.bins = cell.clause("x")?.integer("bins").map { Int($0) }
    style.isSmooth = cell.clause("smooth") != nil
    if let clause = cell.clause("smooth"), case (let x?, let y?) = (channel(.x), channel(.y)),
      x.kind == .category || y.kind == .category
    {
      cell.error(.typeError, at: clause.span, "`smooth` needs numbers as `x` and `y`")
    } else if let clause = cell.clause("smooth"), channel(.x) == nil || channel(.y) == nil {
      cell.error(.missingClause, at: clause.span, "`smooth` needs `x` and `y`")
    }
    style.colorLimit = cell.clause("color")?.integer("top").map { Int($0) }
    style.facetLimit = cell.clause("facet")?.integer("top").map { Int($0) }
    style.positive = cell.clause("class")?.text("label")
    style.positiveSpan = cell.clause("class")?.span
    style.metrics = cell.clause("metrics")?.words("names").map(\.text)
    return style
  }

  /// The channel that the author's axis has become.
  private func role(ofAxis axis: String) -> PlotRole { (axis == "x") != isTurned ? .x : .y }

  private func rules(_ channels: [PlotChannel], _ cell: inout CellCheck) -> [PlotRule] {
    cell.clauses("rule").compactMap { clause in
      guard let axis = clause.word("axis")?.text, let expression = clause.expression("at") else { return nil }
      let role = role(ofAxis: axis)
      let kind = channels.first { $0.role == role }?.kind ?? .number
      return PlotRule.of(
        role, expression, label: clause.text("label"), on: kind, over: source.schema, &cell)
    }
  }

  private func selected(_ chart: NamedPlot?, _ cell: inout CellCheck) -> [String] {
    guard let chart, chart.clauses.contains("columns") else { return [] }
    let selection = PlotColumns(schema: source.schema, isNumeric: chart.name != "missing")
    return selection.names(cell.clause("columns"), of: chart, &cell)
  }
}

extension PlotChannel.Kind {
  /// Whether a column of the type can be read as this kind.
  func fits(_ type: ColumnType) -> Bool {
    switch self {
    case .number: type.isNumeric
    case .time: type.isTemporal
    case .category: type.isTextual || type == .boolean
    }
  }
}

extension PlotChannel {
  /// The number of rows of each group.
  static func count(_ role: PlotRole, at span: Span) -> PlotChannel {
    let aggregate = PlotAggregate(function: .count, argument: nil, column: "aggregate 1")
    return PlotChannel(
      role: role, formula: .column(Field(aggregate.column, .number)), aggregates: [aggregate], kind: .number,
      isInteger: true, title: "rows", span: span)
  }
}

extension PlotGathering {
  /// Makes means of the plain numbers that a mark measures, so that each place is drawn once.
  mutating func average(measure: PlotRole) {
    let measures: [PlotRole] = [measure, .low, .high, .size]
    guard channels.contains(where: { $0.role == measure || $0.role == .low }) else { return }
    for index in channels.indices where measures.contains(channels[index].role) {
      let channel = channels[index]
      guard !channel.isAggregated, channel.kind == .number else { continue }
      channels[index].aggregates = [
        PlotAggregate(function: .mean, argument: channel.formula, column: "aggregate 1")
      ]
      channels[index].formula = .column(Field("aggregate 1", .number))
      channels[index].isAveraged = true
    }
  }
}
