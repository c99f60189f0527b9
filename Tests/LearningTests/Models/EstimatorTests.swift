import Canonical
import Frame
@testable import Learning
import Synchronization
import Testing

@Suite("Every estimator")
struct EstimatorTests {
  /// A request that each estimator can take.
  static func request(_ spec: EstimatorSpec) -> FitRequest {
    var request =
      spec.tasks.contains(.classification) ? SampleData.classification(classes: 3) : SampleData.regression()
    if spec.tasks.allSatisfy({ !$0.hasTarget }) { request.target = .none(count: request.target.count) }
    if spec.name == "ensemble" {
      request.members = ["logistic", "naive_bayes"].map {
        EnsembleMember(name: $0, estimator: $0, parameters: [:])
      }
    }
    if spec.name == "mlp" { request.parameters["max_iter"] = .integer(5) }
    if ["random_forest", "extra_trees", "isolation_forest"].contains(spec.name) {
      request.parameters["n_estimators"] = .integer(10)
    }
    if spec.name == "gradient_boosting" { request.parameters["n_estimators"] = .integer(5) }
    return request
  }

  @Test(arguments: Estimators.all.map(\.name))
  func survivesItsOwnBytes(_ name: String) throws {
    let spec = try #require(Estimators[name])
    let request = EstimatorTests.request(spec)
    let model = try spec.fit(request)
    let bytes = Predictors.encode(model)
    let read = try Predictors.decode(bytes)
    #expect(Predictors.encode(read) == bytes)
    #expect(read.facts == model.facts)
    #expect(read.importance == model.importance)
    #expect(read.classes == model.classes)
    #expect(values(try read.predict(request.matrix)) == values(try model.predict(request.matrix)))
  }

  @Test(arguments: Estimators.all.map(\.name))
  func isRepeatable(_ name: String) throws {
    let spec = try #require(Estimators[name])
    let request = EstimatorTests.request(spec)
    #expect(Predictors.encode(try spec.fit(request)) == Predictors.encode(try spec.fit(request)))
  }

  /// A damaged entry is refused or is another model; it never ends the process.
  @Test(arguments: Estimators.all.map(\.name))
  func refusesDamagedBytes(_ name: String) throws {
    let spec = try #require(Estimators[name])
    let request = EstimatorTests.request(spec)
    let bytes = Predictors.encode(try spec.fit(request))
    var stream = RandomStream(seed: 7, stream: 0)
    for _ in 0..<300 {
      var damaged = bytes
      if stream.next(below: 2) == 0 {
        damaged.removeLast(stream.next(below: damaged.count))
      } else {
        for _ in 0...stream.next(below: 3) {
          damaged[stream.next(below: min(damaged.count, 400))] = UInt8(stream.next(below: 256))
        }
      }
      guard let model = try? Predictors.decode(damaged) else { continue }
      _ = model.facts
      _ = model.importance
      _ = try? model.predict(request.matrix)
    }
    #expect(throws: DecodingFailure.self) { try Predictors.decode(bytes + [0]) }
    #expect(throws: DecodingFailure.self) { try Predictors.decode([]) }
  }

  @Test(arguments: Estimators.all.map(\.name))
  func refusesOtherFeatures(_ name: String) throws {
    guard name != "baseline" else { return }
    let spec = try #require(Estimators[name])
    let request = EstimatorTests.request(spec)
    let model = try spec.fit(request)
    let renamed = FeatureMatrix(
      rowCount: request.matrix.rowCount, names: ["y"] + request.matrix.names.dropFirst(),
      values: request.matrix.values)
    let error = learningError { _ = try model.predict(renamed) }
    #expect(error?.message == "the model reads the feature `x0` where the matrix has `y`")
    #expect(learningError { _ = try model.predict(matrix([[1]])) } != nil)
  }

  @Test func progressRisesToOne() throws {
    for spec in Estimators.all where spec.name != "baseline" {
      let shares = Mutex<[Double]>([])
      var request = EstimatorTests.request(spec)
      request.progress = { share in shares.withLock { $0.append(share) } }
      _ = try spec.fit(request)
      let seen = shares.withLock { $0 }
      #expect(seen.last == 1, "\(spec.name)")
      #expect(zip(seen, seen.dropFirst()).allSatisfy { $0 <= $1 }, "\(spec.name)")
    }
  }

