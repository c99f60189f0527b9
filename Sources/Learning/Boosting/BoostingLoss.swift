import Frame

/// The mean loss of sums of trees: what early stopping watches. Sums are taken in a fixed order.
struct BoostingLoss: Sendable {
  let objective: BoostingObjective
  /// How many sums a row has.
  let outputs: Int
  let tweediePower: Double
  let huberSlope: Double

  /// What it is called: after scikit-learn's metrics where they have it.
  var name: String {
    switch objective {
    case .binary, .softmax: "log_loss"
    case .squarederror, .logistic: "rmse"
    case .absoluteerror: "mae"
    case .pseudohuber: "pseudo_huber"
    case .poisson: "poisson_deviance"
    case .gamma: "gamma_deviance"
    case .tweedie: "tweedie_deviance"
    case .rankNDCG, .rankPairwise, .rankMAP: "1 − NDCG"
    }
  }

  /// The loss of all rows.
  /// - Parameters:
  ///   - truth: the targets, or the positions of the classes.
  ///   - groups: the query of each row, where rows are ranked.
  func value(_ margins: [Float], _ truth: [Float], weights: [Double]?, groups: [Int32]? = nil) -> Double {
    if let groups, objective.ranks {
      return 1 - QueryMetrics.meanNDCG(truth.map(Double.init), margins.map(Double.init), queries: groups)
    }
    let terms = [Double](count: truth.count) { rows, terms in
      for row in rows {
        let own = outputs == 1 ? term(Double(margins[row]), Double(truth[row])) : softmax(margins, row, truth)
        terms[row] = own * (weights?[row] ?? 1)
      }
    }
    let mean = FixedOrder.sum(terms) / (weights.map(FixedOrder.sum) ?? Double(truth.count))
    return name == "rmse" ? mean.squareRoot() : mean
  }

  private func softmax(_ margins: [Float], _ row: Int, _ truth: [Float]) -> Double {
    let start = row * outputs
    var highest = -Double.infinity
    for output in 0..<outputs { highest = max(highest, Double(margins[start + output])) }
    var sum = 0.0
    for output in 0..<outputs { sum += Elementary.exp(Double(margins[start + output]) - highest) }
    return Elementary.log(sum) + highest - Double(margins[start + Int(truth[row])])
  }

  private func term(_ margin: Double, _ truth: Double) -> Double {
    switch objective {
    case .binary, .softmax: return Elementary.softplus(margin) - truth * margin
    case .squarederror, .logistic, .rankNDCG, .rankPairwise, .rankMAP:
      let error = objective.prediction(of: margin) - truth
      return error * error
    case .absoluteerror: return (margin - truth).magnitude
    case .pseudohuber:
      let error = (margin - truth) / huberSlope
      return huberSlope * huberSlope * ((1 + error * error).squareRoot() - 1)
    case .poisson:
      let deviance = truth > 0 ? truth * (Elementary.log(truth) - margin) : 0
      return 2 * (deviance - truth + Elementary.exp(margin))
    case .gamma: return 2 * (truth * Elementary.exp(-margin) - 1 - Elementary.log(truth) + margin)
    case .tweedie:
      let power = tweediePower
      let own = truth > 0 ? Elementary.power(truth, 2 - power) / ((1 - power) * (2 - power)) : 0
      return 2
        * (own - truth * Elementary.exp((1 - power) * margin) / (1 - power)
          + Elementary.exp((2 - power) * margin) / (2 - power))
    }
  }
}
