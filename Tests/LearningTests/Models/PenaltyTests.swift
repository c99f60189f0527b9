import Frame
@testable import Learning
import Testing

@Suite("Penalised models")
struct PenaltyTests {
  @Test func separatedClassesWithoutAPenaltyAreToldSo() throws {
    let matrix = FeatureMatrix(rowCount: 6, names: ["x"], columns: [[-3, -2, -1, 1, 2, 3]])
    var request = FitRequest(
      matrix: matrix, target: .classes(labels: ["no", "yes"], codes: [0, 0, 0, 1, 1, 1]),
      parameters: ["penalty": .text("none")])
    #expect(try Logistic.spec.fit(request).warnings.first?.contains("grow without end") == true)
    request.parameters = [:]
    #expect(try Logistic.spec.fit(request).warnings.isEmpty)
  }

  @Test func optionsOfOtherPenaltiesAreRefused() {
    func message(_ parameters: [String: HyperparameterValue]) -> String? {
      var request = SampleData.classification()
      request.parameters = parameters
      return learningError { _ = try Logistic.spec.fit(request) }?.message
    }
    #expect(message(["l1_ratio": .number(0.5)])?.contains("`penalty: elasticnet`") == true)
    #expect(message(["penalty": .text("elasticnet")]) == "`penalty: elasticnet` needs an `l1_ratio`")
    #expect(message(["penalty": .text("none"), "C": .number(2)])?.contains("there is none") == true)
    #expect(message(["penalty": .text("elasticnet"), "l1_ratio": .number(0.5)]) == nil)
  }

  @Test func strongPenaltiesLeaveNothing() throws {
    var request = SampleData.regression()
    request.parameters = ["alpha": .number(1e6)]
    let lasso = try #require(try Lasso.spec.fit(request) as? LinearPredictor)
    #expect(lasso.coefficients == [0, 0, 0])
    #expect(lasso.warnings.isEmpty)
    var classes = SampleData.classification()
    classes.parameters = ["penalty": .text("l1"), "C": .number(1e-6)]
    let logistic = try #require(try Logistic.spec.fit(classes) as? LogisticPredictor)
    #expect(logistic.coefficients.allSatisfy { $0 == 0 })
    #expect(logistic.facts.contains(ModelFact("features used", "0 of 4")))
  }

  @Test func stoppingEarlyIsAWarning() throws {
    var request = SampleData.regression()
    request.parameters = ["max_iter": .integer(1), "alpha": .number(1e-3)]
    #expect(try Lasso.spec.fit(request).warnings.first?.contains("did not converge in 1 sweeps") == true)
    var classes = SampleData.classification()
    classes.parameters = ["max_iter": .integer(1), "loss": .text("hinge")]
    #expect(try SupportVectorMachine.spec.fit(classes).warnings.count == 1)
    classes.parameters = ["max_iter": .integer(1), "penalty": .text("l1")]
    #expect(try Logistic.spec.fit(classes).warnings.count == 1)
  }

  /// A model to go on from saves iterations and leads to the same optimum.
  @Test(arguments: ["l2", "l1"])
  func logisticGoesOn(_ penalty: String) throws {
    var request = SampleData.classification(rows: 300, columns: 8, classes: 3)
    request.parameters = ["penalty": .text(penalty)]
    let first = try #require(try Logistic.spec.fit(request) as? LogisticPredictor)
    request.start = first
    let again = try #require(try Logistic.spec.fit(request) as? LogisticPredictor)
    #expect(agree(first.coefficients, again.coefficients, within: 1e-7))
    #expect(agree(first.intercepts, again.intercepts, within: 1e-7))
    func iterations(_ model: LogisticPredictor) -> Int {
      Int(model.facts.first { $0.label == "iterations" }?.value ?? "") ?? 0
    }
    #expect(iterations(again) < iterations(first) / 2)
    request.target = .classes(labels: ["a", "b"], codes: request.matrix.column(0).map { $0 > 0 ? 1 : 0 })
    #expect(learningError { _ = try Logistic.spec.fit(request) }?.message.contains("same classes") == true)
  }

