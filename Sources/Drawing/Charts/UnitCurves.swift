import Canonical

/// Curves on the unit square, labelled in the order of a score: what ROC, precision–recall and calibration share.
struct UnitCurves {
  struct Curve {
    var name: String
    var points: [(x: Double, y: Double)]
    var score: Double
  }

  /// What the curves are compared with.
  enum Guide {
    case diagonal(String)
    case level(Double, String)
  }

  static let height = 296.0

  /// Those with a point in the square, in the order given.
  let curves: [Curve]
  /// Their indices, the best score first, unknown scores last.
  let ranked: [Int]
  /// Points that lie outside the square, or nowhere.
  let leftOut: Int
  private let scoreName: String
  private let titles: (x: String, y: String)
  private let guide: Guide?
  private let marksPoints: Bool
  private let area: PlotArea

  /// - Parameters:
  ///   - best: whether the first of two scores is the better one.
  ///   - marksPoints: whether every point has a marker, instead of three along each curve.
  init(
    _ given: [Curve], scoreName: String, x: String, y: String, guide: Guide?, marksPoints: Bool = false,
    best: (Double, Double) -> Bool = { $0 > $1 }
  ) {
    var leftOut = 0
    var kept: [Curve] = []
    for var curve in given {
      let all = curve.points.count
      curve.points = curve.points.filter { (0...1).contains($0.x) && (0...1).contains($0.y) }
      leftOut += all - curve.points.count
      if !curve.points.isEmpty { kept.append(curve) }
    }
    let known = kept.indices.filter { kept[$0].score.isFinite }.sorted { a, b in
      let (first, second) = (kept[a].score, kept[b].score)
      return first == second ? a < b : best(first, second)
    }
    curves = kept
    ranked = known + kept.indices.filter { !kept[$0].score.isFinite }
    self.leftOut = leftOut
    self.scoreName = scoreName
    titles = (x, y)
    self.guide = guide
    self.marksPoints = marksPoints
    let ticks = Ticks(covering: 0, 1)
    area = PlotArea(left: 34, right: 258, top: 28, bottom: 252, x: ticks, y: ticks)
  }

  /// The picture, with `sentence` and a remark on points left out as its description.
  func picture(title: String, sentence: String) -> Picture {
    let remark =
      leftOut == 0
      ? ""
      : "\(Phrase.count(leftOut, "point")) outside the unit square \(leftOut == 1 ? "is" : "are") left out."
    guard !curves.isEmpty else { return Charts.empty(title, remark, width: Charts.compact) }
    let twin = PictureTable(
      header: ["model", scoreName, "points"], numeric: [false, true, true],
      rows: curves.map { [$0.name, Self.score($0), NumberText.thousands($0.points.count)] })
    return Picture(
      title: title, description: Phrase.sentences(sentence, remark), width: Charts.compact,
      height: Self.height,
      twin: twin
    ) { _ in content() }
  }

  /// Names and scores, the best first.
  var scores: [(name: String, score: String)] { ranked.map { (curves[$0].name, Self.score(curves[$0])) } }

  private static func score(_ curve: Curve) -> String {
    curve.score.isFinite ? NumberText.fixed(curve.score, 3) : "unknown"
  }

  private var drawn: [Int] { Array(ranked.prefix(16)) }

  private func content() -> [SVG] {
    let axes = [area.yAxis(), area.xAxis(title: titles.x), area.yTitle(titles.y)]
    let lines = drawn.reversed().map { draw(curves[$0], SeriesStyle(index: $0)) }
    return axes + guideLine() + lines + labels()
  }

  private func guideLine() -> [SVG] {
    switch guide {
    case .diagonal(let label):
      let path = SVGPath(through: [(area.x.start, area.y.start), (area.x.end, area.y.end)])
      let at = "\(SVG.number(area.x(0.8) + 10)) \(SVG.number(area.y(0.8) + 10))"
      return [
        SVG("path", ["class": "c-dash", "d": path.data]),
        .text(label, ["class": "c-f c-mid c-halo", "transform": "translate(\(at))rotate(-45)"]),
      ]
    case .level(let value, let label) where (0...1).contains(value):
      let y = area.y(value)
      let below = value > 0.08 ? 14.0 : -6
      return [
        SVG("path", ["class": "c-dash", "d": area.horizontal(y)]),
        .text(label, ["class": "c-f c-halo", "x": .number(area.x.start + 6), "y": .number(y + below)]),
      ]
    default: return []
    }
  }

  private func draw(_ curve: Curve, _ style: SeriesStyle) -> SVG {
    let pixels = curve.points.map { (x: area.x($0.x), y: area.y($0.y)) }
    let path = SVGPath(through: LineThinning.thinned(pixels, limit: max(20, 400 / drawn.count)))
    let name = TextMeasure.clipped(curve.name)
    var group = SVG("g", [:], [.title("\(name), \(scoreName) \(Self.score(curve))"), style.line(path)])
    let marked = marksPoints && pixels.count <= 40 ? pixels : Self.along(pixels, [0.2, 0.45, 0.7])
    if marksPoints || drawn.count > 1 {
      for point in marked { group.append(style.marker(point.x, point.y, radius: 4)) }
    }
    return group
  }

  /// Points of a line at shares of its length.
  private static func along(_ points: [(x: Double, y: Double)], _ shares: [Double]) -> [(
    x: Double, y: Double
  )] {
    func length(_ a: (x: Double, y: Double), _ b: (x: Double, y: Double)) -> Double {
      ((b.x - a.x) * (b.x - a.x) + (b.y - a.y) * (b.y - a.y)).squareRoot()
    }
    let total = zip(points, points.dropFirst()).reduce(0) { $0 + length($1.0, $1.1) }
    var found: [(x: Double, y: Double)] = []
    var before = 0.0
    for (a, b) in zip(points, points.dropFirst()) {
      let piece = length(a, b)
      while found.count < shares.count, piece > 0, before + piece >= shares[found.count] * total {
        let t = (shares[found.count] * total - before) / piece
        found.append((a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)))
      }
      before += piece
    }
    return found
  }

  private func labels() -> [SVG] {
    let step = min(42, (area.y.start - area.y.end) / Double(drawn.count))
    return drawn.enumerated().map { position, index in
      label(curves[index], SeriesStyle(index: index), top: area.y.end + Double(position) * step, step)
    }
  }

  private func label(_ curve: Curve, _ style: SeriesStyle, top: Double, _ step: Double) -> SVG {
    let left = area.x.end + 14
    let text = left + 32
    let score = "\(scoreName) \(Self.score(curve))"
    var group = SVG(
      "g", ["class": "c-t"], [style.line(SVGPath(through: [(left, top + 8), (left + 26, top + 8)]))])
    if marksPoints || drawn.count > 1 { group.append(style.marker(left + 13, top + 8, radius: 4)) }
    let twoLines = step >= 34
    let room = Charts.compact - text - (twoLines ? 0 : TextMeasure.width(score, size: 12) + 12)
    let name = TextMeasure.fitted(curve.name, width: room, size: 13, weight: .medium)
    group.append(.text(name, ["class": "c-m", "x": .number(text), "y": .number(top + 12.5)]))
    group.append(
      twoLines
        ? .text(score, ["class": "c-s", "x": .number(text), "y": .number(top + 28)])
        : .text(score, ["class": "c-s c-end", "x": .number(Charts.compact), "y": .number(top + 12.5)]))
    return group
  }
}
