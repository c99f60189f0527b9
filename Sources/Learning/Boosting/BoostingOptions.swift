import Canonical
import Frame

/// The options of `gradient_boosting`, under libxgboost's names and with its defaults.
enum BoostingOptions {
  static let all: [Hyperparameter] = trees + sampling + penalties + objectives

  private static let trees = [
    Hyperparameter("n_estimators", .integer(1...100_000), default: .integer(100), summary: "boosting rounds"),
    Hyperparameter(
      "learning_rate", .number(1e-6...1), default: .number(0.3), summary: "how much each round adds"),
    Hyperparameter(
      "max_depth", .integer(0...32), default: .integer(6),
      summary: "depth of a tree; 0 for no limit, where `max_leaves` sets one"),
    Hyperparameter(
      "max_leaves", .integer(0...1_000_000), default: .integer(0),
      summary: "most leaves of a tree; 0 for no limit"),
    Hyperparameter(
      "grow_policy", .choice(["depthwise", "lossguide"]), default: .text("depthwise"),
      summary: "which node is split next: the one nearest to the root, or the one that gains most"),
    Hyperparameter(
      "min_child_weight", .number(0...1e12), default: .number(1),
      summary: "least sum of second derivatives in a leaf"),
    Hyperparameter("gamma", .number(0...1e12), default: .number(0), summary: "least gain of a split"),
    Hyperparameter(
      "max_bin", .integer(2...65_536), default: .integer(256), summary: "histogram bins a feature"),
    Hyperparameter(
      "monotone_increasing", .scalars,
      summary: "features that the prediction must not fall with, in square brackets"),
    Hyperparameter(
      "monotone_decreasing", .scalars,
      summary: "features that the prediction must not rise with, in square brackets"),
  ]

  private static let sampling = [
    Hyperparameter(
      "subsample", .number(1e-3...1), default: .number(1), summary: "share of the rows drawn for each round"),
    Hyperparameter(
      "colsample_bytree", .number(1e-3...1), default: .number(1),
      summary: "share of the features drawn for each tree"),
    Hyperparameter(
      "colsample_bylevel", .number(1e-3...1), default: .number(1),
      summary: "share of the tree's features drawn for each depth"),
    Hyperparameter(
      "colsample_bynode", .number(1e-3...1), default: .number(1),
      summary: "share of the depth's features drawn for each split"),
  ]

  private static let penalties = [
    Hyperparameter(
      "reg_lambda", .number(0...1e12), default: .number(1), summary: "L2 penalty on leaf values"),
    Hyperparameter(
      "reg_alpha", .number(0...1e12), default: .number(0), summary: "L1 penalty on leaf values"),
    Hyperparameter(
      "max_delta_step", .number(0...1e12),
      summary: "most that a leaf may add; 0 for no limit (0.7 for `poisson` when left out)"),
    Hyperparameter(
      "scale_pos_weight", .number(1e-6...1e6), default: .number(1),
      summary: "how much more a row of the second of two classes counts"),
  ]

  private static let objectives = [
    Hyperparameter(
      "objective",
      .choice((BoostingObjective.ofNumbers + BoostingObjective.ofRankings).map(\.rawValue)),
      summary:
        "what a regression makes small, `squarederror` when left out; `rank_ndcg`, `rank_pairwise` and `rank_map` order the rows of each group; classes are learned by log loss"
    ),
    Hyperparameter(
      "tweedie_variance_power", .number(1.0001...1.9999), default: .number(1.5),
      summary: "of `tweedie`: near 1 like counts, near 2 like amounts"),
    Hyperparameter(
      "huber_slope", .number(1e-9...1e12), default: .number(1),
      summary: "of `pseudohuber`: the error from which it grows along a line"),
  ]

  /// Those that the library is told of as they are.
  private static let passedOn = [
    "learning_rate", "max_depth", "max_leaves", "grow_policy", "min_child_weight", "gamma", "max_bin",
    "subsample",
    "colsample_bytree", "colsample_bylevel", "colsample_bynode", "reg_lambda", "reg_alpha", "max_delta_step",
    "scale_pos_weight",
  ]

  /// What the library is told, under its names.
  static func parameters(
    _ options: Options, objective: BoostingObjective, features: [String]
  ) throws(LearningError) -> [(name: String, value: String)] {
    if options.integer("max_depth") == 0, options.integer("max_leaves") == 0 {
      throw LearningError("`max_depth: 0` needs `max_leaves` to end the growth of a tree")
    }
    if options.isWritten("scale_pos_weight"), objective != .binary {
      throw LearningError(
        "`scale_pos_weight` weighs the second of two classes, which this target does not have",
        hint: "use `class_weight` for several classes")
    }
    var parameters = passedOn.compactMap { name in options[name].map { (name: name, value: $0.text) } }
    for (name, only) in [
      ("tweedie_variance_power", BoostingObjective.tweedie), ("huber_slope", .pseudohuber),
    ] {
      if objective == only {
        parameters.append((name, options[name]?.text ?? ""))
      } else if options.isWritten(name) {
        throw LearningError("`\(name)` belongs to the objective `\(only.rawValue)`")
      }
    }
    if let constraints = try constraints(options, features) {
      parameters.append(("monotone_constraints", constraints))
    }
    return parameters
  }

  /// A sign for each feature, as the library reads them; nil where none is constrained.
  private static func constraints(_ options: Options, _ features: [String]) throws(LearningError) -> String? {
    let index = Dictionary(zip(features.map { Array($0.utf8) }, features.indices)) { first, _ in first }
    var signs = [Int](repeating: 0, count: features.count)
    for (name, sign) in [("monotone_increasing", 1), ("monotone_decreasing", -1)] {
      for feature in options.list(name) ?? [] {
        guard let place = index[Array(feature.utf8)] else {
          throw LearningError(
            "`\(name)` names `\(feature)`, which is no feature",
            hint: nearestName(to: feature, in: features).map { "did you mean `\($0)`?" })
        }
        guard signs[place] == 0 else {
          throw LearningError("`\(feature)` cannot be both `monotone_increasing` and `monotone_decreasing`")
        }
        signs[place] = sign
      }
    }
    return signs.contains { $0 != 0 } ? "(" + signs.map(String.init).joined(separator: ",") + ")" : nil
  }
}
