import Canonical
import Drawing
import Learning
import Pipeline
import Report

extension TuneWork {
  func present(_ input: PresentationInput) throws -> Presentation {
    guard let model = input.outcome.values.first as? ModelValue, let study = model.study else {
      throw CellFailure(.cellFailed, "the result is no search")
    }
    let pages = StudyPage(
      study: study, objectives: objectives, comparesFolds: comparesFolds, observedSteps: observedSteps)
    let kinds = plan.candidates.map { Estimators.title(of: $0.estimator.name) }
    let title = kinds.joined(separator: " or ")
    return Presentation(
      caption:
        "\(title.prefix(1).uppercased() + title.dropFirst())\(type.target.map { " for \($0.title)" } ?? ""), the best of \(NumberText.count(study.trials.count, "trial")) judged \(judging.text).",
      blocks: [.tiles(pages.tiles(model))] + pages.notes(constraints) + pages.pictures() + [
        .table(pages.table())
      ]
        + model.predictor.warnings.map { .note($0, .warning) },
      provenance:
        "tune · \(samplerText) · \(inputs.prefix(plans.count).map(\.name).joined(separator: ", ")) · \(NumberText.count(model.features.table.rows, "row"))"
    )
  }

  private var samplerText: String {
    let texts = settings.filter { ["sampler", "pruner"].contains($0.role) }.map(\.value)
    return texts.filter { $0 != "pruner none" }.map {
      String($0.split(separator: " ", maxSplits: 1).last ?? "")
    }
    .map { String($0.filter { $0 != ":" }) }.joined(separator: ", ")
  }
}

/// A search as tiles, charts and a table.
struct StudyPage {
  let study: StudyValue
  let objectives: [TuningObjective]
  /// Whether steps are values of single folds.
  let comparesFolds: Bool
  /// What the steps of trials are called where they are those of their training; nil where they are folds.
  let observedSteps: String?

  private var parameters: [SearchParameter] { study.plan.space.parameters }

  func tiles(_ model: ModelValue) -> [ReportBlock.Tile] {
    let best = study.bestTrial
    var tiles = objectives.indices.prefix(2).map { index in
      let measure = objectives[index].measure
      return ReportBlock.Tile(
        label: (objectives.count == 1 ? "best " : "") + measure.title
          + (measure.unit.map { ", \($0)" } ?? ""),
        value: measure.number(best.objectives[index]),
        detail: index == 0 ? spread(best).map { "± \(NumberText.significant($0, 2)) over folds" } : nil)
    }
    let others = [(study.count(.pruned), "pruned"), (study.count(.failed), "failed")].filter { $0.0 > 0 }
    tiles.append(
      .init(
        label: "trials", value: NumberText.thousands(study.trials.count),
        detail: others.isEmpty
          ? nil : others.map { "\(NumberText.thousands($0.0)) \($0.1)" }.joined(separator: ", ")))
    tiles.append(
      .init(
        label: "best model", value: Estimators.title(of: study.plan.candidate(of: best).estimator.name),
        detail: "\(NumberText.thousands(model.size)) bytes"))
    return tiles
  }

  /// The standard deviation of the first objective over the folds.
  private func spread(_ trial: Trial) -> Double? {
    guard observedSteps == nil else { return nil }
    let reported = trial.steps.sorted { $0.step < $1.step }.map(\.value)
    guard reported.count > 1 else { return nil }
    let values = reported.indices.map { index in
      comparesFolds || index == 0
        ? reported[index] : reported[index] * Double(index + 1) - reported[index - 1] * Double(index)
    }
    return FoldSummary.of(values).spread
  }

  func notes(_ constraints: [TuningConstraint]) -> [ReportBlock] {
    let best = study.bestTrial
    let settings = parameters.indices.compactMap { index in
      best.values[index].map { "\(parameters[index].name) \(shownText($0, of: index))" }
    }
    let place =
      objectives.count > 1
      ? "The trial of the front with the best \(objectives[0].measure.title)" : "The best trial"
    var notes: [ReportBlock] = [
      .note(
        "\(place) is number \(NumberText.thousands(study.best + 1)): \(settings.joined(separator: ", ")).",
        .plain)
    ]
    switch study.ending {
    case .trials: break
    case .noGain: notes.append(.note("Ended where further trials brought nothing better.", .plain))
    case .time:
      notes.append(
        .note(
          "Ended by its limit of time after \(NumberText.count(study.trials.count, "trial")): a faster machine would have run more.",
          .plain))
    case .exhausted: notes.append(.note("Every combination has been tried.", .plain))
    }
    let complete = study.count(.complete)
    let feasible = study.study.feasible.count
    if !constraints.isEmpty {
      let texts = constraints.map(\.text).joined(separator: " and ")
      notes.append(
        .note(
          "\(NumberText.thousands(feasible)) of \(NumberText.count(complete, "complete trial")) hold \(texts).",
          .plain))
    }
    if let reason = study.trials.lazy.compactMap(\.failure).first {
      notes.append(
        .note(
          "\(NumberText.count(study.count(.failed), "trial")) failed; the first one because \(reason).",
          .warning))
    }
    return notes
  }