  /// Of many rows some are fitted first; where that begins must not show in the model.
  @Test func manyRowsLeadToTheSameOptimum() throws {
    var request = SampleData.classification(rows: 66_000, columns: 2)
    request.weights = (0..<66_000).map { Double($0 % 3) }
    let dense = try #require(try Logistic.spec.fit(request) as? LogisticPredictor)
    request.matrix = FeatureMatrix(
      names: request.matrix.names,
      rows: SparseRows(columns: [request.matrix.column(0), request.matrix.column(1)])
    )
    let sparse = try #require(try Logistic.spec.fit(request) as? LogisticPredictor)
    #expect(dense.warnings.isEmpty && sparse.warnings.isEmpty)
    #expect(agree(dense.coefficients, sparse.coefficients, within: 1e-9))
    #expect(agree(dense.intercepts, sparse.intercepts, within: 1e-9))
  }

  @Test func lassoGoesOn() throws {
    var request = SampleData.regression(rows: 200, columns: 12)
    request.parameters = ["alpha": .number(0.01)]
    let first = try #require(try Lasso.spec.fit(request) as? LinearPredictor)
    request.start = first
    let again = try #require(try Lasso.spec.fit(request) as? LinearPredictor)
    #expect(agree(first.coefficients, again.coefficients, within: 1e-9))
    #expect(again.facts.contains(ModelFact("sweeps", "0")))
  }

  @Test func constantFeaturesAreLeftAlone() throws {
    var request = SampleData.regression()
    let columns = request.matrix.values + [Double](repeating: 7, count: request.matrix.rowCount)
    request.matrix = FeatureMatrix(
      rowCount: request.matrix.rowCount, names: ["a", "b", "c", "constant"], values: columns)
    for name in ["lasso", "elastic_net", "svm"] {
      request.parameters = name == "svm" ? [:] : ["alpha": .number(0.01)]
      let model = try #require(try Estimators[name]?.fit(request) as? LinearPredictor)
      #expect(name == "svm" || model.coefficients[3] == 0)
      #expect(model.importance.last?.feature == "constant")
    }
  }

  @Test func aConstantTarget() throws {
    var request = SampleData.regression(rows: 20)
    request.target = .numbers([Double](repeating: 3, count: 20))
    for name in ["lasso", "elastic_net", "ridge", "linear", "knn", "svm", "mlp"] {
      let model = try #require(try Estimators[name]?.fit(request))
      let found = values(try model.predict(request.matrix))
      #expect(found.allSatisfy { name == "mlp" || agree($0, 3, within: 1e-6) }, "\(name)")
    }
  }
}

@Suite("Naive Bayes")
struct NaiveBayesTests {
  private func message(_ request: FitRequest, _ parameters: [String: HyperparameterValue]) -> LearningError? {
    var request = request
    request.parameters = parameters
    return learningError { _ = try NaiveBayes.spec.fit(request) }
  }

  @Test func countsAreNotNegative() {
    let request = SampleData.classification()
    for kind in ["multinomial", "complement"] {
      let error = message(request, ["kind": .text(kind)])
      #expect(error?.message.contains("has a negative value, and counts have none") == true)
      #expect(error?.hint?.contains("gaussian") == true)
    }
  }

  @Test func optionsOfOtherKindsAreRefused() {
    let request = SampleData.classification()
    #expect(
      message(request, ["alpha": .number(2)])?.message == "`naive_bayes kind: gaussian` has no option `alpha`"
    )
    #expect(
      message(request, ["kind": .text("bernoulli"), "norm": .boolean(true)])?.hint
        == "it belongs to complement")
  }

  @Test func aClassWithoutWeight() {
    var request = SampleData.classification()
    guard case .classes(_, let codes) = request.target else { return }
    request.weights = codes.map { $0 == 0 ? 0 : 1 }
    #expect(message(request, [:])?.message == "every row of the class `class 0` has the weight zero")
  }

  @Test func constantFeatures() throws {
    let matrix = FeatureMatrix(rowCount: 4, names: ["x"], columns: [[1, 1, 1, 1]])
    let request = FitRequest(matrix: matrix, target: .classes(labels: ["a", "b"], codes: [0, 0, 0, 1]))
    #expect(message(request, [:])?.message == "the feature `x` does not vary within a class")
  }

  @Test func wordsNeverSeenWithAClassAreNoVeto() throws {
    let matrix = FeatureMatrix(rowCount: 4, names: ["x", "y"], columns: [[3, 2, 0, 0], [0, 0, 4, 1]])
    var request = FitRequest(matrix: matrix, target: .classes(labels: ["a", "b"], codes: [0, 0, 1, 1]))
    request.parameters = ["kind": .text("multinomial"), "alpha": .number(0)]
    let found = values(try NaiveBayes.spec.fit(request).predict(matrix))
    #expect(found.allSatisfy { $0.isFinite })
  }
}
