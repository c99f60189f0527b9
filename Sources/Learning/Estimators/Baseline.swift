import Canonical

/// Predictions that look at no feature: what any model has to beat.
enum Baseline {
  static let name = "baseline"

  static let spec = EstimatorSpec(
    name: name, summary: "a prediction that looks at no feature: what any model has to beat",
    tasks: [.classification, .regression],
    hyperparameters: [
      Hyperparameter(
        "strategy", .choice(BaselinePredictor.Strategy.allCases.map(\.rawValue)),
        summary:
          "classes: majority (default: the most frequent), prior (the shares of the classes), stratified "
          + "(drawn by their shares), uniform (drawn evenly); numbers: mean (default), median; either: previous (the last value)"
      )
    ],
    meaningVersion: 1, takesMissing: true, fit: fit)

  private static func fit(_ request: FitRequest, _ options: Options) throws -> any Predictor {
    let written = options.text("strategy").flatMap(BaselinePredictor.Strategy.init(rawValue:))
    switch request.target {
    case .classes(let labels, let codes):
      let strategy = written ?? .majority
      guard strategy.tasks.contains(.classification) else {
        throw wrong(strategy, "classes", .classification)
      }
      return BaselinePredictor(
        classesOf: request, labels: labels, codes: codes, strategy: strategy)
    case .numbers(let values):
      let strategy = written ?? .mean
      guard strategy.tasks.contains(.regression) else { throw wrong(strategy, "a number", .regression) }
      return BaselinePredictor(numbersOf: request, values: values, strategy: strategy)
    case .labels, .none: throw LearningError("the baseline needs a target to learn from")
    }
  }

  private static func wrong(
    _ strategy: BaselinePredictor.Strategy, _ target: String, _ task: Task
  ) -> LearningError {
    let fitting = BaselinePredictor.Strategy.allCases.filter { $0.tasks.contains(task) }.map(\.rawValue)
    return LearningError(
      "the baseline `\(strategy.rawValue)` does not predict \(target)",
      hint: "use \(fitting.joined(separator: ", "))")
  }
}
