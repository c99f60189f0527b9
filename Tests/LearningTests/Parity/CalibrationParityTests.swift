@testable import Learning
import Testing

private struct CalibrationFixture: Decodable {
  struct Case: Decodable {
    struct Curve: Decodable {
      let sigmoid: [Double]
      let isotonic: [Double]
      /// At 0, 0.05, …, 1.
      let probes: [Double]
    }

    let truth: [Int32]
    let probabilities: [[Double]]
    let weights: [Double]?
    let curves: [Curve]
    let temperature: Double
  }

  let cases: [Case]
}

@Suite("Calibration agrees with scikit-learn and scipy")
struct CalibrationParityTests {
  private let cases: [CalibrationFixture.Case]

  init() throws { cases = try fixture("calibration", as: CalibrationFixture.self).cases }

  private func prediction(_ test: CalibrationFixture.Case) -> Prediction {
    .probabilities(
      labels: classLabels(test.probabilities[0].count), values: test.probabilities.flatMap { $0 })
  }

  private func curve(_ test: CalibrationFixture.Case, _ index: Int) -> Int {
    test.curves.count == 1 ? 1 : index
  }

  @Test func sigmoid() throws {
    for (number, test) in cases.enumerated() {
      let prediction = prediction(test)
      for (index, wanted) in test.curves.enumerated() {
        let code = curve(test, index)
        let logits = prediction.probability(of: code).map { Elementary.log($0) - Elementary.log(1 - $0) }
        let fitted = SigmoidCurve(logits, test.truth.map { Int($0) == code }, weights: test.weights)
        #expect(agree(logits.map(fitted.probability), wanted.sigmoid, within: 1e-5), "case \(number)")
      }
    }
  }

  @Test func isotonic() throws {
    for (number, test) in cases.enumerated() {
      let prediction = prediction(test)
      for (index, wanted) in test.curves.enumerated() {
        let code = curve(test, index)
        let shares = prediction.probability(of: code)
        let fitted = IsotonicCurve(shares, test.truth.map { Int($0) == code }, weights: test.weights)
        #expect(agree(shares.map(fitted.probability), wanted.isotonic, within: 1e-12), "case \(number)")
        let probes = (0...20).map { fitted.probability(Double($0) / 20) }
        #expect(agree(probes, wanted.probes, within: 1e-9), "case \(number)")
      }
    }
  }

  @Test func temperature() throws {
    for test in cases {
      let fitted = try Calibration(.temperature, prediction(test), truth: test.truth, weights: test.weights)
      guard case .temperature(let divisor) = fitted else {
        Issue.record("another kind of calibration")
        return
      }
      #expect(agree(divisor, test.temperature, within: 1e-6))
    }
  }
}
