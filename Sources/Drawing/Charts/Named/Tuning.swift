import Canonical

extension Charts {
  /// What the trials of a search came to over the values of one parameter: a dot a trial, the best one with a ring.
  ///
  /// - Parameters:
  ///   - parameter: a value a trial; those that do not have it are left out.
  ///   - values: the objective of each trial; what is not finite is left out.
  ///   - best: the place of the best trial.
  package static func slice(
    parameter: ParallelAxis, values: [Double], objective: String, best: Int? = nil
  ) -> Chart {
    let known = values.indices.filter { index in
      values[index].isDrawable && index < parameter.values.count
        && parameter.values[index]?.isDrawable ?? false
    }
    let places = known.map { parameter.values[$0] ?? 0 }
    let column: Chart.Column =
      parameter.categories != nil
      ? .categories(parameter.name, places.map { parameter.text($0) }) : .numbers(parameter.name, places)
    let data = Chart.Data([column, .numbers(objective, known.map { values[$0] })])
    var chart = Chart(
      title: parameter.name, data: data, layers: [Chart.Layer(.dot, x: parameter.name, y: objective)])
    chart.y.title = objective
    chart.size = .compact
    if let categories = parameter.categories {
      chart.x.categories = categories.indices.filter { places.contains(Double($0)) }.map { categories[$0] }
    } else if parameter.isLog {
      chart.x.kind = .log
    }
    let count = Phrase.count(known.count, "trial")
    guard let best, known.contains(best), let place = parameter.values[best] else {
      chart.takeaway =
        "\(count) \(known.count == 1 ? "has" : "have") \(parameter.name); the best one of all does not."
      return chart
    }
    let value = ValueFormat(for: [values[best]]).text(values[best])
    if parameter.categories == nil { chart.annotations = [.point(.init(place, values[best]), "best")] }
    chart.takeaway =
      "The best \(objective) of \(count), \(value), has \(parameter.name) \(parameter.text(place))."
    return chart
  }

  /// How much each parameter of a search matters for a good trial: level bars, the largest first, at most fifteen.
  package static func parameterImportance(bars: [Bar]) -> Chart {
    var chart = importance(
      bars: bars, title: "What matters for a good trial", measure: "share of importance by PED-ANOVA")
    guard let first = bars.first, first.value.isDrawable else { return chart }
    let share = NumberText.percent(first.value, 0)
    chart.takeaway =
      "\(first.label) tells good trials from others most: \(share) of what the \(Phrase.count(bars.count, "parameter")) tell."
    return chart
  }

  /// One objective of several, as an axis.
  package struct ObjectiveAxis: Sendable, Hashable {
    package var name: String
    package var isMinimized: Bool

    package init(_ name: String, isMinimized: Bool) {
      self.name = name
      self.isMinimized = isMinimized
    }

    var words: String { "\(name), \(isMinimized ? "smaller" : "larger") is better" }
  }

  /// A trial by two of its objectives.
  package struct ParetoPoint: Sendable, Hashable {
    package var x: Double
    package var y: Double
    package var name: String
    /// Whether no other trial is better in one objective without being worse in another.
    package var isOnFront: Bool

    package init(x: Double, y: Double, name: String, isOnFront: Bool) {
      self.x = x
      self.y = y
      self.name = name
      self.isOnFront = isOnFront
    }
  }

  /// Trials by two objectives: those on the Pareto front joined by a line in steps, the others quiet.
  package static func paretoFront(points: [ParetoPoint], x: ObjectiveAxis, y: ObjectiveAxis) -> Chart {
    let known = points.filter { $0.x.isDrawable && $0.y.isDrawable }
    let front = known.filter(\.isOnFront).sorted { $0.x == $1.x ? $0.y < $1.y : $0.x < $1.x }
    func data(_ points: [ParetoPoint]) -> Chart.Data {
      Chart.Data([
        .numbers(x.name, points.map(\.x)), .numbers(y.name, points.map(\.y)),
        .numbers("place", points.indices.map(Double.init)),
      ])
    }
    var chart = Chart(
      title: "Pareto front",
      layers: [
        Chart.Layer(.dot, x: x.name, y: y.name, data: data(known.filter { !$0.isOnFront }), look: .quiet),
        Chart.Layer(.line, x: x.name, y: y.name, order: "place", data: data(front), look: .accent),
        Chart.Layer(.dot, x: x.name, y: y.name, data: data(front), look: .accent),
      ])
    chart.x.title = x.words
    chart.y.title = y.words
    chart.twin = PictureTable(
      header: ["trial", x.name, y.name], numeric: [false, true, true],
      rows: front.map { [$0.name, NumberText.significant($0.x, 6), NumberText.significant($0.y, 6)] })
    chart.takeaway =
      "\(Phrase.count(front.count, "trial")) of \(NumberText.thousands(known.count)) \(front.count == 1 ? "is" : "are") on the front: no other is better by one objective without being worse by the other."
    if let bestX = x.isMinimized ? front.first : front.last, front.count > 1 {
      chart.annotations.append(.point(.init(bestX.x, bestX.y), "best \(x.name)"))
    }
    return chart
  }
}
