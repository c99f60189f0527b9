import Foundation
@testable import Learning
import Testing

private struct SeedCase: Decodable {
  let table: String
  let estimator: String
  /// The kind of model that an ensemble is made of.
  let member: String?
  let options: [String: FixtureOption]
  /// One a seed: the score on rows held out, or the share of the variance that lies between clusters.
  let scores: [Double]
}

/// Three seeds each, or all thirty with `PARITY=full` in the environment: then the means are compared too.
@Suite("Models that draw by chance score as scikit-learn's do")
struct SeedParityTests {
  private let tables: ModelFixture
  private let cases: [SeedCase]
  private let isFull = ProcessInfo.processInfo.environment["PARITY"] == "full"

  init() throws {
    tables = try fixture("models")
    cases = try fixture("model-seeds")
  }

  @Test(arguments: ["mlp", "ensemble", "kmeans"])
  func scores(_ estimator: String) throws {
    for test in cases where test.estimator == estimator {
      let name = "\(estimator) of \(test.table)"
      let found = try (0..<(isFull ? 30 : 3)).map { try score(test, seed: UInt64($0)) }
      let (mean, spread) = summary(test.scores)
      // Where all of scikit-learn's are equal, as good as all of ours should be.
      let width = 5 * spread + 0.02
      #expect(
        found.allSatisfy { ($0 - mean).magnitude < width }, "\(name): \(found), not \(mean) ± \(spread)")
      guard isFull else { continue }
      let own = summary(found)
      let error = ((spread * spread + own.spread * own.spread) / 30).squareRoot()
      #expect(own.mean > mean - 3.3 * error - 0.002, "\(name): \(own.mean), not \(mean) ± \(error)")
    }
  }

  private func summary(_ scores: [Double]) -> (mean: Double, spread: Double) {
    let mean = Moments.mean(scores)
    return (mean, Moments.variance(scores, mean: mean).squareRoot())
  }

  private func score(_ test: SeedCase, seed: UInt64) throws -> Double {
    let matrix = try tables.standardized(test.table, sparse: false)
    let spec = try #require(Estimators[test.estimator])
    let all = (0..<matrix.rowCount).map { Int32($0) }
    var request = FitRequest(
      matrix: matrix, target: .none(count: all.count), parameters: test.options.mapValues(\.value), seed: seed
    )
    guard test.estimator != "kmeans" else {
      let model = try #require(try spec.fit(request) as? KMeansPredictor)
      return 1 - model.inertia / (Double(matrix.rowCount) * Double(matrix.columnCount - constants(matrix)))
    }
    request.members = test.member.map { [EnsembleMember(name: $0, estimator: $0, parameters: [:])] } ?? []
    let known = try tables.data(test.table).target
    let target =
      test.table == "diabetes"
      ? Target.numbers(known)
      : .classes(labels: classLabels(Int(known.max() ?? 0) + 1), codes: known.map { Int32($0) })
    let (trained, held) = (all.filter { $0 % 3 != 0 }, all.filter { $0 % 3 == 0 })
    request.matrix = matrix.rows(trained)
    request.target = target.rows(trained)
    let prediction = try spec.fit(request).predict(matrix.rows(held))
    let evaluated = try Evaluated(truth: target.rows(held), prediction: prediction)
    return try #require(Metrics[test.table == "diabetes" ? "r2" : "accuracy"]?.compute(evaluated))
  }

  /// Features that are the same in all rows: standardized, nothing of them is left.
  private func constants(_ matrix: FeatureMatrix) -> Int {
    (0..<matrix.columnCount).count { column in matrix.column(column).allSatisfy { $0 == 0 } }
  }
}
