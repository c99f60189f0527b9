@testable import Learning
import Testing

/// A score of a fixture.
private enum Wanted: Decodable {
  case number(Double)
  /// scikit-learn gives none.
  case undefined
  /// The fixture does not speak of it.
  case absent

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .undefined
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else {
      self = .absent
    }
  }
}

private struct ScoreFixture<Case: Decodable>: Decodable {
  let names: [String]
  let cases: [Case]
}

private struct ClassCase: Decodable {
  let classes: Int
  let truth: [Int32]
  let probabilities: [Double]?
  let scores: [Double]?
  let weights: [Double]?
  let expected: [Wanted]
}

private struct LabelCase: Decodable {
  let labels: Int
  let truth: [UInt8]
  let probabilities: [Double]
  let weights: [Double]?
  let expected: [Wanted]
}

private struct NumberCase: Decodable {
  let truth: [Double]
  let predicted: [Double]
  let weights: [Double]?
  let queries: [Int32]?
  let features: Int?
  let expected: [Wanted]
}

private struct ClusterCase: Decodable {
  let truth: [Int32]
  let clusters: [Int32]
  let points: [[Double]]
  let expected: [Wanted]
}

@Suite("Scores of random predictions agree with scikit-learn")
struct ScoreParityTests {
  /// Holds all scores of a case against those wanted; how many were compared.
  private func compare(
    _ evaluated: Evaluated, _ names: [String], _ expected: [Wanted], case index: Int,
    within tolerance: Double = 1e-12
  ) -> Int {
    var compared = 0
    for (name, wanted) in zip(names, expected) {
      guard let metric = Metrics[name] else {
        Issue.record("there is no metric \(name)")
        continue
      }
      let score = metric.score(evaluated)
      switch wanted {
      case .absent: continue
      case .undefined: #expect(score.reason != nil, "\(name) of case \(index): \(score)")
      case .number(let number):
        #expect(
          agree(score.value ?? .nan, number, within: tolerance),
          "\(name) of case \(index): \(score), not \(number)")
      }
      compared += 1
    }
    return compared
  }

  private func truth(_ codes: [Int32], _ count: Int) -> Target {
    .dense(labels: classLabels(count), codes: codes)
  }

  @Test func classification() throws {
    let fixture = try fixture("scores-classification", as: ScoreFixture<ClassCase>.self)
    var compared = 0
    for (index, test) in fixture.cases.enumerated() {
      let evaluated = try Evaluated(
        truth: truth(test.truth, test.classes),
        prediction: .probabilities(labels: classLabels(test.classes), values: test.probabilities ?? []),
        weights: test.weights)
      compared += compare(evaluated, fixture.names, test.expected, case: index)
    }
    #expect(compared > 200 * 40)
  }

  @Test func hinge() throws {
    let fixture = try fixture("scores-hinge", as: ScoreFixture<ClassCase>.self)
    for (index, test) in fixture.cases.enumerated() {
      let evaluated = try Evaluated(
        truth: truth(test.truth, test.classes),
        prediction: .scores(labels: classLabels(test.classes), values: test.scores ?? []),
        weights: test.weights)
      _ = compare(evaluated, fixture.names, test.expected, case: index)
      #expect(Metrics["log_loss"]?.score(evaluated).reason == "the model gives no probabilities")
      #expect(Metrics["roc_auc"]?.compute(evaluated) != nil)
    }
  }

  @Test func regression() throws {
    let fixture = try fixture("scores-regression", as: ScoreFixture<NumberCase>.self)
    var compared = 0
    for (index, test) in fixture.cases.enumerated() {
      let evaluated = try Evaluated(
        truth: .numbers(test.truth), prediction: .values(test.predicted), weights: test.weights,
        featureCount: test.features)
      compared += compare(evaluated, fixture.names, test.expected, case: index)
    }
    #expect(compared > 200 * 22)
  }

  @Test func ranking() throws {
    let fixture = try fixture("scores-ranking", as: ScoreFixture<NumberCase>.self)
    for (index, test) in fixture.cases.enumerated() {
      let evaluated = try Evaluated(
        truth: .numbers(test.truth), prediction: .values(test.predicted), queries: test.queries)
      _ = compare(evaluated, fixture.names, test.expected, case: index)
    }
  }

  @Test func multilabel() throws {
    let fixture = try fixture("scores-multilabel", as: ScoreFixture<LabelCase>.self)
    var compared = 0
    for (index, test) in fixture.cases.enumerated() {
      let names = classLabels(test.labels)
      let evaluated = try Evaluated(
        truth: .labels(LabelSets(names: names, flags: test.truth)),
        prediction: .labels(
          LabelPrediction(
            names: names, values: test.probabilities, decided: test.probabilities.map { $0 > 0.5 ? 1 : 0 },
            isProbability: true)), weights: test.weights)
      compared += compare(evaluated, fixture.names, test.expected, case: index)
    }
    #expect(compared > 200 * 27)
  }

  @Test func clustering() throws {
    let fixture = try fixture("scores-clustering", as: ScoreFixture<ClusterCase>.self)
    for (index, test) in fixture.cases.enumerated() {
      let evaluated = try Evaluated(
        truth: truth(test.truth, 9), prediction: .clusters(codes: test.clusters, count: 9),
        features: matrix(test.points))
      _ = compare(evaluated, fixture.names, test.expected, case: index, within: 1e-11)
    }
  }
}
