@testable import Learning
import Testing

private struct ExplanationFixture: Decodable {
  struct Case: Decodable {
    let name: String
    let data: String
    let kind: String
    let options: [String: WrittenOption]
    let `class`: Int?
    let base: Double
    let values: [Double]
  }

  struct Dependence: Decodable {
    struct Curve: Decodable {
      let feature: Int
      let grid: [Double]
      let average: [Double]
    }

    let data: String
    let options: [String: WrittenOption]
    let curves: [Curve]
    let importance: [Double]
    let deviation: [Double]
  }

  let shapley: [Case]
  let dependence: [Dependence]
}

@Suite("Explanations agree with shap and scikit-learn")
struct ExplanationParityTests {
  private let fixtures: ExplanationFixture
  private let sets: [String: Bundled]

  init() throws {
    fixtures = try fixture("explanations")
    sets = try Bundled.all()
  }

  @Test func shapleyValues() throws {
    for test in fixtures.shapley {
      let data = try #require(sets[test.data])
      var request = data.request(test.options.mapValues(\.value))
      if test.kind == "logistic" { request.matrix = standardized(request.matrix) }
      let model = try #require(try Estimators[test.kind]?.fit(request))
      let some = request.matrix.rows(stride(from: 0, to: request.matrix.rowCount, by: 40).map(Int32.init))
      let name = test.class.map { request.target.labels?[$0] ?? "" }
      let shap = try ShapleyValues.exact(model, some, of: name, background: request.matrix)
      // XGBoost's own are single-precision sums, and the logistic solvers stop at different distances from the optimum.
      let tolerance = test.kind == "gradient_boosting" ? 3e-5 : test.kind == "logistic" ? 1e-6 : 1e-8
      #expect(agree(shap.base, test.base, within: tolerance), "\(test.name) \(shap.base) \(test.base)")
      #expect(agree(shap.values, test.values, within: tolerance), "\(test.name)")
    }
    #expect(fixtures.shapley.count >= 20)
  }

  private func standardized(_ matrix: FeatureMatrix) -> FeatureMatrix {
    let columns = matrix.names.indices.map { index -> [Double] in
      let values = matrix.column(index)
      let mean = values.reduce(0, +) / Double(values.count)
      let spread = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)).squareRoot()
      return values.map { ($0 - mean) / spread }
    }
    return FeatureMatrix(rowCount: matrix.rowCount, names: matrix.names, columns: columns)
  }

  @Test func partialDependence() throws {
    for test in fixtures.dependence {
      let request = try #require(sets[test.data]).request(test.options.mapValues(\.value))
      let model = try DecisionTree.spec.fit(request)
      for curve in test.curves {
        let found = try PartialDependence.measure(model, request.matrix, feature: curve.feature, points: 20)
        #expect(agree(found.grid, curve.grid, within: 1e-12))
        #expect(agree(found.averages, curve.average, within: 1e-10), "\(test.data) \(curve.feature)")
      }
    }
  }

  /// Other shuffles: means of thirty within what chance makes of them.
  @Test func permutationImportance() throws {
    for test in fixtures.dependence {
      let request = try #require(sets[test.data]).request(test.options.mapValues(\.value))
      let model = try DecisionTree.spec.fit(request)
      let target = request.target
      let found = try PermutationImportance.measure(
        model, request.matrix, repeats: 30, seed: 3, greaterIsBetter: true
      ) { prediction in
        switch target {
        case .classes(_, let codes):
          return Double(zip(prediction.labelCodes, codes).count { $0 == $1 }) / Double(codes.count)
        default:
          guard case .numbers(let truth) = target else { return 0 }
          let mean = truth.reduce(0, +) / Double(truth.count)
          let errors = zip(values(prediction), truth).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
          return 1 - errors / truth.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        }
      }
      for (index, mean) in found.means.enumerated() {
        let error = (found.deviations[index] + test.deviation[index]) / 30.0.squareRoot()
        #expect((mean - test.importance[index]).magnitude <= 4 * error + 1e-12, "\(test.data) \(index)")
        #expect((test.importance[index] == 0) == (mean == 0))
      }
    }
  }
}
