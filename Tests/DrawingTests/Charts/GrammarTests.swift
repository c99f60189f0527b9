import Testing

@testable import Drawing

/// What the grammar draws of particular columns.
@Suite struct GrammarTests {
  private func paths(_ chart: Chart, _ className: String) -> [String] {
    DrawnSVG(chart.picture().svg).elements
      .filter { ($0.attributes["class"] ?? "").split(separator: " ").contains(Substring(className)) }
      .compactMap { $0.attributes["d"] }
  }

  @Test func barsAreAsTallAsTheirValues() throws {
    let data = Chart.Data([.categories("g", ["a", "b", "c"]), .numbers("n", [10, 5, 2.5])])
    let chart = Chart(title: "t", data: data, layers: [.init(.bar, x: "g", y: "n")])
    let bars = try #require(paths(chart, "c-bar").first)
    let heights = bars.matches(of: /v([0-9.]+)h/).compactMap { Double($0.1) }
    try #require(heights.count == 3)
    #expect(abs(heights[0] - 2 * heights[1]) < 0.3 && abs(heights[1] - 2 * heights[2]) < 0.3)
  }

  @Test func everyDotStandsWhereTheTicksSay() throws {
    let data = Chart.Data([.numbers("x", [0, 2.5, 10]), .numbers("y", [100, 400, 200])])
    let drawn = DrawnSVG(Chart(title: "t", data: data, layers: [.init(.dot, x: "x", y: "y")]).picture().svg)
    let dots = drawn.elements.filter { $0.name == "circle" }.compactMap { element -> (Double, Double)? in
      guard let x = Double(element.attributes["cx"] ?? ""), let y = Double(element.attributes["cy"] ?? "")
      else { return nil }
      return (x, y)
    }
    try #require(dots.count == 3)
    /// The middle of a tick label, and the base line four pixels above that of the text for y.
    func tick(_ text: String, lowest: Bool) throws -> DrawnSVG.TextLine {
      let found = drawn.lines.filter { $0.text == text }
      return try #require(lowest ? found.max { $0.top < $1.top } : found.min { $0.left < $1.left })
    }
    let (four, ten) = (try tick("4", lowest: true), try tick("10", lowest: true))
    let unit = ((ten.left + ten.right) - (four.left + four.right)) / 2 / 6
    #expect(abs(dots[1].0 - ((four.left + four.right) / 2 - 1.5 * unit)) < 0.2)
    let (high, low) = (try tick("400", lowest: false), try tick("200", lowest: false))
    #expect(abs((dots[2].1 - dots[1].1) - (low.top - high.top)) < 0.2)
  }

  @Test func twinsHoldTheRowsThatAreDrawn() throws {
    let data = Chart.Data([
      .categories("city", ["Ulm", "Bonn", nil]), .numbers("rain, mm", [3.25, 12_000, 4]),
    ])
    let chart = Chart(title: "t", data: data, layers: [.init(.bar, x: "city", y: "rain, mm")])
    let twin = try #require(chart.picture().twin)
    #expect(twin.header == ["city", "rain, mm"] && twin.numeric == [false, true])
    #expect(twin.rows == [["Ulm", "3.25"], ["Bonn", "12,000"]])
    #expect(chart.picture().description.contains("1 row without a finite value is left out."))
  }

  @Test func defaultsFollowTheTypesOfColumns() {
    let data = GrammarSamples.data(40)
    func mark(_ x: String?, _ y: String?) -> Chart.Mark {
      Chart(title: "t", data: data, x: x, y: y).layers[0].mark
    }
    #expect(mark("x", "y") == .dot && mark("day", "y") == .line && mark("group", "y") == .box)
    #expect(mark("x", nil) == .bar && mark("group", nil) == .bar && mark("group", "part") == .rect)
    #expect(Chart(title: "t", data: data, x: "x").layers[0].statistic == .bin())
    #expect(Chart(title: "t", data: data, x: "group").layers[0].statistic == .count)
  }

