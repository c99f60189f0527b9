/// Metrics of predicted numbers.
enum RegressionMetrics {
  static let all: [MetricSpec] =
    [rSquared, adjusted, meanAbsoluteError, rootMeanSquaredError, meanSquaredError, medianError, maximum] + [
      percentage, symmetricPercentage, meanError, explainedVariance, logarithmic(root: false),
      logarithmic(root: true),
    ] + [pinball("pinball_10", 0.1), pinball("pinball_50", 0.5), pinball("pinball_90", 0.9)]
    + DevianceMetrics.all

  private static let rSquared = MetricSpec(
    "r2", title: "R²", tasks: [.regression],
    summary:
      "share of the target's variance that is explained: 1 − squared errors / squared deviations from the mean; "
      + "where the target is constant, 1 if every row is predicted exactly and 0 otherwise",
    .sums(spreads, { try explained($0, errors: $0[0]) }))

  private static let adjusted = MetricSpec(
    "adjusted_r2", title: "adjusted R²", tasks: [.regression],
    summary: "R² corrected for the number of features: 1 − (1 − R²)(rows − 1)/(rows − features − 1)",
    .rows(noInterval: nil) { evaluated in
      guard let features = evaluated.featureCount else {
        throw Undefined("the number of features is not known")
      }
      let sums = try TermSums(try spreads(evaluated), evaluated.weights)
      let free = Double(evaluated.count - features - 1)
      guard free > 0 else { throw Undefined("it needs at least two rows more than there are features") }
      return 1 - (1 - (try explained(sums, errors: sums[0]))) * Double(evaluated.count - 1) / free
    })

  private static let explainedVariance = MetricSpec(
    "explained_variance", title: "explained variance", tasks: [.regression],
    summary:
      "1 − variance of the errors / variance of the target: R² without what is lost by a constant shift",
    .sums(
      { evaluated in
        let (truth, predicted) = try pair(evaluated)
        return RowTerms(centred(zip(truth, predicted).map { $0 - $1 }) + centred(truth))
      },
      { sums in
        let (errors, total) = (variance(sums, 0), variance(sums, 2))
        return total == 0 ? (errors == 0 ? 1 : 0) : 1 - errors / total
      }))

  /// Squared errors, and squared and plain deviations from the mean of all rows.
  @Sendable private static func spreads(_ evaluated: Evaluated) throws -> RowTerms {
    let (truth, predicted) = try pair(evaluated)
    guard truth.count >= 2 else { throw Undefined("it needs two rows") }
    return RowTerms([zip(truth, predicted).map { ($0 - $1) * ($0 - $1) }] + centred(truth))
  }

  private static func explained(_ sums: TermSums, errors: Double) throws -> Double {
    let total = variance(sums, 1) * sums.weight
    return total == 0 ? (errors == 0 ? 1 : 0) : 1 - errors / total
  }

  /// The squares of the deviations from the mean, and the deviations: two terms. Exact zeros where all values are equal.
  private static func centred(_ values: [Double]) -> [[Double]] {
    let mean = values.allSatisfy { $0 == values[0] } ? values[0] : Moments.mean(values)
    let deviations = values.map { $0 - mean }
    return [deviations.map { $0 * $0 }, deviations]
  }

  /// The variance by the terms of `centred`, which begin at `term`. What is no more than rounding is none.
  private static func variance(_ sums: TermSums, _ term: Int) -> Double {
    let (square, mean) = (sums.mean(term), sums.mean(term + 1))
    let variance = square - mean * mean
    return variance <= 4 * Double.ulpOfOne * square ? 0 : variance
  }

  private static let meanAbsoluteError = error("mae", "MAE", "mean size of the error") { ($0 - $1).magnitude }

  private static let meanSquaredError = error("mse", "MSE", "mean squared error") { ($0 - $1) * ($0 - $1) }

  private static let rootMeanSquaredError = error(
    "rmse", "RMSE", "root of the mean squared error", root: true
  ) {
    ($0 - $1) * ($0 - $1)
  }