  // MARK: Charts

  func pictures() -> [ReportBlock] {
    let isMinimized = objectives[0].direction == .minimize
    let name = objectives[0].measure.title
    let values = study.trials.map { $0.state == .complete && $0.violation <= 0 ? $0.objectives[0] : .nan }
    var blocks: [ReportBlock] = []
    if objectives.count > 1 { blocks.append(.picture(front().picture(), wide: false)) }
    if objectives.count == 1 {
      blocks.append(.picture(history(values, name, isMinimized).picture(), wide: false))
    }
    if let step = observedSteps {
      blocks.append(.picture(curves(step, name, isMinimized).picture(), wide: false))
    }
    if let bars = importance() {
      blocks.append(.picture(Charts.parameterImportance(bars: bars).picture(), wide: false))
    }
    let searched = shown
    if let chart = parallel(searched, values, name, isMinimized) {
      blocks.append(.picture(chart.picture(), wide: false))
    }
    let slices = searched.prefix(6).map { index in
      Charts.slice(
        parameter: axis(index), values: values, objective: name, best: study.best)
    }
    if !slices.isEmpty { blocks.append(.pictures(slices.map { $0.picture() })) }
    return blocks
  }

  private func history(_ values: [Double], _ name: String, _ isMinimized: Bool) -> Chart {
    let known = values.indices.filter { values[$0].isFinite }
    var chart = Charts.optimizationHistory(
      values: known.map { values[$0] }, numbers: known.map { $0 + 1 }, objective: name,
      isMinimized: isMinimized)
    let left = values.count - known.count
    if left > 0 {
      chart.remarks.append(
        "\(NumberText.count(left, "trial")) that \(left == 1 ? "was" : "were") pruned, failed or broke a condition \(left == 1 ? "is" : "are") not drawn."
      )
    }
    return chart
  }

  private func curves(_ step: String, _ name: String, _ isMinimized: Bool) -> Chart {
    let trials = study.trials.filter { $0.state != .failed && !$0.steps.isEmpty }
    return Charts.trialCurves(
      trials.map { trial in
        Charts.TrialCurve(
          trial: trial.number + 1, points: trial.steps.map { ($0.step, $0.value) },
          ending: trial.number == study.best ? .best : trial.state == .pruned ? .pruned : .complete)
      }, objective: name, step: step, isMinimized: isMinimized)
  }

  /// The parameters that the best trial has, and the trials that have them all; nil where fewer than two parameters differ.
  private func parallel(_ searched: [Int], _ values: [Double], _ name: String, _ isMinimized: Bool) -> Chart?
  {
    let had = searched.filter { study.bestTrial.values[$0] != nil }
    let having = study.trials.indices.filter { index in
      values[index].isFinite && had.allSatisfy { study.trials[index].values[$0] != nil }
    }
    // An axis on which all trials have one value tells nothing.
    let own = had.filter { parameter in Set(having.map { study.trials[$0].values[parameter] }).count > 1 }
    guard own.count > 1 else { return nil }
    var chart = Charts.parallelCoordinates(
      parameters: own.map { index in
        let whole = axis(index)
        return .init(
          name: whole.name, values: having.map { whole.values[$0] }, categories: whole.categories,
          isLog: whole.isLog)
      }, objective: .init(name: name, values: having.map { values[$0] }), isMinimized: isMinimized)
    if objectives.count > 1 { chart.takeaway = "The lines in colour are the best tenth by \(name)." }
    let left = values.count(where: \.isFinite) - having.count
    if left > 0 {
      chart.remarks.append(
        "\(NumberText.count(left, "trial")) with other parameters \(left == 1 ? "is" : "are") not drawn.")
    }
    return chart
  }

