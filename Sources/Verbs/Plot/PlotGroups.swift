import Canonical
import Frame
import Pipeline

extension PlotFrame {
  /// The most series that colour, dash and marker tell apart, and the most panels, as the charts draw them.
  static let mostSeries = 12
  static let mostPanels = 12
  static let mostRows = 6

  /// The frame with channels that make groups as categories: whole numbers become their text, and of more values than
  /// are wanted the rare ones become `other`. Fails where there are too many.
  func grouping(_ plan: PlotPlan) throws -> PlotFrame {
    var copy = self
    for index in copy.columns.indices {
      let (role, values) = copy.columns[index]
      guard let channel = plan.gathering.channels.first(where: { $0.role == role }) else { continue }
      switch role {
      case .color:
        copy.columns[index].values = try Groups(
          channel: channel, limit: plan.style.colorLimit, most: Self.mostSeries,
          mayStay: !plan.needsSeries,
          remedy: "`color \(channel.name) top: 8` draws the others as one; `facet` draws panels"
        ).applied(to: values)
      case .facet:
        copy.columns[index].values = try Groups(
          channel: channel, limit: plan.style.facetLimit, most: Self.mostPanels, mayStay: false,
          remedy: "`facet \(channel.name) top: 6` draws the others in one panel; `where` picks some of them"
        ).applied(to: values)
      case .row:
        copy.columns[index].values = try Groups(
          channel: channel, limit: nil, most: Self.mostRows, mayStay: false,
          remedy: "`where` picks some of them"
        ).applied(to: values)
      default: break
      }
    }
    return copy
  }
}

extension PlotPlan {
  /// Whether colour must tell series apart, because what is drawn has no shades.
  var needsSeries: Bool {
    switch form {
    case .named(let chart): !["heatmap", "scatter", "parallel"].contains(chart.name)
    case .marks(let layers):
      layers.contains { [.line, .area, .bar, .band, .box].contains($0.mark) || $0.stacking != .no }
    }
  }
}

extension PlotChannel {
  /// As it was written, for messages.
  var name: String { isAggregated ? title : formula.canonicalText }
}

/// How the values of a channel become a few groups.
private struct Groups {
  var channel: PlotChannel
  var limit: Int?
  var most: Int
  /// Whether numbers may stay numbers, as shades.
  var mayStay: Bool
  var remedy: String

  func applied(to values: PlotValues) throws -> PlotValues {
    let coded: (codes: [Int32], levels: [String])
    switch values {
    case .categories(let codes, let levels): coded = (codes, levels)
    case .numbers(let numbers):
      let distinct = Set(numbers.filter(\.isFinite)).count
      // Whole numbers of which there are few are names of groups, such as years.
      if mayStay, limit == nil, !(channel.isInteger && !channel.isAggregated && distinct <= 8) {
        return values
      }
      guard distinct <= max(most, 200) || limit != nil else { throw tooMany(distinct) }
      coded = Self.named(numbers) { NumberText.exact($0) }
    case .times(let times, let isDate):
      let distinct = Set(times.filter(\.isFinite)).count
      if mayStay, limit == nil { return values }
      guard distinct <= max(most, 200) || limit != nil else { throw tooMany(distinct) }
      coded = Self.named(times) { time in
        isDate
          ? Scalar.date(Int32(clamping: Int(time))).text : Scalar.datetime(Int64(time)).text
      }
    }
    return try few(coded.codes, coded.levels)
  }

  /// Levels that occur, in their order; the rare ones as `other` where there is a limit.
  private func few(_ codes: [Int32], _ levels: [String]) throws -> PlotValues {
    var counts = [Int](repeating: 0, count: levels.count)
    for code in codes where code >= 0 { counts[Int(code)] += 1 }
    let occurring = levels.indices.filter { counts[$0] > 0 }
    guard let limit, occurring.count > limit else {
      guard occurring.count <= most else { throw tooMany(occurring.count) }
      return .categories(codes, levels: levels)
    }
    let ranked = occurring.sorted { (counts[$1], $0) < (counts[$0], $1) }
    let kept = ranked.prefix(limit).sorted()
    var places = [Int32](repeating: Int32(kept.count), count: levels.count)
    for (place, level) in kept.enumerated() { places[level] = Int32(place) }
    let other = levels.contains { $0.hasSameBytes(as: "other") } ? "other values" : "other"
    return .categories(
      codes.map { $0 < 0 ? -1 : places[Int($0)] }, levels: kept.map { levels[$0] } + [other])
  }

  private func tooMany(_ count: Int) -> CellFailure {
    let what = channel.role == .color ? "told apart by colour" : "drawn as panels"
    return CellFailure(
      .cellFailed,
      "`\(channel.name)` has \(NumberText.count(count, "value")), and \(most) can be \(what)",
      hint: remedy, at: channel.span)
  }

  /// Values as categories in the order of their size.
  private static func named(
    _ values: [Double], _ text: (Double) -> String
  ) -> (codes: [Int32], levels: [String]) {
    let sorted = Set(values.filter(\.isFinite)).sorted()
    var codes: [Double: Int32] = [:]
    for (code, value) in sorted.enumerated() { codes[value] = Int32(code) }
    return (values.map { $0.isFinite ? codes[$0] ?? -1 : -1 }, sorted.map(text))
  }
}