  @Test func sortedBarsPutTheLongestFirst() throws {
    let data = Chart.Data([.categories("g", ["a", "b", "c"]), .numbers("n", [1, 9, 5])])
    let twin = try #require(Chart(title: "t", data: data, x: "g", y: "n").picture().twin)
    #expect(Set(twin.rows.map { $0[0] }) == ["a", "b", "c"])
    let lines = DrawnSVG(Chart(title: "t", data: data, x: "g", y: "n").picture().svg).lines
    #expect(
      lines.filter { ["a", "b", "c"].contains($0.text) }.sorted { $0.left < $1.left }.map(\.text) == [
        "b", "c", "a",
      ])
  }

  @Test func calendarTicksAreRound() {
    let day = 86_400.0
    let year = CalendarTicks(19_358 * day, 19_723 * day, count: 6)
    #expect(year.ticks.map(\.label) == ["Jan 2023", "Mar", "May", "Jul", "Sep", "Nov", "Jan 2024"])
    let week = CalendarTicks(19_358 * day, 19_363 * day, count: 5)
    #expect(week.ticks.first?.label == "1 Jan 2023" && week.ticks.count == 6)
    let hours = CalendarTicks(0, 6 * 3600, count: 6)
    #expect(hours.ticks.map(\.label).prefix(2) == ["1 Jan 00:00", "01:00"])
    #expect(CalendarTicks.date(-86_400 * 719_528) == "0000-01-01")
    for days in stride(from: -800_000, through: 800_000, by: 997) {
      let date = CalendarTicks.civil(Double(days) * day)
      #expect(CalendarTicks.days(year: date.year, month: date.month, day: date.day) == days)
    }
  }

  @Test func logarithmicAxesHaveRoundTicks() {
    #expect(LogTicks.values(1, 1000) == [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000])
    #expect(
      LogTicks.values(1, 1e6).map(ChartNumbers.plain)
        == ["1", "10", "100", "1,000", "10,000", "100,000", "1,000,000"].map { $0 == "1,000" ? "1000" : $0 })
    #expect(LogTicks.values(0, 1).isEmpty && LogTicks.values(1, 1) == [1])
  }

  @Test func manyCategoriesAreCountedInWords() {
    let names = (0..<300).map { "c\($0)" }
    let data = Chart.Data([
      .categories("g", names), .numbers("n", (0..<300).map { Double(300 - $0) }), .categories("s", names),
    ])
    let chart = Chart(title: "t", data: data, layers: [.init(.bar, x: "n", y: "g")])
    #expect(chart.picture().description.contains("260 more categories are not drawn."))
    let colored = Chart(title: "t", data: data, layers: [.init(.dot, x: "n", y: "n", color: "s")])
    #expect(colored.picture().description.contains("288 more series are not drawn."))
  }

  @Test func crowdsAreThinnedOrCountedAndItIsSaid() {
    for (name, chart) in GrammarSamples.charts(3000) where !["words", "box", "level box"].contains(name) {
      let picture = chart.picture()
      #expect(picture.svg.utf8.count <= 12_288, "\(name): \(picture.svg.utf8.count)")
      #expect(DrawnSVG(picture.svg).problem == nil)
    }
    let said = Dictionary(
      uniqueKeysWithValues: GrammarSamples.charts(3000).map { ($0.name, $0.chart.picture().description) })
    for (name, words) in [
      ("dots", "3,000 points are counted on a grid"), ("colored dots", "about 420"),
      ("sized dots", "about 150"),
      ("shaded dots", "about 1,200"), ("lines", "thinned"), ("area", "thinned"),
      ("grid", "counted on a grid"),
    ] {
      #expect(said[name]?.contains(words) == true, "\(name): \(said[name] ?? "")")
    }
  }

  @Test func oneHundredThousandRowsAreDrawn() {
    let data = GrammarSamples.data(100_000)
    for layer in [
      Chart.Layer(.dot, x: "x", y: "y"), .init(.line, x: "day", y: "y"), .init(.box, x: "group", y: "y"),
    ] {
      let picture = Chart(title: "t", data: data, layers: [layer]).picture()
      #expect(picture.svg.utf8.count <= 12_288)
    }
  }

  @Test func oddColumnsNeverBreakAnything() {
    let odd: [[Double]] = [
      [], [0], [5, 5, 5], [.nan, .infinity, -.infinity], [1e300, -1e300], [.greatestFiniteMagnitude, 1],
      [.leastNonzeroMagnitude, 0], [-1, 0, 1, .nan], [1e-300, 2e-300], [1e15, 1e15 + 0.125],
      [3e11 * 2, -4e11],
    ]
    for values in odd {
      for other in [values, Array(values.reversed()), [1, 2]] {
        let data = Chart.Data([
          .numbers("x", values), .numbers("y", other), .numbers("size", values), .numbers("low", other),
          .numbers("high", values), Chart.Column("day", .days(values)), Chart.Column("time", .seconds(other)),
          .categories("group", values.map { $0.isNaN ? nil : "g\($0)" }), .categories("part", ["a"]),
        ])
        for (name, sample) in GrammarSamples.charts(1) {
          var chart = sample
          chart.data = data
          let drawn = DrawnSVG(chart.picture().svg)
          #expect(drawn.problem == nil, "\(name) of \(values)")
          #expect(!drawn.coordinates.contains("nan") && !drawn.coordinates.contains("inf"))
        }
      }
    }
  }

  @Test func columnsThatAreNotThereAreMissing() {
    for mark in Chart.Mark.allCases {
      let layer = Chart.Layer(mark, x: "no", y: "nothing", color: "never", label: "none")
      let picture = Chart(title: "t", data: GrammarSamples.data(5), layers: [layer]).picture()
      #expect(DrawnSVG(picture.svg).problem == nil && picture.description.contains("no data"))
    }
  }

  @Test func fieldsOfNamedChartsMayBeChanged() {
    var chart = Charts.importance(bars: [.init("a", 1), .init("b", 2)], title: "gain")
    chart.title = "other"
    chart.takeaway = "Said otherwise."
    chart.size = .full
    let picture = chart.picture()
    #expect(picture.title == "other" && picture.description == "Said otherwise." && picture.width == 700)
  }
}
