import Canonical
import Frame

/// Random forests (Breiman, 2001) with scikit-learn's names and defaults: probabilities are the mean of the trees' leaves.
///
/// A tree is grown from a bootstrap of the rows, and the features of each split are drawn: as many as the square root of their
/// number for a classification, all of them for a regression. Splits are exact, ties as in a decision tree.
enum RandomForest {
  static let spec = EstimatorSpec(
    name: "random_forest", summary: "a forest of decision trees, each from a bootstrap of the rows",
    tasks: [.classification, .regression], hyperparameters: Forests.hyperparameters(bootstrap: true),
    meaningVersion: 1, takesMissing: true,
    fit: { try Forests.fit($0, $1, name: "random_forest", drawsThresholds: false) })
}

/// Extremely randomised trees (Geurts, Ernst and Wehenkel, 2006) with scikit-learn's names and defaults: every tree sees all rows, and
/// of each feature that is drawn one threshold is tried, drawn evenly between its smallest and largest value in the node.
enum ExtraTrees {
  static let spec = EstimatorSpec(
    name: "extra_trees", summary: "a forest of extremely randomised trees",
    tasks: [.classification, .regression], hyperparameters: Forests.hyperparameters(bootstrap: false),
    meaningVersion: 1, takesMissing: true,
    fit: { try Forests.fit($0, $1, name: "extra_trees", drawsThresholds: true) })
}

/// What forests have in common.
enum Forests {
  static func hyperparameters(bootstrap: Bool) -> [Hyperparameter] {
    [Hyperparameter("n_estimators", .integer(1...100_000), default: .integer(100), summary: "trees")]
      + TreeOptions.shared(features: nil).map { option in
        guard option.name == "max_features" else { return option }
        return Hyperparameter(
          option.name, option.kind,
          summary:
            "features drawn for each split: a number, a share of them, `sqrt` (the default of a classification), `log2` or `all` (that of a regression)"
        )
      } + [
        Hyperparameter(
          "bootstrap", .boolean, default: .boolean(bootstrap),
          summary: "whether each tree draws its rows with replacement"),
        Hyperparameter(
          "max_samples", .countOrShare(1...1_000_000_000),
          summary: "rows that each tree draws, or their share; as many as there are when left out"),
        Hyperparameter(
          "oob_score", .boolean, default: .boolean(false),
          summary: "whether to score each row by the trees that have not drawn it"),
      ]
  }

  static func fit(
    _ request: FitRequest, _ options: Options, name: String, drawsThresholds: Bool
  ) throws -> any Predictor {
    let matrix = request.matrix
    var limits = try TreeOptions.limits(options, rows: matrix.rowCount, features: matrix.columnCount)
    limits.drawsThresholds = drawsThresholds
    if options["max_features"] == nil, request.target.labels != nil {
      limits.features = max(1, Int(Double(matrix.columnCount).squareRoot()))
    }
    let growth = ForestGrowth(
      try RankedFeatures(matrix, ranked: !drawsThresholds, for: name),
      try TreeTarget(request, options, for: name), limits, request,
      draw: try draw(options, rows: matrix.rowCount))
    let (forest, gains) = try growth.grow(
      options.integer("n_estimators") ?? 100, progress: request.progress)
    var facts = [
      ModelFact("trees", NumberText.thousands(forest.trees.count)),
      ModelFact("depth", NumberText.thousands(forest.depth)),
      ModelFact("leaves", NumberText.thousands(forest.leafCount)),
    ]
    if options.boolean("oob_score") == true {
      facts.append(try OutOfBag(growth, forest, request, name: name).fact)
    }
    return TreeEnsemble(
      name: name, forest: forest, featureNames: matrix.names, classes: request.target.labels, gains: gains,
      facts: facts)
  }

  private static func draw(_ options: Options, rows: Int) throws(LearningError) -> RowDraw? {
    guard options.boolean("bootstrap") == true else {
      for option in ["max_samples", "oob_score"]
      where options.isWritten(option) && options.boolean(option) != false {
        throw LearningError("`\(option)` needs `bootstrap: yes`: without it every tree sees all rows")
      }
      return nil
    }
    switch options["max_samples"] {
    case .integer(let count):
      guard count <= rows else {
        throw LearningError(
          "`max_samples` is \(NumberText.thousands(Int(count))), and there are \(NumberText.count(rows, "row"))"
        )
      }
      return RowDraw(count: Int(count), replaces: true)
    case .share(let share):
      return RowDraw(count: max(1, Int((share * Double(rows)).rounded())), replaces: true)
    default: return RowDraw(count: rows, replaces: true)
    }
  }
}
