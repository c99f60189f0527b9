import Testing

@testable import Drawing

/// Statistics against formulas written another way.
@Suite struct StatisticTests {
  let values = NamedSamples.normal(501, seed: 12, mean: 40, deviation: 7)

  private func resolved(
    _ layer: Chart.Layer, _ data: Chart.Data
  ) -> [MarkRow] { ResolvedChart(Chart(title: "t", data: data, layers: [layer])).layers[0].rows }

  @Test func binsHoldWhatLiesBetweenTheirEdges() {
    for count in [nil, 3, 12, 77] {
      let bins = Bins(covering: values, count: count)
      let counts = bins.counts(of: values)
      #expect(counts.reduce(0, +) == values.count)
      for (index, found) in counts.enumerated() {
        let (low, high) = (bins.edges[index], bins.edges[index + 1])
        let isLast = index == counts.count - 1
        #expect(found == values.count { $0 >= low && ($0 < high || isLast && $0 == high) })
      }
    }
  }

  @Test func wholeNumbersHaveABinEach() {
    let bins = Bins(covering: [3, 4, 4, 7])
    #expect(
      bins.edges == [2.5, 3.5, 4.5, 5.5, 6.5, 7.5] && bins.counts(of: [3, 4, 4, 7]) == [1, 2, 0, 0, 1])
  }

  @Test func sharesAndDensitiesSumToOne() {
    let data = Chart.Data([.numbers("x", values)])
    let shares = resolved(.init(.bar, x: "x", statistic: .bin(of: .share)), data)
    #expect(abs(shares.reduce(0) { $0 + $1.y } - 1) < 1e-12)
    let density = resolved(.init(.bar, x: "x", statistic: .bin(of: .density)), data)
    #expect(abs(density.reduce(0) { $0 + $1.y * ($1.x2 - $1.x) } - 1) < 1e-9)
  }

  @Test func cumulatedSharesCountWhatIsNotLarger() {
    let data = Chart.Data([.numbers("x", [3, 1, 2, 2, 9])])
    let rows = resolved(.init(.line, x: "x", statistic: .ecdf), data)
    #expect(rows.map(\.x) == [1, 1, 2, 3, 9] && rows.map(\.y) == [0, 0.2, 0.6, 0.8, 1])
  }

  @Test func quantilesAreThoseOfNumPy() {
    // numpy.quantile([1, 2, 4, 8, 16], [0.1, 0.25, 0.5, 0.9])
    let found = [0.1, 0.25, 0.5, 0.9].map { Quantiles.value($0, ofSorted: [1, 2, 4, 8, 16]) }
    #expect(zip(found, [1.4, 2, 4, 12.8]).allSatisfy { abs($0 - $1) < 1e-12 })
    #expect(Quantiles.value(0.5, ofSorted: []).isNaN && Quantiles.value(.nan, ofSorted: [3]) == 3)
  }

  @Test func boxesReachOneAndAHalfQuartileDistances() throws {
    let box = try #require(BoxSummary([1, 2, 3, 4, 5, 6, 7, 8, 100]))
    #expect(box.median == 5 && box.lower == 3 && box.upper == 7)
    #expect(box.low == 1 && box.high == 8 && box.outliers == [100])
    #expect(BoxSummary([]) == nil)
  }

  @Test func smoothedMeansAreThoseOfTheirNeighbourhoods() {
    let x = (0..<12).map(Double.init)
    let data = Chart.Data([.numbers("x", x), .numbers("y", x.map { $0 * 10 })])
    let rows = resolved(.init(.area, x: "x", y: "y", statistic: .smooth(windows: 3)), data)
    #expect(rows.map(\.x) == [1.5, 5.5, 9.5])
    #expect(zip(rows.map(\.y), [15.0, 55, 95]).allSatisfy { abs($0 - $1) < 1e-9 })
    // The standard deviation of 0, 10, 20, 30 is the root of 500/3.
    let half = 1.959_964 * (500.0 / 3 / 4).squareRoot()
    #expect(abs(rows[0].high - 15 - half) < 1e-9 && abs(15 - rows[0].low - half) < 1e-9)
  }

  @Test func stacksBeginWhereTheLastEnded() {
    let data = Chart.Data([
      .categories("g", ["a", "a", "b", "b"]), .categories("s", ["x", "y", "x", "y"]),
      .numbers("n", [1, 3, 2, -5]),
    ])
    let rows = resolved(.init(.bar, x: "g", y: "n", color: "s", statistic: .stack()), data)
    let spans = rows.map { [$0.x, $0.low, $0.high] }
    #expect(Set(spans) == [[0, 0, 1], [0, 1, 4], [1, 0, 2], [1, -5, 0]])
    let shares = resolved(.init(.bar, x: "g", y: "n", color: "s", statistic: .stack(normalized: true)), data)
    #expect(shares.first { $0.x == 0 && $0.series == 1 }?.low == 0.25)
  }

  @Test func gridCellsHoldEveryRow() {
    let data = GrammarSamples.data(700)
    let rows = resolved(.init(.rect, x: "x", y: "y", statistic: .bin2d()), data)
    #expect(rows.reduce(0) { $0 + $1.shade } == 700 && rows.allSatisfy { $0.x < $0.x2 && $0.y < $0.y2 })
  }

  @Test func countsAreThoseOfCategories() {
    let data = Chart.Data([.categories("g", ["b", "a", nil, "b"])])
    let rows = resolved(.init(.bar, x: "g", statistic: .count), data)
    #expect(rows.map { [$0.x, $0.y] } == [[0, 2], [1, 1]])
  }

  @Test func correlationOfKnownPairs() {
    // numpy.corrcoef([1, 2, 3, 4], [2, 1, 4, 3])
    #expect(abs((Correlation.pearson([1, 2, 3, 4], [2, 1, 4, 3]) ?? 0) - 0.6) < 1e-12)
    #expect(Correlation.pearson([1, 2, 3], [1e300, 2e299, 0]).map { $0 < -0.9 } == true)
    #expect(Correlation.pearson([1, 1, 1], [1, 2, 3]) == nil)
  }

  @Test func logarithmsOfPowers() {
    for exponent in -300...300 {
      let value = Double("1e\(exponent)") ?? 1
      #expect(abs(Logarithm.base10(value) - Double(exponent)) < 1e-9)
    }
    #expect(abs(Logarithm.base10(2) - 0.301_029_995_663_981_2) < 1e-13)
  }
}
