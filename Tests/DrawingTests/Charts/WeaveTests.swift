import Testing

@testable import Drawing

/// What tells series of bars and areas apart for those who see no colours.
@Suite struct WeaveTests {
  private func chart(_ mark: Chart.Mark, _ series: Int, stack: Bool = true) -> Chart {
    var (groups, values, names): ([Double], [Double], [String?]) = ([], [], [])
    for name in 0..<series {
      for group in 0..<4 {
        groups.append(Double(group))
        values.append(Double(10 + 3 * name + group))
        names.append("series \(name)")
      }
    }
    let data = Chart.Data([.numbers("x", groups), .numbers("y", values), .categories("s", names)])
    return Chart(
      title: "t", data: data,
      layers: [.init(mark, x: "x", y: "y", color: "s", statistic: stack ? .stack() : nil)])
  }

  private func weaves(_ chart: Chart) -> [[String: String]] {
    DrawnSVG(chart.picture().svg).elements.map(\.attributes).filter { $0["class"] == "c-weave" }
  }

  @Test(arguments: [true, false])
  func barsOfFourSeriesHaveFourGrounds(stack: Bool) {
    let found = weaves(chart(.bar, 4, stack: stack))
    // In the panel and in the key, for all but the first, which is plain.
    #expect(found.count == 6)
    #expect(Set(found.map { "\($0["stroke-dasharray"] ?? "") \($0["stroke-linecap"] ?? "")" }).count == 3)
  }

  @Test func oneSeriesIsPlain() { #expect(weaves(chart(.bar, 1)).isEmpty) }

  @Test func aWeaveStaysWithinItsBars() throws {
    let box = MarkDrawing.Box(10, 20, 40, 80)
    for index in 1...3 {
      let path = try #require(SeriesStyle(index: index).weave([box], isLevel: false).first)
      let drawn = DrawnSVG("<svg xmlns=\"http://www.w3.org/2000/svg\">\(path.rendered())</svg>")
      let data = try #require(drawn.elements.last?.attributes["d"])
      let xs = data.matches(of: #/M([0-9.]+)/#).compactMap { Double($0.1) }
      #expect(!xs.isEmpty && xs.allSatisfy { $0 > 10 && $0 < 40 })
    }
  }

  @Test func thinBarsAreLeftAlone() {
    #expect(SeriesStyle(index: 1).weave([MarkDrawing.Box(0, 0, 1, 50)], isLevel: false).isEmpty)
  }

  @Test func thickAreasCarryTheirNames() {
    let lines = DrawnSVG(chart(.area, 3).picture().svg).lines.map(\.text)
    for name in 0..<3 { #expect(lines.count { $0 == "series \(name)" } == 2) }
  }

  @Test func manyStackedBarsStaySmall() {
    var (groups, values, names): ([Double], [Double], [String?]) = ([], [], [])
    for name in 0..<12 {
      for group in 0..<60 {
        groups.append(Double(group))
        values.append(5)
        names.append("series \(name)")
      }
    }
    let data = Chart.Data([.numbers("x", groups), .numbers("y", values), .categories("s", names)])
    let chart = Chart(
      title: "t", data: data, layers: [.init(.bar, x: "x", y: "y", color: "s", statistic: .stack())])
    let plain = chart.picture().svg.utf8.count
    #expect(plain < 40_000, "\(plain)")
  }

  @Test func sizedDotsKeepTheShapeOfTheirSeries() {
    var chart = chart(.dot, 4, stack: false)
    chart.layers[0].encoding.size = "y"
    let group = DrawnSVG(chart.picture().svg).elements.filter {
      ($0.attributes["class"] ?? "").hasPrefix("c-bubble")
    }
    #expect(group.count == 4)
    #expect(DrawnSVG(chart.picture().svg).elements.count { $0.name == "circle" } == 5)
  }

  @Test func linesThatEndTogetherAreNamedByAKey() {
    func labels(_ last: Double) -> Chart.SeriesLabels {
      let data = Chart.Data([
        .numbers("x", [1, 2, 1, 2]), .numbers("y", [0, 1, 0.5, last]),
        .categories("s", ["a", "a", "b", "b"]),
      ])
      let chart = Chart(title: "t", data: data, layers: [.init(.line, x: "x", y: "y", color: "s")])
      return SeriesKey.placement(ResolvedChart(chart))
    }
    #expect(labels(1) == .above && labels(0.5) == .ends)
  }
}
