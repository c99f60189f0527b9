/// Chooses the ends and ticks of an axis from what is drawn.
struct AxisFitting {
  enum Side { case x, y }

  let side: Side
  let scale: Chart.Scale
  let categories: CategoryIndex?
  let isTime: Bool
  /// About how many ticks there is room for.
  let count: Int

  func axis(_ layers: [ResolvedLayer], _ annotations: [Chart.Annotation]) -> Axis {
    if let categories { return band(categories.names) }
    var bounds = self.bounds(layers, annotations)
    if let domain = scale.domain, domain.lowerBound.isDrawable, domain.upperBound.isDrawable,
      domain.lowerBound < domain.upperBound
    {
      return fixed((domain.lowerBound, domain.upperBound))
    }
    guard let found = bounds else { return linear(ticks(0, 1)) }
    switch scale.kind {
    case .log: return log(padded(found, layers))
    case .sqrt: return sqrt(found)
    case .time: return time(found)
    default: if isTime { return time(found) }
    }
    if scale.includesZero || layers.contains(where: { needsZero($0) }) {
      bounds = (min(found.low, 0), max(found.high, 0))
    }
    return numeric(bounds ?? found, layers)
  }

  /// A numeric axis: ends at ticks where values are measured, at the data where they are passed through.
  private func numeric(_ bounds: (low: Double, high: Double), _ layers: [ResolvedLayer]) -> Axis {
    let ticks = self.ticks(bounds.low, bounds.high)
    guard side == .x, !layers.contains(where: \.isLevel) else { return linear(ticks) }
    let isExact = layers.allSatisfy {
      [.line, .area, .band, .rule, .rect].contains($0.layer.mark) || $0.isCellular
    }
    let margin = max((bounds.high - bounds.low) * (isExact ? 0 : 0.03), halfBar(layers))
    let kept = labelled(ticks).filter { $0.value >= bounds.low - margin && $0.value <= bounds.high + margin }
    // Where too few would be left, or widening costs next to nothing, the ends are ticks.
    guard kept.count >= 2, bounds.high - bounds.low > 0 else { return linear(ticks) }
    return Axis(shape: .linear, low: bounds.low - margin, high: bounds.high + margin, ticks: kept)
  }

  /// How far the outermost upright bars reach beyond their places; they take three quarters of the narrowest gap.
  private func halfBar(_ layers: [ResolvedLayer]) -> Double {
    let bars = layers.filter { $0.layer.mark == .bar && !$0.isCellular }
    let places = Set(bars.flatMap { $0.rows.map(\.x) }).filter(\.isDrawable).sorted()
    return 0.4 * (zip(places, places.dropFirst()).map { $1 - $0 }.min() ?? 0)
  }

  private func linear(_ ticks: Ticks) -> Axis {
    Axis(shape: .linear, low: ticks.low, high: ticks.high, ticks: labelled(ticks))
  }

  private func labelled(_ ticks: Ticks) -> [Axis.Tick] {
    let labels = scale.isPercent ? ticks.percents : ticks.labels
    return zip(ticks.values, labels).map { Axis.Tick(value: $0, label: $1) }
  }

  private func ticks(_ low: Double, _ high: Double) -> Ticks {
    Ticks(covering: low, high, count: count, isWhole: scale.isWhole)
  }

  private func fixed(_ ends: (low: Double, high: Double)) -> Axis {
    let slack = (ends.high - ends.low) * 1e-9
    func inside(_ ticks: [Axis.Tick]) -> [Axis.Tick] {
      ticks.filter { $0.value >= ends.low - slack && $0.value <= ends.high + slack }
    }
    switch scale.kind {
    case .log where ends.low > 0:
      return Axis(shape: .log, low: ends.low, high: ends.high, ticks: inside(log(ends).ticks))
    case .sqrt where ends.low >= 0:
      return Axis(shape: .sqrt, low: ends.low, high: ends.high, ticks: inside(sqrt(ends).ticks))
    case .time: return time(ends)
    default:
      if isTime { return time(ends) }
      let ticks = inside(labelled(ticks(ends.low, ends.high)))
      return Axis(shape: .linear, low: ends.low, high: ends.high, ticks: ticks)
    }
  }