  @Test(arguments: Estimators.all.map(\.name).filter { $0 != "baseline" })
  func endsWhenCancelled(_ name: String) throws {
    let spec = try #require(Estimators[name])
    var request = EstimatorTests.request(spec)
    request.isCancelled = { true }
    #expect(throws: CancellationError.self) { try spec.fit(request) }
  }

  @Test func predictsNoRows() throws {
    for spec in Estimators.all {
      let request = EstimatorTests.request(spec)
      let empty = FeatureMatrix(rowCount: 0, names: request.matrix.names, values: [])
      #expect(values(try spec.fit(request).predict(empty)).isEmpty, "\(spec.name)")
    }
  }

  @Test func defaultsAreAccepted() throws {
    for spec in Estimators.all {
      for option in spec.hyperparameters {
        guard let value = option.defaultValue else { continue }
        #expect(try option.accept(value) == value, "\(spec.name) \(option.name)")
      }
    }
  }
}

@Suite("What estimators refuse")
struct RefusalTests {
  private func message(
    _ name: String, _ request: FitRequest
  ) -> LearningError? { learningError { _ = try Estimators[name]?.fit(request) } }

  private func spoiled(_ value: Double, rows: [Int]) -> FitRequest {
    var request = SampleData.classification()
    var values = request.matrix.values
    for row in rows { values[request.matrix.rowCount + row] = value }
    request.matrix = FeatureMatrix(
      rowCount: request.matrix.rowCount, names: request.matrix.names, values: values)
    return request
  }

  @Test func missingValues() throws {
    let error = message("logistic", spoiled(.nan, rows: [3, 5]))
    #expect(error?.message == "`logistic` needs complete features; `x1` has 2 missing values")
    #expect(error?.hint?.contains("`impute`") == true)
    var request = spoiled(.nan, rows: [3, 5])
    request.parameters["n_estimators"] = .integer(2)
    #expect(message("gradient_boosting", request) == nil)
  }

  @Test func infiniteValues() {
    for name in ["logistic", "gradient_boosting"] {
      let error = message(name, spoiled(-.infinity, rows: [0]))
      #expect(error?.message == "the feature `x1` has an infinite value")
    }
    let large = message("gradient_boosting", spoiled(1e300, rows: [0]))
    #expect(large?.message == "a value of `x1` is too large for `gradient_boosting`")
  }

  @Test func valuesThatOverflow() {
    for name in ["linear", "ridge"] {
      var request = SampleData.regression()
      let huge = request.matrix.values.map { $0 * 1e200 }
      request.matrix = FeatureMatrix(
        rowCount: request.matrix.rowCount, names: request.matrix.names, values: huge)
      #expect(message(name, request)?.message.contains("too large") == true)
    }
    #expect(message("logistic", spoiled(1e300, rows: [0]))?.message.contains("too large") == true)
  }

  @Test func oneClass() {
    var request = SampleData.classification(rows: 3)
    request.target = .classes(labels: ["yes"], codes: [0, 0, 0])
    #expect(message("logistic", request)?.message == "the target has one class only, `yes`")
  }

  @Test func anotherTask() {
    #expect(message("linear", SampleData.classification())?.message.contains("predicts numbers") == true)
    #expect(message("logistic", SampleData.regression())?.message.contains("predicts classes") == true)
  }

  @Test func badOptions() {
    var request = SampleData.classification()
    request.parameters = ["max_itr": .integer(3)]
    let unknown = message("logistic", request)
    #expect(unknown?.message == "`logistic` has no option `max_itr`")
    #expect(unknown?.hint == "did you mean `max_iter`?")
    request.parameters = ["C": .number(-1)]
    #expect(message("logistic", request)?.message == "`C` takes a number from 1e-12 to 1000000000000, not -1")
    request.parameters = ["strategy": .text("mean")]
    #expect(message("baseline", request)?.message == "the baseline `mean` does not predict classes")
  }

  @Test func badWeights() {
    var request = SampleData.regression(rows: 3)
    request.weights = [1, 2]
    #expect(message("ridge", request)?.message == "3 rows of features stand beside 2 weights")
    request.weights = [1, .nan, 2]
    #expect(message("ridge", request)?.message == "the weight of row 2 is NaN")
    request.weights = [0, 0, 0]
    #expect(message("ridge", request)?.message == "every weight is zero")
  }

  @Test func noRows() {
    let request = FitRequest(
      matrix: FeatureMatrix(rowCount: 0, names: ["x"], values: []), target: .numbers([]))
    #expect(message("ridge", request)?.message == "there are no rows to learn from")
  }
}
