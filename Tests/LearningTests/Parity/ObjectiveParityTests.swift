@testable import Learning
import Testing

private struct ObjectiveFixture: Decodable {
  struct Case: Decodable {
    let name: String
    let objective: String
    let options: [String: WrittenOption]
    let scale: Double
    let predictions: [Double]
    let increasing: [String]?
    let decreasing: [String]?
  }

  struct Watched: Decodable {
    let data: String
    let best: Int
    let training: [Double]
    let validation: [Double]
    let predictions: [BoostingFixture.Prediction]
  }

  let cases: [Case]
  let watched: [Watched]
}

@Suite("Objectives, constraints and early stopping agree with XGBoost from Python")
struct ObjectiveParityTests {
  private let fixtures: ObjectiveFixture
  private let sets: [String: Bundled]

  init() throws {
    fixtures = try fixture("objectives")
    sets = try Bundled.all()
  }

  @Test func predictions() throws {
    let data = try #require(sets["diabetes"])
    for test in fixtures.cases {
      var options = test.options.mapValues(\.value)
      options["objective"] = .text(test.objective)
      options["monotone_increasing"] = test.increasing.map { .list($0.map { .text($0) }) }
      options["monotone_decreasing"] = test.decreasing.map { .list($0.map { .text($0) }) }
      var request = data.request(options) { $0 % 4 != 0 }
      guard case .numbers(let numbers) = request.target else { continue }
      request.target = .numbers(
        numbers.map {
          switch test.name {
          case "logistic": $0 / 400
          case "poisson", "tweedie": ($0 / test.scale).rounded(.down)
          default: $0
          }
        })
      let model = try GradientBoosting.spec.fit(request)
      let said = values(try model.predict(data.request { $0 % 4 == 0 }.matrix))
      #expect(agree(said, test.predictions, within: 2e-6), "\(test.name)")
    }
  }

  @Test func earlyStopping() throws {
    for test in fixtures.watched {
      let data = try #require(sets[test.data])
      var request = data.request(
        ["max_depth": .integer(3), "n_estimators": .integer(60)]
      ) { $0 % 4 != 0 }
      let watched = data.request { $0 % 4 == 0 }
      request.validation = ValidationRows(matrix: watched.matrix, target: watched.target, patience: 8)
      let model = try #require(try GradientBoosting.spec.fit(request) as? BoostedTrees)
      let curve = try #require(model.trainingCurve)
      #expect(model.rounds == test.best && curve.best == test.best, "\(test.data)")
      #expect(agree(curve.training, test.training, within: 2e-5), "\(test.data)")
      #expect(agree(curve.validation, test.validation, within: 2e-5), "\(test.data)")
      let some = stride(from: 0, to: watched.matrix.rowCount, by: 6).map(Int32.init)
      let said = values(try model.predict(watched.matrix.rows(some)))
      let classes = model.classes?.count ?? 0
      #expect(
        agree(said, test.predictions.flatMap { $0.row(classes: classes) }, within: 2e-6), "\(test.data)")
    }
  }
}
