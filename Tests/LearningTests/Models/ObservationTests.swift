import Frame
@testable import Learning
import Synchronization
import Testing

/// What models that are fitted in steps say of other rows on the way.
@Suite("Observed training")
struct ObservationTests {
  private final class Heard: Sendable {
    private let steps = Mutex<[(step: Int, values: [Double])]>([])

    var all: [(step: Int, values: [Double])] { steps.withLock { $0 } }

    func add(_ step: Int, _ prediction: Prediction) {
      steps.withLock { $0.append((step, values(prediction))) }
    }
  }

  struct Example: Sendable, CustomTestStringConvertible {
    var model: String
    var option: String
    var request: FitRequest
    var testDescription: String { "\(model) with \(request.target.labels?.count ?? 0) classes" }
  }

  static let examples = ["gradient_boosting", "mlp"].flatMap { model in
    [SampleData.classification(), SampleData.classification(classes: 3), SampleData.regression()].map {
      Example(
        model: model, option: model == "mlp" ? "max_iter" : "n_estimators", request: $0)
    }
  }

  /// The other rows: as many features, drawn anew.
  private func others(_ request: FitRequest) -> FeatureMatrix {
    var stream = RandomStream(seed: 77, stream: 0)
    let columns = request.matrix.names.map { _ in (0..<50).map { _ in stream.nextNormal() } }
    return FeatureMatrix(rowCount: 50, names: request.matrix.names, columns: columns)
  }

  @Test(arguments: examples) func eachStepIsTheModelOfSoManySteps(_ example: Example) throws {
    let spec = try #require(Estimators[example.model])
    let rows = others(example.request)
    let heard = Heard()
    var request = example.request
    request.parameters = [example.option: .integer(7)]
    let alone = try spec.fit(request)
    request.observation = Observation(of: rows) { heard.add($0, $1) }
    let observed = try spec.fit(request)
    #expect(Predictors.encode(observed) == Predictors.encode(alone))
    #expect(heard.all.map(\.step) == Array(1...7))
    for (step, said) in heard.all {
      var shorter = example.request
      shorter.parameters = [example.option: .integer(Int64(step))]
      #expect(agree(said, values(try spec.fit(shorter).predict(rows)), within: 1e-6))
    }
  }

  @Test(arguments: examples) func whatTheObserverThrowsEndsTheFit(_ example: Example) throws {
    struct Enough: Error {}
    let spec = try #require(Estimators[example.model])
    let heard = Heard()
    var request = example.request
    request.observation = Observation(of: others(request)) {
      heard.add($0, $1)
      if $0 == 3 { throw Enough() }
    }
    #expect(throws: Enough.self) { try spec.fit(request) }
    #expect(heard.all.count == 3)
  }

  @Test func modelsFittedInOneGoHaveNoSteps() throws {
    var request = SampleData.classification()
    request.observation = Observation(of: request.matrix) { _, _ in }
    for spec in Estimators.all where spec.step == nil && spec.tasks.contains(.classification) {
      #expect(learningError { _ = try spec.fit(request) } != nil, "\(spec.name)")
    }
  }

  @Test func severalLabelsHaveNoSteps() throws {
    var request = SampleData.classification()
    let flags = (0..<request.matrix.rowCount).map { [$0 % 2 == 0 ? 1 : 0, $0 % 3 == 0 ? 1 : 0] as [UInt8] }
      .flatMap { $0 }
    request.target = .labels(LabelSets(names: ["a", "b"], flags: flags))
    let spec = try #require(Estimators["gradient_boosting"])
    #expect(learningError { _ = try spec.fit(request) } == nil)
    request.observation = Observation(of: request.matrix) { _, _ in }
    #expect(learningError { _ = try spec.fit(request) }?.message.contains("each label") == true)
  }
}
