/// Least squares with an L1 penalty, as scikit-learn's `Lasso`: an `ElasticNet` whose `l1_ratio` is 1.
enum Lasso {
  static let spec = EstimatorSpec(
    name: "lasso", summary: "least squares with an L1 penalty, which leaves features out",
    tasks: [.regression], hyperparameters: ElasticNet.options(), meaningVersion: 1, takesStart: true,
    fit: { try ElasticNet.fit("lasso", $0, $1) })
}
