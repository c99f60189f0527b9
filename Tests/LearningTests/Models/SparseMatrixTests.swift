import Canonical
import Frame
@testable import Learning
import Testing

@Suite("Sparse matrices")
struct SparseMatrixTests {
  private let dense: [[Double]] = [[1, 0, 0, 2], [0, 0, 3, .nan], [0, 0, 0, 0], [-4, 0, 0, 5]]

  private func sparse() -> FeatureMatrix {
    let names = (0..<4).map { "x\($0)" }
    return FeatureMatrix(names: names, rows: SparseRows(columns: (0..<4).map { c in dense.map { $0[c] } }))
  }

  @Test func sameNumbersAsDense() throws {
    #expect(sparse() == matrix(dense))
    #expect(sparse().storedShare == 6.0 / 16)
    #expect(sparse().rows([3, 0, 3]) == matrix([dense[3], dense[0], dense[3]]))
    guard case .sparse(let rows) = sparse().storage else {
      Issue.record("not sparse")
      return
    }
    let turned = rows.transposed()
    #expect((0..<4).allSatisfy { agree(turned.column($0), dense[$0], within: 0) })
    #expect(agree(rows.keeping([2, 3]).column(1), dense.map { $0[3] }, within: 0))
  }

  @Test func bytes() throws {
    var writer = ByteWriter()
    sparse().encode(into: &writer)
    var reader = ByteReader(writer.bytes)
    let back = try FeatureMatrix(decoding: &reader)
    try reader.finish()
    #expect(back.isSparse && back == sparse())
    for cut in writer.bytes.indices {
      var reader = ByteReader(Array(writer.bytes.prefix(cut)))
      #expect(throws: DecodingFailure.self) { try FeatureMatrix(decoding: &reader) }
    }
  }

  /// No bytes make a matrix whose parts do not fit.
  @Test(
    arguments: [
      ([0, 2, 1, 3], [0, 1, 0], [1, 2, 3]), ([1, 2, 2, 3], [0, 1, 0], [1, 2, 3]),
      ([0, 2, 2, 4], [0, 1, 0], [1, 2, 3]),
      ([0, 2, 3], [0, 1, 0], [1, 2, 3]), ([0, 2, 2, 3], [1, 0, 0], [1, 2, 3]),
      ([0, 2, 2, 3], [1, 1, 0], [1, 2, 3]),
      ([0, 2, 2, 3], [0, 2, 0], [1, 2, 3]), ([0, 2, 2, 3], [-1, 1, 0], [1, 2, 3]),
      ([0, 2, 2, 3], [0, 1, 0], [1, .infinity, 3]), ([0, 2, 2, 3], [0, 1, 0], [1, 2]),
    ] as [([Int64], [Int32], [Double])])
  func damage(_ offsets: [Int64], _ columns: [Int32], _ values: [Double]) {
    var writer = ByteWriter()
    writer.write(offsets)
    writer.write(columns)
    writer.write(values)
    var reader = ByteReader(writer.bytes)
    #expect(throws: DecodingFailure.self) { try SparseRows(decoding: &reader, rowCount: 3, columnCount: 2) }
  }

  @Test func flags() throws {
    let matrix = FeatureMatrix(
      rowCount: 3, names: ["a", "b"], columns: [FeatureColumn.flags([0, 1, 1]), .numbers([0.5, .nan, 2])])
    var writer = ByteWriter()
    matrix.encode(into: &writer)
    var reader = ByteReader(writer.bytes)
    #expect(try FeatureMatrix(decoding: &reader) == matrix)
    #expect(matrix.column(0) == [0, 1, 1])
    writer = ByteWriter()
    FeatureColumn.flags([0, 2]).encode(into: &writer)
    var damaged = ByteReader(writer.bytes)
    #expect(throws: DecodingFailure.self) { try FeatureColumn(decoding: &damaged) }
  }
}

@Suite("Models on sparse features")
struct SparseModelTests {
  /// Numbers of which seven in ten are zero, as both kinds of matrix.
  private func features(rows: Int, columns: Int) -> (sparse: FeatureMatrix, dense: FeatureMatrix) {
    var stream = RandomStream(seed: 7, stream: 0)
    let values = (0..<columns).map { _ in
      (0..<rows).map { _ in stream.nextDouble() < 0.3 ? 1 + stream.nextNormal() : 0 }
    }
    let names = (0..<columns).map { "x\($0)" }
    return (
      FeatureMatrix(names: names, rows: SparseRows(columns: values)),
      FeatureMatrix(rowCount: rows, names: names, columns: values)
    )
  }

