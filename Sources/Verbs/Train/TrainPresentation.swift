import Canonical
import Drawing
import Learning
import Pipeline
import Report

extension TrainWork: PresentedWork {
  func diagramNode(_ values: [any Value]) -> (kind: Diagram.Kind, subtitle: String?)? {
    (.model, Estimators.title(of: type.estimator))
  }

  func present(_ input: PresentationInput) throws -> Presentation {
    guard let model = input.outcome.values.first as? ModelValue else {
      throw CellFailure(.cellFailed, "the result is no model")
    }
    let manifest = try TrainManifest(input.result.manifest)
    let title = Estimators.title(of: type.estimator)
    let rows = model.features.table.rows
    let facts = tiles(model, besides: told(manifest))
    var blocks: [ReportBlock] = [.tiles(Array(facts.prefix(4)))]
    if facts.count > 4 {
      let others = facts.dropFirst(4).map { "\($0.label) \($0.value)" }
      blocks.append(.note(others.joined(separator: "; "), .plain))
    }
    if let folds = manifest.folds { blocks.append(.table(FoldTable(scores: folds).table)) }
    blocks += rounds(model.predictor)
    blocks += importance(model.predictor)
    blocks += curve(manifest.curve)
    blocks += probabilities(manifest, classes: model.predictor.classes ?? [])
    blocks += model.predictor.warnings.map { .note($0, .warning) }
    blocks += warnings([model]).map { .note("\($0.code.id): \($0.message).", .warning) }
    return Presentation(
      caption:
        "\(title.prefix(1).uppercased() + title.dropFirst())\(type.target.map { " for \($0.title)" } ?? "")\(ofMembers), fitted on \(NumberText.count(rows, "row")).",
      blocks: blocks,
      provenance: "train · \(settingsText) · \(inputs[0].name) · \(NumberText.count(rows, "row"))")
  }

  /// The size of the model, then what fitting found out: four stand in one row, the others in a line below.
  private func tiles(_ model: ModelValue, besides told: [String]) -> [ReportBlock.Tile] {
    let predictor = model.predictor
    let queries = model.queries.map {
      ReportBlock.Tile(label: "queries", value: NumberText.thousands($0.count))
    }
    var tiles = predictor.facts.filter { !told.contains($0.label) }
      .map { ReportBlock.Tile(label: $0.label, value: $0.value) }
    if !tiles.contains(where: { $0.label.utf8.starts(with: "features".utf8) }) {
      tiles.insert(
        .init(label: "features", value: NumberText.thousands(predictor.featureNames.count)), at: 0)
    }
    tiles.insert(.init(label: "parameters", value: NumberText.thousands(predictor.parameterCount)), at: 1)
    if let queries { tiles.insert(queries, at: 0) }
    return tiles
  }

  /// The facts that a sentence of their own tells.
  private func told(_ manifest: TrainManifest) -> [String] {
    (manifest.calibration == nil ? [] : ["calibrated by"])
      + (manifest.thresholds.isEmpty ? [] : ["threshold"])
  }

  /// The loss after each round, where rows were watched.
  private func rounds(_ predictor: any Predictor) -> [ReportBlock] {
    guard let curve = predictor.trainingCurve else { return [] }
    let watched = plan.validation.map { inputs[$0.rows].name } ?? "rows watched"
    let chart = Charts.trainingCurve(
      series: [
        .init(name: inputs[0].name, values: curve.training), .init(name: watched, values: curve.validation),
      ],
      metric: Metrics[curve.metric]?.title ?? curve.metric.replacing("_", with: " "), best: curve.kept)
    return [.picture(chart.picture(), wide: false)]
  }

  private func importance(_ predictor: any Predictor) -> [ReportBlock] {
    guard !predictor.importance.isEmpty else { return [] }
    let bars = predictor.importance.prefix(15).map { Charts.Bar($0.feature, $0.value) }
    let chart = Charts.importance(
      bars: Array(bars), title: "What the model leans on", measure: predictor.importanceMeaning)
    return [.picture(chart.picture(), wide: false)]
  }

  private func curve(_ points: [TrainManifest.CurvePoint]) -> [ReportBlock] {
    guard !points.isEmpty, let metric = TrainPlan.metrics(for: type.task).first else { return [] }
    func series(_ name: String, _ score: (TrainManifest.CurvePoint) -> (mean: Double, spread: Double))
      -> Charts.LearningSeries
    {
      Charts.LearningSeries(
        name: name,
        points: points.map { point in
          let (mean, spread) = score(point)
          return .init(rows: point.rows, score: mean, low: mean - spread, high: mean + spread)
        })
    }
    let chart = Charts.learningCurve(
      series: [series("training", \.training), series("held out", \.held)], metric: metric.title)
    return [.picture(chart.picture(), wide: false)]
  }

