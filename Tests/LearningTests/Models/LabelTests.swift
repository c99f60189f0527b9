import Canonical
import Frame
@testable import Learning
import Testing

@Suite("Several labels a row")
struct LabelTests {
  private let sets = LabelSets(names: ["a", "b", "c"], flags: [1, 0, 1, 0, 0, 0, 0, 1, 0, 1, 1, 1])

  private func request(rows: Int = 60) -> FitRequest {
    var request = SampleData.regression(rows: rows)
    let first = request.matrix.column(0)
    let second = request.matrix.column(1)
    request.target = .labels(
      LabelSets(
        names: ["far", "near"],
        flags: (0..<rows).flatMap { row -> [UInt8] in [first[row] > 0.3 ? 1 : 0, second[row] < 0.2 ? 1 : 0] })
    )
    return request
  }

  // MARK: Labels of columns

  @Test func columnsSayYesOrNo() throws {
    let found = try LabelSets(columns: [
      ("late", .booleans([true, false, true])), ("b", .integers([0, 1, 1])),
      ("a", .category(["Yes", "no", "no"])),
    ])
    #expect(found.names == ["a", "b", "late"])
    #expect(found.flags == [1, 0, 1, 0, 1, 0, 0, 1, 1])
  }

  @Test func otherValuesAreNoLabels() {
    for column in [
      Column.integers([0, 2]), .numbers([0.5, 1]), .category(["yes", "maybe"]), .dates([1, 2]),
    ] {
      #expect(
        learningError { _ = try LabelSets(columns: [("x", column)]) }?.message.contains("`x` has") == true)
    }
    #expect(
      learningError { _ = try LabelSets(columns: [("x", .booleans([true, nil]))]) }?.message
        == "1 row has no value for the label `x`")
  }

  @Test func textsListLabels() throws {
    let column = Column.text(["b; a ;;", nil, " ", "a;a", "é;b"])
    let found = try LabelSets(listedIn: column, name: "t", separator: ";")
    #expect(found.names == ["a", "b", "é"])
    #expect(found.flags == [1, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 1])
    let many = Column.text((0...LabelSets.mostListed).map { "label \($0)" })
    #expect(
      learningError { _ = try LabelSets(listedIn: many, name: "t", separator: ";") }?.message
        == "`t` lists 1,001 labels, and a model would be fitted for each")
    #expect(
      learningError { _ = try LabelSets(listedIn: .text([nil, ";"]), name: "t", separator: ";") } != nil)
  }

  // MARK: Learning

  @Test func eachLabelIsLearnedAsIfItStoodAlone() throws {
    for name in ["logistic", "decision_tree", "naive_bayes", "svm", "gradient_boosting", "baseline"] {
      let spec = try #require(Estimators[name])
      let request = request()
      let model = try #require(try spec.fit(request) as? OneVersusRestPredictor)
      guard case .labels(let sets) = request.target else { return }
      var alone = request
      alone.target = sets.binary(1)
      let own = try spec.fit(alone).predict(request.matrix)
      let said = try model.predict(request.matrix)
      #expect(said.score(of: 1) == own.score(of: 1), "\(name)")
      guard case .labels(let labels) = said else { return }
      #expect(labels.decisions(of: 1) == own.labelCodes.map { $0 == 1 }, "\(name)")
    }
  }

  @Test func aLabelOnAllRowsOrNoneIsNamed() throws {
    var request = request(rows: 4)
    request.target = .labels(sets)
    _ = try Logistic.spec.fit(request)
    request.target = .labels(LabelSets(names: ["a", "b"], flags: [1, 0, 0, 0, 1, 0, 0, 0]))
    #expect(
      learningError { _ = try Logistic.spec.fit(request) }?.message
        == "the label `b` is on no row that is learned from")
    request.target = .labels(LabelSets(names: ["a", "b"], flags: [1, 1, 0, 1, 1, 1, 0, 1]))
    #expect(
      learningError { _ = try Logistic.spec.fit(request) }?.message
        == "the label `b` is on every row that is learned from")
    #expect(learningError { _ = try Linear.spec.fit(request) } != nil)
  }

  // MARK: Bytes

  @Test func bytesComeBack() throws {
    let model = try Logistic.spec.fit(request())
    let bytes = Predictors.encode(model)
    #expect(Predictors.encode(try Predictors.decode(bytes)) == bytes)
    for length in stride(from: 0, to: bytes.count, by: 7) {
      #expect(throws: DecodingFailure.self) { try Predictors.decode(Array(bytes.prefix(length))) }
    }
    let prediction = try model.predict(request().matrix)
    var writer = ByteWriter()
    prediction.encode(into: &writer)
    Target.labels(sets).encode(into: &writer)
    var reader = ByteReader(writer.bytes)
    let back = try Prediction(decoding: &reader)
    guard case .labels(let a) = prediction, case .labels(let b) = back,
      case .labels(let again) = try Target(decoding: &reader)
    else {
      Issue.record("another kind came back")
      return
    }
    #expect(a == b && again == sets)
  }

  @Test func damagedBytesFail() {
    func failure(_ names: [String], _ flags: [UInt8]) -> Bool {
      var writer = ByteWriter()
      writer.write(UInt8(3))
      writer.write(each: names) { $0.write($1) }
      writer.write(flags)
      var reader = ByteReader(writer.bytes)
      return (try? Target(decoding: &reader)) == nil
    }
    #expect(!failure(["a", "b"], [0, 1]))
    #expect(failure(["b", "a"], [0, 1]))
    #expect(failure(["a", "b"], [0, 2]))
    #expect(failure(["a", "b"], [0]))
    #expect(failure([], []))
  }

  // MARK: Judging

  @Test func labelsThatOnlyTheTruthHasAreNamed() throws {
    let prediction = LabelPrediction(
      names: ["a", "b"], values: [0.1, 0.9], decided: [0, 1], isProbability: true)
    let truth = Target.labels(LabelSets(names: ["b", "c"], flags: [1, 1]))
    #expect(
      learningError { _ = try Evaluated(truth: truth, prediction: .labels(prediction)) }?.message
        == "some rows have labels the model has never seen: `c`")
    let known = Target.labels(LabelSets(names: ["b", "c"], flags: [1, 0]))
    let evaluated = try Evaluated(truth: known, prediction: .labels(prediction))
    #expect(Metrics["subset_accuracy"]?.compute(evaluated) == 1)
    #expect(Metrics["accuracy"]?.compute(evaluated) == nil)
    #expect(Metrics["roc_auc"]?.score(evaluated).reason == "there are no rows of the class `a`")
  }

  /// Counted sums are those of the rows repeated as often as they were drawn.
  @Test func resamplesAreRowsRepeated() throws {
    let request = request()
    let said = try Logistic.spec.fit(request).predict(request.matrix)
    let evaluated = try Evaluated(truth: request.target, prediction: said)
    var resample = ResampledRows(rows: evaluated.count)
    resample.draw(seed: 4, number: 1)
    let rows = resample.counts.indices.flatMap {
      [Int32](repeating: Int32($0), count: Int(resample.counts[$0]))
    }
    let repeated = try evaluated.rows(rows)
    for metric in Metrics.all where metric.tasks.contains(.multilabel) {
      let score = try ResampledScore(metric, evaluated)
      #expect(
        agree(score.value(&resample), metric.compute(repeated) ?? .nan, within: 1e-12), "\(metric.name)")
    }
  }
}

