@testable import Learning
import Testing

struct BoostingFixture: Decodable {
  struct Case: Decodable {
    let name: String
    let y: [Double]
    let weights: [Double]?
    let options: [String: Double]
    let predictions: [Prediction]
    let importance: [Double]
  }

  /// One number a row, or one a class.
  enum Prediction: Decodable {
    case one(Double)
    case several([Double])

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let number = try? container.decode(Double.self) {
        self = .one(number)
      } else {
        self = .several(try container.decode([Double].self))
      }
    }

    /// As rows of a prediction over `classes`.
    func row(classes: Int) -> [Double] {
      switch self {
      case .one(let value): classes == 2 ? [1 - value, value] : [value]
      case .several(let values): values
      }
    }
  }

  let x: [[FixtureNumber]]
  let later: [[FixtureNumber]]
  let cases: [Case]
}

@Suite("Gradient boosting agrees with XGBoost from Python")
struct BoostingParityTests {
  @Test func predictionsAndImportance() throws {
    let fixture: BoostingFixture = try fixture("boosting")
    let training = matrix(fixture.x.map { $0.map(\.value) })
    let later = matrix(fixture.later.map { $0.map(\.value) })
    let spec = try #require(Estimators["gradient_boosting"])
    for test in fixture.cases {
      let known = test.name == "number" ? 0 : Int(test.y.max() ?? 0) + 1
      let target =
        known == 0
        ? Target.numbers(test.y) : .classes(labels: classLabels(known), codes: test.y.map { Int32($0) })
      var parameters: [String: HyperparameterValue] = test.options.mapValues { .number($0) }
      parameters["n_estimators"] = .integer(Int64(test.options["n_estimators"] ?? 0))
      let model = try spec.fit(
        FitRequest(matrix: training, target: target, weights: test.weights, parameters: parameters))
      let wanted = test.predictions.flatMap { $0.row(classes: known) }
      #expect(agree(values(try model.predict(later)), wanted, within: 1e-6), "\(test.name)")
      for entry in model.importance {
        let feature = try #require(training.names.firstIndex(of: entry.feature))
        #expect(agree(entry.value, test.importance[feature], within: 1e-5), "\(test.name) \(entry)")
      }
    }
  }
}