  private static let percentage = error(
    "mape", "MAPE",
    "mean size of the error relative to the true value, which counts as 2.2e-16 where it is smaller"
  ) { ($0 - $1).magnitude / max($0.magnitude, Double.ulpOfOne) }

  private static let symmetricPercentage = error(
    "smape", "sMAPE",
    "mean of twice the size of the error divided by the sizes of the true and the predicted value"
  ) { truth, predicted in
    let size = truth.magnitude + predicted.magnitude
    return size == 0 ? 0 : 2 * (truth - predicted).magnitude / size
  }

  private static let meanError = MetricSpec(
    "mean_error", title: "bias", tasks: [.regression], higherIsBetter: false,
    summary: "mean of prediction minus truth: above 0 where predictions are too high",
    .sums(
      { evaluated in
        let (truth, predicted) = try pair(evaluated)
        return RowTerms([zip(truth, predicted).map { $1 - $0 }])
      }, { $0.mean(0) }))

  private static func pinball(_ name: String, _ quantile: Double) -> MetricSpec {
    error(
      name, "pinball \(quantile == 0.5 ? "50" : quantile == 0.1 ? "10" : "90") %",
      "mean pinball loss of predictions of the quantile of \(quantile)"
    ) { truth, predicted in
      let difference = truth - predicted
      return difference >= 0 ? quantile * difference : (quantile - 1) * difference
    }
  }

  private static func logarithmic(root: Bool) -> MetricSpec {
    MetricSpec(
      root ? "rmsle" : "msle", title: root ? "RMSLE" : "MSLE", tasks: [.regression], higherIsBetter: false,
      summary: (root ? "root of the " : "") + "mean squared difference of the logarithms of 1 + value",
      .sums(
        { evaluated in
          let (truth, predicted) = try pair(evaluated)
          guard truth.allSatisfy({ $0 > -1 }), predicted.allSatisfy({ $0 > -1 }) else {
            throw Undefined("it needs values and predictions above −1")
          }
          return RowTerms([
            zip(truth, predicted).map { truth, predicted in
              let difference = Elementary.log1p(truth) - Elementary.log1p(predicted)
              return difference * difference
            }
          ])
        }, { root ? $0.mean(0).squareRoot() : $0.mean(0) }))
  }

  private static let medianError = MetricSpec(
    "median_absolute_error", title: "median error", tasks: [.regression], higherIsBetter: false,
    summary: "median size of the error", .ordered(sizes, { try $0.median() }))

  private static let maximum = MetricSpec(
    "max_error", title: "largest error", tasks: [.regression], higherIsBetter: false,
    summary: "size of the largest error of a row that counts",
    .ordered(
      sizes,
      { rows in
        let last = rows.keys.indices.last { (rows.weights?[$0] ?? 1) > 0 }
        guard let last else { throw Undefined("no row has a weight") }
        return rows.keys[last]
      }))

  @Sendable private static func sizes(_ evaluated: Evaluated) throws -> [Double] {
    let (truth, predicted) = try pair(evaluated)
    return zip(truth, predicted).map { ($0 - $1).magnitude }
  }

  private static func error(
    _ name: String, _ title: String, _ summary: String, root: Bool = false,
    _ size: @escaping @Sendable (Double, Double) -> Double
  ) -> MetricSpec {
    MetricSpec(
      name, title: title, tasks: [.regression], higherIsBetter: false, summary: summary,
      .sums(
        { evaluated in
          let (truth, predicted) = try pair(evaluated)
          return RowTerms([zip(truth, predicted).map(size)])
        }, { root ? $0.mean(0).squareRoot() : $0.mean(0) }))
  }

  static func pair(_ evaluated: Evaluated) throws -> (truth: [Double], predicted: [Double]) {
    guard let pair = evaluated.numbers else { throw Undefined("it needs predicted numbers") }
    guard pair.predicted.allSatisfy(\.isFinite) else {
      throw Undefined("a prediction is not a finite number")
    }
    return pair
  }
}
