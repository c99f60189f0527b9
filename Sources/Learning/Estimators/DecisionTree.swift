import Canonical

/// A decision tree as scikit-learn's: greedy binary splits at the middles between neighbouring values.
///
/// Of equally good splits the one by the first feature is taken, and of these the one with the lowest threshold; scikit-learn
/// leaves that to chance. Missing values go to the side that gains more; where training had none, to the larger side.
enum DecisionTree {
  static let spec = EstimatorSpec(
    name: "decision_tree", summary: "a decision tree (CART), for classes or numbers",
    tasks: [.classification, .regression], hyperparameters: TreeOptions.shared(features: nil),
    meaningVersion: 1, takesMissing: true, fit: fit)

  private static func fit(_ request: FitRequest, _ options: Options) throws -> any Predictor {
    let matrix = request.matrix
    let growth = ForestGrowth(
      try RankedFeatures(matrix, for: spec.name), try TreeTarget(request, options, for: spec.name),
      try TreeOptions.limits(options, rows: matrix.rowCount, features: matrix.columnCount), request)
    let (forest, gains) = try growth.grow(1, progress: request.progress)
    return TreeEnsemble(
      name: spec.name, forest: forest, featureNames: matrix.names, classes: request.target.labels,
      gains: gains,
      facts: [
        ModelFact("depth", NumberText.thousands(forest.depth)),
        ModelFact("leaves", NumberText.thousands(forest.leafCount)),
      ])
  }
}
