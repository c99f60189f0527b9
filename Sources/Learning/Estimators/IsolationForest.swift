import Canonical
import Frame

/// Isolation forests (Liu, Ting and Zhou, 2008) with scikit-learn's names and defaults: how strange a row is by how few random
/// questions set it apart from a sample of the others.
///
/// The score of a row is `2^(-depth / c)`, where `depth` is its mean depth over the trees and `c` that of a row among as many as a tree
/// sees: near 1 for a strange row, well below 0.5 for a common one. It is scikit-learn's `score_samples` with the sign turned.
enum IsolationForest {
  static let spec = EstimatorSpec(
    name: "isolation_forest", summary: "anomalies: rows that few random questions set apart",
    tasks: [.anomaly],
    hyperparameters: [
      Hyperparameter("n_estimators", .integer(1...100_000), default: .integer(100), summary: "trees"),
      Hyperparameter(
        "max_samples", .countOrShare(1...1_000_000_000), default: .integer(256),
        summary: "rows that each tree sees, or their share; all where there are fewer"),
      Hyperparameter(
        "contamination", .scalar, default: .text("auto"),
        summary:
          "share of the training rows to call anomalies, above 0 and up to 0.5; `auto`: those with a score above 0.5"
      ),
      Hyperparameter(
        "max_features", .number(1e-6...1), default: .number(1),
        summary: "share of the features that each tree sees"),
      Hyperparameter(
        "bootstrap", .boolean, default: .boolean(false),
        summary: "whether each tree draws its rows with replacement"),
    ],
    meaningVersion: 1, takesWeights: false, fit: fit)

  private static func fit(_ request: FitRequest, _ options: Options) throws -> any Predictor {
    let matrix = request.matrix
    guard matrix.columnCount > 0 else {
      throw LearningError("`isolation_forest` needs a feature, and there are none")
    }
    let share = try contamination(options)
    let growth = IsolationGrowth(
      matrix: matrix,
      draw: RowDraw(
        count: sampleSize(options, matrix.rowCount), replaces: options.boolean("bootstrap") ?? false),
      features: max(1, Int((options.number("max_features") ?? 1) * Double(matrix.columnCount))),
      seed: request.seed)
    let forest = try growth.grow(
      options.integer("n_estimators") ?? 100, progress: request.progress, isCancelled: request.isCancelled)
    let model = IsolationForestPredictor(
      forest: forest, featureNames: matrix.names, sampleSize: growth.draw.count, threshold: 0.5)
    guard let share else { return model }
    let scores = try model.scores(matrix).sorted()
    return IsolationForestPredictor(
      forest: forest, featureNames: matrix.names, sampleSize: growth.draw.count,
      threshold: Moments.quantile(ofSorted: scores, 1 - share))
  }

  private static func sampleSize(_ options: Options, _ rows: Int) -> Int {
    switch options["max_samples"] {
    case .share(let share): max(1, Int(share * Double(rows)))
    case .integer(let count): min(rows, Int(clamping: count))
    default: min(rows, 256)
    }
  }

  /// The share of anomalies; nil where it is not given.
  private static func contamination(_ options: Options) throws(LearningError) -> Double? {
    if options.text("contamination") == "auto" { return nil }
    guard let share = options.number("contamination"), share > 0, share <= 0.5 else {
      throw LearningError(
        "`contamination` takes auto, or a share above 0 and up to 0.5, not \(options["contamination"]?.text ?? "")"
      )
    }
    return share
  }
}
