import Canonical
import Frame
@testable import Learning
import Testing

@Suite("Shapley values")
struct ShapleyTests {
  /// What a tree says of a row of which only some features are known: the weighted mean of both sides elsewhere.
  private func known(_ tree: Tree, _ row: [Float], _ features: Set<Int>, at index: Int = 0) -> Double {
    let node = tree.nodes[index]
    if node.isLeaf { return tree.values[Int(node.next) * tree.outputs] }
    let (left, right) = (index + 1, Int(node.next))
    if features.contains(node.feature) {
      let value = row[node.feature]
      let goesLeft = value <= node.threshold || (value.isNaN && node.sendsMissingLeft)
      return known(tree, row, features, at: goesLeft ? left : right)
    }
    let share = Double(tree.covers[left]) / Double(tree.covers[index])
    return share * known(tree, row, features, at: left) + (1 - share) * known(tree, row, features, at: right)
  }

  /// The definition: the mean over all orders of the features of what each adds to those before it.
  private func defined(_ trees: [Tree], _ row: [Float]) -> [Double] {
    let count = row.count
    let subsets = (0..<1 << count).map { bits in
      let features = Set((0..<count).filter { bits >> $0 & 1 == 1 })
      return trees.reduce(0.0) { $0 + known($1, row, features) } / Double(trees.count)
    }
    let factorials = (0...count).map { (0..<$0).reduce(1.0) { $0 * Double($1 + 1) } }
    return (0..<count).map { feature in
      (0..<1 << count).filter { $0 >> feature & 1 == 0 }.reduce(0.0) { sum, bits in
        let size = bits.nonzeroBitCount
        let weight = factorials[size] * factorials[count - size - 1] / factorials[count]
        return sum + weight * (subsets[bits | 1 << feature] - subsets[bits])
      }
    }
  }

  @Test(arguments: ["decision_tree", "random_forest", "extra_trees"])
  func treesAgreeWithTheDefinition(_ name: String) throws {
    let spec = try #require(Estimators[name])
    for var request in [
      SampleData.classification(rows: 80, columns: 6), SampleData.regression(rows: 90, columns: 5),
    ] {
      request.parameters = name == "decision_tree" ? [:] : ["n_estimators": .integer(3)]
      let model = try #require(try spec.fit(request) as? TreeEnsemble)
      let rows = request.matrix.rows(Array(0..<11))
      let shap = try ShapleyValues.exact(model, rows)
      for row in 0..<11 {
        let features = rows.names.indices.map { Float(rows.column($0)[row]) }
        #expect(agree(Array(shap.row(row)), defined(model.forest.trees, features), within: 1e-12))
      }
    }
  }

  /// Base and values add up to what the model says, for every class.
  @Test func addUp() throws {
    for classes in [2, 4] {
      let request = SampleData.classification(rows: 150, columns: 5, classes: classes)
      for name in ["random_forest", "gradient_boosting", "logistic"] {
        var request = request
        if name != "logistic" { request.parameters = ["n_estimators": .integer(12)] }
        let model = try #require(try Estimators[name]?.fit(request))
        let prediction = try model.predict(request.matrix)
        let labels = try #require(model.classes)
        var totals: [[Double]] = []
        for label in labels {
          let shap = try ShapleyValues.exact(model, request.matrix, of: label)
          #expect(shap.outputClass == label)
          totals.append((0..<shap.rowCount).map(shap.total))
        }
        for row in 0..<150 {
          for code in labels.indices {
            let said = prediction.probability(of: code)[row]
            let total = totals[code][row]
            let wanted: Double
            switch (name, classes) {
            case ("random_forest", _): wanted = total
            case (_, 2): wanted = Elementary.logistic(total)
            default:
              let powers = labels.indices.map { Elementary.exp(totals[$0][row]) }
              wanted = powers[code] / powers.reduce(0, +)
            }
            #expect(agree(said, wanted, within: 1e-9), "\(name) \(classes)")
          }
        }
      }
    }
  }

  @Test func linearModels() throws {
    let request = SampleData.regression()
    let model = try #require(try Linear.spec.fit(request) as? LinearPredictor)
    let shap = try ShapleyValues.exact(model, request.matrix)
    let said = values(try model.predict(request.matrix))
    #expect(agree((0..<said.count).map(shap.total), said, within: 1e-12))
    #expect(agree(shap.base, said.reduce(0, +) / Double(said.count), within: 1e-12))
    #expect(shap.importance.first?.feature == "x0")
    #expect(abs(shap.feature(1).reduce(0, +)) < 1e-9)
  }

  @Test func vectorMachines() throws {
    for classes in [2, 3] {
      let request = SampleData.classification(classes: classes)
      let model = try SupportVectorMachine.spec.fit(request)
      let said = try model.predict(request.matrix)
      for code in 0..<classes {
        let shap = try ShapleyValues.exact(model, request.matrix, of: model.classes?[code])
        #expect(shap.scale == .score)
        #expect(agree((0..<shap.rowCount).map(shap.total), said.score(of: code), within: 1e-9))
      }
    }
  }

  @Test func looksThroughCalibrationAndSaysWhatItCannot() throws {
    let request = SampleData.classification()
    let model = try RandomForest.spec.fit(request)
    let cut = try ThresholdedPredictor(model, threshold: 0.3)
    #expect(
      try ShapleyValues.exact(cut, request.matrix).values == ShapleyValues.exact(model, request.matrix).values
    )
    let error = learningError {
      _ = try ShapleyValues.exact(Baseline.spec.fit(request), request.matrix)
    }
    #expect(error?.message == "`baseline` has no exact Shapley values")
    #expect(
      learningError { _ = try ShapleyValues.exact(model, request.matrix, of: "class 7") }?.message
        == "the model has no class `class 7`")
  }

  /// Points and weights integrate powers exactly.
  @Test func quadrature() {
    for count in 1...40 {
      let rule = GaussLegendre(points: count)
      for power in 0..<2 * count {
        let integral = zip(rule.points, rule.weights).reduce(0.0) {
          $0 + $1.1 * Elementary.power($1.0, Double(power))
        }
        #expect(agree(integral * Double(power + 1), 1, within: 1e-12), "\(count) \(power)")
      }
    }
  }

  /// A chain of splits as deep as there are rows.
  @Test func deepTrees() throws {
    let rows = 3000
    let target = (0..<rows).map { Elementary.exp(Double($0) / 30) }
    let request = FitRequest(
      matrix: FeatureMatrix(rowCount: rows, names: ["x"], columns: [(0..<rows).map(Double.init)]),
      target: .numbers(target))
    let model = try DecisionTree.spec.fit(request)
    let shap = try ShapleyValues.exact(model, request.matrix.rows([0, 1500, 2999]))
    #expect(agree(shap.total(2), target[2999], within: 1e-9))
  }
}
