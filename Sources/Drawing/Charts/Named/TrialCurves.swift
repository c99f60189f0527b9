import Canonical

extension Charts {
  /// What a trial of a search came to after each step of its training.
  package struct TrialCurve: Sendable {
    package enum Ending: Sendable { case best, complete, pruned }

    /// Its number, from one.
    package var trial: Int
    /// By rising steps.
    package var points: [(step: Int, value: Double)]
    package var ending: Ending

    package init(trial: Int, points: [(step: Int, value: Double)], ending: Ending) {
      self.trial = trial
      self.points = points
      self.ending = ending
    }
  }

  /// The trials of a search as lines over the steps of their training: the best one stands out, and a dot is where one was pruned.
  ///
  /// At most 100 lines, evenly chosen besides the best, with about as many points each.
  ///
  /// - Parameters:
  ///   - objective: its name, for the axis.
  ///   - step: what a step is called, such as `round`.
  package static func trialCurves(
    _ curves: [TrialCurve], objective: String, step: String, isMinimized: Bool = false
  ) -> Chart {
    let known = curves.filter { $0.points.contains { $0.value.isDrawable } }
    let others = known.filter { $0.ending != .best }
    let count = min(others.count, 99)
    let shown = (0..<count).map { others[$0 * others.count / max(count, 1)] }
    let best = known.first { $0.ending == .best }
    let ends = shown.filter { $0.ending == .pruned }.compactMap { curve in curve.points.last }
    var chart = Chart(
      title: "\(objective) by \(step) of training",
      layers: [
        lines(shown, step, objective, .quiet),
        Chart.Layer(
          .dot, x: step, y: objective,
          data: .init([.numbers(step, ends.map { Double($0.step) }), .numbers(objective, ends.map(\.value))]),
          look: .quiet),
        lines(best.map { [$0] } ?? [], step, objective, .accent),
      ])
    chart.x.isWhole = true
    chart.x.title = step
    chart.y.title = objective
    chart.twin = twin(known, step, objective)
    chart.takeaway = takeaway(known, objective, step)
    if let best, let last = best.points.last, last.value.isDrawable {
      let text = ValueFormat(for: [last.value]).text(last.value)
      chart.annotations = [.point(.init(Double(last.step), last.value), "trial \(best.trial): \(text)")]
    }
    if others.count > shown.count {
      chart.remarks.append("\(Phrase.count(others.count - shown.count, "trial")), evenly chosen, not drawn.")
    }
    return chart
  }

  private static func lines(
    _ curves: [TrialCurve], _ step: String, _ objective: String, _ look: Chart.Look
  ) -> Chart.Layer {
    var (xs, ys, trials): ([Double], [Double], [Double]) = ([], [], [])
    for curve in curves {
      let every = max(1, (curve.points.count + 99) / 100)
      for (index, point) in curve.points.enumerated()
      where index % every == 0 || index == curve.points.count - 1 {
        xs.append(Double(point.step))
        ys.append(point.value)
        trials.append(Double(curve.trial))
      }
    }
    return Chart.Layer(
      .line, x: step, y: objective, group: "trial",
      data: .init([.numbers(step, xs), .numbers(objective, ys), .numbers("trial", trials)]), look: look)
  }

  private static func takeaway(_ curves: [TrialCurve], _ objective: String, _ step: String) -> String? {
    guard let best = curves.first(where: { $0.ending == .best }), let last = best.points.last else {
      return nil
    }
    let value = ValueFormat(for: [last.value]).text(last.value)
    let steps = Phrase.count(best.points.count, step)
    let pruned = curves.filter { $0.ending == .pruned }.map(\.points.count).sorted()
    let end = "the best one comes to \(value) in \(steps)."
    guard !pruned.isEmpty else { return "None of \(Phrase.count(curves.count, "trial")) was pruned; \(end)" }
    let middle = Phrase.count(pruned[(pruned.count - 1) / 2], step)
    let were =
      pruned.count == 1
      ? "was pruned (a dot), after \(middle)" : "were pruned (a dot each), half of them within \(middle)"
    return "\(NumberText.thousands(pruned.count)) of \(Phrase.count(curves.count, "trial")) \(were); \(end)"
  }

  private static func twin(_ curves: [TrialCurve], _ step: String, _ objective: String) -> PictureTable {
    PictureTable(
      header: ["trial", "\(step)s", "last \(objective)", "ended"], numeric: [true, true, true, false],
      rows: curves.prefix(100).map { curve in
        let ending =
          switch curve.ending {
          case .best: "best"
          case .complete: "complete"
          case .pruned: "pruned"
          }
        return [
          NumberText.thousands(curve.trial), NumberText.thousands(curve.points.count),
          curve.points.last.map { NumberText.significant($0.value, 4) } ?? "", ending,
        ]
      })
  }
}
