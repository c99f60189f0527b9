import Canonical

/// What a chart says in words: its takeaway, and what is not drawn.
struct ChartWords {
  let resolved: ResolvedChart
  private var chart: Chart { resolved.chart }

  init(_ resolved: ResolvedChart) { self.resolved = resolved }

  var description: String {
    Phrase.sentences(chart.takeaway ?? ChartTakeaway(resolved).sentence, remarks)
  }

  /// Sentences about what is left out, thinned or counted together.
  var remarks: String {
    (chart.remarks + [missing, outside] + categories + [thinned]).filter { !$0.isEmpty }.joined(
      separator: " ")
  }

  private var missing: String {
    guard resolved.missing > 0 else { return "" }
    let verb = resolved.missing == 1 ? "is" : "are"
    return "\(Phrase.count(resolved.missing, "row")) without a finite value \(verb) left out."
  }

  private var outside: String {
    guard resolved.outside > 0 else { return "" }
    return
      "\(Phrase.count(resolved.outside, "point")) beyond the axes \(resolved.outside == 1 ? "is" : "are") left out."
  }

  private var categories: [String] {
    [
      (resolved.x, "category", "categories"), (resolved.y, "category", "categories"),
      (resolved.series, "series", "series"), (resolved.facet, "panel", "panels"),
      (resolved.facetRow, "row of panels", "rows of panels"),
    ].map { index, one, many in
      guard let index, index.leftOut > 0 else { return "" }
      let verb = index.leftOut == 1 ? "is" : "are"
      return "\(Phrase.count(index.leftOut, "more " + one, "more " + many)) \(verb) not drawn."
    }
  }

  private var thinned: String {
    let panels = max(resolved.panelCount, 1)
    for layer in resolved.layers + resolved.below {
      let count = layer.rows.count
      switch layer.layer.mark {
      case .dot where layer.layer.encoding.size != nil && count > MarkDrawing.sizedPointLimit:
        return
          "Of \(Phrase.count(count, "point")) about \(MarkDrawing.sizedPointLimit), evenly chosen, are drawn."
      case .dot where layer.isColored && count > MarkDrawing.seriesPointLimit:
        return
          "Of \(Phrase.count(count, "point")) about \(MarkDrawing.seriesPointLimit), evenly chosen, are drawn."
      case .dot where layer.isShaded && count > MarkDrawing.pointLimit:
        return
          "Of \(Phrase.count(count, "point")) about \(NumberText.thousands(MarkDrawing.pointLimit)) are drawn, evenly chosen."
      case .dot
      where layer.panels.contains(where: { $0.count * panels > MarkDrawing.pointLimit(panels) })
        && !layer.isColored:
        return
          "\(Phrase.count(count, "point")) are counted on a grid: the larger the square, the more points."
      case .bar where count > MarkDrawing.barLimit && !layer.isLevel && resolved.x == nil:
        return "Of \(Phrase.count(count, "bar")) the tallest among neighbours are drawn."
      case .line where count > 2000, .area where count > 2000, .band where count > 2000:
        return "\(Phrase.count(count, "point")) are thinned to those that shape the line."
      default:
        if layer.layer.statistic.isGrid, layer.rows.isEmpty == false {
          return "Points are counted on a grid."
        }
      }
    }
    return ""
  }
}
