extension ResolvedChart {
  /// The scale of x, of y, or of y of the lower panel, with ticks at whole numbers where all its values are whole.
  func scale(_ side: AxisFitting.Side, isBelow: Bool = false) -> Chart.Scale {
    var scale = side == .x ? chart.x : isBelow ? chart.below?.y ?? Chart.Scale() : chart.y
    let drawn = side == .x ? layers + below : isBelow ? below : layers
    scale.isWhole = scale.isWhole || (!scale.isPercent && isWhole(side, scale, drawn))
    return scale
  }

  /// Whether all that is measured on an axis is whole. Values from zero to one may be shares that happen to be whole,
  /// so they do not count as such by themselves.
  private func isWhole(_ side: AxisFitting.Side, _ scale: Chart.Scale, _ drawn: [ResolvedLayer]) -> Bool {
    if let domain = scale.domain, domain.upperBound - domain.lowerBound < 2 { return false }
    var bounds = WholeBounds()
    var isCount = false
    for layer in drawn {
      if case .stack(normalized: true)? = layer.layer.statistic, layer.isLevel == (side == .x) {
        return false
      }
      let code = layer.layer.encoding
      let data = layer.layer.data ?? chart.data
      var isMeasured = false
      for name in names(code, side, layer.isLevel) {
        guard case .numbers(let values)? = data[name]?.values else { continue }
        guard values.allSatisfy({ bounds.meets($0) }) else { return false }
        isMeasured = true
      }
      if !isMeasured, layer.layer.statistic.isCount {
        isCount = true
      } else if !isMeasured {
        guard layer.rows.allSatisfy({ bounds.meets(side == .x ? $0.x : $0.y) }) else { return false }
      }
    }
    return isCount || (bounds.low.isFinite && (bounds.low < 0 || bounds.high > 1))
  }

  /// The columns whose values stand along an axis.
  private func names(_ code: Chart.Encoding, _ side: AxisFitting.Side, _ isLevel: Bool) -> [String] {
    let ends = isLevel == (side == .x) ? [code.low, code.high] : []
    return ([side == .x ? code.x : code.y] + ends).compactMap { $0 }
  }
}

extension Chart.Statistic? {
  /// Whether what is not encoded is a number of rows.
  fileprivate var isCount: Bool {
    switch self {
    case .count?, .bin(_, of: .count)?: true
    default: false
    }
  }
}

/// What is known of numbers as long as all are whole.
private struct WholeBounds {
  var low = Double.infinity
  var high = -Double.infinity

  /// False for a fraction; what cannot be drawn does not count.
  mutating func meets(_ value: Double) -> Bool {
    guard value.isDrawable else { return true }
    low = min(low, value)
    high = max(high, value)
    return value == value.rounded()
  }
}
