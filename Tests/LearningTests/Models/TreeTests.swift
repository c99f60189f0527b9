import Canonical
import Frame
@testable import Learning
import Testing

@Suite("Decision trees")
struct TreeTests {
  private func tree(
    _ rows: [[Double]], _ target: Target, _ options: [String: HyperparameterValue] = [:],
    weights: [Double]? = nil
  ) throws -> Tree {
    let request = FitRequest(matrix: matrix(rows), target: target, weights: weights, parameters: options)
    let model = try #require(try DecisionTree.spec.fit(request) as? TreeEnsemble)
    return try #require(model.forest.trees.first)
  }

  private func classes(_ codes: [Int32]) -> Target {
    .classes(labels: classLabels(Int(codes.max() ?? 0) + 1), codes: codes)
  }

  @Test func splitsInTheMiddle() throws {
    let grown = try tree([[1], [2], [5], [6]], classes([0, 0, 1, 1]))
    #expect(grown.nodes.count == 3)
    #expect(grown.nodes[0].threshold == 3.5)
    #expect(grown.values == [0, 1])
    #expect(grown.covers == [4, 2, 2])
  }

  /// Of equal splits the first feature's, and there the lowest threshold.
  @Test func tiesGoToTheFirst() throws {
    let grown = try tree([[0, 0], [1, 1], [2, 2]], classes([0, 1, 0]), ["max_depth": .integer(1)])
    #expect(grown.nodes[0].feature == 0)
    #expect(grown.nodes[0].threshold == 0.5)
    for seed in 0..<8 as Range<UInt64> {
      var request = SampleData.classification(rows: 60, columns: 3, classes: 3, seed: 5)
      let column = request.matrix.column(0)
      request.matrix = FeatureMatrix(
        rowCount: 60, names: ["a", "b", "c"], columns: [column, column, column])
      request.seed = seed
      let model = try #require(try DecisionTree.spec.fit(request) as? TreeEnsemble)
      #expect(model.forest.trees[0].nodes.allSatisfy { $0.isLeaf || $0.feature == 0 })
    }
  }

  @Test func neighboursInSinglePrecisionAreToldApart() throws {
    let low = Double(Float(1))
    let high = Double(Float(1).nextUp)
    let grown = try tree([[low], [high]], classes([0, 1]))
    #expect(grown.nodes[0].threshold == 1)
  }

  @Test func missingValuesGoWhereTheyGainMore() throws {
    let grown = try tree([[.nan], [.nan], [1], [2], [8], [9]], classes([1, 1, 0, 0, 1, 1]))
    #expect(grown.nodes.count == 3)
    #expect(!grown.nodes[0].sendsMissingLeft)
    let other = try tree([[.nan], [.nan], [1], [2], [8], [9]], classes([0, 0, 0, 0, 1, 1]))
    #expect(other.nodes.count == 3)
    #expect(other.nodes[0].sendsMissingLeft)
    let apart = try tree([[.nan], [.nan], [1], [2], [3]], classes([1, 1, 0, 0, 0]))
    #expect(apart.nodes[0].threshold == .infinity)
    #expect(!apart.nodes[0].sendsMissingLeft)
    // Without missing values in training: to the larger side.
    let larger = try tree([[1], [2], [3], [9]], classes([0, 0, 0, 1]))
    #expect(larger.nodes[0].sendsMissingLeft)
  }

  @Test func stopsWhereItIsTold() throws {
    let request = SampleData.classification(rows: 400, classes: 3)
    func leaves(_ options: [String: HyperparameterValue]) throws -> Tree {
      var request = request
      request.parameters = options
      return try #require(try DecisionTree.spec.fit(request) as? TreeEnsemble).forest.trees[0]
    }
    #expect(try leaves(["max_depth": .integer(3)]).depth == 3)
    #expect(try leaves(["max_leaf_nodes": .integer(7)]).leafCount == 7)
    let wide = try leaves(["min_samples_leaf": .integer(30)])
    #expect(wide.nodes.indices.allSatisfy { !wide.nodes[$0].isLeaf || wide.covers[$0] >= 30 })
    let share = try leaves(["min_samples_leaf": .share(0.1)])
    #expect(share.nodes.indices.allSatisfy { !share.nodes[$0].isLeaf || share.covers[$0] >= 40 })
    let split = try leaves(["min_samples_split": .integer(100)])
    #expect(split.nodes.indices.allSatisfy { split.nodes[$0].isLeaf || split.covers[$0] >= 100 })
    let full = try leaves([:]).leafCount
    let pruned = try leaves(["ccp_alpha": .number(0.01)]).leafCount
    #expect(pruned < full && pruned > 1)
    #expect(try leaves(["ccp_alpha": .number(1)]).leafCount == 1)
    #expect(try leaves(["min_impurity_decrease": .number(0.9)]).leafCount == 1)
  }

