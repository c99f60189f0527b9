import Drawing
import Frame

/// The values of a frame as the columns of a chart, each under the name that its axis has.
struct PlotData {
  let plan: PlotPlan
  let frame: PlotFrame
  private let names: [PlotRole: String]

  init(plan: PlotPlan, frame: PlotFrame) {
    self.plan = plan
    self.frame = frame
    var names: [PlotRole: String] = [:]
    var taken: [(name: String, text: String)] = []
    for channel in plan.gathering.channels {
      var name = Self.title(channel, frame)
      // Two channels of one title are two columns, unless they show the same.
      if taken.contains(where: { $0.name == name && $0.text != channel.canonicalText }) {
        name += " (\(channel.role.rawValue))"
      }
      taken.append((name, channel.canonicalText))
      names[channel.role] = name
    }
    self.names = names
  }

  /// Where the verb has averaged rows that share a place, the title says so.
  private static func title(_ channel: PlotChannel, _ frame: PlotFrame) -> String {
    channel.isAveraged && frame.isAveraged ? "mean \(channel.title)" : channel.title
  }

  /// The name of the column of a channel; nil where there is no such channel.
  subscript(_ role: PlotRole) -> String? { names[role] }

  func channel(_ role: PlotRole) -> PlotChannel? { plan.gathering.channels.first { $0.role == role } }

  var columns: Chart.Data {
    Chart.Data(
      frame.columns.compactMap { role, values in
        names[role].map { Chart.Column($0, values.chartValues) }
      })
  }

  /// Whether the names of categories take so much room that marks need the whole measure of the text beside them.
  static func hasLongNames(_ values: PlotValues?) -> Bool {
    guard case .categories(_, let levels)? = values else { return false }
    return levels.contains { $0.utf8.count > 16 }
  }

  /// The facet of the chart, where there is one.
  var facet: Chart.Facet? { names[.facet].map { Chart.Facet($0, row: names[.row]) } }
}

extension PlotValues {
  var chartValues: Chart.Column.Values {
    switch self {
    case .numbers(let values): .numbers(values)
    case .times(let values, true): .days(values)
    case .times(let values, false): .seconds(values.map { $0 / 1_000_000 })
    case .categories(let codes, let levels): .categories(levels: levels, codes: codes.map(Int.init))
    }
  }
}
