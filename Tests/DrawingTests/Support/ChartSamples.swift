@testable import Drawing

/// One or more of every chart, with names made by `label` and numbers by a fixed stream.
enum ChartSamples {
  static func all(_ label: (String) -> String = { $0 }) -> [(name: String, picture: Picture)] {
    confusions(label) + rocs(label) + unitCurves(label) + residuals(label) + bars(label) + curves(label)
      + balances(label) + NamedSamples.all(label) + GrammarSamples.all(label)
      + [
        ("spark histogram", Charts.spark(histogram: [1, 4, 9, 3, 0, 2]).picture()),
        ("sparkline", Charts.sparkline(values: [3, 1, 4, 1, 5]).picture()),
        ("spark shares", Charts.spark(shares: [0.5, 0.3, 0.2]).picture()),
      ]
  }

  static func confusions(_ label: (String) -> String) -> [(name: String, picture: Picture)] {
    [1, 2, 3, 5, 8, 12, 20, 30, 45].map { count in
      let counts = (0..<count).map { row in
        (0..<count).map { row == $0 ? 40 + row : (3 * row + 5 * $0) % 7 == 0 ? row + 1 : 0 }
      }
      let labels = (0..<count).map { label("class \($0)") }
      return (
        "confusion \(count)",
        Charts.confusion(labels: labels, counts: counts, model: label("forest")).picture()
      )
    }
  }

  static func rocs(_ label: (String) -> String) -> [(name: String, picture: Picture)] {
    [1, 2, 5, 16, 30].map { count in
      let curves = (0..<count).map { index in
        Charts.ROCSeries(
          name: label("model \(index)"), points: roc(bend: 1 + Double(index) / 4, steps: 300),
          auc: 0.6 + Double(index) / 100)
      }
      return ("roc \(count)", Charts.roc(curves: curves).picture())
    }
  }

  static func unitCurves(_ label: (String) -> String) -> [(name: String, picture: Picture)] {
    var pictures: [(name: String, picture: Picture)] = []
    for count in [1, 3] {
      let falling = (0..<count).map { index -> Charts.PrecisionRecallSeries in
        let points = roc(bend: 3 + Double(index), steps: 90).reversed().map { (x: 1 - $0.x, y: $0.y) }
        return .init(
          name: label("model \(index)"), points: points, averagePrecision: 0.5 + Double(index) / 10)
      }
      let bins = (0..<count).map { index -> Charts.CalibrationSeries in
        let points = roc(bend: Double(index), steps: 10)
        return .init(name: label("model \(index)"), points: points, error: 0.08 - Double(index) / 100)
      }
      let chart = Charts.precisionRecall(curves: falling, prevalence: 0.27).picture()
      pictures.append(("precision-recall \(count)", chart))
      pictures.append(("calibration \(count)", Charts.calibration(curves: bins).picture()))
    }
    return pictures
  }

  static func roc(bend: Double, steps: Int) -> [(x: Double, y: Double)] {
    (0...steps).map { step in
      let x = Double(step) / Double(steps)
      return (x, 1 - (1 - x) * (1 - x) / (1 + bend * x))
    }
  }

  static func residuals(_ label: (String) -> String) -> [(name: String, picture: Picture)] {
    [(1, 200), (2, 300), (3, 120), (4, 50), (6, 40), (1, 3000)].map { panels, rows in
      var numbers = Numbers(seed: 5)
      let series = (0..<panels).map { index -> Charts.ResidualSeries in
        let predicted = (0..<rows).map { _ in 900 * numbers.next() }
        let actual = predicted.map { $0 + 80 * (numbers.next() + numbers.next() - 1) }
        return Charts.ResidualSeries(name: label("model \(index)"), predicted: predicted, actual: actual)
      }
      return ("residuals \(panels) of \(rows)", Charts.residuals(series: series, unit: label("kg")).picture())
    }
  }

  static func bars(_ label: (String) -> String) -> [(name: String, picture: Picture)] {
    [1, 4, 15, 40].flatMap { count -> [(name: String, picture: Picture)] in
      let bars = (0..<count).map { index -> Charts.Bar in
        let value = 0.9 / Double(index + 1) - (index > 10 ? 0.2 : 0)
        let known = index % 3 != 1
        return Charts.Bar(
          label("feature \(index)"), value, low: known ? value - 0.05 : nil, high: known ? value + 0.08 : nil,
          note: index % 2 == 0 ? label("\(index * 7)") : nil)
      }
      let reference = Charts.Reference(label("baseline"), 0.4)
      return [
        ("importance \(count)", Charts.importance(bars: bars, title: label("importance")).picture()),
        (
          "bars \(count)",
          Charts.metricBars(metric: label("accuracy"), bars: bars, reference: reference).picture()
        ),
        (
          "dots \(count)",
          Charts.metricDots(metric: label("accuracy"), dots: bars, reference: reference).picture()
        ),
      ]
    }
  }

  static func curves(_ label: (String) -> String) -> [(name: String, picture: Picture)] {
    [(1, 1), (1, 2), (2, 100), (6, 60), (12, 1500)].map { count, rounds in
      let series = (0..<count).map { index in
        Charts.CurveSeries(
          name: label("fold \(index)"),
          values: (0..<rounds).map { 0.3 + Double(index) / 100 + 3 / Double($0 + 4) })
      }
      let best = rounds > 10 ? rounds / 2 : nil
      return (
        "curve \(count) of \(rounds)",
        Charts.trainingCurve(series: series, metric: label("log loss"), best: best).picture()
      )
    }
  }

  static func balances(_ label: (String) -> String) -> [(name: String, picture: Picture)] {
    [(1, 1), (2, 3), (3, 8), (5, 40)].map { parts, classes in
      let given = (0..<parts).map { part in
        Charts.BalancePart(
          name: label("part \(part)"),
          shares: (0..<classes).map { .init(label("class \($0)"), 500 / ($0 + 1) + part) })
      }
      return ("balance \(parts) of \(classes)", Charts.balance(parts: given).picture())
    }
  }
}

/// Numbers from 0 to 1, the same every time (a 64-bit linear congruential generator).
struct Numbers {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> Double {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Double(state >> 11) / 9_007_199_254_740_992
  }
}
