import Canonical
import Drawing
import Frame
import Learning
import Pipeline

/// A named chart of models.
struct ModelPlot {
  var plan: PlotPlan
  var chart: NamedPlot
  var context: RunContext

  private var models: [ModelValue] {
    get throws { try plan.source.names.indices.map { try context.input($0, as: ModelValue.self) } }
  }

  /// Fails where the chart cannot be drawn of these models.
  func computed() throws -> PlotDrawing.Content {
    let models = try self.models
    guard chart.name == "training_curve" else {
      for (name, model) in zip(plan.source.names, models) where model.predictor.importance.isEmpty {
        throw CellFailure(.cellFailed, "`\(name)` does not say how much it leans on each feature")
      }
      return PlotDrawing.Content(
        rows: models.map(\.features.table.rows).max() ?? 0, marks: models[0].predictor.importance.count)
    }
    let found = try zip(plan.source.names, models).map { try curves($0, $1) }
    let metric = found[0].metric
    guard found.allSatisfy({ $0.metric.hasSameBytes(as: metric) }) else {
      throw CellFailure(
        .cellFailed, "the losses of these models are not the same measure",
        hint: "draw them in cells of their own, or say `on TABLE` to measure them anew")
    }
    let losses = found.flatMap(\.curves)
    var writer = ByteWriter()
    writer.write(metric)
    writer.write(each: losses) { writer, curve in
      writer.write(curve.name)
      writer.write(curve.rounds.map(Double.init))
      writer.write(curve.losses)
    }
    return PlotDrawing.Content(
      rows: models.map(\.features.table.rows).max() ?? 0, marks: losses.reduce(0) { $0 + $1.losses.count },
      kept: writer.bytes)
  }

  func pictures(_ manifest: PlotManifest) throws -> [Picture] {
    let charts = chart.name == "training_curve" ? [try trainingCurve(manifest)] : try importance()
    return charts.map { chart in
      var chart = chart
      if let title = plan.style.title { chart.title = title }
      if let subtitle = plan.style.subtitle { chart.subtitle = subtitle }
      return chart.picture()
    }
  }

  private func importance() throws -> [Chart] {
    try zip(plan.source.names, models).map { name, model in
      let bars = model.predictor.importance.prefix(plan.style.limit ?? 15).map {
        Charts.Bar($0.feature, $0.value)
      }
      return Charts.importance(
        bars: Array(bars), title: "What \(name) leans on", measure: model.predictor.importanceMeaning)
    }
  }

  // MARK: Training curve

  private struct Curve {
    var name: String
    var rounds: [Int]
    var losses: [Double]
  }

  /// Which models have a curve: of the solvers of the others the result is kept, not the way to it.
  static let trainedInRounds = Estimators.all.filter { $0.step != nil }.map(\.name)
  static let roundsHint =
    "\(trainedInRounds.map { "`\($0)`" }.joined(separator: " and ")) have a training curve, a loss for each round; the others are fitted at once"

  /// At most so many rounds are judged, evenly chosen: each takes a prediction of all rows.
  private static let mostRounds = 48

  /// The losses that the model has kept of its training, or, of boosted trees, those measured anew.
  private func curves(_ name: String, _ model: ModelValue) throws -> (metric: String, curves: [Curve]) {
    if plan.validation == nil, let kept = model.predictor.trainingCurve { return curves(name, kept) }
    guard let trees = model.predictor as? BoostedTrees else {
      throw CellFailure(
        .cellFailed, "`\(name)` has kept no losses of its training",
        hint: plan.validation == nil
          ? "`validate on TABLE` where it is trained keeps those of every round"
          : "leave out `on`: what it has kept are the losses on the rows of its own `validate on`")
    }
    guard !trees.ranks else {
      throw CellFailure(
        .cellFailed, "`\(name)` is a ranking, whose loss is not one of single rows",
        hint: "`validate on TABLE` in its cell shows the NDCG of each round")
    }
    return (Self.metric(task(model)), try measured(name, model, trees))
  }

  private func task(_ model: ModelValue) -> Task {
    model.predictor.classes == nil ? .regression : .classification
  }