  /// The ends of a log axis with room beyond the outermost marks: the 32nd root of their ratio, as 3 % are of a linear one.
  private func padded(
    _ bounds: (low: Double, high: Double), _ layers: [ResolvedLayer]
  ) -> (low: Double, high: Double) {
    let isExact = side == .x && layers.allSatisfy { [.line, .area, .band].contains($0.layer.mark) }
    guard !isExact, bounds.low > 0, bounds.high > bounds.low else { return bounds }
    var factor = bounds.high / bounds.low
    for _ in 0..<5 { factor = factor.squareRoot() }
    let ends = (low: bounds.low / factor, high: bounds.high * factor)
    return ends.low > 0 && ends.high.isFinite ? ends : bounds
  }

  private func log(_ bounds: (low: Double, high: Double)) -> Axis {
    let low = bounds.low > 0 ? bounds.low : 1
    let high = max(bounds.high, low)
    let ends = high > low * 1.000_001 ? (low, high) : (low / 2, low * 2)
    let values = LogTicks.values(ends.0, ends.1).filter { !scale.isWhole || $0 == $0.rounded() }
    let ticks =
      values.count >= 2
      ? values : self.ticks(ends.0, ends.1).values.filter { $0 >= ends.0 && $0 <= ends.1 }
    return Axis(
      shape: .log, low: ends.0, high: ends.1,
      ticks: ticks.map { Axis.Tick(value: $0, label: ChartNumbers.plain($0)) })
  }

  private func sqrt(_ bounds: (low: Double, high: Double)) -> Axis {
    let ticks = self.ticks(0, max(bounds.high, .leastNormalMagnitude))
    return Axis(shape: .sqrt, low: 0, high: ticks.high, ticks: labelled(ticks))
  }

  private func time(_ bounds: (low: Double, high: Double)) -> Axis {
    let ends = bounds.high > bounds.low ? bounds : (low: bounds.low - 43_200, high: bounds.high + 43_200)
    return Axis(
      shape: .time, low: ends.low, high: ends.high,
      ticks: CalendarTicks(ends.low, ends.high, count: max(count, 2)).ticks)
  }

  private func band(_ categories: [String]) -> Axis {
    let names = categories.enumerated().map { index, category in
      index < scale.names.count ? scale.names[index] : category
    }
    let ticks = names.enumerated().map { Axis.Tick(value: Double($0.offset), label: $0.element) }
    return Axis(
      shape: .band, low: -0.5, high: Double(max(names.count, 1)) - 0.5, ticks: ticks, categories: names)
  }

  /// Bars and areas show sizes, so they begin at zero.
  private func needsZero(_ layer: ResolvedLayer) -> Bool {
    guard layer.isLevel == (side == .x), layer.layer.encoding.low == nil else { return false }
    return layer.layer.mark == .bar || layer.layer.mark == .area
  }

  private func bounds(
    _ layers: [ResolvedLayer], _ annotations: [Chart.Annotation]
  ) -> (low: Double, high: Double)? {
    var low = Double.infinity
    var high = -Double.infinity
    func meet(_ value: Double) {
      guard value.isDrawable else { return }
      low = min(low, value)
      high = max(high, value)
    }
    for layer in layers {
      let spans = layer.isLevel == (side == .x)
      for row in layer.panels.lazy.joined() {
        meet(side == .x ? row.x : row.y)
        meet(side == .x ? row.x2 : row.y2)
        if spans {
          meet(row.low)
          meet(row.high)
        }
      }
    }
    for annotation in annotations {
      switch (annotation, side) {
      case (.ruleX(let value, _), .x), (.ruleY(let value, _), .y): meet(value)
      case (.point(let point, _), _), (.text(let point, _), _): meet(side == .x ? point.x : point.y)
      default: break
      }
    }
    return low <= high ? (low, high) : nil
  }
}

extension Ticks {
  /// The labels of shares of one, as per cent with one number of decimals.
  var percents: [String] {
    let places = step >= 0.0099 ? 0 : step >= 0.00099 ? 1 : 2
    return values.map { ChartNumbers.percent($0, places) }
  }
}
