import Frame
@testable import Learning
import Testing

@Suite("Neural networks")
struct NetworkTests {
  /// Two classes that no line tells apart.
  private func crossed(rows: Int, seed: UInt64 = 4) -> FitRequest {
    var stream = RandomStream(seed: seed, stream: 0)
    let x = (0..<2).map { _ in (0..<rows).map { _ in 2 * stream.nextDouble() - 1 } }
    let codes = (0..<rows).map { Int32((x[0][$0] > 0) == (x[1][$0] > 0) ? 1 : 0) }
    return FitRequest(
      matrix: FeatureMatrix(rowCount: rows, names: ["x", "y"], columns: x),
      target: .classes(labels: ["no", "yes"], codes: codes))
  }

  private func accuracy(_ model: any Predictor, _ request: FitRequest) throws -> Double {
    let evaluated = try Evaluated(truth: request.target, prediction: model.predict(request.matrix))
    let right = zip(evaluated.truthCodes, evaluated.predictedCodes).count { $0 == $1 }
    return Double(right) / Double(evaluated.count)
  }

  @Test(arguments: ["relu", "tanh"])
  func learnsWhatNoLineCan(_ activation: String) throws {
    var request = crossed(rows: 200)
    request.parameters = [
      "hidden_layer_sizes": .list([.integer(8), .integer(8)]), "activation": .text(activation),
      "learning_rate_init": .number(0.02), "batch_size": .integer(50),
    ]
    let model = try MultilayerPerceptron.spec.fit(request)
    #expect(try accuracy(model, crossed(rows: 100, seed: 5)) > 0.9)
  }

  /// The slopes that training follows are those of its loss.
  @Test func sparseRowsGiveTheSameNetwork() throws {
    var request = crossed(rows: 60)
    request.parameters = ["hidden_layer_sizes": .integer(5), "max_iter": .integer(20)]
    let dense = try #require(try MultilayerPerceptron.spec.fit(request) as? MLPPredictor)
    request.matrix = FeatureMatrix(
      names: ["x", "y"], rows: SparseRows(columns: [request.matrix.column(0), request.matrix.column(1)]))
    let sparse = try #require(try MultilayerPerceptron.spec.fit(request) as? MLPPredictor)
    #expect(agree(dense.losses, sparse.losses, within: 1e-9))
  }

  @Test func stopsWhereTheWatchedRowsSay() throws {
    var request = crossed(rows: 100)
    let others = crossed(rows: 60, seed: 9)
    request.validation = ValidationRows(matrix: others.matrix, target: others.target, patience: 3)
    request.parameters = ["learning_rate_init": .number(0.05), "hidden_layer_sizes": .integer(30)]
    let model = try #require(try MultilayerPerceptron.spec.fit(request) as? MLPPredictor)
    #expect(model.watched.count == model.losses.count && model.losses.count < 200)
    let best = try #require(model.watched.min())
    let prediction = try model.predict(others.matrix)
    guard case .classes(_, let codes) = others.target, let (_, shares) = prediction.probabilities else {
      return
    }
    let losses = codes.enumerated().map { -Elementary.log(shares[2 * $0 + Int($1)]) }
    #expect(agree(Moments.mean(losses), best, within: 1e-9), "the best epoch's network is kept")
  }

  @Test func goesOnFromAModel() throws {
    var request = crossed(rows: 100)
    request.parameters = ["hidden_layer_sizes": .integer(10), "max_iter": .integer(10)]
    let first = try #require(try MultilayerPerceptron.spec.fit(request) as? MLPPredictor)
    request.start = first
    let second = try #require(try MultilayerPerceptron.spec.fit(request) as? MLPPredictor)
    #expect(try #require(second.losses.first) < #require(first.losses.first))
    request.parameters["hidden_layer_sizes"] = .integer(11)
    #expect(
      learningError { _ = try MultilayerPerceptron.spec.fit(request) }?.message
        == "the model to go on from has other layers or classes")
  }

  @Test func sizesOfLayers() throws {
    var request = crossed(rows: 20)
    request.parameters = ["hidden_layer_sizes": .list([.integer(3), .integer(3), .integer(3)])]
    #expect(learningError { _ = try MultilayerPerceptron.spec.fit(request) } != nil)
    request.parameters = ["hidden_layer_sizes": .list([.integer(3), .integer(3)]), "max_iter": .integer(1)]
    let model = try MultilayerPerceptron.spec.fit(request)
    #expect(model.parameterCount == 2 * 3 + 3 + 3 * 3 + 3 + 3 + 1)
    #expect(model.warnings.count == 1)
  }
}