  /// Positions of the parameters, the most important first.
  private var shown: [Int] {
    guard let shares = ParameterImportance.shares(study.study) else { return Array(parameters.indices) }
    return parameters.indices.sorted { shares[$0] == shares[$1] ? $0 < $1 : shares[$0] > shares[$1] }
  }

  private func importance() -> [Charts.Bar]? {
    guard parameters.count > 1, study.count(.complete) >= 10,
      let shares = ParameterImportance.shares(study.study)
    else { return nil }
    return shown.map { Charts.Bar(parameters[$0].name, shares[$0]) }
  }

  private func axis(_ index: Int) -> Charts.ParallelAxis {
    var categories: [String]?
    if case .choices(let choices) = parameters[index].domain { categories = choices }
    return Charts.ParallelAxis(
      name: parameters[index].name, values: study.trials.map { $0.values[index] }, categories: categories,
      isLog: parameters[index].domain.isLog)
  }

  private func front() -> Chart {
    let known = study.study.feasible
    let isFirst = Set(study.study.front.map(\.number))
    return Charts.paretoFront(
      points: known.map { trial in
        .init(
          x: trial.objectives[0], y: trial.objectives[1], name: "trial \(trial.number + 1)",
          isOnFront: isFirst.contains(trial.number))
      },
      x: .init(objectives[0].measure.title, isMinimized: objectives[0].direction == .minimize),
      y: .init(objectives[1].measure.title, isMinimized: objectives[1].direction == .minimize))
  }

  // MARK: The table

  private static let rows = 20

  /// Trials, the best first: those on the front, the complete ones by the first objective, the others.
  func table() -> ReportTable {
    let front = objectives.count > 1 ? Set(study.study.front.map(\.number)) : [study.best]
    let order = study.trials.sorted { a, b in
      let (x, y) = (rank(a, front), rank(b, front))
      if x != y { return x < y }
      if a.state == .complete, a.objectives[0] != b.objectives[0] {
        return objectives[0].direction.prefers(a.objectives[0], to: b.objectives[0])
      }
      return a.number < b.number
    }
    let shown = Array(order.prefix(StudyPage.rows))
    return ReportTable(
      caption: "Trials, the best first",
      columns: [.init("trial", numeric: true)]
        + objectives.map {
          .init(
            $0.measure.title, unit: $0.measure.unit, numeric: true,
            better: $0.direction == .maximize ? .higher : .lower)
        }
        + [.init("ended")] + parameters.map { .init($0.name, numeric: !$0.domain.isChoice) },
      rows: shown.map { row($0, front) },
      emphasized: Set(shown.indices.filter { front.contains(shown[$0].number) }),
      fold: shown.count > 10
        ? shown.count < order.count
          ? "the best \(shown.count) of \(NumberText.count(order.count, "trial"))"
          : "all \(NumberText.count(shown.count, "trial"))" : nil)
  }

  private func rank(_ trial: Trial, _ front: Set<Int>) -> Int {
    if front.contains(trial.number) { return 0 }
    switch trial.state {
    case .complete: return trial.violation > 0 ? 2 : 1
    case .pruned: return 3
    case .failed, .running: return 4
    }
  }

  private func row(_ trial: Trial, _ front: Set<Int>) -> [ReportTable.Entry] {
    let number = ReportTable.Entry.text(NumberText.thousands(trial.number + 1))
    let values = objectives.indices.map { index -> ReportTable.Entry in
      if trial.state == .complete { return .text(objectives[index].measure.number(trial.objectives[index])) }
      guard index == 0, trial.state == .pruned, let last = trial.steps.last, last.value.isFinite else {
        return .missing
      }
      return .dim(objectives[index].measure.number(last.value))
    }
    let settings = parameters.indices.map { index -> ReportTable.Entry in
      trial.values[index].map { .text(shownText($0, of: index)) } ?? .missing
    }
    return [number] + values + [ending(trial, front)] + settings
  }

  /// A value with at most four digits.
  private func shownText(_ value: Double, of index: Int) -> String {
    if case .number = parameters[index].domain { return NumberText.significant(value, 4) }
    return parameters[index].domain.text(value)
  }

  private func ending(_ trial: Trial, _ front: Set<Int>) -> ReportTable.Entry {
    switch trial.state {
    case .complete where trial.violation > 0: .dim("violates a condition")
    case .complete:
      front.contains(trial.number) ? .text(objectives.count > 1 ? "on the front" : "best") : .text("complete")
    case .pruned: .dim("pruned after \(NumberText.count(trial.steps.count, observedSteps ?? "fold"))")
    case .failed, .running: .dim("failed")
    }
  }
}
