import Canonical

/// What bars between categories say in one sentence.
///
/// Made from the values of each bar, also where bars stand on each other and are drawn from where the last one ends.
struct BarTakeaway {
  let data: PlotData
  let frame: PlotFrame
  /// Whether bars are drawn as parts of one.
  let isShare: Bool

  /// nil where there are no categories, or no value.
  var sentence: String? {
    guard let place: PlotRole = [.x, .y].first(where: { data.channel($0)?.kind == .category }),
      case .categories(let codes, let levels)? = frame[place], let values = shares(place) ?? values(place)
    else { return nil }
    let known = values.indices.filter { values[$0].isFinite && codes[$0] >= 0 }
    guard let high = known.max(by: { values[$0] < values[$1] }),
      let low = known.min(by: { values[$0] < values[$1] })
    else { return nil }
    func name(_ row: Int) -> String {
      let own = levels[Int(codes[row])]
      guard case .categories(let colors, let series)? = frame[.color], colors[row] >= 0,
        data[.color] != data[place]
      else { return own }
      return "\(own), \(series[Int(colors[row])])"
    }
    let isCount = data.channel(measure(place))?.title == "rows" && !isShare
    let what = isShare ? "The share" : data[measure(place)] ?? "The value"
    if known.count == 1 {
      return isCount
        ? "\(name(high)) has \(text(values[high])) rows."
        : "\(what) of \(name(high)) is \(text(values[high]))."
    }
    if values[high] == values[low] {
      return isCount
        ? "All \(known.count) have \(text(values[high])) rows."
        : "\(what) is \(text(values[high])) for all \(known.count)."
    }
    return isCount
      ? "\(name(high)) has the most rows (\(text(values[high]))) and \(name(low)) the fewest (\(text(values[low])))."
      : "\(what) is highest for \(name(high)) (\(text(values[high]))) and lowest for \(name(low)) (\(text(values[low])))."
  }

  private func measure(_ place: PlotRole) -> PlotRole { place == .x ? .y : .x }

  private func values(_ place: PlotRole) -> [Double]? { frame[measure(place)]?.doubles }

  /// Of each bar its part in all bars of its place and panel.
  private func shares(_ place: PlotRole) -> [Double]? {
    guard isShare, let values = values(place) else { return nil }
    let groups = RowGroups(
      [place, .facet, .row].compactMap { frame[$0]?.keys }, rows: values.count)
    var shares = [Double](repeating: .nan, count: values.count)
    for members in groups.members {
      let total = members.reduce(0) { $0 + (values[$1].isFinite ? values[$1].magnitude : 0) }
      for row in members where total > 0 { shares[row] = values[row] / total }
    }
    return shares
  }

  private func text(_ value: Double) -> String {
    if isShare { return NumberText.percent(value) }
    return value == value.rounded() && value.magnitude < 1e9
      ? NumberText.fixed(value, 0, grouped: true) : NumberText.significant(value, 4)
  }
}
