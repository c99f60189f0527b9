/// Metrics of the order in which a model puts the classes of each row.
enum LabelRankMetrics {
  static let all: [MetricSpec] =
    [topK("top_k_accuracy", 2), topK("top_3_accuracy", 3), topK("top_5_accuracy", 5)] + [
      hinge, coverage, averagePrecision, loss, oneVersusOne(weighted: false), oneVersusOne(weighted: true),
    ]

  private static func topK(_ name: String, _ k: Int) -> MetricSpec {
    MetricSpec(
      name, title: "top-\(k) accuracy",
      summary:
        "share of the rows whose class is among the \(k) most probable ones; of equally probable ones the last come first",
      .sums(
        { evaluated in
          let scores = try scores(evaluated)
          let size = evaluated.labels.count
          return RowTerms([
            evaluated.truthCodes.enumerated().map { row, code in
              let own = scores[row * size + Int(code)]
              let ahead = (0..<size).count { label in
                let score = scores[row * size + label]
                return score > own || (score == own && label > Int(code))
              }
              return ahead < k ? 1 : 0
            }
          ])
        }, { $0.mean(0) }))
  }

  /// K. Crammer and Y. Singer's for more than two classes.
  private static let hinge = MetricSpec(
    "hinge_loss", title: "hinge loss", higherIsBetter: false,
    summary: "mean of how far the decision falls short of a margin of 1",
    .sums(
      { evaluated in
        guard evaluated.probabilities == nil, let scores = evaluated.rowScores else {
          throw Undefined("it is for models that give decision values and no probabilities, such as `svm`")
        }
        let size = evaluated.labels.count
        return RowTerms([
          evaluated.truthCodes.enumerated().map { row, code in
            let own = scores[row * size + Int(code)]
            if size == 2 { return max(0, 1 - own) }
            let other = (0..<size).filter { $0 != Int(code) }.map { scores[row * size + $0] }.max() ?? 0
            return max(0, 1 - (own - other))
          }
        ])
      }, { $0.mean(0) }))

  private static let coverage = label(
    "coverage_error", "coverage error", better: false,
    "how many classes have to be taken, by falling probability, until the true one is among them"
  ) { $0.notBelow }

  private static let averagePrecision = label(
    "label_ranking_average_precision", "LRAP", better: true,
    "mean of 1 divided by the rank of the true class among all (also known as the mean reciprocal rank)"
  ) { 1 / $0.notBelow }

  private static let loss = label(
    "label_ranking_loss", "ranking loss", better: false,
    "mean share of the other classes that are ranked above the true one or beside it"
  ) { $0.size < 2 ? 0 : ($0.notBelow - 1) / ($0.size - 1) }

  /// The place of the true class: how many have at least its score, itself included.
  private struct Place {
    var notBelow: Double
    var size: Double
  }

  private static func label(
    _ name: String, _ title: String, better: Bool, _ summary: String,
    _ value: @escaping @Sendable (Place) -> Double
  ) -> MetricSpec {
    MetricSpec(
      name, title: title, higherIsBetter: better, summary: summary,
      .sums(
        { evaluated in
          let scores = try scores(evaluated)
          let size = evaluated.labels.count
          return RowTerms([
            evaluated.truthCodes.enumerated().map { row, code in
              let own = scores[row * size + Int(code)]
              let place = (0..<size).count { scores[row * size + $0] >= own }
              return value(Place(notBelow: Double(place), size: Double(size)))
            }
          ])
        }, { $0.mean(0) }))
  }

  private static func scores(_ evaluated: Evaluated) throws -> [Double] {
    guard let scores = evaluated.rowScores else { throw Undefined("the model gives no scores of classes") }
    guard scores.allSatisfy({ !$0.isNaN }) else { throw Undefined("a score is not a number") }
    return scores
  }

  /// D. Hand and R. Till's (2001): for each pair of classes both areas over the rows of the two alone.
  private static func oneVersusOne(weighted: Bool) -> MetricSpec {
    MetricSpec(
      weighted ? "roc_auc_ovo_weighted" : "roc_auc_ovo",
      title: weighted ? "weighted ROC AUC, pairs" : "ROC AUC, pairs",
      summary: "mean ROC AUC over all pairs of classes" + (weighted ? ", weighted by their rows" : "")
        + "; rows count for one each",
      .pairs(weighted: weighted))
  }
}

extension Evaluated {
  /// Row-major scores of the labels: probabilities, or the values of the decision; nil for anything but classes.
  var rowScores: [Double]? {
    let columns = labels.indices.compactMap { scores(of: $0) }
    guard !labels.isEmpty, columns.count == labels.count, columns.allSatisfy({ $0.count == count }) else {
      return nil
    }
    return (0..<count).flatMap { row in columns.map { $0[row] } }
  }
}
