@testable import Drawing

/// One or more of every named chart that `ChartSamples` does not have.
enum NamedSamples {
  typealias Named = (name: String, picture: Picture)

  static func normal(_ count: Int, seed: UInt64, mean: Double = 0, deviation: Double = 1) -> [Double] {
    var numbers = Numbers(seed: seed)
    return (0..<count).map { _ in
      mean + deviation * (0..<12).reduce(-6.0) { sum, _ in sum + numbers.next() }
    }
  }

  static func all(_ label: (String) -> String) -> [Named] {
    distributions(label) + curves(label) + matrices(label) + searches(label) + runs(label)
  }

  private static func distributions(_ label: (String) -> String) -> [Named] {
    let counts = [1, 2, 6]
    return counts.flatMap { count -> [Named] in
      let samples = (0..<count).map { index in
        Charts.Sample(
          name: label("sample \(index)"),
          values: normal(300, seed: UInt64(index + 1), mean: 100 + Double(index * 9), deviation: 15))
      }
      return [
        ("histogram \(count)", Charts.histogram(label("mass"), samples: samples).picture()),
        ("box \(count)", Charts.box(label("mass"), samples: samples).picture()),
        ("ecdf \(count)", Charts.ecdf(label("mass"), samples: samples).picture()),
      ]
    } + drifts(label)
  }

  private static func drifts(_ label: (String) -> String) -> [Named] {
    let samples = [1, 2].map {
      Charts.Sample(
        name: label("month \($0)"), values: normal(200, seed: $0, mean: Double($0) * 30, deviation: 9))
    }
    let counts = (0..<30).map { (category: label("city \($0)"), reference: 40 + $0, current: 90 - 2 * $0) }
    return [
      (
        "drift",
        Charts.drift(label("mass"), reference: samples[0], current: samples[1], statistic: label("PSI 0.2"))
          .picture()
      ), ("drift of categories", Charts.drift(label("city"), counts: counts).picture()),
    ]
  }

  private static func curves(_ label: (String) -> String) -> [Named] {
    let points = ChartSamples.roc(bend: 4, steps: 60)
    let gains = ["a", "b"].map { Charts.GainSeries(name: label($0), points: points) }
    let learning = ["training", "validation"].map { name in
      Charts.LearningSeries(
        name: label(name),
        points: [50, 100, 200, 400].map { rows in
          let score = 0.9 - 4 / Double(rows) - (name == "training" ? 0 : 0.1)
          return .init(rows: rows, score: score, low: score - 0.02, high: score + 0.03)
        })
    }
    let thresholds = (0...500).map { step -> Charts.ThresholdPoint in
      let t = Double(step) / 500
      return .init(threshold: t, precision: 0.4 + 0.6 * t, recall: 1 - t * t)
    }
    let calibrated = Charts.CalibrationSeries(
      name: label("model"), points: ChartSamples.roc(bend: 1, steps: 9), error: 0.05,
      intervals: ChartSamples.roc(bend: 1, steps: 9).map { ($0.y * 0.9, min(1, $0.y * 1.1)) },
      predictions: normal(500, seed: 4, mean: 0.5, deviation: 0.2))
    return [
      ("gain", Charts.gain(curves: gains).picture()), ("lift", Charts.lift(curves: gains).picture()),
      ("learning", Charts.learningCurve(series: learning, metric: label("accuracy")).picture()),
      ("threshold", Charts.thresholdSweep(points: thresholds, chosen: 0.3, model: label("m")).picture()),
      ("calibration with histogram", Charts.calibration(curves: [calibrated]).picture()),
    ]
  }

  private static func matrices(_ label: (String) -> String) -> [Named] {
    [2, 7, 20, 60].flatMap { count -> [Named] in
      let values = (0..<count).map { a in
        (0..<count).map { b in correlation(a, b) }
      }
      let names = (0..<count).map { label("column \($0)") }
      var numbers = Numbers(seed: 6)
      let missing = names.enumerated().map { index, name in
        (name: name, isMissing: (0..<300).map { _ in numbers.next() < Double(index % 10) / 10 })
      }
      return [
        ("correlation \(count)", Charts.correlation(names: names, values: values).picture()),
        ("missingness \(count)", Charts.missingness(columns: missing).picture()),
      ]
    }
  }

  private static func correlation(_ a: Int, _ b: Int) -> Double {
    let step = (a * 7 + b * 7 + a * b) % 19
    return a == b ? 1 : Double(step) / 10 - 0.9
  }

  private static func searches(_ label: (String) -> String) -> [Named] {
    [1, 40, 900].flatMap { count -> [Named] in
      var numbers = Numbers(seed: 8)
      let scores = (0..<count).map { _ in 0.7 + 0.2 * numbers.next() }
      let axes = (0..<9).map { index in
        Charts.ParallelAxis(
          name: label("parameter \(index)"),
          values: (0..<count).map { $0 % 11 == 3 ? nil : Double(($0 * (index + 3)) % 5) },
          categories: index == 2 ? (0..<5).map { label("choice \($0)") } : nil)
      }
      return [
        (
          "optimization \(count)",
          Charts.optimizationHistory(values: scores, objective: label("accuracy")).picture()
        ),
        (
          "trial curves \(count)",
          Charts.trialCurves(
            scores.indices.map { trial in
              .init(
                trial: trial + 1,
                points: scores.prefix(trial % 7 + 1).enumerated().map { ($0.offset + 1, $0.element) },
                ending: trial == 0 ? .best : trial % 2 == 0 ? .complete : .pruned)
            }, objective: label("accuracy"), step: "round"
          ).picture()
        ),
        (
          "parallel \(count)",
          Charts.parallelCoordinates(
            parameters: axes, objective: .init(name: label("accuracy"), values: scores)
          ).picture()
        ),
      ]
    }
  }

  private static func runs(_ label: (String) -> String) -> [Named] {
    var pictures: [Named] = []
    for count in [1, 7, 90] {
      let steps = (0..<count).map { index -> Charts.TimelineStep in
        let end = Double(index) + 1.5 + Double(index % 4)
        return Charts.TimelineStep(
          name: label("step \(index)"), start: Double(index), end: end, isCached: index % 3 == 0,
          isCritical: index % 4 == 1)
      }
      pictures.append(("timeline \(count)", Charts.timeline(steps: steps).picture()))
    }
    let slices = (0..<5).map { index -> Charts.Bar in
      Charts.Bar(label("slice \(index)"), 0.8 + Double(index) / 50, low: 0.78, high: 0.95, note: "9")
    }
    let series = (0..<2).map { index -> Charts.ResidualSeries in
      Charts.ResidualSeries(
        name: label("m\(index)"), predicted: normal(200, seed: 1), actual: normal(200, seed: 2))
    }
    pictures.append(
      ("slices", Charts.slices(metric: label("accuracy"), slices: slices, whole: 0.85).picture()))
    pictures.append(
      ("predicted and actual", Charts.predictedActual(series: series, unit: label("kg")).picture()))
    return pictures
  }
}
