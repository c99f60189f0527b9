@testable import Learning
import Testing

private struct LinearFixture: Decodable {
  let name: String
  let estimator: String
  let alpha: Double?
  let fitIntercept: Bool
  let x: [[Double]]
  let y: [Double]
  let weights: [Double]?
  let coefficients: [Double]
  let intercept: Double
}

private struct LogisticFixture: Decodable {
  let name: String
  let x: [[Double]]
  let y: [Int32]
  let weights: [Double]?
  let strength: Double
  let fitIntercept: Bool
  let coefficients: [[Double]]
  let intercepts: [Double]
  let probabilities: [[Double]]
}

@Suite("Linear models agree with scikit-learn")
struct LinearParityTests {
  @Test func leastSquaresAndRidge() throws {
    let cases: [LinearFixture] = try fixture("linear")
    for test in cases {
      var parameters: [String: HyperparameterValue] = ["fit_intercept": .boolean(test.fitIntercept)]
      if let alpha = test.alpha { parameters["alpha"] = .number(alpha) }
      let spec = try #require(Estimators[test.estimator])
      let request = FitRequest(
        matrix: matrix(test.x), target: .numbers(test.y), weights: test.weights, parameters: parameters)
      let model = try #require(try spec.fit(request) as? LinearPredictor)
      #expect(
        agree(model.coefficients, test.coefficients, within: 1e-9),
        "\(test.name): \(model.coefficients), not \(test.coefficients)")
      #expect(agree(model.intercept, test.intercept, within: 1e-9), "\(test.name)")
    }
  }

  @Test func logistic() throws {
    let cases: [LogisticFixture] = try fixture("logistic")
    for test in cases {
      let known = Int(test.y.max() ?? 0) + 1
      let request = FitRequest(
        matrix: matrix(test.x), target: .classes(labels: classLabels(known), codes: test.y),
        weights: test.weights,
        parameters: ["C": .number(test.strength), "fit_intercept": .boolean(test.fitIntercept)])
      let model = try #require(try Logistic.spec.fit(request) as? LogisticPredictor)
      #expect(model.warnings.isEmpty, "\(test.name): \(model.warnings)")
      #expect(agree(model.coefficients, test.coefficients.flatMap { $0 }, within: 1e-5), "\(test.name)")
      #expect(agree(model.intercepts, test.intercepts, within: 1e-5), "\(test.name)")
      guard case .probabilities(_, let values) = try model.predict(matrix(Array(test.x.prefix(5)))) else {
        Issue.record("no probabilities for \(test.name)")
        continue
      }
      #expect(agree(values, test.probabilities.flatMap { $0 }, within: 1e-6), "\(test.name)")
    }
  }
}
