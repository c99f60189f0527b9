import Testing

@testable import Drawing

/// What charts say and draw of particular numbers.
@Suite struct ChartValueTests {
  static let odd: [Double] = [
    .nan, .infinity, -.infinity, .greatestFiniteMagnitude, -.greatestFiniteMagnitude,
  ]

  private func expectClean(_ picture: Picture, mentions: String? = nil) {
    let drawn = DrawnSVG(picture.svg)
    #expect(drawn.problem == nil)
    #expect(!drawn.coordinates.contains("nan") && !drawn.coordinates.contains("inf"))
    #expect(!drawn.coordinates.contains("10000000"))
    if let mentions { #expect(picture.description.contains(mentions), "\(picture.description)") }
  }

  @Test func valuesThatAreNotFiniteAreLeftOutAndCounted() {
    let odd = Self.odd
    expectClean(
      Charts.importance(bars: odd.map { .init("x", $0) } + [.init("a", 1)], title: "gain").picture(),
      mentions: "5 values that are not finite are left out")
    expectClean(
      Charts.metricDots(metric: "m", dots: [.init("a", 1, low: .nan, high: .infinity), .init("b", .nan)])
        .picture(),
      mentions: "1 value that is not finite is left out")
    expectClean(
      Charts.trainingCurve(series: [.init(name: "a", values: [1] + odd + [2, 3])]).picture(),
      mentions: "5 rows without a finite value are left out")
    expectClean(
      Charts.residuals(series: [.init(name: "a", predicted: odd + [1, 2], actual: [1, 2, 3, 4, 5, 6, .nan])])
        .picture(),
      mentions: "6 rows that are not finite are left out")
    expectClean(
      Charts.roc(curves: [.init(name: "a", points: odd.map { ($0, $0) } + [(0, 0), (1, 1)], auc: .nan)])
        .picture(),
      mentions: "unknown")
    expectClean(Charts.spark(shares: odd + [0.5]).picture())
    expectClean(Charts.metricBars(metric: "m", bars: [.init("a", 1)], reference: .init("r", .nan)).picture())
  }

  @Test func extremeButFiniteValuesAreDrawn() {
    for value in [1e300, -1e300, .leastNonzeroMagnitude, 1e-200, 0] {
      expectClean(Charts.importance(bars: [.init("a", value), .init("b", -value)], title: "t").picture())
      expectClean(Charts.metricDots(metric: "m", dots: [.init("a", value), .init("b", value / 2)]).picture())
      expectClean(Charts.trainingCurve(series: [.init(name: "a", values: [value, -value, value])]).picture())
      expectClean(
        Charts.residuals(series: [.init(name: "a", predicted: [value, 0], actual: [0, value / 2])]).picture())
    }
    expectClean(
      Charts.confusion(labels: ["a", "b"], counts: [[.max, .max], [.min, .max]], model: "m").picture())
    expectClean(
      Charts.balance(parts: [
        .init(name: "p", shares: [.init("a", .max), .init("a", .max), .init("b", .min)])
      ]).picture())
    expectClean(Charts.spark(histogram: [.max, .max, .min]).picture())
  }

  @Test func nothingToDrawSaysSo() {
    let pictures = [
      Charts.confusion(labels: [], counts: [], model: "").picture(),
      Charts.confusion(labels: ["a"], counts: [[0]], model: "m").picture(), Charts.roc(curves: []).picture(),
      Charts.roc(curves: [.init(name: "a", points: [], auc: 0.5)]).picture(),
      Charts.residuals(series: []).picture(),
      Charts.residuals(series: [.init(name: "a", predicted: [], actual: [1])]).picture(),
      Charts.importance(bars: [], title: "gain").picture(),
      Charts.metricBars(metric: "accuracy", bars: []).picture(),
      Charts.metricDots(metric: "accuracy", dots: []).picture(), Charts.trainingCurve(series: []).picture(),
      Charts.trainingCurve(series: [.init(name: "a", values: [.nan])]).picture(),
      Charts.balance(parts: []).picture(),
      Charts.balance(parts: [.init(name: "train", shares: [])]).picture(),
    ]
    for picture in pictures {
      let drawn = DrawnSVG(picture.svg)
      #expect(drawn.lines.map(\.text) == ["no data"])
      #expect(picture.description.hasPrefix("There is no data to draw."))
      #expect(!picture.title.isEmpty)
    }
    #expect(DrawnSVG(Charts.spark(histogram: []).picture().svg).problem == nil)
  }

  @Test func confusionCountsSharesAndWorstError() throws {
    let picture = Charts.confusion(
      labels: ["cat", "dog"], counts: [[8, 2], [3, 7]], model: "forest"
    ).picture()
    #expect(
      picture.description
        == "15 of 20 rows (75.0\u{202F}%) are on the diagonal. The most frequent confusion is dog taken for cat: 3 rows."
    )
    let texts = DrawnSVG(picture.svg).lines.map(\.text)
    for expected in ["8", "80.0\u{202F}%", "20.0\u{202F}%", "72.7\u{202F}%", "77.8\u{202F}%"] {
      #expect(texts.contains(expected), "\(expected)")
    }
    #expect(
      picture.twin?.rows == [
        ["cat", "8", "2", "10", "80.0\u{202F}%"], ["dog", "3", "7", "10", "70.0\u{202F}%"],
      ])
    #expect(picture.title == "Confusion matrix of forest")
  }

  @Test func raggedAndNegativeCountsCountAsNone() {
    let picture = Charts.confusion(labels: ["a", "b", "c"], counts: [[4, -9], [1]], model: "m").picture()
    #expect(picture.twin?.rows.map { $0[1...4].joined(separator: " ") } == ["4 0 0 4", "1 0 0 1", "0 0 0 0"])
  }

  @Test func manyClassesBecomeThirty() {
    let counts = (0..<45).map { row in (0..<45).map { $0 == row ? 45 - row : 0 } }
    let picture = Charts.confusion(labels: (0..<45).map { "c\($0)" }, counts: counts, model: "m").picture()
    #expect(picture.twin?.rows.count == 30)
    #expect(picture.twin?.rows.last?.first == "other (16)")
    #expect(picture.twin?.rows.first?.first == "c0")
    #expect(picture.description.hasPrefix("1,035 of 1,035 rows"))
  }

  @Test func rocNamesTheLargestArea() {
    let points = ChartSamples.roc(bend: 3, steps: 50)
    let picture = Charts.roc(curves: [
      .init(name: "weak", points: points, auc: 0.7), .init(name: "strong", points: points, auc: 0.9),
    ]).picture()
    #expect(
      picture.description
        == "strong has an area under the curve of 0.900, the largest; weak 0.700; chance has 0.5.")
    let names = DrawnSVG(picture.svg).lines.map(\.text).filter { ["weak", "strong"].contains($0) }
    #expect(names == ["strong", "weak"])
  }

  @Test func calibrationRanksSmallErrorsFirst() {
    let points = [(x: 0.1, y: 0.2), (x: 0.9, y: 0.8)]
    let picture = Charts.calibration(curves: [
      .init(name: "off", points: points, error: 0.2), .init(name: "good", points: points, error: 0.01),
      .init(name: "unknown", points: points, error: .nan),
    ]).picture()
    let names = DrawnSVG(picture.svg).lines.map(\.text).filter { ["off", "good", "unknown"].contains($0) }
    #expect(names == ["good", "off", "unknown"])
    #expect(
      picture.description
        == "good has a calibration error of 0.010, the smallest; off 0.200 and unknown unknown.")
  }

  @Test func precisionRecallIsComparedWithPrevalence() {
    let picture = Charts.precisionRecall(
      curves: [.init(name: "m", points: [(0, 1), (1, 0.3), (2, 0)], averagePrecision: 0.7)], prevalence: 0.25
    ).picture()
    #expect(
      picture.description
        == "m has an average precision of 0.700; chance has 0.250. 1 point beyond the axes is left out."
    )
    #expect(DrawnSVG(picture.svg).lines.contains { $0.text == "chance 0.250" })
    expectClean(Charts.precisionRecall(curves: [], prevalence: .nan).picture(), mentions: "no data")
  }

  @Test func importanceShowsFifteenInOrder() {
    let bars = (0..<20).map { Charts.Bar("f\($0)", 1 - Double($0) / 40) }
    let picture = Charts.importance(bars: bars, title: "gain").picture()
    let texts = DrawnSVG(picture.svg).lines.map(\.text)
    #expect(texts.filter { $0.hasPrefix("f") } == (0..<15).map { "f\($0)" })
    #expect(texts.contains("0.975"))
    #expect(picture.twin?.rows.count == 20)
    #expect(picture.description.contains("5 more features are not shown"))
  }

  @Test func longerBarsForLargerValues() throws {
    let picture = Charts.metricBars(metric: "m", bars: [.init("a", 2), .init("b", 1), .init("c", -1)])
      .picture()
    let bars = try #require(
      DrawnSVG(picture.svg).elements.first { $0.attributes["class"] == "c-bar" }?.attributes["d"])
    let widths = bars.matches(of: /h([0-9.]+)v/).compactMap { Double($0.1) }
    try #require(widths.count == 3)
    #expect(abs(widths[0] - 2 * widths[1]) < 0.3 && abs(widths[1] - widths[2]) < 0.3)
  }

  @Test func curvesKeepGapsAndMarkTheKeptRound() {
    let picture = Charts.trainingCurve(
      series: [.init(name: "train", values: [3, 2, .nan, 1.5, 1.25])], metric: "rmse", best: 4
    ).picture()
    let drawn = DrawnSVG(picture.svg)
    let line = drawn.elements.first { ($0.attributes["class"] ?? "").hasPrefix("c-line") }
    #expect(line?.attributes["d"]?.count { $0 == "M" } == 2)
    #expect(drawn.lines.contains { $0.text == "kept: round 4" })
    #expect(picture.description.hasPrefix("train goes from 3.000 to 1.250 over 5 rounds; round 4 was kept."))
    #expect(picture.twin?.rows.count == 5)
  }

  @Test func residualsAreActualLessPredicted() {
    let picture = Charts.residuals(
      series: [.init(name: "ridge", predicted: [1, 2, 3], actual: [2, 4, 6])], unit: "kg"
    ).picture()
    #expect(picture.twin?.rows == [["ridge", "3", "2", "0.8165", "3"]])
    #expect(picture.description == "Residuals of ridge: mean 2 kg, standard deviation 0.816 kg over 3 rows.")
  }

  @Test func balanceNamesTheWidestDifference() {
    let picture = Charts.balance(parts: [
      .init(name: "train", shares: [.init("yes", 30), .init("no", 70)]),
      .init(name: "test", shares: [.init("no", 8), .init("yes", 2)]),
    ]).picture()
    #expect(
      picture.description == "2 classes in 2 parts; shares differ by at most 10.0 percentage points, for yes."
    )
    #expect(picture.twin?.header == ["part", "rows", "yes", "no"])
    #expect(picture.twin?.rows[1] == ["test", "10", "2 (20.0\u{202F}%)", "8 (80.0\u{202F}%)"])
  }

  @Test func classesThatDifferInBytesStayApart() {
    let picture = Charts.balance(parts: [
      .init(name: "train", shares: [.init("caf\u{E9}", 1), .init("cafe\u{301}", 1)])
    ]).picture()
    #expect(picture.twin?.header.count == 4)
  }

  @Test func thinningKeepsEndsAndShape() {
    let points = (0...20_000).map { (x: Double($0) / 40, y: $0 == 777 ? 90.0 : 10.0) }
    let thinned = LineThinning.thinned(points, limit: 50)
    #expect(thinned.count <= 8)
    #expect(thinned.first?.x == 0 && thinned.last?.x == 500)
    #expect(thinned.contains { $0.y == 90 })
  }
}
