/// `svd`: the projections on the first right singular vectors, as scikit-learn's `TruncatedSVD`: nothing is centred.
enum SingularVectors {
  static let name = "svd"

  static let spec = Projection.spec(
    name, summary: "replaces features by their projections on singular vectors, without centring",
    prefix: "truncatedsvd",
    components: Hyperparameter(
      "components", .integer(1...10_000), default: .integer(2), summary: "how many"),
    centres: false)
}
