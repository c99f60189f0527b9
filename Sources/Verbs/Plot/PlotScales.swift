import Canonical
import Drawing
import Frame

/// The scales of a chart: what the author says of them, and the order of categories.
struct PlotScales {
  let plan: PlotPlan
  let data: PlotData
  let frame: PlotFrame

  /// - Parameter sortsByValue: whether categories stand in the order of their values where the author says nothing.
  func apply(to chart: inout Chart, sortsByValue: Bool) {
    chart.x.title = data[.x]
    chart.y.title = data[.y]
    chart.x.kind = kind(.x)
    chart.y.kind = kind(.y)
    chart.x.isWhole = isWhole(.x)
    chart.y.isWhole = isWhole(.y)
    if let categories = order(.x, sortsByValue) {
      chart.x.categories = categories
      chart.x.limit = plan.style.limit
    }
    if let categories = order(.y, sortsByValue) {
      chart.y.categories = categories
      chart.y.limit = plan.style.limit
    }
  }

  /// Whether a channel holds whole numbers by its meaning; means of them are not.
  private func isWhole(_ role: PlotRole) -> Bool {
    guard let channel = data.channel(role) else { return false }
    return channel.isWhole && !(channel.isAveraged && frame.isAveraged)
  }

  private func kind(_ role: PlotRole) -> Chart.Scale.Kind? {
    switch plan.style.scales[role] {
    case "log": .log
    case "sqrt": .sqrt
    default: nil
    }
  }

  /// The categories of an axis in the order in which they stand; nil for numbers, and where they stay as they are.
  ///
  /// - Parameter keepsGiven: whether they stand as the table has them where the author says nothing.
  func order(_ role: PlotRole, _ sortsByValue: Bool, given keepsGiven: Bool = false) -> [String]? {
    guard case .categories(let codes, let levels)? = frame[role] else { return nil }
    let sorting = plan.style.sorting ?? (sortsByValue ? .descending : keepsGiven ? .given : nil)
    var seen = [Bool](repeating: false, count: levels.count)
    var given: [Int] = []
    for code in codes where code >= 0 && !seen[Int(code)] {
      seen[Int(code)] = true
      given.append(Int(code))
    }
    let standing = levels.indices.filter { seen[$0] }
    switch sorting {
    case nil: return standing.map { levels[$0] }
    case .given: return given.map { levels[$0] }
    case .name: return standing.sorted { levels[$0].precedesByBytes(levels[$1]) }.map { levels[$0] }
    case .descending, .ascending:
      let sums = figures(codes, levels.count, besides: role)
      let sign = sorting == .descending ? 1.0 : -1.0
      return standing.sorted { (sums[$1] * sign, $0) < (sums[$0] * sign, $1) }.map { levels[$0] }
    }
  }

  /// What the categories are ordered by: the sum of an aggregate, the median of plain rows, else the rows.
  private func figures(_ codes: [Int32], _ count: Int, besides role: PlotRole) -> [Double] {
    let measure: PlotRole? = [role == .x ? .y : .x, .color, .high].first { frame[$0]?.doubles != nil }
    var values = [[Double]](repeating: [], count: count)
    let doubles = measure.flatMap { frame[$0]?.doubles }
    for (row, code) in codes.enumerated() where code >= 0 {
      let value = doubles?[row] ?? 1
      if value.isFinite { values[Int(code)].append(value) }
    }
    return values.map { group in
      plan.gathering.isAggregated || doubles == nil
        ? group.reduce(0, +) : group.isEmpty ? -.infinity : Quantile.value(0.5, of: group.sorted())
    }
  }
}
