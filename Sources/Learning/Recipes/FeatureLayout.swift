/// How the numbers of a feature matrix are kept.
///
/// A recipe decides it once, on the rows that it is fitted on, and keeps to it: a model meets rows as it has learned them.
enum FeatureLayout: UInt8, Sendable {
  /// Every number.
  case dense
  /// Without the zeros of steps such as `tfidf` and `one_hot`.
  case sparse

  /// The share of kept numbers below which zeros are left out, as scikit-learn's `ColumnTransformer` has it (`sparse_threshold`).
  static let threshold = 0.3

  /// The layout of `features` columns over `rows` rows, of which `stored` numbers would be kept without the zeros of sparse
  /// parts. Columns that are not sparse count in full.
  init(stored: Int, rows: Int, features: Int, hasSparseParts: Bool) {
    let all = Double(rows) * Double(features)
    self = hasSparseParts && Double(stored) < FeatureLayout.threshold * all ? .sparse : .dense
  }
}
