@testable import Learning
import Testing

private struct EvaluationFixture: Decodable {
  struct Pair: Decodable {
    let truth: [Int32]
    let first: [Double]
    let second: [Double]
    let difference: Double
    let error: Double
    let p: Double
  }

  struct Intervals: Decodable {
    let truth: [Int32]
    let probability: [Double]
    let expected: [String: [Double]]
  }

  let normal: [[Double]]
  let student: [[Double]]
  let coin: [[Double]]
  let chances: [Double]
  let adjusted: [Double]
  let delong: [Pair]
  let intervals: [Intervals]
}

@Suite("Intervals and tests agree with SciPy")
struct EvaluationParityTests {
  private let fixture: EvaluationFixture

  init() throws { fixture = try LearningTests.fixture("evaluation") }

  private func evaluated(_ truth: [Int32], _ probability: [Double]) throws -> Evaluated {
    try Evaluated(
      truth: .classes(labels: ["a", "b"], codes: truth),
      prediction: .probabilities(labels: ["a", "b"], values: probability.flatMap { [1 - $0, $0] }))
  }

  @Test func distributions() {
    for pair in fixture.normal {
      #expect(agree(NormalDistribution.quantile(pair[0]), pair[1], within: 1e-13))
      #expect(agree(NormalDistribution.below(pair[1]), pair[0], within: 1e-13))
    }
    for case let test in fixture.student {
      let found = TailProbability.studentAbove(test[0], degreesOfFreedom: test[1])
      #expect(agree(found, test[2], within: 1e-12), "t \(test[0]) of \(test[1])")
    }
    for test in fixture.coin {
      let found = TailProbability.fairCoin(least: Int(test[0]), of: Int(test[1]))
      #expect(agree(found, test[2], within: 1e-12), "\(test)")
    }
  }

  @Test func corrections() {
    #expect(agree(SliceDiscovery.adjusted(fixture.chances), fixture.adjusted, within: 1e-14))
    #expect(SliceDiscovery.adjusted([]).isEmpty)
  }

  @Test func areas() throws {
    for pair in fixture.delong {
      let test = try #require(
        DeLongTest(try evaluated(pair.truth, pair.first), try evaluated(pair.truth, pair.second)))
      #expect(agree(test.difference, pair.difference, within: 1e-12))
      #expect(agree(test.standardError, pair.error, within: 1e-12))
      #expect(agree(test.pValue, pair.p, within: 1e-12))
    }
  }

  /// Both draw at random: ends may lie apart by a small share of the interval.
  @Test func intervals() throws {
    for (index, test) in fixture.intervals.enumerated() {
      let evaluated = try evaluated(test.truth, test.probability)
      for method in BootstrapPlan.Method.allCases {
        let names = ["accuracy", "f1", "roc_auc", "log_loss"]
        let bootstrap = Bootstrap(
          [evaluated], names.compactMap { Metrics[$0] },
          BootstrapPlan(resamples: 20_000, method: method, seed: 7))
        for (metric, name) in names.enumerated() {
          let wanted = try #require(test.expected["\(name) \(method.rawValue)"])
          let found = try #require(bootstrap.interval(model: 0, metric: metric))
          let width = wanted[1] - wanted[0]
          // Scores of few rows take few values, and a quantile may fall on the next one.
          let step = name == "accuracy" ? 1.01 / Double(test.truth.count) : 0
          let allowed = max(0.05 * width, step)
          #expect((found.low - wanted[0]).magnitude <= allowed, "low of \(name) by \(method), case \(index)")
          #expect(
            (found.high - wanted[1]).magnitude <= allowed, "high of \(name) by \(method), case \(index)")
        }
      }
    }
  }
}
