import Testing

@testable import Drawing

/// Axes of years and counts, which have no fractions.
@Suite struct WholeAxisTests {
  /// The axis along the foot of a chart, or at its left.
  private func axis(_ chart: Chart, _ side: AxisFitting.Side) -> Axis {
    let layout = PanelFitting(ResolvedChart(chart), .none)
    return side == .x ? layout.xAxis : layout.yAxis
  }

  private func chart(_ mark: Chart.Mark, _ x: [Double], _ y: [Double]) -> Chart {
    Chart(
      title: "t", data: Chart.Data([.numbers("x", x), .numbers("y", y)]),
      layers: [.init(mark, x: "x", y: "y")])
  }

  @Test(arguments: Chart.Mark.allCases)
  func yearsStandAtWholeNumbers(_ mark: Chart.Mark) {
    for first in stride(from: 1780.0, through: 2025, by: 7) {
      for span in [0.0, 1, 2, 3, 4, 6, 9, 13, 40, 77, 150] {
        let years = (0...Int(span)).map { first + Double($0) }
        let axis = axis(chart(mark, years, years.map { ($0 * 0.37).truncatingRemainder(dividingBy: 5) }), .x)
        #expect(axis.ticks.allSatisfy { $0.value == $0.value.rounded() }, "\(mark) \(first) \(span)")
        #expect(
          axis.ticks.allSatisfy { tick in
            tick.label.allSatisfy(\.isNumber) && tick.label == "\(Int(tick.value))"
          },
          "\(mark) \(first) \(span): \(axis.ticks.map(\.label))")
        #expect(axis.ticks.count >= 2)
      }
    }
  }

  @Test func countsOfAnySizeHaveNoFraction() {
    var numbers = Numbers(seed: 3)
    for _ in 0..<2000 {
      let size = Double("1e\(Int(numbers.next() * 9))") ?? 1
      let a = (numbers.next() * size * 10).rounded() + 2
      let b = a + (numbers.next() * 12).rounded()
      let axis = axis(chart(.dot, [a, b], [b, a]), .y)
      #expect(axis.ticks.count >= 2)
      #expect(axis.ticks.allSatisfy { $0.value == $0.value.rounded() && !$0.label.contains(".") })
      #expect(Set(axis.ticks.map(\.label)).count == axis.ticks.count)
    }
  }

  @Test func measuresKeepTheirFractions() {
    #expect(
      axis(chart(.line, [2007, 2008, 2009], [1, 1.5, 2]), .y).ticks.contains { $0.label.contains(".") })
    let shares = axis(chart(.line, [1, 2, 3], [0, 1, 1]), .y)
    #expect(shares.ticks.map(\.label) == ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"])
  }

  @Test func aDeclaredCountBetweenZeroAndOneIsWhole() {
    var chart = chart(.line, [1, 2, 3], [0, 1, 1])
    chart.y.isWhole = true
    #expect(axis(chart, .y).ticks.map(\.label) == ["0", "1"])
  }

  @Test func countsOfBinsAreWhole() {
    let data = Chart.Data([.numbers("x", [2007, 2008, 2008, 2009])])
    let histogram = Chart(title: "t", data: data, layers: [.init(.bar, x: "x", statistic: .bin())])
    #expect(axis(histogram, .x).ticks.map(\.label) == ["2007", "2008", "2009"])
    #expect(axis(histogram, .y).ticks.allSatisfy { $0.value == $0.value.rounded() })
  }

  @Test func partsOfOneAreNot() {
    let data = Chart.Data([
      .categories("g", ["a", "a", "b", "b"]), .numbers("n", [3, 5, 2, 9]),
      .categories("c", ["u", "v", "u", "v"]),
    ])
    let shares = Chart(
      title: "t", data: data,
      layers: [.init(.bar, x: "g", y: "n", color: "c", statistic: .stack(normalized: true))])
    #expect(axis(shares, .y).ticks.contains { $0.value == 0.2 })
  }

  @Test func intervalsOfYearsAreWhole() {
    let data = Chart.Data([
      .categories("work", ["a", "b"]), .numbers("from", [1898, 1899]), .numbers("to", [1899, 1901]),
    ])
    let timeline = Chart(title: "t", data: data, layers: [.init(.bar, y: "work", low: "from", high: "to")])
    #expect(axis(timeline, .x).ticks.map(\.label) == ["1898", "1899", "1900", "1901"])
  }

  @Test func theLastLabelOfAnAxisHasRoom() {
    for span in 1...12 {
      let years = (0...span).map { 2000 + Double($0) }
      let drawn = DrawnSVG(chart(.line, years, years).picture().svg)
      let ticks = axis(chart(.line, years, years), .x).ticks
      for tick in ticks { #expect(drawn.lines.contains { $0.text == tick.label }, "\(span): \(tick.label)") }
    }
  }

  @Test func barsOfYearsStayBesideTheAxis() throws {
    for years in [[2007.0, 2008], [2007, 2008, 2009], [1990, 2000, 2020]] {
      let drawn = chart(.bar, years, years)
      let fitting = PanelFitting(ResolvedChart(drawn), .none)
      let path = try #require(
        DrawnSVG(drawn.picture().svg).elements.first { $0.attributes["class"] == "c-bar" }?.attributes["d"])
      let edges = path.matches(of: #/M([0-9.]+) /#).compactMap { Double($0.1) }
      #expect(edges.count == years.count && edges.allSatisfy { $0 >= fitting.left - 0.1 }, "\(path)")
    }
  }
}
