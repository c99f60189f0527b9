@testable import Learning
import Testing

private struct LabelFixture: Decodable {
  struct Case: Decodable {
    let balanced: Bool
    let weights: [Double]?
    let coefficients: [[Double]]
    let intercepts: [Double]
    let probabilities: [Double]
    let decided: [UInt8]
  }

  let features: [[Double]]
  let truth: [UInt8]
  let cases: [Case]
}

private struct RankingFixture: Decodable {
  struct Case: Decodable {
    let objective: String
    let truth: [Double]
    let predictions: [Double]
  }

  let queries: [Int32]
  let features: [[Double]]
  let cases: [Case]
}

@Suite("Labels agree with scikit-learn's OneVsRestClassifier, rankings with XGBoost from Python")
struct LabelParityTests {
  @Test func logisticRegressions() throws {
    let fixture = try fixture("labels", as: LabelFixture.self)
    let names = classLabels(4)
    for test in fixture.cases {
      let request = FitRequest(
        matrix: matrix(fixture.features), target: .labels(LabelSets(names: names, flags: fixture.truth)),
        weights: test.weights, isBalanced: test.balanced, parameters: ["C": .number(0.5)])
      let model = try #require(try Logistic.spec.fit(request) as? OneVersusRestPredictor)
      for (label, each) in model.models.enumerated() {
        let logistic = try #require(each as? LogisticPredictor)
        #expect(agree(logistic.coefficients, test.coefficients[label], within: 1e-6))
        #expect(agree(logistic.intercepts[0], test.intercepts[label], within: 1e-6))
      }
      guard case .labels(let said) = try model.predict(request.matrix) else {
        Issue.record("no labels are predicted")
        continue
      }
      #expect(agree(said.values, test.probabilities, within: 1e-6))
      #expect(said.decided == test.decided)
    }
  }

  @Test func rankings() throws {
    let fixture = try fixture("rankings", as: RankingFixture.self)
    for test in fixture.cases {
      let request = FitRequest(
        matrix: matrix(fixture.features), target: .numbers(test.truth), groups: fixture.queries,
        parameters: [
          "objective": .text(test.objective), "max_depth": .integer(3), "learning_rate": .number(0.2),
          "n_estimators": .integer(12),
        ])
      let model = try GradientBoosting.spec.fit(request)
      let said = values(try model.predict(request.matrix))
      #expect(agree(said, test.predictions, within: 2e-6), "\(test.objective)")
    }
  }
}
