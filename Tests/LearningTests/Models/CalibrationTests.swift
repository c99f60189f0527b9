import Canonical
@testable import Learning
import Testing

@Suite("Models behind a curve and a threshold")
struct CalibrationTests {
  private func model(classes: Int) throws -> (any Predictor, FeatureMatrix, [Int32]) {
    var rows: [[Double]] = []
    for row in 0..<60 { rows.append([row % 7, row * row % 11, row % 3].map { Double($0) }) }
    let codes: [Int32] = (0..<60).map { Int32(($0 % 7 + $0 % 3) % classes) }
    let features = matrix(rows)
    let target = Target.classes(labels: classLabels(classes), codes: codes)
    return (try ModelChoice("logistic").fit(features, target, seed: 0), features, codes)
  }

  @Test(arguments: CalibrationMethod.allCases, [2, 3])
  func bytesComeBack(_ method: CalibrationMethod, _ classes: Int) throws {
    let (model, features, codes) = try model(classes: classes)
    let calibrated = try CalibratedPredictor(
      model, method, outOfFold: try model.predict(features), truth: codes)
    let read = try Predictors.decode(Predictors.encode(calibrated))
    #expect(Predictors.encode(read) == Predictors.encode(calibrated))
    let predicted = try #require(try read.predict(features).probabilities)
    #expect(predicted.values == (try calibrated.predict(features)).probabilities?.values)
    for start in stride(from: 0, to: predicted.values.count, by: classes) {
      #expect(abs(predicted.values[start..<start + classes].reduce(0, +) - 1) < 1e-12)
    }
    for bytes in [Array(Predictors.encode(calibrated).dropLast()), Predictors.encode(calibrated) + [0]] {
      #expect(throws: DecodingFailure.self) { try Predictors.decode(bytes) }
    }
  }

  @Test func modelsAreNotNestedTheOtherWayRound() throws {
    let (model, features, codes) = try model(classes: 2)
    let cut = try ThresholdedPredictor(model, threshold: 0.25)
    let twice = try ThresholdedPredictor(cut, threshold: 0.5)
    #expect(throws: DecodingFailure.self) { try Predictors.decode(Predictors.encode(twice)) }
    let curve = try CalibratedPredictor(cut, .sigmoid, outOfFold: try model.predict(features), truth: codes)
    #expect(throws: DecodingFailure.self) { try Predictors.decode(Predictors.encode(curve)) }
  }

  @Test func thresholdDecides() throws {
    let (model, features, _) = try model(classes: 2)
    let cut = try ThresholdedPredictor(model, threshold: 0.25)
    let predicted = try cut.predict(features)
    let shares = predicted.probability(of: 1)
    #expect(predicted.labelCodes == shares.map { $0 >= 0.25 ? 1 : 0 })
    #expect(throws: LearningError.self) {
      try ThresholdedPredictor(try self.model(classes: 3).0, threshold: 0.5)
    }
  }

  @Test func bestThresholdOfPlainData() throws {
    let truth = Target.classes(labels: ["no", "yes"], codes: [0, 0, 0, 1, 1])
    let prediction = Prediction.probabilities(
      labels: ["no", "yes"], values: [0.1, 0.2, 0.3, 0.35, 0.4].flatMap { [1 - $0, $0] })
    let metric = try #require(Metrics["accuracy"])
    let choice = try ThresholdChoice(best: metric, of: prediction, truth: truth)
    #expect(choice.threshold == 0.35)
    #expect(choice.value == 1)
    #expect(choice.valueAtHalf == 0.6)
  }

  @Test func nothingToCalibrateAgainst() throws {
    let prediction = Prediction.probabilities(labels: ["a", "b"], values: [0.5, 0.5, 0.2, 0.8])
    #expect(throws: LearningError.self) {
      try Calibration(.sigmoid, prediction, truth: [1, 1], weights: nil)
    }
  }
}
