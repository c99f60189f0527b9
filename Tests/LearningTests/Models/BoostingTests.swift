import Frame
@testable import Learning
import Testing

@Suite("Gradient boosting")
struct BoostingTests {
  private func fitted(_ request: FitRequest, threads: Int) throws -> [UInt8] {
    let spec = GradientBoosting.spec
    let options = try Options(of: spec.name, request.parameters, declared: spec.hyperparameters)
    return Predictors.encode(try GradientBoosting.fit(request, options, threads: threads))
  }

  @Test func bytesDoNotDependOnThreads() throws {
    for classes in [2, 3] {
      var request = SampleData.classification(rows: 3000, columns: 6, classes: classes)
      request.parameters = [
        "n_estimators": .integer(8), "subsample": .number(0.7), "colsample_bytree": .number(0.5),
      ]
      let one = try fitted(request, threads: 1)
      #expect(try fitted(request, threads: 2) == one)
      #expect(try fitted(request, threads: 4) == one)
    }
  }

  @Test func seedDrawsRowsAnew() throws {
    var request = SampleData.classification(rows: 500)
    request.parameters = ["n_estimators": .integer(3), "subsample": .number(0.5)]
    let first = try fitted(request, threads: 1)
    request.seed = 1
    #expect(try fitted(request, threads: 1) != first)
    request.seed = 0
    #expect(try fitted(request, threads: 1) == first)
  }

  /// Fits at the same time do not disturb each other.
  @Test func concurrentFits() async throws {
    var request = SampleData.classification(rows: 400)
    request.parameters = ["n_estimators": .integer(5), "subsample": .number(0.6)]
    let wanted = try fitted(request, threads: 1)
    let same = try await withThrowingTaskGroup(of: Bool.self) { group in
      for _ in 0..<8 {
        let request = request
        group.addTask { try fitted(request, threads: 1) == wanted }
      }
      return try await group.reduce(true) { $0 && $1 }
    }
    #expect(same)
  }

  @Test func learnsFromMissingValues() throws {
    let rows = 300
    var stream = RandomStream(seed: 3, stream: 0)
    let codes = (0..<rows).map { _ in Int32(stream.next(below: 2)) }
    let column = codes.map { $0 == 1 ? .nan : stream.nextDouble() }
    let request = FitRequest(
      matrix: FeatureMatrix(rowCount: rows, names: ["x"], columns: [column]),
      target: .classes(labels: ["no", "yes"], codes: codes), parameters: ["n_estimators": .integer(5)])
    let prediction = try GradientBoosting.spec.fit(request).predict(request.matrix)
    #expect(prediction.labelCodes == codes)
  }

  @Test func countsTreesAndNumbers() throws {
    var request = SampleData.classification(classes: 3)
    request.parameters = ["n_estimators": .integer(4), "max_depth": .integer(1)]
    let model = try GradientBoosting.spec.fit(request)
    #expect(model.facts.contains(ModelFact("trees", "12")))
    #expect(model.parameterCount <= 12 * 4)
    #expect(model.importance.map(\.value).reduce(0, +) > 0.999)
  }

  /// Targets of any size have a mean that the library can start from.
  @Test(arguments: [0, 1e-40, -1e-38, 1e-37, 1, -1e6, 3e18])
  func startsFromTheMean(_ scale: Double) throws {
    var request = SampleData.regression(rows: 50)
    request.target = .numbers((0..<50).map { scale * (1 + 0.001 * Double($0 % 3)) })
    request.parameters = ["n_estimators": .integer(1)]
    let prediction = values(try GradientBoosting.spec.fit(request).predict(request.matrix))
    #expect(prediction.allSatisfy { abs($0 - scale) <= 0.01 * scale.magnitude + 1e-30 })
  }

  /// Options at their limits give a model or an error, and never end the process.
  @Test func extremeOptions() throws {
    let extremes: [[String: HyperparameterValue]] = [
      ["subsample": .number(0.001), "reg_lambda": .number(0), "min_child_weight": .number(0)],
      ["colsample_bytree": .number(0.001)], ["max_depth": .integer(32)], ["max_bin": .integer(2)],
      ["gamma": .number(1e12)], ["reg_alpha": .number(1e12)], ["learning_rate": .number(1e-6)],
      ["min_child_weight": .number(1e12)],
    ]
    for options in extremes {
      var request = SampleData.classification(rows: 60, classes: 3)
      request.parameters = options.merging(["n_estimators": .integer(3)]) { $1 }
      let error = learningError {
        let model = try GradientBoosting.spec.fit(request)
        let prediction = values(try model.predict(request.matrix))
        #expect(prediction.allSatisfy { (0...1).contains($0) }, "\(options)")
        #expect(
          try Predictors.encode(Predictors.decode(Predictors.encode(model))) == Predictors.encode(model))
      }
      #expect(
        error == nil || error?.message.contains("not finite") == true,
        "\(options) \(String(describing: error))")
    }
  }

  @Test func withoutTheLibrary() {
    let error = learningError { _ = try XGBoostLibrary(names: ["libxgboost-that-is-not-there.so"]) }
    #expect(error?.message.contains("not installed") == true)
    #expect(error?.hint == "install it: `apt install libxgboost-dev`")
  }

  /// A library's message is one line, without its stack trace.
  @Test func errorsAreOneLine() throws {
    let library = try XGBoostLibrary.installed.get()
    let error = learningError {
      try library.check(library.boosterLoadModelFromBuffer(nil, [1, 2, 3], 3))
    }
    #expect(error?.message.hasPrefix("libxgboost: ") == true)
    #expect(error?.message.contains { $0.isNewline } == false)
    #expect(try BoostingLibrary.version().split(separator: ".").count == 3)
  }
}
