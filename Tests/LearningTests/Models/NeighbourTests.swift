import Frame
@testable import Learning
import Testing

@Suite("Nearest neighbours")
struct NeighbourTests {
  /// Coordinates on a small grid, so that many rows are equally near.
  private func grid(rows: Int, columns: Int, seed: UInt64) -> FeatureMatrix {
    var stream = RandomStream(seed: seed, stream: 0)
    let values = (0..<columns).map { _ in (0..<rows).map { _ in Double(stream.next(below: 4)) } }
    return FeatureMatrix(rowCount: rows, names: values.indices.map { "x\($0)" }, columns: values)
  }

  @Test(arguments: [PointDistance.euclidean, .manhattan])
  func treesFindWhatLookingAtAllRowsFinds(_ metric: PointDistance) {
    for columns in 1...5 {
      let known = grid(rows: 300, columns: columns, seed: 1)
      let asked = grid(rows: 60, columns: columns, seed: 2)
      let sparse = { (matrix: FeatureMatrix) in
        FeatureMatrix(
          names: matrix.names, rows: SparseRows(columns: (0..<matrix.columnCount).map { matrix.column($0) }))
      }
      let tree = NeighbourSearch(known, metric: metric, algorithm: .kdTree).nearest(7, to: asked)
      let all = NeighbourSearch(known, metric: metric, algorithm: .brute).nearest(7, to: asked)
      let few = NeighbourSearch(sparse(known), metric: metric, algorithm: .auto).nearest(7, to: sparse(asked))
      for row in tree.indices {
        #expect(tree[row].map(\.row) == all[row].map(\.row))
        #expect(few[row].map(\.row) == all[row].map(\.row))
        #expect(agree(few[row].map(\.distance), all[row].map(\.distance), within: 1e-12))
      }
    }
  }

  @Test func ofEquallyNearRowsTheFirst() {
    let known = FeatureMatrix(rowCount: 5, names: ["x"], columns: [[1, -1, 1, -1, 9]])
    let asked = FeatureMatrix(rowCount: 1, names: ["x"], columns: [[0]])
    for algorithm in NeighbourSearch.Algorithm.allCases {
      let search = NeighbourSearch(known, metric: .euclidean, algorithm: algorithm)
      #expect(search.nearest(3, to: asked)[0].map(\.row) == [0, 1, 2])
    }
  }

  @Test func aRowAtNoDistanceDecidesAlone() throws {
    let matrix = FeatureMatrix(rowCount: 3, names: ["x"], columns: [[0, 1, 2]])
    let request = FitRequest(
      matrix: matrix, target: .numbers([10, 20, 40]),
      parameters: ["n_neighbors": .integer(3), "weights": .text("distance")])
    let model = try NearestNeighbours.spec.fit(request)
    #expect(values(try model.predict(matrix)) == [10, 20, 40])
  }

  @Test func refusals() {
    var request = SampleData.regression(rows: 4)
    #expect(
      learningError { _ = try NearestNeighbours.spec.fit(request) }?.message
        == "`n_neighbors` is 5, and there are 4 rows")
    request = SampleData.regression()
    request.weights = [Double](repeating: 2, count: request.matrix.rowCount)
    #expect(
      learningError { _ = try NearestNeighbours.spec.fit(request) }?.message == "`knn` cannot weigh rows")
  }
}
