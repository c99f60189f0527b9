import Frame
@testable import Learning
import Testing

private struct DecisionFixture: Decodable {
  struct Sets: Decodable {
    let level: Double
    let classes: Int
    let truth: [Int32]
    let probabilities: [Double]
    let judgedTruth: [Int32]
    let judged: [Double]
    let sets: [[Int]]
  }

  struct Intervals: Decodable {
    let level: Double
    let truth: [Double]
    let predicted: [Double]
    let judgedTruth: [Double]
    let judged: [Double]
    let low: [Double]
    let high: [Double]
  }

  struct Fairness: Decodable {
    let truth: [Int32]
    let predicted: [Int32]
    let groups: [Int]
    let expected: [String: Double?]
  }

  let sets: [Sets]
  let intervals: [Intervals]
  let fairness: [Fairness]
}

/// Written by `scripts/parity/decisions.py`.
@Suite("Conformal sets agree with MAPIE, fairness with Fairlearn")
struct DecisionParityTests {
  private let fixture: DecisionFixture

  init() throws { fixture = try LearningTests.fixture("decisions") }

  private func evaluated(_ truth: [Int32], _ values: [Double], _ classes: Int) throws -> Evaluated {
    try Evaluated(
      truth: .classes(labels: classLabels(classes), codes: truth),
      prediction: .probabilities(labels: classLabels(classes), values: values))
  }

  @Test func sets() throws {
    for test in fixture.sets {
      let found = try ConformalPrediction(
        level: test.level, calibration: try evaluated(test.truth, test.probabilities, test.classes),
        judged: try evaluated(test.judgedTruth, test.judged, test.classes))
      let rows = test.judgedTruth.indices.map { row in
        ConformalPrediction.classes(
          of: test.judged[row * test.classes..<(row + 1) * test.classes], within: found.reach)
      }
      #expect(rows == test.sets, "level \(test.level), \(test.classes) classes")
      let held = zip(test.judgedTruth, test.sets).count { $1.contains(Int($0)) }
      #expect(found.coverage == Double(held) / Double(rows.count))
      #expect(found.size == Double(test.sets.joined().count) / Double(rows.count))
      #expect(found.sizes.reduce(0, +) == rows.count)
    }
  }

  @Test func intervals() throws {
    for test in fixture.intervals {
      let found = try ConformalPrediction(
        level: test.level,
        calibration: try Evaluated(truth: .numbers(test.truth), prediction: .values(test.predicted)),
        judged: try Evaluated(truth: .numbers(test.judgedTruth), prediction: .values(test.judged)))
      for (predicted, (low, high)) in zip(test.judged, zip(test.low, test.high)) {
        #expect(agree(predicted - found.reach, low, within: 1e-12))
        #expect(agree(predicted + found.reach, high, within: 1e-12))
      }
      let held = zip(test.judgedTruth, zip(test.low, test.high)).count { $1.0 <= $0 && $0 <= $1.1 }
      #expect(found.coverage == Double(held) / Double(test.judged.count))
    }
  }

  /// 0.55 · 100 is a little more than 55 in binary fractions, and still the 55th of 99 is asked for.
  @Test func levelsThatAreNoBinaryFractions() throws {
    let calibration = try Evaluated(
      truth: .numbers((1...99).map(Double.init)), prediction: .values([Double](repeating: 0, count: 99)))
    #expect(try ConformalPrediction(level: 0.55, calibration: calibration, judged: calibration).reach == 55)
    #expect(try ConformalPrediction(level: 0.56, calibration: calibration, judged: calibration).reach == 56)
  }

  @Test func fairness() throws {
    for test in fixture.fairness {
      let evaluated = try Evaluated(
        truth: .classes(labels: classLabels(2), codes: test.truth),
        prediction: .probabilities(
          labels: classLabels(2), values: test.predicted.flatMap { $0 == 1 ? [0, 1] : [1, 0] }))
      let groups = try SliceColumn(.category(test.groups.map { "g\($0)" }), name: "group", bins: 4)
      let found = try #require(GroupFairness(evaluated, by: groups))
      let values = [
        "demographic_parity_difference": found.demographicParityDifference,
        "demographic_parity_ratio": found.demographicParityRatio,
        "equalized_odds_difference": found.equalizedOddsDifference,
        "equalized_odds_ratio": found.equalizedOddsRatio,
      ]
      for (name, wanted) in test.expected {
        #expect(agree(values[name].flatMap { $0 } ?? .nan, wanted ?? .nan, within: 1e-12), "\(name)")
      }
    }
  }
}
