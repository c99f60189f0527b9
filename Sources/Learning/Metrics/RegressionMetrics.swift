/// Metrics of predicted numbers.
enum RegressionMetrics {
  static let all: [MetricSpec] = [rSquared, meanAbsoluteError, rootMeanSquaredError]

  private static let rSquared = MetricSpec(
    "r2", title: "R²", tasks: [.regression],
    summary:
      "share of the target's variance that is explained: 1 − squared errors / squared deviations from the mean; "
      + "where the target is constant, 1 if every row is predicted exactly and 0 otherwise",
    undefinedWhen: "it needs two rows"
  ) { evaluated in
    guard let (truth, predicted) = pair(evaluated), truth.count >= 2 else { return nil }
    let mean = Moments.mean(truth)
    let errors = squares(truth, predicted)
    let deviations = truth.map { $0 - mean }
    let total = FixedOrder.dot(deviations, deviations)
    if total == 0 { return errors == 0 ? 1 : 0 }
    return 1 - errors / total
  }

  private static let meanAbsoluteError = MetricSpec(
    "mae", title: "MAE", tasks: [.regression], higherIsBetter: false, summary: "mean size of the error"
  ) { evaluated in
    guard let (truth, predicted) = pair(evaluated) else { return nil }
    return FixedOrder.sum(zip(truth, predicted).map { ($0 - $1).magnitude }) / Double(truth.count)
  }

  private static let rootMeanSquaredError = MetricSpec(
    "rmse", title: "RMSE", tasks: [.regression], higherIsBetter: false,
    summary: "root of the mean squared error"
  ) { evaluated in
    guard let (truth, predicted) = pair(evaluated) else { return nil }
    return (squares(truth, predicted) / Double(truth.count)).squareRoot()
  }

  private static func pair(_ evaluated: Evaluated) -> (truth: [Double], predicted: [Double])? {
    guard case .numbers(let truth) = evaluated.truth, case .values(let predicted) = evaluated.prediction
    else {
      return nil
    }
    return (truth, predicted)
  }

  private static func squares(_ a: [Double], _ b: [Double]) -> Double {
    let errors = zip(a, b).map { $0 - $1 }
    return FixedOrder.dot(errors, errors)
  }
}
