import Canonical
import Frame
@testable import Learning
import Testing

@Suite("Options of gradient boosting")
struct BoostingOptionTests {
  private func boosted(_ request: FitRequest) throws -> BoostedTrees {
    try #require(try GradientBoosting.spec.fit(request) as? BoostedTrees)
  }

  private func message(_ request: FitRequest) -> String {
    learningError { _ = try GradientBoosting.spec.fit(request) }?.message ?? ""
  }

  @Test func goesOnWhereItStopped() throws {
    for var request in [SampleData.classification(classes: 3), SampleData.regression()] {
      request.parameters = ["n_estimators": .integer(9)]
      let whole = try boosted(request)
      request.parameters = ["n_estimators": .integer(4)]
      var rest = request
      rest.start = try Predictors.decode(Predictors.encode(try boosted(request)))
      rest.parameters = ["n_estimators": .integer(5)]
      let continued = try boosted(rest)
      #expect(continued.rounds == 9)
      let said = values(try continued.predict(request.matrix))
      #expect(agree(said, values(try whole.predict(request.matrix)), within: 1e-5))
    }
  }

  @Test func startsFromItsOwnKindAlone() throws {
    var request = SampleData.classification()
    request.start = try Logistic.spec.fit(request)
    #expect(message(request).contains("its own kind"))
    request.start = try boosted(SampleData.classification(classes: 3))
    #expect(message(request).contains("other classes"))
    var numbers = SampleData.regression()
    numbers.start = try boosted(numbers)
    numbers.parameters = ["objective": .text("absoluteerror")]
    #expect(message(numbers).contains("another objective"))
  }

  @Test func stopsEarlyAndKeepsTheBest() throws {
    var request = SampleData.classification(rows: 120, seed: 8)
    let other = SampleData.classification(rows: 200, seed: 9)
    request.validation = ValidationRows(matrix: other.matrix, target: other.target, patience: 6)
    request.parameters = ["n_estimators": .integer(80)]
    let model = try boosted(request)
    let curve = try #require(model.trainingCurve)
    #expect(curve.metric == "log_loss")
    #expect(curve.validation.count == curve.best + 6)
    #expect(curve.validation[curve.best - 1] == curve.validation.min())
    #expect(model.rounds == curve.best)
    #expect(model.facts.contains { $0.label == "stopped after" })
    // What is kept is what fitting so many rounds gives.
    var short = request
    short.validation = nil
    short.parameters = ["n_estimators": .integer(Int64(curve.best))]
    #expect(values(try boosted(short).predict(other.matrix)) == values(try model.predict(other.matrix)))
    let back = try #require(try Predictors.decode(Predictors.encode(model)) as? BoostedTrees)
    #expect(back.trainingCurve == curve)
  }

  @Test func watchedRowsMustFit() throws {
    var request = SampleData.classification()
    let other = SampleData.classification(classes: 3)
    request.validation = ValidationRows(matrix: other.matrix, target: other.target)
    #expect(message(request).contains("which the training rows have not"))
  }

  /// A constrained feature never moves the prediction the wrong way, whatever the others are.
  @Test func constraintsHold() throws {
    var request = SampleData.regression(rows: 300)
    request.parameters = [
      "monotone_increasing": .list([.text("x1")]), "monotone_decreasing": .list([.text("x2")]),
      "n_estimators": .integer(30),
    ]
    let model = try boosted(request)
    for (feature, sign) in [(1, 1.0), (2, -1.0)] {
      let curves = (0..<40).map { step in
        [Double](repeating: Double(step) / 8 - 2.5, count: request.matrix.rowCount)
      }
      let said = try curves.map { values(try model.predict(request.matrix.replacing(feature, by: $0))) }
      for (low, high) in zip(said, said.dropFirst()) {
        #expect(zip(low, high).allSatisfy { sign * ($1 - $0) >= -1e-6 })
      }
    }
  }

  @Test func refusesWhatDoesNotFit() {
    func refusal(_ options: [String: HyperparameterValue], _ request: FitRequest) -> String {
      var request = request
      request.parameters = options
      return message(request)
    }
    let classes = SampleData.classification(classes: 3)
    let numbers = SampleData.regression()
    #expect(refusal(["objective": .text("gamma")], classes).contains("is for numbers"))
    #expect(
      refusal(["objective": .text("gamma")], numbers).contains("numbers above 0")
        || numbersArePositive(numbers))
    #expect(refusal(["scale_pos_weight": .number(2)], classes).contains("second of two classes"))
    #expect(refusal(["max_depth": .integer(0)], numbers).contains("needs `max_leaves`"))
    #expect(refusal(["huber_slope": .number(2)], numbers).contains("belongs to the objective"))
    #expect(refusal(["monotone_increasing": .list([.text("x9")])], numbers).contains("which is no feature"))
    let both: [String: HyperparameterValue] = [
      "monotone_increasing": .list([.text("x1")]), "monotone_decreasing": .list([.text("x1")]),
    ]
    #expect(refusal(both, numbers).contains("cannot be both"))
    var counts = numbers
    counts.target = .numbers((0..<counts.target.count).map { Double($0) - 1 })
    #expect(refusal(["objective": .text("poisson")], counts).contains("not negative"))
  }

  private func numbersArePositive(_ request: FitRequest) -> Bool {
    guard case .numbers(let values) = request.target else { return false }
    return values.allSatisfy { $0 > 0 }
  }

  /// Whatever the library's bytes are, reading them gives trees or a failure.
  @Test func damagedTreesNeverTrap() throws {
    var request = SampleData.classification(rows: 60, classes: 3)
    request.parameters = ["n_estimators": .integer(2), "max_depth": .integer(3)]
    let model = try boosted(request).model
    _ = try BoosterTrees(model: model, outputs: 3, featureCount: 4)
    var stream = RandomStream(seed: 1, stream: 0)
    var read = 0
    for _ in 0..<3000 {
      var damaged = model
      for _ in 0...stream.next(below: 3) {
        damaged[stream.next(below: damaged.count)] = UInt8(stream.next(below: 256))
      }
      guard let trees = try? BoosterTrees(model: damaged, outputs: 3, featureCount: 4) else { continue }
      read += 1
      _ = trees.forests[0].sums(try SinglePrecisionRows(request.matrix, for: "test"), absent: .nan)
    }
    #expect(read > 0)
    for count in stride(from: 0, to: model.count, by: 37) {
      #expect(throws: DecodingFailure.self) {
        try BoosterTrees(model: Array(model[..<count]), outputs: 3, featureCount: 4)
      }
    }
    let deep = [UInt8](repeating: UInt8(ascii: "["), count: 100_000)
    #expect(throws: DecodingFailure.self) { try UniversalBinaryJSON(deep) }
  }
}