  /// A weight of two is the row twice, and a weight of zero is no row.
  @Test func weightsAreRows() throws {
    var request = SampleData.classification(rows: 120)
    let weights = (0..<120).map { Double($0 % 3) }
    let repeated = (0..<120).flatMap { [Int32](repeating: Int32($0), count: $0 % 3) }
    request.parameters = ["max_depth": .integer(4)]
    var weighted = request
    weighted.weights = weights
    request = FitRequest(
      matrix: request.matrix.rows(repeated), target: request.target.rows(repeated),
      parameters: request.parameters)
    let one = try DecisionTree.spec.fit(weighted).predict(weighted.matrix)
    let other = try DecisionTree.spec.fit(request).predict(weighted.matrix)
    #expect(values(one) == values(other))
  }

  /// Only the ratios of weights count, however large or small they are.
  @Test(arguments: [1e-300, 1e-60, 1e60, 1e290])
  func weightsOfAnySize(_ scale: Double) throws {
    for request in [SampleData.classification(classes: 3), SampleData.regression()] {
      var request = request
      request.weights = (0..<request.target.count).map { scale * Double($0 % 3 + 1) }
      let model = try DecisionTree.spec.fit(request)
      let back = try Predictors.decode(Predictors.encode(model))
      let said = values(try back.predict(request.matrix))
      request.weights = (0..<request.target.count).map { Double($0 % 3 + 1) }
      let wanted = values(try DecisionTree.spec.fit(request).predict(request.matrix))
      #expect(agree(said, wanted, within: 1e-9))
      #expect(model.importance.allSatisfy { $0.value.isFinite })
    }
  }

  @Test func targetsThatAreTooLarge() {
    var request = SampleData.regression(rows: 20)
    request.target = .numbers((0..<20).map { $0 == 3 ? 1e200 : 0 })
    #expect(learningError { _ = try DecisionTree.spec.fit(request) }?.message.contains("too large") == true)
  }

  @Test func oneValueIsALeaf() throws {
    #expect(try tree([[1], [1], [1]], classes([0, 1, 0])).leafCount == 1)
    #expect(try tree([[1], [2], [3]], .numbers([7, 7, 7])).values == [7])
    #expect(try tree([[.nan], [.nan]], classes([0, 1])).leafCount == 1)
  }

  @Test func refusesWhatItCannotDo() throws {
    var request = SampleData.classification()
    func message(_ options: [String: HyperparameterValue]) -> String {
      request.parameters = options
      return learningError { _ = try DecisionTree.spec.fit(request) }?.message ?? ""
    }
    #expect(message(["criterion": .text("squared_error")]).contains("for numbers"))
    #expect(message(["max_features": .text("most")]).contains("`max_features` takes"))
    #expect(message(["max_features": .number(1.5)]).contains("`max_features` takes"))
    #expect(message(["max_features": .integer(0)]).contains("`max_features` takes"))
    request.matrix = FeatureMatrix(
      rowCount: 200, names: ["huge"], columns: [[Double](repeating: 1e300, count: 200)])
    #expect(message([:]) == "a value of `huge` is too large for `decision_tree`")
  }

  @Test func sparseAndDenseAreTheSame() throws {
    var stream = RandomStream(seed: 4, stream: 0)
    let rows = (0..<150).map { _ in (0..<6).map { _ in stream.next(below: 3) == 0 ? stream.nextNormal() : 0 }
    }
    let target = classes(rows.map { $0[0] + $0[1] > 0.2 ? 1 : 0 })
    let dense = matrix(rows)
    var offsets = [0]
    var columns: [Int32] = []
    var kept: [Double] = []
    for row in rows {
      for (column, value) in row.enumerated() where value != 0 {
        columns.append(Int32(column))
        kept.append(value)
      }
      offsets.append(columns.count)
    }
    let sparse = FeatureMatrix(
      names: dense.names,
      rows: SparseRows(rowCount: 150, columnCount: 6, offsets: offsets, columns: columns, values: kept))
    for spec in [DecisionTree.spec, RandomForest.spec, ExtraTrees.spec] {
      let request = FitRequest(matrix: dense, target: target)
      let model = try spec.fit(request)
      var other = request
      other.matrix = sparse
      #expect(Predictors.encode(try spec.fit(other)) == Predictors.encode(model))
      #expect(values(try model.predict(sparse)) == values(try model.predict(dense)))
    }
  }
}
