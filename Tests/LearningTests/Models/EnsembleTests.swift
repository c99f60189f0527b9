import Canonical
@testable import Learning
import Testing

@Suite("Ensembles")
struct EnsembleTests {
  private func member(_ estimator: String, _ parameters: [String: HyperparameterValue] = [:])
    -> EnsembleMember
  {
    EnsembleMember(name: "the \(estimator)", estimator: estimator, parameters: parameters)
  }

  private func request(
    _ members: [EnsembleMember], _ parameters: [String: HyperparameterValue] = [:], classes: Int = 3
  ) -> FitRequest {
    var request = SampleData.classification(rows: 150, classes: classes)
    request.members = members
    request.parameters = parameters
    return request
  }

  private func shares(_ model: any Predictor, _ request: FitRequest) throws -> [Double] {
    values(try model.predict(request.matrix))
  }

  @Test func softVotesAreTheMeanOfProbabilities() throws {
    let members = [member("logistic"), member("naive_bayes")]
    let request = request(
      members, ["voting": .text("soft"), "weights": .list([.integer(3), .integer(1)])])
    let ensemble = try shares(Ensemble.spec.fit(request), request)
    var alone = request
    alone.parameters = [:]
    let first = try shares(Logistic.spec.fit(alone), request)
    let second = try shares(NaiveBayes.spec.fit(alone), request)
    #expect(agree(ensemble, zip(first, second).map { (3 * $0 + $1) / 4 }, within: 1e-12))
  }

  @Test func hardVotesAreCounted() throws {
    let members = ["logistic", "naive_bayes", "svm"].map { member($0) }
    let request = request(members)
    let model = try Ensemble.spec.fit(request)
    let shares = try shares(model, request)
    #expect(shares.allSatisfy { share in [0, 1, 2, 3].contains { agree(share, $0 / 3, within: 1e-12) } })
    #expect(Set(shares).count > 2, "the models differ somewhere")
  }

  @Test func baggedModelsDifferAndRepeat() throws {
    let request = request(
      [member("naive_bayes")], ["kind": .text("bagging"), "n_estimators": .integer(4)])
    let model = try #require(try Ensemble.spec.fit(request) as? EnsemblePredictor)
    #expect(Set(model.members.map { Digest(of: Predictors.encode($0.model)) }).count == 4)
    #expect(Predictors.encode(model) == Predictors.encode(try Ensemble.spec.fit(request)))
    var other = request
    other.seed = 1
    #expect(Predictors.encode(model) != Predictors.encode(try Ensemble.spec.fit(other)))
  }

  /// Answers of models that had seen the rows would make the last model trust the one that knows them by heart.
  @Test func stackingReadsWhatModelsSayOfRowsTheyHaveNotSeen() throws {
    var request = SampleData.classification(rows: 200)
    request.members = [member("logistic"), member("knn", ["n_neighbors": .integer(1)])]
    request.parameters = ["kind": .text("stacking")]
    let model = try #require(try Ensemble.spec.fit(request) as? EnsemblePredictor)
    let reader = try #require(model.final as? LogisticPredictor)
    #expect(reader.featureNames == ["the logistic", "the knn"])
    #expect(reader.coefficients[0] > reader.coefficients[1])
    let evaluated = try Evaluated(truth: request.target, prediction: model.predict(request.matrix))
    let right = zip(evaluated.truthCodes, evaluated.predictedCodes).count { $0 == $1 }
    #expect(right < 200, "an answer that is always right has been read off the rows themselves")
  }

  @Test func numbers() throws {
    for kind in ["voting", "bagging", "stacking"] {
      var request = SampleData.regression()
      request.members = [member("linear")] + (kind == "bagging" ? [] : [member("knn")])
      request.parameters = ["kind": .text(kind)]
      let model = try Ensemble.spec.fit(request)
      let bytes = Predictors.encode(model)
      #expect(Predictors.encode(try Predictors.decode(bytes)) == bytes)
      let error = zip(values(try model.predict(request.matrix)), target(request)).map {
        ($0 - $1) * ($0 - $1)
      }
      #expect(Moments.mean(error) < 2, "\(kind)")
    }
  }

  private func target(_ request: FitRequest) -> [Double] {
    if case .numbers(let values) = request.target { values } else { [] }
  }

  @Test func refusals() {
    func message(_ request: FitRequest) -> LearningError? {
      learningError { _ = try Ensemble.spec.fit(request) }
    }
    #expect(message(request([]))?.hint == "name them with `of`")
    #expect(message(request([member("ensemble")]))?.message == "an ensemble cannot be made of `ensemble`")
    #expect(message(request([member("svm")], ["voting": .text("soft")]))?.hint == "use `voting: hard`")
    #expect(
      message(request([member("knn", ["n_neighbors": .integer(999)])]))?.message
        == "`the knn`: `n_neighbors` is 999, and there are 150 rows")
    #expect(message(request([member("knn")], ["folds": .integer(3)]))?.message.contains("stacking") == true)
    #expect(message(request([member("knn")], ["weights": .list([.integer(0)])])) != nil)
    #expect(
      message(request([member("knn"), member("svm")], ["kind": .text("bagging")]))?.message
        == "`kind: bagging` draws rows for one model, and 2 are named")
  }

  @Test func nestedEnsemblesAreRefused() throws {
    let request = request([member("logistic")])
    let model = try #require(try Ensemble.spec.fit(request) as? EnsemblePredictor)
    let nested = EnsemblePredictor(
      kind: .voting, isSoft: false, classes: model.classes, featureNames: model.featureNames,
      members: [("inner", model)], weights: [1])
    #expect(throws: DecodingFailure.self) { try Predictors.decode(Predictors.encode(nested)) }
  }
}
