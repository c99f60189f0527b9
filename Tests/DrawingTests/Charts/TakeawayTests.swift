import Testing

@testable import Drawing

/// The sentences under charts.
@Suite struct TakeawayTests {
  private func sentence(
    _ mark: Chart.Mark, _ x: [Double], _ y: [Double], color: [String?]? = nil,
    statistic: Chart.Statistic? = nil, log: Bool = false
  ) -> String {
    var columns: [Chart.Column] = [.numbers("year", x), .numbers("n", y)]
    if let color { columns.append(.categories("who", color)) }
    var chart = Chart(
      title: "t", data: Chart.Data(columns),
      layers: [.init(mark, x: "year", y: "n", color: color == nil ? nil : "who", statistic: statistic)])
    if log { chart.x.kind = .log }
    return chart.picture().description
  }

  @Test(arguments: [Chart.Mark.line, .area, .bar])
  func coursesNameEndsAndExtremes(_ mark: Chart.Mark) {
    #expect(sentence(mark, [2007], [3]) == "n by year: 3 at 2007, the only point.")
    #expect(sentence(mark, [2007, 2008], [3, 4]) == "n by year: 3 at 2007 and 4 at 2008.")
    #expect(sentence(mark, [2007, 2008, 2009], [1, 1, 1]) == "n by year: 1 throughout, from 2007 to 2009.")
    #expect(
      sentence(mark, [2001, 2002, 2003, 2004], [1, 2, 3, 4]) == "n by year: from 1 at 2001 to 4 at 2004.")
    #expect(
      sentence(mark, [2001, 2002, 2003, 2004], [3, 9, 1, 3])
        == "n by year: from 3 at 2001 to 3 at 2004; highest 9 at 2002, lowest 1 at 2003.")
  }

  @Test func aReturnToTheStartSaysHowFarItWent() {
    let text = sentence(
      .line, [1, 2, 3, 1, 2, 3], [1, 0.5, 1, 2, 2, 2], color: ["a", "a", "a", "b", "b", "b"])
    #expect(text == "n by year from 1 to 3: a 1 at both ends (lowest 0.5 at 2) and b 2 throughout.")
  }

  @Test func noSeriesGoesFromAValueToItself() {
    var numbers = Numbers(seed: 5)
    for _ in 0..<200 {
      let years = (0..<(1 + Int(numbers.next() * 6))).map { 2000 + Double($0) }
      let values = years.map { _ in (numbers.next() * 3).rounded() }
      let text = sentence(
        .line, years + years, values + values.reversed(),
        color: years.map { _ in "a" } + years.map { _ in "b" })
      for match in text.matches(of: #/[ab] ([0-9]+) to ([0-9]+)/#) { #expect(match.1 != match.2, "\(text)") }
      #expect(!text.contains("nothing") && text.hasSuffix("."))
    }
  }

  @Test func ofManySeriesTheLargestChangesAreNamed() {
    let names = ["a", "b", "c", "d", "e"]
    let text = sentence(
      .line, names.flatMap { _ in [1.0, 2] }, [1, 2, 1, 9, 1, 1, 1, 4, 1, 3],
      color: names.flatMap { [$0, $0] })
    #expect(text == "n by year from 1 to 2: b 1 to 9, d 1 to 4, e 1 to 3 and 2 more.")
  }

  @Test func stackedPartsAreSaidByThemselves() {
    let text = sentence(
      .area, [1, 2, 1, 2], [10, 20, 5, 5], color: ["a", "a", "b", "b"], statistic: .stack())
    #expect(text == "n by year from 1 to 2: a 10 to 20 and b 5 throughout.")
  }

  @Test func correlationsHaveTheirSignAndRows() {
    let x = (0..<40).map(Double.init)
    #expect(sentence(.dot, x, x.map { -$0 }) == "n by year: a strong fall (correlation -1.00, 40 rows).")
    #expect(sentence(.dot, [1, 2, 3], [1, 3, 2]) == "n by year: 1 at 1, 3 at 2 and 2 at 3.")
    #expect(
      sentence(.dot, [1, 2, 3, 4, 5], [1, 3, 2, 5, 1]).hasPrefix(
        "n by year: too few rows for a clear relation"))
    #expect(sentence(.dot, x, x.map { _ in 2 }) == "n by year: n is 2 throughout for 40 rows.")
  }

  @Test func partsThatContradictTheWholeAreNamed() {
    let x = [1.0, 2, 3, 4, 11, 12, 13, 14]
    let y = [11.0, 12, 13, 14, 1, 2, 3, 4]
    let text = sentence(.dot, x, y, color: ["a", "a", "a", "a", "b", "b", "b", "b"])
    #expect(text.hasSuffix("; but the other way within each: a 1.00, b 1.00."))
  }

  @Test func correlationsAreThoseOfTheScaleDrawn() {
    let x = (0..<30).map { 1.5 * Double(1 << $0) }
    let text = sentence(.dot, x, (0..<30).map(Double.init), log: true)
    #expect(text == "n by year: a strong rise (correlation 1.00, 30 rows, on the scale drawn).")
  }

  @Test func tiesAreNamedTogether() {
    let data = Chart.Data([.categories("g", ["a", "b", "c"]), .numbers("n", [2, 5, 2])])
    let bars = Chart(title: "t", data: data, layers: [.init(.bar, x: "g", y: "n")])
    #expect(bars.picture().description == "n is highest for b (5) and lowest for a and c (2).")
  }

  @Test func strokesSayTheirMedians() {
    let data = Chart.Data([.categories("g", ["a", "a", "b", "b"]), .numbers("n", [1, 3, 5, 7])])
    let ticks = Chart(title: "t", data: data, layers: [.init(.tick, x: "n", y: "g")])
    #expect(ticks.picture().description == "The median of n is highest for b (6) and lowest for a (2).")
  }

  @Test func modelsThatFindAsManyAreNamedTogether() {
    let points = [(x: 0.0, y: 0.0), (0.1, 0.3), (0.2, 0.5), (1, 1)]
    let curves = ["a", "b"].map { Charts.GainSeries(name: $0, points: points) }
    #expect(
      Charts.gain(curves: curves).picture().description
        == "The 20\u{202F}% of rows with the highest score of a and b hold 50.0\u{202F}% of the positives; chance would give 20\u{202F}%."
    )
    #expect(
      Charts.lift(curves: curves).picture().description
        == "The first 10\u{202F}% of rows by a and b hold 3.0 times as many positives as chance.")
  }
}
