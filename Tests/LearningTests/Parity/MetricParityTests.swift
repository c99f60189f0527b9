@testable import Learning
import Testing

private struct MetricFixture: Decodable {
  struct Classification: Decodable {
    struct Curve: Decodable {
      let fpr: [Double]
      let tpr: [Double]
      let thresholds: [FixtureNumber]
    }

    let name: String
    let classes: Int
    let truth: [Int32]
    let probabilities: [[Double]]
    let expected: [String: FixtureNumber]
    let confusion: [[Int]]
    let roc: Curve?
  }

  struct Regression: Decodable {
    let name: String
    let truth: [Double]
    let predicted: [Double]
    let expected: [String: FixtureNumber]
  }

  let classification: [Classification]
  let regression: [Regression]
}

@Suite("Metrics agree with scikit-learn")
struct MetricParityTests {
  private let cases: MetricFixture

  init() throws { cases = try fixture("metrics") }

  /// Labels that do not occur cannot stand in a target: the codes are those of the labels that do.
  private func evaluated(_ test: MetricFixture.Classification) throws -> Evaluated {
    let labels = classLabels(test.classes)
    let used = Set(test.truth).sorted()
    let truth = Target.classes(
      labels: used.map { labels[Int($0)] }, codes: test.truth.map { Int32(used.firstIndex(of: $0) ?? 0) })
    return try Evaluated(
      truth: truth, prediction: .probabilities(labels: labels, values: test.probabilities.flatMap { $0 }))
  }

  @Test func classification() throws {
    for test in cases.classification {
      let evaluated = try evaluated(test)
      let specs = Metrics.all.filter { $0.tasks.contains(.classification) }
      #expect(Set(test.expected.keys).isSubset(of: specs.map(\.name)))
      for spec in specs where test.expected[spec.name] != nil {
        let value = spec.compute(evaluated) ?? .nan
        let wanted = try #require(test.expected[spec.name]).value
        #expect(agree(value, wanted, within: 1e-12), "\(spec.name) of \(test.name): \(value), not \(wanted)")
      }
    }
  }

  @Test func regression() throws {
    for test in cases.regression {
      let evaluated = try Evaluated(truth: .numbers(test.truth), prediction: .values(test.predicted))
      let specs = Metrics.all.filter { $0.tasks.contains(.regression) }
      #expect(Set(test.expected.keys).isSubset(of: specs.map(\.name)))
      for spec in specs where test.expected[spec.name] != nil {
        let value = spec.compute(evaluated) ?? .nan
        let wanted = try #require(test.expected[spec.name]).value
        #expect(agree(value, wanted, within: 1e-12), "\(spec.name) of \(test.name): \(value), not \(wanted)")
      }
    }
  }

  @Test func confusionMatrices() throws {
    for test in cases.classification {
      let matrix = try #require(ConfusionMatrix(try evaluated(test)))
      #expect(matrix.counts == test.confusion, "\(test.name)")
    }
  }

  @Test func curves() throws {
    var compared = 0
    for test in cases.classification {
      guard let wanted = test.roc else { continue }
      let curve = try #require(ROCCurve(try evaluated(test), label: 1))
      #expect(agree(curve.points.map(\.falsePositiveRate), wanted.fpr, within: 1e-12), "\(test.name)")
      #expect(agree(curve.points.map(\.truePositiveRate), wanted.tpr, within: 1e-12), "\(test.name)")
      #expect(
        agree(curve.points.map(\.threshold), wanted.thresholds.map(\.value), within: 1e-12), "\(test.name)")
      #expect(agree(curve.area, test.expected["roc_auc"]?.value ?? .nan, within: 1e-12), "\(test.name)")
      compared += 1
    }
    #expect(compared > 4)
  }
}
