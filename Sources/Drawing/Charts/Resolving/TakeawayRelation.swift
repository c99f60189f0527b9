import Canonical

/// What dots over two numbers say: Pearson's correlation with its sign and the number of rows, of all and of each part.
extension ChartTakeaway {
  func relation(_ rows: [MarkRow], _ layer: ResolvedLayer) -> String {
    let pairs = pairs(rows)
    let n = pairs.x.count
    let head = "\(yName) by \(xName): "
    if n <= 3 {
      let points = zip(pairs.rows, pairs.rows.indices).map { "\(y($0.0.y)) at \(x($0.0.x))" }
      return points.isEmpty ? "\(yName) by \(xName)." : head + Phrase.list(points) + "."
    }
    let count = Phrase.count(n, "row")
    guard let r = Correlation.pearson(pairs.x, pairs.y) else {
      return head + constant(pairs.rows) + " for \(count)."
    }
    let scale = isBent ? ", on the scale drawn" : ""
    return head + Self.strength(r, n) + " (correlation \(NumberText.fixed(r, 2)), \(count)\(scale))"
      + within(rows, layer, r) + "."
  }

  /// A straight relation in words. By Fisher's transformation (1921) the interval of 95 % of a correlation reaches
  /// 1.96 / √(n - 3) to both sides of its inverse hyperbolic tangent; where that holds zero, the sign is not known.
  static func strength(_ r: Double, _ n: Int) -> String {
    let size = min(r.magnitude, 0.999_999)
    let z = 0.5 * Logarithm.base2((1 + size) / (1 - size)) * 0.693_147_180_559_945_3
    if z * Double(max(n - 3, 0)).squareRoot() < 1.96 {
      return n < 30 && size >= 0.1 ? "too few rows for a clear relation" : "no clear straight relation"
    }
    if size < 0.1 { return "hardly a straight relation" }
    return "\(size >= 0.7 ? "a strong" : size >= 0.4 ? "a moderate" : "a weak") \(r > 0 ? "rise" : "fall")"
  }

  /// The correlations of the series, or of the panels, which may contradict that of all.
  private func within(_ rows: [MarkRow], _ layer: ResolvedLayer, _ whole: Double) -> String {
    let names: [String]
    let groups: [[MarkRow]]
    if layer.isColored, let series = resolved.seriesNames, series.count > 1 {
      names = series
      groups = series.indices.map { index in rows.filter { $0.series == index } }
    } else if layer.panels.count > 1 {
      names = []
      groups = layer.panels
    } else {
      return ""
    }
    let found = groups.enumerated().compactMap { index, rows -> (index: Int, r: Double)? in
      let pairs = pairs(rows)
      guard pairs.x.count > 3 else { return nil }
      return Correlation.pearson(pairs.x, pairs.y).map { (index, $0) }
    }
    guard found.count > 1 else { return "" }
    let turns = found.allSatisfy { $0.r * whole < 0 }
    let joint = turns ? "; but the other way within each: " : "; within each: "
    if !names.isEmpty, found.count <= 4 {
      return joint + found.map { "\(names[$0.index]) \(NumberText.fixed($0.r, 2))" }.joined(separator: ", ")
    }
    let (low, high) = (found.map(\.r).min() ?? 0, found.map(\.r).max() ?? 0)
    let parts = names.isEmpty ? "panels" : "series"
    return joint
      + "from \(NumberText.fixed(low, 2)) to \(NumberText.fixed(high, 2)) in \(found.count) \(parts)"
  }

  /// The rows with both values, and these as the scales draw them.
  private func pairs(_ rows: [MarkRow]) -> (rows: [MarkRow], x: [Double], y: [Double]) {
    let (bentX, bentY) = (Self.shape(resolved.chart.x), Self.shape(resolved.chart.y))
    let known = rows.filter {
      Axis.transformed($0.x, bentX).isDrawable && Axis.transformed($0.y, bentY).isDrawable
    }
    return (
      known, known.map { Axis.transformed($0.x, bentX) }, known.map { Axis.transformed($0.y, bentY) }
    )
  }

  private var isBent: Bool {
    Self.shape(resolved.chart.x) != .linear || Self.shape(resolved.chart.y) != .linear
  }

  private static func shape(_ scale: Chart.Scale) -> Axis.Shape {
    switch scale.kind {
    case .log: .log
    case .sqrt: .sqrt
    default: .linear
    }
  }

  private func constant(_ rows: [MarkRow]) -> String {
    guard let first = rows.first else { return "" }
    return rows.allSatisfy { $0.y == first.y }
      ? "\(yName) is \(y(first.y)) throughout" : "\(xName) is \(x(first.x)) throughout"
  }
}
