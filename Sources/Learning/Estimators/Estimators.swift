import Frame

/// The kinds of model, one file each.
package enum Estimators {
  /// In the order of the documentation.
  package static let all: [EstimatorSpec] = [
    Logistic.spec, Linear.spec, Ridge.spec, Lasso.spec, ElasticNet.spec,
    SupportVectorMachine.spec, NaiveBayes.spec, NearestNeighbours.spec,
    DecisionTree.spec, RandomForest.spec, ExtraTrees.spec, GradientBoosting.spec,
    MultilayerPerceptron.spec,
    KMeans.spec, GaussianMixture.spec, IsolationForest.spec,
    Ensemble.spec, Baseline.spec,
  ]

  /// The kind with this name.
  package static subscript(name: String) -> EstimatorSpec? { all.first { $0.name.hasSameBytes(as: name) } }

  /// The name of a kind in running text: `gradient boosting`, `MLP`.
  package static func title(of name: String) -> String {
    switch name {
    case "mlp", "svm", "knn": name.uppercased()
    case "kmeans": "k-means"
    default: name.replacing("_", with: " ")
    }
  }
}