@Suite("Rankings")
struct RankingTests {
  private func request(objective: String = "rank_ndcg") -> FitRequest {
    var request = SampleData.regression(rows: 90)
    let first = request.matrix.column(0)
    request.target = .numbers(first.map { min(max(($0 + 1).rounded(), 0), 3) })
    request.groups = (0..<90).map { Int32($0 * 7 % 13) }
    request.parameters = ["objective": .text(objective), "n_estimators": .integer(8)]
    return request
  }

  /// Rows of a query may stand anywhere: only their order within it counts.
  @Test func queriesNeedNotBeAdjacent() throws {
    let request = request()
    let order = GroupOrder.rows(try #require(request.groups))
    var sorted = request
    sorted.matrix = request.matrix.rows(order)
    sorted.target = request.target.rows(order)
    sorted.groups = order.map { request.groups?[Int($0)] ?? 0 }
    #expect(GroupOrder.sizes(sorted.groups ?? []).reduce(0, +) == 90)
    let (a, b) = (try GradientBoosting.spec.fit(request), try GradientBoosting.spec.fit(sorted))
    #expect(Predictors.encode(a) == Predictors.encode(b))
    #expect(a.task == .ranking)
  }

  @Test func bytesDoNotDependOnThreads() throws {
    let options = try Options(
      of: "gradient_boosting", request().parameters, declared: GradientBoosting.spec.hyperparameters)
    let models = try [1, 2, 4].map {
      Predictors.encode(try GradientBoosting.fit(request(), options, threads: $0))
    }
    #expect(models[0] == models[1] && models[1] == models[2])
    #expect(Predictors.encode(try Predictors.decode(models[0])) == models[0])
  }

  @Test func whatCannotBeRankedIsSaid() throws {
    func message(_ change: (inout FitRequest) -> Void) -> String {
      var request = request()
      change(&request)
      return learningError { _ = try GradientBoosting.spec.fit(request) }?.message ?? ""
    }
    #expect(message { $0.groups = nil }.contains("orders the rows of each query"))
    #expect(message { $0.parameters["objective"] = nil }.contains("looks at single rows"))
    #expect(message { $0.weights = [Double](repeating: 1, count: 90) }.contains("no weights of their own"))
    #expect(message { $0.target = .numbers([Double](repeating: -1, count: 90)) }.contains("relevance"))
    #expect(message { $0.parameters["objective"] = .text("rank_map") }.contains("relevances of 0 and 1"))
    #expect(message { $0.groups = [1] }.contains("stand beside 1 queries"))
  }

  @Test func stopsEarly() throws {
    var request = request()
    let other = self.request(objective: "rank_pairwise")
    request.validation = ValidationRows(
      matrix: other.matrix, target: other.target, groups: other.groups, patience: 2)
    let model = try #require(try GradientBoosting.spec.fit(request) as? BoostedTrees)
    let curve = try #require(model.trainingCurve)
    #expect(curve.metric == "1 − NDCG" && curve.validation == curve.training)
    request.validation?.groups = nil
    #expect(
      learningError { _ = try GradientBoosting.spec.fit(request) }?.message.contains("no queries") == true)
  }

  @Test func relevantRowsAmongTheFirst() throws {
    let evaluated = try Evaluated(
      truth: .numbers([1, 0, 2, 0, 0, 0, 1]), prediction: .values([0.9, 0.8, 0.5, 0.5, 0.1, 0.3, 0.2]),
      queries: [0, 0, 0, 0, 1, 1, 2], ranks: true)
    // Of the four rows of the first query all are among five, of the second none is relevant, of the third the only one.
    #expect(Metrics["precision_at_5"]?.compute(evaluated) == (2.0 / 5 + 0 + 1.0 / 5) / 3)
    #expect(Metrics["recall_at_5"]?.compute(evaluated) == 1)
    #expect(Metrics["r2"]?.compute(evaluated) == nil)
    let query = RankedQuery(relevance: [1, 0, 2, 0], scores: [0.9, 0.8, 0.5, 0.5])
    #expect(query.relevant(among: 3) == 1.5)
  }
}