  private func probabilities(_ manifest: TrainManifest, classes: [String]) -> [ReportBlock] {
    var blocks: [ReportBlock] = []
    if let gain = manifest.calibration, let method = plan.calibration {
      func change(_ pair: (before: Double, after: Double)) -> String {
        "\(NumberText.fixed(pair.before, 4)) to \(NumberText.fixed(pair.after, 4))"
      }
      blocks.append(
        .note(
          "Calibrated by \(method.rawValue) on rows held out: log loss from \(change(gain.logLoss)), Brier score from \(change(gain.brier)).",
          .plain))
    }
    guard let metric = plan.threshold.flatMap({ Metrics[$0.metric] }) else { return blocks }
    let name = metric.title
    let rows = plan.threshold?.rows.map { "`\(inputs[$0].name)`" } ?? "rows held out"
    if type.task == .multilabel, !manifest.thresholds.isEmpty {
      blocks.append(.table(thresholds(manifest.thresholds, metric: name, rows: rows)))
    } else if let chosen = manifest.thresholds.first {
      let half = chosen.valueAtHalf.map { " (\(NumberText.fixed($0, 3)) at 0.5)" } ?? ""
      blocks.append(
        .note(
          "`\(classes.last ?? "")` is said from a probability of \(NumberText.significant(chosen.threshold, 3)): there the \(name) on \(rows) is best, \(NumberText.fixed(chosen.value, 3))\(half).",
          .plain))
    }
    return blocks
  }

  /// From which probability each label is said.
  private func thresholds(
    _ chosen: [TrainManifest.ChosenThreshold], metric: String, rows: String
  ) -> ReportTable {
    ReportTable(
      caption: "Thresholds",
      columns: [
        .init("label"), .init("said from", numeric: true), .init(metric, numeric: true),
        .init("at 0.5", numeric: true),
      ],
      rows: chosen.map { choice in
        [
          .text(choice.label ?? ""), .text(NumberText.significant(choice.threshold, 3)),
          .strong(NumberText.fixed(choice.value, 3)),
          choice.valueAtHalf.map { .dim(NumberText.fixed($0, 3)) } ?? .missing,
        ]
      }, note: "where the \(metric) of the label on \(rows) is best")
  }

  private var ofMembers: String {
    let members = type.choice.members.map(\.name)
    return members.isEmpty ? "" : " of \(members.joined(separator: ", "))"
  }

  private var settingsText: String {
    let written = type.choice.parameters.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value.text)" }
    return
      ([type.estimator] + written + (type.choice.balanced ? ["balanced classes"] : [])
      + (type.weight.map { ["weighted by \($0)"] } ?? []))
      .joined(separator: ", ")
  }
}

/// The scores of a model in the folds of a cross-validation: a row a metric, the mean and spread before the folds.
private struct FoldTable {
  var scores: TrainManifest.FoldScores

  /// How many folds stand in columns of their own.
  private static let mostColumns = 10

  var table: ReportTable {
    let rounds = scores.held.first?.count ?? 0
    let shown = rounds <= Self.mostColumns ? rounds : 0
    let columns =
      [ReportTable.Column("metric"), .init("held out", numeric: true), .init("trained on", numeric: true)]
      + (0..<shown).map { ReportTable.Column("fold \($0 + 1)", numeric: true) }
    return ReportTable(
      columns: columns,
      rows: scores.metrics.indices.map { row($0, shown) },
      note:
        "mean ± standard deviation over \(NumberText.count(rounds, "fold")) of \(NumberText.count(scores.rows, "row")), \(scores.rule); recipe and model fitted anew in each"
    )
  }

  private func row(_ index: Int, _ shown: Int) -> [ReportTable.Entry] {
    let title = Metrics[scores.metrics[index]]?.title ?? scores.metrics[index]
    return [.text(title), measured(scores.held[index]), measured(scores.training[index])]
      + scores.held[index].prefix(shown).map { value in
        value.map { .dim(NumberText.fixed($0, 3)) } ?? .missing
      }
  }

  private func measured(_ values: [Double?]) -> ReportTable.Entry {
    guard let (mean, spread) = scores.summary(values) else { return .missing }
    return .measured(NumberText.fixed(mean, 3), spread: "± \(NumberText.fixed(spread, 3))")
  }
}

extension String {
  /// All occurrences of a character replaced, without Foundation.
  func replacing(_ character: Character, with other: Character) -> String {
    String(map { $0 == character ? other : $0 })
  }
}
