@testable import Learning
import Testing

@Suite("Evaluations")
struct EvaluatedTests {
  private let prediction = Prediction.probabilities(
    labels: ["a", "b", "c"], values: [0.6, 0.3, 0.1, 0.2, 0.4, 0.4, 0.1, 0.2, 0.7])

  @Test func labelsAreAligned() throws {
    let evaluated = try Evaluated(
      truth: .classes(labels: ["a", "c"], codes: [0, 1, 1]), prediction: prediction)
    #expect(evaluated.truthCodes == [0, 2, 2])
    #expect(evaluated.predictedCodes == [0, 1, 2])
    let matrix = try #require(ConfusionMatrix(evaluated))
    #expect(matrix.counts == [[1, 0, 0], [0, 0, 0], [0, 1, 1]])
    #expect(ClassScores.all(evaluated).map(\.support) == [1, 0, 2])
    #expect(ClassScores.all(evaluated).map(\.recall) == [1, 0, 0.5])
    #expect(matrix.total == 3)
    #expect(ROCCurve(evaluated, label: 1) == nil)
    #expect(ROCCurve(evaluated, label: 7) == nil)
  }

  @Test func classesNobodyHasSeen() {
    let error = learningError {
      _ = try Evaluated(truth: .classes(labels: ["a", "z"], codes: [0, 1, 1]), prediction: prediction)
    }
    #expect(error?.message == "2 rows have classes the model has never seen: `z`")
  }

  @Test func sizesAndTasks() {
    #expect(
      learningError { _ = try Evaluated(truth: .numbers([1]), prediction: .values([1, 2])) }?.message
        == "2 predictions stand beside 1 true values")
    #expect(learningError { _ = try Evaluated(truth: .numbers([]), prediction: .values([])) } != nil)
    #expect(learningError { _ = try Evaluated(truth: .numbers([1, 2, 3]), prediction: prediction) } != nil)
    #expect(
      learningError {
        _ = try Evaluated(truth: .classes(labels: ["a"], codes: [0]), prediction: .values([1]))
      } != nil)
  }

  @Test func slices() throws {
    let evaluated = try Evaluated(
      truth: .classes(labels: ["a", "c"], codes: [0, 1, 1]), prediction: prediction)
    let slice = try evaluated.rows([2, 1])
    #expect(slice.truthCodes == [2, 2])
    #expect(slice.predictedCodes == [2, 1])
    #expect(Metrics["accuracy"]?.compute(slice) == 0.5)
    #expect(Metrics["roc_auc"]?.compute(slice) == nil)
  }

  @Test func metricsOfTheOtherTaskHaveNoValue() throws {
    let evaluated = try Evaluated(truth: .numbers([1, 2]), prediction: .values([1, 2]))
    #expect(Metrics["accuracy"]?.compute(evaluated) == nil)
    #expect(Metrics["r2"]?.compute(evaluated) == 1)
  }

  @Test func defaults() {
    #expect(Metrics.defaults(for: .regression).map(\.name) == ["r2", "mae", "rmse"])
    #expect(Metrics.defaults(for: .classification).count == 5)
    #expect(Set(Metrics.all.map(\.name)).count == Metrics.all.count)
    #expect(Metrics["accurracy"] == nil)
  }

  @Test func tiesGoToTheFirstLabel() {
    let tied = Prediction.probabilities(labels: ["a", "b"], values: [0.5, 0.5, 0.2, 0.8])
    #expect(tied.labelCodes == [0, 1])
    #expect(tied.probability(of: 1) == [0.5, 0.8])
    #expect(tied.probability(of: 2).isEmpty)
  }
}