  private func target(_ matrix: FeatureMatrix, classes: Int) -> Target {
    var stream = RandomStream(seed: 8, stream: 0)
    let scores = (0..<matrix.rowCount).map { row in
      matrix.column(0)[row] - 0.5 * matrix.column(1)[row] + 0.3 * stream.nextNormal()
    }
    if classes == 0 { return .numbers(scores) }
    return .dense(
      labels: classLabels(classes), codes: scores.map { $0 < 0.2 ? 0 : $0 < 1 ? 1 : Int32(classes - 1) })
  }

  @Test(arguments: [("logistic", 2), ("logistic", 3), ("linear", 0), ("ridge", 0), ("baseline", 3)])
  func sameModelAsOnDenseFeatures(_ name: String, _ classes: Int) throws {
    let (sparse, dense) = features(rows: 400, columns: 12)
    let target = target(dense, classes: classes)
    let weights = (0..<400).map { 0.5 + Double($0 % 3) }
    let spec = try #require(Estimators[name])
    for weights in [nil, weights] {
      let ours = try spec.fit(FitRequest(matrix: sparse, target: target, weights: weights))
      let wanted = try spec.fit(FitRequest(matrix: dense, target: target, weights: weights))
      #expect(agree(values(try ours.predict(sparse)), values(try wanted.predict(dense)), within: 1e-8))
      // The same coefficients and numbers, added in the same order.
      #expect(values(try ours.predict(sparse)) == values(try ours.predict(dense)))
      #expect(ours.importance.map(\.feature) == wanted.importance.map(\.feature))
    }
  }

  @Test func dependentFeaturesHaveTheShortestSolution() throws {
    let (_, dense) = features(rows: 60, columns: 4)
    let columns = (0..<4).map { dense.column($0) } + [zip(dense.column(0), dense.column(1)).map { $0 + $1 }]
    let names = (0..<5).map { "x\($0)" }
    let target = target(dense, classes: 0)
    let sparse = try Linear.spec.fit(
      FitRequest(matrix: FeatureMatrix(names: names, rows: SparseRows(columns: columns)), target: target))
    let wanted = try Linear.spec.fit(
      FitRequest(matrix: FeatureMatrix(rowCount: 60, names: names, columns: columns), target: target))
    let coefficients = [sparse, wanted].compactMap { ($0 as? LinearPredictor)?.coefficients }
    #expect(agree(coefficients[0], coefficients[1], within: 1e-8))
  }

  @Test func boostingDoesNotDependOnThreads() throws {
    let (sparse, dense) = features(rows: 500, columns: 20)
    for classes in [0, 2, 3] {
      let request = FitRequest(
        matrix: sparse, target: target(dense, classes: classes), parameters: ["n_estimators": .integer(8)])
      let options = try Options(
        of: "gradient_boosting", request.parameters, declared: GradientBoosting.spec.hyperparameters)
      let one = try GradientBoosting.fit(request, options, threads: 1)
      let two = try GradientBoosting.fit(request, options, threads: 2)
      #expect(Predictors.encode(one) == Predictors.encode(two))
      let back = try Predictors.decode(Predictors.encode(one))
      #expect(values(try back.predict(sparse)) == values(try one.predict(sparse)))
      #expect(learningError { _ = try one.predict(dense) }?.message.contains("sparse features") == true)
      if case .numbers(let truth) = request.target {
        let errors = zip(values(try one.predict(sparse)), truth).map { ($0 - $1) * ($0 - $1) }
        #expect(Moments.mean(errors) < Moments.variance(truth, mean: Moments.mean(truth)) / 2)
      }
    }
  }

  @Test func missingValuesAreNamed() throws {
    let (sparse, _) = features(rows: 30, columns: 3)
    guard case .sparse(let rows) = sparse.storage else { return }
    var values = rows.values
    values[0] = .nan
    let holes = FeatureMatrix(names: sparse.names, rows: rows.replacing(values: values))
    let request = FitRequest(matrix: holes, target: .numbers((0..<30).map(Double.init)))
    #expect(
      learningError { _ = try Ridge.spec.fit(request) }?.message.contains("missing value") == true)
  }
}
