import Drawing

/// What rows are drawn as.
enum PlotMark: String, Sendable, CaseIterable {
  case line, area, bar, dot, rect, rule, tick, text, band, box

  /// Channels without which there is nothing to draw.
  var needs: [PlotRole] {
    switch self {
    case .line, .area, .dot, .rect: [.x, .y]
    case .text: [.x, .y, .text]
    case .rule: [.low, .high]
    case .band: [.x, .low, .high]
    case .bar, .tick, .box: []
    }
  }

  /// Whether a place is drawn once, so that rows that share it are averaged.
  var isSingle: Bool { [.line, .area, .bar, .band, .rule, .rect].contains(self) }

  var mark: Chart.Mark {
    switch self {
    case .line: .line
    case .area: .area
    case .bar: .bar
    case .dot: .dot
    case .rect: .rect
    case .rule: .rule
    case .tick: .tick
    case .text: .text
    case .band: .band
    case .box: .box
    }
  }
}

/// One `mark` of a cell.
struct PlotLayer: Sendable, Hashable {
  enum Stacking: String, Sendable, CaseIterable { case no, yes, share }

  var mark: PlotMark
  var stacking = Stacking.no
}

/// What is drawn: a chart that has a name, or marks.
enum PlotForm: Sendable {
  case named(NamedPlot)
  case marks([PlotLayer])
}