  private func curves(_ name: String, _ kept: TrainingCurve) -> (metric: String, curves: [Curve]) {
    let many = plan.source.names.count > 1
    let rounds = Self.rounds(kept.validation.count)
    let parts = [("training rows", kept.training), ("rows watched", kept.validation)]
    return (
      kept.metric,
      parts.map { title, losses in
        Curve(
          name: many ? "\(name), \(title)" : title, rounds: rounds, losses: rounds.map { losses[$0 - 1] })
      }
    )
  }

  private func measured(_ name: String, _ model: ModelValue, _ trees: BoostedTrees) throws -> [Curve] {
    let rounds = Self.rounds(trees.rounds)
    do {
      let learned = try model.features.table.table(columns: model.target?.names ?? [])
      let many = plan.source.names.count > 1
      var curves = [
        try Curve(
          name: many ? "\(name), training" : "training rows", rounds: rounds,
          losses: losses(trees, rounds, try model.features.matrix(), learned, model.target))
      ]
      if let validation = plan.validation {
        let value = try context.input(plan.source.names.count, as: TableValue.self)
        let table = try value.table(columns: validation.reads.columns)
        curves.append(
          try Curve(
            name: many ? "\(name), \(validation.name)" : validation.name, rounds: rounds,
            losses: losses(trees, rounds, try model.features.recipe.apply(to: table), table, model.target)))
      }
      return curves
    } catch let error as LearningError {
      throw CellFailure(.cellFailed, error.message, hint: error.hint)
    }
  }

  private func losses(
    _ trees: BoostedTrees, _ rounds: [Int], _ matrix: FeatureMatrix, _ table: Table, _ target: TargetColumns?
  ) throws -> [Double] {
    let truth = try Supervised(target).target(in: table)
    let metric = Metrics[Self.metric(truth.task ?? .regression)]
    return try rounds.map { round in
      let evaluated = try Evaluated(truth: truth, prediction: trees.predict(matrix, rounds: round))
      return metric?.compute(evaluated) ?? .nan
    }
  }

  private static func metric(_ task: Task) -> String { task == .classification ? "log_loss" : "rmse" }

  /// The first, the last, and evenly chosen ones between.
  private static func rounds(_ count: Int) -> [Int] {
    guard count > mostRounds else { return Array(1...max(count, 1)) }
    return (0..<mostRounds).map { 1 + $0 * (count - 1) / (mostRounds - 1) }
  }

  private func trainingCurve(_ manifest: PlotManifest) throws -> Chart {
    guard let digest = manifest.kept else {
      throw CellFailure(.cellFailed, "the losses are not in the store")
    }
    let (word, curves) = try context.parts.decoded(digest) { reader throws(DecodingFailure) in
      let metric = try reader.readString()
      let curves = try reader.readArray { reader throws(DecodingFailure) in
        let name = try reader.readString()
        let (rounds, losses) = (try reader.readDoubles(), try reader.readDoubles())
        guard rounds.count == losses.count else { throw DecodingFailure("rounds without losses") }
        return (name: name, rounds: rounds, losses: losses)
      }
      return (metric, curves)
    }
    let metric = Metrics[word]?.title ?? word.replacing("_", with: " ")
    let data = Chart.Data([
      .numbers("round", curves.flatMap(\.rounds)), .numbers(metric, curves.flatMap(\.losses)),
      .categories("rows", curves.flatMap { curve in curve.rounds.map { _ in curve.name } }),
    ])
    var chart = Chart(
      title: "\(metric) by round", data: data,
      layers: [Chart.Layer(.line, x: "round", y: metric, color: "rows")])
    chart.x.isWhole = true
    chart.size = .compact
    let isGain = Metrics[word]?.higherIsBetter ?? false
    let extreme = isGain ? "highest" : "lowest"
    if let last = curves.last, curves.count > plan.source.names.count,
      let best = last.losses.indices.filter({ last.losses[$0].isFinite }).min(by: {
        isGain ? last.losses[$0] > last.losses[$1] : last.losses[$0] < last.losses[$1]
      })
    {
      let text = NumberText.significant(last.losses[best], 4)
      let at = NumberText.thousands(Int(last.rounds[best]))
      chart.annotations.append(.ruleX(last.rounds[best], "\(extreme): round \(at)"))
      chart.takeaway =
        "The \(metric) of \(last.name) is \(extreme) (\(text)) after round \(at) of \(NumberText.thousands(Int(last.rounds.last ?? 0)))."
    }
    return chart
  }
}
