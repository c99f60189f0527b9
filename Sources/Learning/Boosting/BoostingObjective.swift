import Canonical

/// What boosted trees make small, under libxgboost's names less their prefix.
enum BoostingObjective: String, CaseIterable, Sendable {
  case binary, softmax
  case squarederror, absoluteerror, pseudohuber, logistic, poisson, gamma, tweedie
  case rankNDCG = "rank_ndcg"
  case rankPairwise = "rank_pairwise"
  case rankMAP = "rank_map"

  /// Those that order the rows of each query.
  static let ofRankings: [BoostingObjective] = [.rankNDCG, .rankPairwise, .rankMAP]

  /// Whether the order of the rows of a query is all that counts.
  var ranks: Bool { BoostingObjective.ofRankings.contains(self) }

  /// Those that a number can be the target of, in the order of the documentation.
  static let ofNumbers: [BoostingObjective] = [
    .squarederror, .absoluteerror, .pseudohuber, .logistic, .poisson, .gamma, .tweedie,
  ]

  /// The library's own name.
  var libraryName: String {
    switch self {
    case .binary: "binary:logistic"
    case .softmax: "multi:softprob"
    case .squarederror: "reg:squarederror"
    case .absoluteerror: "reg:absoluteerror"
    case .pseudohuber: "reg:pseudohubererror"
    case .logistic: "reg:logistic"
    case .poisson: "count:poisson"
    case .gamma: "reg:gamma"
    case .tweedie: "reg:tweedie"
    case .rankNDCG: "rank:ndcg"
    case .rankPairwise: "rank:pairwise"
    case .rankMAP: "rank:map"
    }
  }

  /// The sum of trees that stands for a prediction.
  func margin(of prediction: Double) -> Double {
    switch self {
    case .binary, .logistic: -Elementary.log(1 / prediction - 1)
    case .poisson, .gamma, .tweedie: Elementary.log(prediction)
    case .softmax, .squarederror, .absoluteerror, .pseudohuber, .rankNDCG, .rankPairwise, .rankMAP: prediction
    }
  }

  /// What a sum of trees predicts.
  func prediction(of margin: Double) -> Double {
    switch self {
    case .binary, .logistic: Elementary.logistic(margin)
    case .poisson, .gamma, .tweedie: Elementary.exp(margin)
    case .softmax, .squarederror, .absoluteerror, .pseudohuber, .rankNDCG, .rankPairwise, .rankMAP: margin
    }
  }

  /// What the sum of the trees is called.
  var scale: ShapleyScale {
    switch self {
    case .binary, .softmax, .logistic: .logOdds
    case .poisson, .gamma, .tweedie: .logarithm
    case .squarederror, .absoluteerror, .pseudohuber: .prediction
    case .rankNDCG, .rankPairwise, .rankMAP: .score
    }
  }

  /// Proves that the objective is defined for these targets.
  func check(_ values: [Double]) throws(LearningError) {
    let allowed: (test: (Double) -> Bool, words: String)? =
      switch self {
      case .logistic: ({ (0...1).contains($0) }, "shares from 0 to 1")
      case .poisson, .tweedie: ({ $0 >= 0 }, "numbers that are not negative")
      case .gamma: ({ $0 > 0 }, "numbers above 0")
      case .rankNDCG:
        ({ (0...31).contains($0) && $0 == $0.rounded() }, "relevances that are whole numbers from 0 to 31")
      case .rankPairwise: ({ $0 >= 0 }, "relevances that are not negative")
      case .rankMAP: ({ $0 == 0 || $0 == 1 }, "relevances of 0 and 1")
      default: nil
      }
    guard let allowed, let value = values.first(where: { !allowed.test($0) }) else { return }
    throw LearningError(
      "the objective `\(rawValue)` is for \(allowed.words), and a value of the target is \(NumberText.exact(value))",
      hint: ranks
        ? "`derive` whole relevances where the table is loaded, 0 for rows that are not relevant; `rank_pairwise` takes any that are not negative"
        : "use the objective `squarederror`, or leave `objective` out")
  }

  /// Where boosting starts: the prediction without any tree.
  func start(_ values: [Double], weights: [Double]?) -> Double {
    switch self {
    case .binary, .softmax, .rankNDCG, .rankPairwise, .rankMAP: return 0.5
    case .absoluteerror: return BaselinePredictor.median(values, weights: weights)
    case .logistic:
      return min(max(Moments.mean(values, weights: weights), 1e-6), 1 - 1e-6)
    case .poisson, .gamma, .tweedie:
      return max(Moments.mean(values, weights: weights), 1e-6)
    case .squarederror, .pseudohuber:
      let mean = Moments.mean(values, weights: weights)
      return mean.magnitude < 1e-30 ? 0 : mean
    }
  }
}
