@testable import Learning
import Testing

/// Curves of one class against the others, computed by hand for four rows.
@Suite("Curves")
struct CurveTests {
  /// The rows of scikit-learn's documentation: classes 0, 0, 1, 1 with the scores 0.1, 0.4, 0.35, 0.8.
  private func evaluated() throws -> Evaluated {
    let scores = [0.1, 0.4, 0.35, 0.8]
    return try Evaluated(
      truth: .classes(labels: ["no", "yes"], codes: [0, 0, 1, 1]),
      prediction: .probabilities(labels: ["no", "yes"], values: scores.flatMap { [1 - $0, $0] }))
  }

  @Test func precisionOverRecall() throws {
    let curve = try #require(PrecisionRecallCurve(evaluated(), label: 1))
    #expect(curve.points.map(\.threshold) == [0.8, 0.4, 0.35, 0.1])
    #expect(curve.points.map(\.recall) == [0.5, 0.5, 1, 1])
    #expect(curve.points.map(\.precision) == [1, 0.5, 2.0 / 3, 0.5])
    #expect((curve.averagePrecision - 5.0 / 6).magnitude < 1e-12)
    #expect(curve.prevalence == 0.5)
    #expect(curve.label == "yes")
  }

  @Test func gain() throws {
    let curve = try #require(GainCurve(evaluated(), label: 1))
    #expect(curve.points.map(\.taken) == [0.25, 0.5, 0.75, 1])
    #expect(curve.points.map(\.found) == [0.5, 0.5, 1, 1])
  }

  @Test func calibration() throws {
    let curve = try #require(CalibrationCurve(evaluated(), label: 1, bins: 2))
    #expect(curve.bins.map(\.rows) == [3, 1])
    #expect(curve.bins.map(\.observed) == [1.0 / 3, 1])
    #expect((curve.bins[0].predicted - 0.85 / 3).magnitude < 1e-12)
    #expect((curve.error - 0.0875).magnitude < 1e-12)
    // Wilson's interval of one in three: 0.0615 to 0.7923.
    let interval = curve.bins[0].interval
    #expect((interval.low - 0.0615).magnitude < 1e-3)
    #expect((interval.high - 0.7923).magnitude < 1e-3)
  }

  @Test func aProbabilityOfOneFallsIntoTheLastBin() throws {
    let certain = try Evaluated(
      truth: .classes(labels: ["no", "yes"], codes: [0, 1]),
      prediction: .probabilities(labels: ["no", "yes"], values: [1, 0, 0, 1]))
    let curve = try #require(CalibrationCurve(certain, label: 1))
    #expect(curve.bins.map(\.rows) == [1, 1])
    #expect(curve.error == 0)
  }

  @Test func thereIsNoCurveWithoutTheClass() throws {
    let one = try Evaluated(
      truth: .classes(labels: ["no"], codes: [0, 0]),
      prediction: .probabilities(labels: ["no", "yes"], values: [1, 0, 0.5, 0.5]))
    #expect(PrecisionRecallCurve(one, label: 1) == nil)
    #expect(GainCurve(one, label: 1) == nil)
    #expect(PrecisionRecallCurve(one, label: 2) == nil)
    #expect(CalibrationCurve(one, label: -1) == nil)
  }

  @Test func stabilityOfCategories() {
    // (0.25 - 0.5) ln 0.5 + (0.75 - 0.5) ln 1.5
    let index = PopulationStability.index(reference: [50, 50], current: [25, 75])
    #expect(((index ?? 0) - 0.274_653).magnitude < 1e-6)
    #expect(PopulationStability.index(reference: [3, 1], current: [6, 2]) == 0)
    #expect(PopulationStability.index(reference: [0, 0], current: [1, 2]) == nil)
    #expect((PopulationStability.index(reference: [10, 0], current: [0, 10]) ?? .infinity).isFinite)
  }

  @Test func stabilityOfNumbers() {
    let values = (0..<100).map(Double.init)
    #expect(PopulationStability.index(reference: values, current: values) == 0)
    let moved = PopulationStability.index(reference: values, current: values.map { $0 + 50 }) ?? 0
    #expect(moved > 1)
    #expect(PopulationStability.index(reference: [1, 1, 1], current: [1, .nan]) == 0)
    #expect(PopulationStability.index(reference: [.nan], current: [1]) == nil)
  }

  /// The table of Student's t: 12.706, 4.303, 3.182, 2.776, 2.228 and 2.042.
  @Test func quantilesOfStudent() {
    let known = [(1, 12.706), (2, 4.303), (3, 3.182), (4, 2.776), (10, 2.228), (30, 2.042)]
    for (count, value) in known {
      #expect((StudentQuantile.upper95(degreesOfFreedom: count) / value - 1).magnitude < 0.002)
    }
    #expect(StudentQuantile.upper95(degreesOfFreedom: 0) == .infinity)
  }

  @Test func roundsOfBoostingAddUp() throws {
    var request = SampleData.regression(rows: 200)
    request.parameters = ["n_estimators": .integer(6)]
    let model = try #require(try GradientBoosting.spec.fit(request) as? BoostedTrees)
    let whole = values(try model.predict(request.matrix))
    #expect(values(try model.predict(request.matrix, rounds: 6)) == whole)
    #expect(values(try model.predict(request.matrix, rounds: 99)) == whole)
    #expect(values(try model.predict(request.matrix, rounds: 1)) != whole)
    #expect(
      values(try model.predict(request.matrix, rounds: 0))
        == values(try model.predict(request.matrix, rounds: 1)))
  }
}
