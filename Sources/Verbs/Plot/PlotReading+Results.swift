import Pipeline
import Syntax

/// Charts of evaluations and models.
extension PlotReading {
  mutating func ofResults(_ chart: NamedPlot, _ cell: inout CellCheck) -> PlotWork? {
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
      for (index, estimator) in source.estimators.enumerated()
      where !ModelPlot.trainedInRounds.contains(estimator) {
        cell.error(
          .wrongValue, at: cell.sources[index].word.span,
          "`\(source.names[index])` is \(estimator.replacing("_", with: " ")), which is not trained in rounds",
          hint: ModelPlot.roundsHint)
      }
      plan.validation = validation(&cell)
    }
    guard !cell.hasErrors else { return nil }
    return PlotWork(plan: plan)
  }

  /// The table of `on`, which must have the columns that the models read.
  func validation(_ cell: inout CellCheck) -> InputUse? {
    guard let word = cell.clause("on")?.word("table"),
      let (table, bound) = cell.value(word, as: TableType.self, wanted: "a table")
    else { return nil }
    let models = cell.sources.compactMap { $0.type as? ModelType }
    let needed = Set(models.flatMap { $0.features.inputColumns + $0.judgedColumns })
    for name in needed.sorted() where table.schema[name] == nil {
      cell.error(
        .unknownColumn, at: word.span, "`\(word.text)` has no column `\(name)`, which the model needs",
        hint: "name a table with the columns of the training table")
      return nil
    }
    return InputUse(bound.producer, name: word.text, reads: .columns(needed.sorted()))
  }
}
