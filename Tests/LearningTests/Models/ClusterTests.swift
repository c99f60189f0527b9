import Frame
@testable import Learning
import Testing

@Suite("Clusters")
struct ClusterTests {
  /// Three heaps far from each other; the last row stands alone between them.
  private func heaps(seed: UInt64 = 3, shift: Double = 0) -> FitRequest {
    var stream = RandomStream(seed: seed, stream: 0)
    let centres = [(0.0, 0.0), (20.0, 0.0), (0.0, 20.0)]
    let points = (0..<90).map { row in
      (
        shift + centres[row % 3].0 + stream.nextNormal(), shift + centres[row % 3].1 + stream.nextNormal()
      )
    }
    let matrix = FeatureMatrix(
      rowCount: 90, names: ["x", "y"], columns: [points.map(\.0), points.map(\.1)])
    return FitRequest(matrix: matrix, target: .none(count: 90))
  }

  private func codes(_ model: any Predictor, _ matrix: FeatureMatrix) throws -> [Int32] {
    guard case .clusters(let codes, _) = try model.predict(matrix) else { return [] }
    return codes
  }

  @Test(arguments: [
    ("kmeans", "n_clusters"), ("gaussian_mixture", "n_components"),
  ])
  func heapsAreFound(_ kind: String, _ option: String) throws {
    for shift in [0.0, 1e7] {
      var request = heaps(shift: shift)
      request.parameters = [option: .integer(3)]
      let model = try #require(try Estimators[kind]?.fit(request))
      let codes = try codes(model, request.matrix)
      for row in codes.indices { #expect(codes[row] == codes[row % 3]) }
      #expect(Set(codes).count == 3)
      #expect(model.task == .clustering)
    }
  }

  @Test func silhouetteIsOfTheClusters() throws {
    var request = heaps()
    request.parameters = ["n_clusters": .integer(3)]
    let model = try #require(try KMeans.spec.fit(request) as? KMeansPredictor)
    #expect(try #require(model.silhouette) > 0.85)
    request.parameters = ["n_clusters": .integer(1)]
    let single = try #require(try KMeans.spec.fit(request) as? KMeansPredictor)
    #expect(single.silhouette == nil)
  }

  /// A row of twice the weight is as good as two rows.
  @Test func weightsCountAsRows() throws {
    var request = heaps()
    request.parameters = ["n_clusters": .integer(3), "tol": .number(0)]
    let twice = request.matrix.rows((0..<90).map { Int32($0) } + (0..<30).map { Int32($0) })
    var doubled = request
    doubled.matrix = twice
    doubled.target = .none(count: 120)
    request.weights = (0..<90).map { $0 < 30 ? 2 : 1 }
    let a = try #require(try KMeans.spec.fit(request) as? KMeansPredictor)
    let b = try #require(try KMeans.spec.fit(doubled) as? KMeansPredictor)
    #expect(agree(a.inertia, b.inertia, within: 1e-9))
  }

  @Test func fewerRowsThanClusters() {
    var request = heaps()
    request.parameters = ["n_clusters": .integer(91)]
    #expect(
      learningError { _ = try KMeans.spec.fit(request) }?.message == "90 rows cannot be put into 91 clusters")
  }

  @Test func equalRows() throws {
    let matrix = FeatureMatrix(rowCount: 6, names: ["x"], columns: [[Double](repeating: 4, count: 6)])
    var request = FitRequest(matrix: matrix, target: .none(count: 6), parameters: ["n_clusters": .integer(2)])
    let model = try KMeans.spec.fit(request)
    #expect(model.warnings.count == 1)
    #expect(Set(try codes(model, matrix)) == [0])
    request.parameters = ["n_components": .integer(2)]
    _ = try GaussianMixture.spec.fit(request)
    request.parameters = ["n_components": .integer(2), "reg_covar": .number(0)]
    #expect(learningError { _ = try GaussianMixture.spec.fit(request) }?.hint?.contains("reg_covar") == true)
  }
}
