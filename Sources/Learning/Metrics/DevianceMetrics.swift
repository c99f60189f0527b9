/// Deviances of the Tweedie family, and the share of each that is explained.
enum DevianceMetrics {
  static let all: [MetricSpec] = [
    deviance("mean_poisson_deviance", "Poisson deviance", .poisson),
    deviance("mean_gamma_deviance", "gamma deviance", .gamma),
    deviance("mean_tweedie_deviance", "Tweedie deviance", .tweedie),
    explained("d2_poisson", "D² Poisson", .poisson),
    explained("d2_gamma", "D² gamma", .gamma), explained("d2_tweedie", "D² Tweedie", .tweedie),
    pinball("d2_absolute_error", "D² absolute error", 0.5), pinball("d2_pinball_10", "D² pinball 10 %", 0.1),
    pinball("d2_pinball_90", "D² pinball 90 %", 0.9),
  ]

  /// A distribution whose variance is a power of its mean.
  private enum Family: Sendable {
    /// Power 1.
    case poisson
    /// Power 1.5, as of sums of a few claims.
    case tweedie
    /// Power 2.
    case gamma

    var text: String {
      switch self {
      case .poisson: "Poisson deviance"
      case .tweedie: "Tweedie deviance of power 1.5"
      case .gamma: "gamma deviance"
      }
    }

    func deviance(_ truth: Double, _ mean: Double) -> Double {
      switch self {
      case .poisson: 2 * ((truth == 0 ? 0 : truth * Elementary.log(truth / mean)) - truth + mean)
      case .tweedie: 4 * (truth * Elementary.power(mean, -0.5) - 2 * truth.squareRoot() + mean.squareRoot())
      case .gamma: 2 * (Elementary.log(mean / truth) + truth / mean - 1)
      }
    }

    /// What the deviance of all rows from their mean has more than that from `reference`, which is near it, for the weight
    /// and the sum of the rows.
    func shift(weight: Double, sum: Double, from reference: Double) -> Double {
      let mean = sum / weight
      guard mean > 0, mean != reference else { return 0 }
      let ratio = Elementary.log(mean / reference)
      switch self {
      case .poisson: return 2 * (weight * (mean - reference) - sum * ratio)
      case .tweedie:
        let (root, other) = (mean.squareRoot(), reference.squareRoot())
        return 4 * (sum / root + weight * root - sum / other - weight * other)
      case .gamma: return 2 * (weight * ratio + weight - sum / reference)
      }
    }
  }

  private static func pair(_ evaluated: Evaluated, _ family: Family) throws -> (
    truth: [Double], predicted: [Double]
  ) {
    let (truth, predicted) = try RegressionMetrics.pair(evaluated)
    if family == .gamma {
      guard truth.allSatisfy({ $0 > 0 }) else { throw Undefined("it needs values above 0") }
    } else {
      guard truth.allSatisfy({ $0 >= 0 }) else { throw Undefined("it needs values that are not negative") }
    }
    guard predicted.allSatisfy({ $0 > 0 }) else { throw Undefined("it needs predictions above 0") }
    return (truth, predicted)
  }

  private static func deviance(_ name: String, _ title: String, _ family: Family) -> MetricSpec {
    MetricSpec(
      name, title: title, tasks: [.regression], higherIsBetter: false, summary: "mean \(family.text)",
      .sums(
        { evaluated in
          let (truth, predicted) = try pair(evaluated, family)
          return RowTerms([zip(truth, predicted).map { family.deviance($0, $1) }])
        }, { $0.mean(0) }))
  }

  private static func explained(_ name: String, _ title: String, _ family: Family) -> MetricSpec {
    MetricSpec(
      name, title: title, tasks: [.regression],
      summary: "share of the \(family.text) of always predicting the mean that is explained",
      .sums(
        { evaluated in
          let (truth, predicted) = try pair(evaluated, family)
          guard truth.count >= 2 else { throw Undefined("it needs two rows") }
          let mean = Moments.mean(truth, weights: evaluated.weights)
          guard mean > 0 else { throw Undefined("the target is constant") }
          return RowTerms(
            [
              zip(truth, predicted).map { family.deviance($0, $1) }, truth,
              truth.map { family.deviance($0, mean) },
            ],
            constant: mean)
        },
        { sums in
          let null = sums[2] + family.shift(weight: sums.weight, sum: sums[1], from: sums.constant)
          guard null > 0 else { throw Undefined("the target is constant") }
          return 1 - sums[0] / null
        }))
  }

  /// R. Koenker and J. Machado's (1999) share of the pinball loss of the quantile of all rows that is explained.
  private static func pinball(_ name: String, _ title: String, _ quantile: Double) -> MetricSpec {
    MetricSpec(
      name, title: title, tasks: [.regression],
      summary: quantile == 0.5
        ? "share of the absolute error of always predicting the median that is explained"
        : "share of the pinball loss of always predicting the quantile of \(quantile) that is explained",
      .rows(noInterval: nil) { evaluated in
        let (truth, predicted) = try RegressionMetrics.pair(evaluated)
        guard truth.count >= 2 else { throw Undefined("it needs two rows") }
        func loss(_ predicted: Double, _ truth: Double) -> Double {
          let difference = truth - predicted
          return difference >= 0 ? quantile * difference : (quantile - 1) * difference
        }
        let middle = try self.quantile(quantile, of: truth, weights: evaluated.weights)
        func total(_ losses: [Double]) -> Double {
          evaluated.weights.map { FixedOrder.dot(losses, $0) } ?? FixedOrder.sum(losses)
        }
        let (own, null) = (
          total(zip(truth, predicted).map { loss($1, $0) }), total(truth.map { loss(middle, $0) })
        )
        return null == 0 ? (own == 0 ? 1 : 0) : 1 - own / null
      })
  }

  private static func quantile(_ share: Double, of values: [Double], weights: [Double]?) throws -> Double {
    guard let weights else { return Moments.quantile(ofSorted: values.sorted(), share) }
    let rows = OrderedRows(values)
    return try WeightedQuantile.averaged(
      share, ofSorted: rows.keys, weights: rows.order.map { weights[Int($0)] })
  }
}
