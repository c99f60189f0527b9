import Canonical

/// Curves on the unit square, listed by a score: what ROC, precision–recall, calibration and gain share.
struct UnitSquare {
  struct Curve {
    var name: String
    var points: [(x: Double, y: Double)]
    /// What curves are ranked by; unknown ones come last.
    var score: Double
  }

  let curves: [Curve]
  let scoreName: String
  let titles: (x: String, y: String)
  /// Whether the larger of two scores is the better one.
  var isLargerBetter = true
  var isPointed = false

  /// Indices of the curves that have points, the best first.
  var ranked: [Int] {
    let drawn = curves.indices.filter { !curves[$0].points.isEmpty }
    let known = drawn.filter { curves[$0].score.isFinite }.sorted { a, b in
      let (first, second) = (curves[a].score, curves[b].score)
      return first == second ? a < b : (first > second) == isLargerBetter
    }
    return known + drawn.filter { !curves[$0].score.isFinite }
  }

  static func text(_ score: Double) -> String { score.isFinite ? NumberText.fixed(score, 3) : "unknown" }

  func chart(title: String) -> Chart {
    let order = Array(ranked.prefix(16))
    var (xs, ys, steps, names): ([Double], [Double], [Double], [String?]) = ([], [], [], [])
    for index in order.sorted() {
      let points = curves[index].points
      for (step, point) in (isPointed ? points : Self.thinned(points)).enumerated() {
        xs.append(point.x)
        ys.append(point.y)
        steps.append(Double(step))
        names.append(curves[index].name)
      }
    }
    let data = Chart.Data([
      .numbers(titles.x, xs), .numbers(titles.y, ys), .numbers("step", steps), .categories("model", names),
    ])
    var layer = Chart.Layer(.line, x: titles.x, y: titles.y, color: "model", order: "step")
    layer.pointed = isPointed
    var chart = Chart(title: title, data: data, layers: [layer])
    chart.x.domain = 0...1
    chart.y.domain = 0...1
    chart.size = Chart.Size(width: 440, panel: 224, square: true)
    chart.labels = .list
    let drawn = order.sorted()
    chart.color.categories = drawn.map { curves[$0].name }
    chart.color.notes = drawn.map { "\(scoreName) \(Self.text(curves[$0].score))" }
    chart.color.ranking = order.compactMap { drawn.firstIndex(of: $0) }
    if ranked.count > 16 {
      let rest = ranked.count - 16
      chart.remarks.append("\(Phrase.count(rest, "more curve")) \(rest == 1 ? "is" : "are") not drawn.")
    }
    chart.twin = twin
    return chart
  }

  /// The points of a line without those that are nearer to the last one than can be seen, where there are many.
  private static func thinned(_ points: [(x: Double, y: Double)]) -> [(x: Double, y: Double)] {
    guard points.count > 1000, let first = points.first else { return points }
    var kept = [first]
    var last = first
    for index in 1..<points.count {
      let point = points[index]
      let isFar = max((point.x - last.x).magnitude, (point.y - last.y).magnitude) >= 1.0 / 600
      guard isFar || index + 1 == points.count else { continue }
      kept.append(point)
      last = point
    }
    return kept
  }

  private var twin: PictureTable {
    PictureTable(
      header: ["model", scoreName, "points"], numeric: [false, true, true],
      rows: curves.map { [$0.name, Self.text($0.score), NumberText.thousands($0.points.count)] })
  }

  /// `forest has an area of 0.900, the largest; tree 0.700`, without a full stop; empty where there is no curve.
  func comparison(_ what: String, best: String) -> String {
    guard let first = ranked.first else { return "" }
    let others = ranked.dropFirst().map { "\(curves[$0].name) \(Self.text(curves[$0].score))" }
    let head = "\(curves[first].name) has \(what) of \(Self.text(curves[first].score))"
    return others.isEmpty ? head : "\(head), \(best); \(Phrase.list(others))"
  }
}
