import Canonical

/// The options of trees, under scikit-learn's names.
enum TreeOptions {
  /// What trees and forests share.
  /// - Parameter features: the default of `max_features`; nil for all.
  static func shared(features: HyperparameterValue?) -> [Hyperparameter] {
    [
      Hyperparameter(
        "criterion", .choice(["gini", "entropy", "log_loss", "squared_error"]),
        summary:
          "what a split makes smaller: `gini` (the default of a classification), `entropy` or its other name `log_loss`, or `squared_error` (a regression)"
      ),
      Hyperparameter(
        "max_depth", .integer(1...1_000_000_000),
        summary: "the most questions a row is asked; unlimited when left out"),
      Hyperparameter(
        "min_samples_split", .countOrShare(2...1_000_000_000), default: .integer(2),
        summary: "fewest rows of a node that is split, or their share of all"),
      Hyperparameter(
        "min_samples_leaf", .countOrShare(1...1_000_000_000), default: .integer(1),
        summary: "fewest rows of a leaf, or their share of all"),
      Hyperparameter(
        "min_weight_fraction_leaf", .number(0...0.5), default: .number(0),
        summary: "least weight of a leaf, as a share of all weights"),
      Hyperparameter(
        "max_features", .scalar, default: features,
        summary: "features drawn for each split: a number, a share of them, `sqrt`, `log2` or `all`"
          + (features == nil ? " (the default)" : "")),
      Hyperparameter(
        "max_leaf_nodes", .integer(2...1_000_000_000),
        summary: "most leaves; those that gain most are split first"),
      Hyperparameter(
        "min_impurity_decrease", .number(0...1e300), default: .number(0),
        summary: "least decrease of impurity by a split, weighed by the share of the rows it divides"),
      Hyperparameter(
        "ccp_alpha", .number(0...1e300), default: .number(0),
        summary: "what a leaf must be worth: minimal cost-complexity pruning"),
    ]
  }

  /// What stops the trees of a call.
  static func limits(_ options: Options, rows: Int, features: Int) throws(LearningError) -> TreeLimits {
    var limits = TreeLimits()
    limits.depth = options.integer("max_depth") ?? .max
    limits.rowsToSplit = max(2, count(options["min_samples_split"], of: rows, default: 2))
    limits.rowsOfLeaf = max(1, count(options["min_samples_leaf"], of: rows, default: 1))
    limits.weightShareOfLeaf = options.number("min_weight_fraction_leaf") ?? 0
    limits.leaves = options.integer("max_leaf_nodes")
    limits.decrease = options.number("min_impurity_decrease") ?? 0
    limits.prunedBelow = options.number("ccp_alpha") ?? 0
    limits.features = try drawnFeatures(options, of: features)
    return limits
  }

  /// A count as it is, or a share of all rows, rounded up.
  private static func count(_ value: HyperparameterValue?, of rows: Int, default standard: Int) -> Int {
    switch value {
    case .integer(let count): Int(count)
    case .share(let share): Int((share * Double(rows)).rounded(.up))
    default: standard
    }
  }

  private static func drawnFeatures(_ options: Options, of count: Int) throws(LearningError) -> Int {
    switch options["max_features"] {
    case nil: return count
    case .text(let word):
      switch word {
      case "sqrt": return max(1, Int(Double(count).squareRoot()))
      case "log2": return max(1, Int.bitWidth - 1 - count.leadingZeroBitCount)
      case "all": return count
      default: throw refusal(word)
      }
    case .integer(let wanted) where wanted >= 1: return min(count, Int(clamping: wanted))
    case .number(let share) where share > 0 && share <= 1: return max(1, Int(share * Double(count)))
    case let value?: throw refusal(value.text)
    }
  }

  private static func refusal(_ text: String) -> LearningError {
    LearningError(
      "`max_features` takes a whole number from 1, a share up to 1, sqrt, log2 or all, not \(text)")
  }
}

/// What the rows of a request are divided by.
enum TreeTarget: Sendable {
  case classes([Int32], count: Int, byEntropy: Bool)
  /// Numbers less their mean, and the mean.
  case numbers([Double], centre: Double)

  init(_ request: FitRequest, _ options: Options, for model: String) throws(LearningError) {
    let criterion = options.text("criterion")
    switch request.target {
    case .classes(let labels, let codes):
      guard criterion != "squared_error" else {
        throw LearningError(
          "`squared_error` is a criterion for numbers, and the target is a category",
          hint: "leave `criterion` out, or use gini or entropy")
      }
      self = .classes(codes, count: labels.count, byEntropy: criterion != nil && criterion != "gini")
    case .numbers(let values):
      guard criterion == nil || criterion == "squared_error" else {
        throw LearningError(
          "`\(criterion ?? "")` is a criterion for categories, and the target is a number",
          hint: "leave `criterion` out: a regression uses squared_error")
      }
      let centre = Moments.mean(values, weights: request.weights)
      let differences = values.map { $0 - centre }
      guard centre.isFinite, differences.allSatisfy({ $0.magnitude < 1e100 }) else {
        throw LearningError("the values of the target are too large for `\(model)`")
      }
      self = .numbers(differences, centre: centre)
    case .labels, .none: throw LearningError("`\(model)` needs a target to learn from")
    }
  }
}
