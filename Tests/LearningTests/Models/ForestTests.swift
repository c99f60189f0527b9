import Canonical
import Frame
@testable import Learning
import Synchronization
import Testing

@Suite("Forests")
struct ForestTests {
  private static let kinds = [RandomForest.spec, ExtraTrees.spec]

  @Test func bytesComeBack() throws {
    for spec in ForestTests.kinds + [DecisionTree.spec] {
      for var request in [
        SampleData.classification(), SampleData.classification(classes: 4), SampleData.regression(),
      ] {
        request.parameters = spec.name == "decision_tree" ? [:] : ["n_estimators": .integer(7)]
        let model = try spec.fit(request)
        let bytes = Predictors.encode(model)
        let back = try Predictors.decode(bytes)
        #expect(Predictors.encode(back) == bytes)
        #expect(values(try back.predict(request.matrix)) == values(try model.predict(request.matrix)))
        #expect(back.facts == model.facts && back.importance == model.importance)
      }
    }
  }

  /// Whatever byte is changed or missing: a model that predicts something, or a failure; never a trap or a loop.
  @Test func damagedBytesNeverTrap() throws {
    var request = SampleData.classification(rows: 60, classes: 3)
    request.parameters = ["n_estimators": .integer(3)]
    let bytes = Predictors.encode(try RandomForest.spec.fit(request))
    for place in bytes.indices {
      for flip in [1, 0x80, 0xFF] as [UInt8] {
        var damaged = bytes
        damaged[place] ^= flip
        if let model = try? Predictors.decode(damaged) { _ = try? model.predict(request.matrix) }
      }
      #expect(throws: DecodingFailure.self) { try Predictors.decode(Array(bytes[..<place])) }
    }
  }

  @Test func seedsDrawAnew() throws {
    for spec in ForestTests.kinds {
      var request = SampleData.classification(rows: 300)
      request.parameters = ["n_estimators": .integer(5)]
      let first = Predictors.encode(try spec.fit(request))
      #expect(Predictors.encode(try spec.fit(request)) == first)
      request.seed = 1
      #expect(Predictors.encode(try spec.fit(request)) != first)
    }
  }

  /// The first trees of a larger forest are those of a smaller one: a tree depends on its number alone.
  @Test func treesDoNotDependOnEachOther() throws {
    var request = SampleData.regression()
    request.parameters = ["n_estimators": .integer(4)]
    let small = try #require(try RandomForest.spec.fit(request) as? TreeEnsemble)
    request.parameters = ["n_estimators": .integer(9)]
    let large = try #require(try RandomForest.spec.fit(request) as? TreeEnsemble)
    for (a, b) in zip(small.forest.trees, large.forest.trees) {
      #expect(a.nodes == b.nodes && a.values == b.values)
    }
  }

  @Test func learns() throws {
    for spec in ForestTests.kinds {
      var request = SampleData.classification(rows: 500, seed: 3)
      request.parameters = ["n_estimators": .integer(30)]
      let model = try spec.fit(request)
      let fresh = SampleData.classification(rows: 500, seed: 4)
      guard case .classes(_, let codes) = fresh.target else { return }
      let right = zip(try model.predict(fresh.matrix).labelCodes, codes).count { $0 == $1 }
      #expect(Double(right) / 500 > 0.8, "\(spec.name)")
      #expect(model.importance.first?.feature == "x0")
      #expect((model.importance.reduce(0) { $0 + $1.value } - 1).magnitude < 1e-12)
    }
  }

  @Test func outOfBagIsHonest() throws {
    var request = SampleData.classification(rows: 400, seed: 6)
    // Nothing can be learned: the target is drawn by itself.
    var stream = RandomStream(seed: 11, stream: 0)
    request.target = .classes(labels: ["a", "b"], codes: (0..<400).map { _ in Int32(stream.next(below: 2)) })
    request.parameters = ["n_estimators": .integer(40), "oob_score": .boolean(true)]
    let fact = try #require(try RandomForest.spec.fit(request).facts.last)
    #expect(fact.label == "out-of-bag accuracy")
    let score = try #require(Double(fact.value))
    #expect((0.4...0.6).contains(score))
    var numbers = SampleData.regression(rows: 300)
    numbers.parameters = ["oob_score": .boolean(true), "n_estimators": .integer(40)]
    let explained = try #require(Double(try RandomForest.spec.fit(numbers).facts.last?.value ?? ""))
    #expect((0.6...0.95).contains(explained))
  }

  @Test func optionsThatNeedABootstrap() {
    var request = SampleData.classification()
    request.parameters = ["oob_score": .boolean(true), "bootstrap": .boolean(false)]
    #expect(
      learningError { _ = try RandomForest.spec.fit(request) }?.message.contains("needs `bootstrap: yes`")
        == true)
    request.parameters = ["max_samples": .integer(10_000)]
    #expect(
      learningError { _ = try RandomForest.spec.fit(request) }?.message.contains("there are 200 rows") == true
    )
    request.parameters = ["max_samples": .share(0.5), "n_estimators": .integer(2)]
    #expect(learningError { _ = try RandomForest.spec.fit(request) } == nil)
  }

  @Test func stopsAndTells() throws {
    var request = SampleData.classification()
    request.isCancelled = { true }
    #expect(throws: CancellationError.self) { try RandomForest.spec.fit(request) }
    let shares = Mutex<[Double]>([])
    request.isCancelled = { false }
    request.parameters = ["n_estimators": .integer(5)]
    request.progress = { share in shares.withLock { $0.append(share) } }
    _ = try RandomForest.spec.fit(request)
    #expect(shares.withLock { $0 } == [0.2, 0.4, 0.6, 0.8, 1])
  }

  /// A forest of whole trees without chance is the tree.
  @Test func withoutChanceAForestIsATree() throws {
    var request = SampleData.classification(rows: 300, classes: 3)
    let tree = try DecisionTree.spec.fit(request).predict(request.matrix)
    request.parameters = [
      "bootstrap": .boolean(false), "max_features": .text("all"), "n_estimators": .integer(4),
    ]
    #expect(values(try RandomForest.spec.fit(request).predict(request.matrix)) == values(tree))
  }
}
