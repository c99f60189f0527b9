/// `pca`: principal components, as scikit-learn's `PCA`: centred, not scaled, the largest element of each direction positive.
enum PrincipalComponents {
  static let name = "pca"

  static let spec = Projection.spec(
    name, summary: "replaces features by their principal components", prefix: name,
    components: Hyperparameter(
      "components", .countOrShare(1...10_000),
      summary: "how many, or the share of the variance that they are to have, such as `90%`; left out: all"),
    centres: true)
}
