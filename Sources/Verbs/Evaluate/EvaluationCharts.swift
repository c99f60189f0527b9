import Canonical
import Drawing
import Frame
import Learning
import Pipeline

/// Draws what models said beside what was so.
struct EvaluationCharts {
  var truth: Target
  /// The models in order, under the names that the charts have for them.
  var models: [(name: String, prediction: Prediction)]
  /// The class that counts as positive; nil for the second of two, and for each against the others of more.
  var positive: String?

  init(_ stored: EvaluationPredictions, names: [String], positive: String? = nil) {
    truth = stored.truth
    models = Array(zip(names, stored.predictions))
    self.positive = positive
  }

  func charts(_ chart: EvaluationChart) throws -> [Chart] {
    switch chart {
    case .confusion: try confusion()
    case .roc:
      try curves(ROCCurve.init) { curves, model in
        Charts.roc(
          curves: curves.map { name, curve in
            .init(
              name: name, points: curve.points.map { ($0.falsePositiveRate, $0.truePositiveRate) },
              auc: curve.area)
          }, model: model)
      }
    case .precisionRecall:
      try curves(PrecisionRecallCurve.init) { curves, model in
        Charts.precisionRecall(
          curves: curves.map { name, curve in
            .init(
              name: name, points: curve.points.map { ($0.recall, $0.precision) },
              averagePrecision: curve.averagePrecision)
          }, prevalence: model == nil ? curves.first?.curve.prevalence : nil, model: model)
      }
    case .calibration:
      try curves({ CalibrationCurve($0, label: $1) }) { curves, model in
        var chart = Charts.calibration(
          curves: curves.map { name, curve in
            .init(
              name: name, points: curve.bins.map { ($0.predicted, $0.observed) }, error: curve.error,
              intervals: curves.count == 1 ? curve.bins.map(\.interval) : [],
              predictions: curve.probabilities)
          })
        if let model { chart.title = "Calibration of \(model)" }
        return chart
      }
    case .lift: try lift()
    case .threshold: try thresholds()
    case .residuals: [Charts.residuals(series: residuals)]
    case .predicted: [Charts.predictedActual(series: residuals)]
    }
  }

  // MARK: Classes

  private func confusion() throws -> [Chart] {
    try models.compactMap { name, prediction in
      try ConfusionMatrix(Evaluated(truth: truth, prediction: prediction)).map {
        Charts.confusion(labels: $0.labels, counts: $0.counts, model: name)
      }
    }
  }

  /// With one class in question a chart with a curve a model; else a chart a model with a curve a class.
  private func curves<Curve>(
    _ make: (Evaluated, Int) -> Curve?, _ draw: ([(name: String, curve: Curve)], String?) throws -> Chart
  ) throws -> [Chart] {
    let evaluated = try models.map { ($0.name, try Evaluated(truth: truth, prediction: $0.prediction)) }
    if try evaluated.allSatisfy({ try labels($0.1).count == 1 }) {
      let all = try evaluated.compactMap { name, evaluated in
        try labels(evaluated).first.flatMap { make(evaluated, $0) }.map { (name, $0) }
      }
      return all.isEmpty ? [] : [try draw(all, nil)]
    }
    return try evaluated.compactMap { model, evaluated in
      let all = try labels(evaluated).compactMap { label in
        make(evaluated, label).map { (evaluated.labels[label], $0) }
      }
      return all.isEmpty ? nil : try draw(all, model)
    }
  }

  /// The positions of the classes in question.
  private func labels(_ evaluated: Evaluated) throws -> [Int] {
    guard let positive else {
      return evaluated.labels.count == 2 && evaluated.task != .multilabel
        ? [1] : Array(evaluated.labels.indices)
    }
    guard let index = evaluated.labels.firstIndex(where: { $0.hasSameBytes(as: positive) }) else {
      throw UnknownClass(name: positive, known: evaluated.labels)
    }
    return [index]
  }

  private func lift() throws -> [Chart] {
    let make = { (curve: GainCurve) in [(x: 0, y: 0)] + curve.points.map { (x: $0.taken, y: $0.found) } }
    return try curves(GainCurve.init) { curves, model in
      var chart = Charts.gain(curves: curves.map { .init(name: $0, points: make($1)) })
      if let model { chart.title = "Cumulative gain of \(model)" }
      return chart
    }
      + curves(GainCurve.init) { curves, model in
        var chart = Charts.lift(curves: curves.map { .init(name: $0, points: make($1)) })
        if let model { chart.title = "Lift of \(model)" }
        return chart
      }
  }

  /// The most charts of thresholds that one cell shows.
  private static let mostSweeps = 6

  private func thresholds() throws -> [Chart] {
    var charts: [Chart] = []
    for (name, prediction) in models {
      let evaluated = try Evaluated(truth: truth, prediction: prediction)
      let labels = try labels(evaluated)
      for label in labels {
        guard let curve = PrecisionRecallCurve(evaluated, label: label) else { continue }
        let points = curve.points.map {
          Charts.ThresholdPoint(threshold: $0.threshold, precision: $0.precision, recall: $0.recall)
        }
        let who = labels.count == 1 ? name : "\(name), \(curve.label)"
        charts.append(Charts.thresholdSweep(points: points, model: who))
      }
    }
    if charts.count > 1 { for index in charts.indices { charts[index].size = .compact } }
    let more = charts.count - Self.mostSweeps
    charts = Array(charts.prefix(Self.mostSweeps))
    if more > 0 {
      charts[charts.count - 1].remarks.append(
        "\(NumberText.count(more, "more chart")) of other models and classes \(more == 1 ? "is" : "are") not drawn."
      )
    }
    return charts
  }

  // MARK: Numbers

  private var residuals: [Charts.ResidualSeries] {
    guard case .numbers(let actual) = truth else { return [] }
    return models.compactMap { name, prediction in
      guard case .values(let predicted) = prediction else { return nil }
      return Charts.ResidualSeries(name: name, predicted: predicted, actual: actual)
    }
  }
}

/// A class that the models do not know.
struct UnknownClass: Error {
  var name: String
  var known: [String]

  var hint: String {
    nearestName(to: name, in: known).map { "did you mean `\($0)`?" }
      ?? "classes: \(known.prefix(12).joined(separator: ", "))\(known.count > 12 ? ", …" : "")"
  }
}
