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
    "how many classes have to be taken, by falling probability, until all true ones are among them; 0 for a row without one"
  ) { row in
    guard let lowest = row.lowestTrue else { return 0 }
    return Double(row.scores.count { $0 >= lowest })
  }

  private static let averagePrecision = label(
    "label_ranking_average_precision", "LRAP", better: true,
    "mean over the true classes of a row of the share of true ones among those not ranked below it: with one class a row the mean reciprocal rank; 1 where all or none are true"
  ) { row in
    guard row.trueCount > 0, row.trueCount < row.scores.count else { return 1 }
    var sum = 0.0
    for (score, isTrue) in zip(row.scores, row.isTrue) where isTrue {
      var (notBelow, trueOnes) = (0, 0)
      for (other, isTrue) in zip(row.scores, row.isTrue) where other >= score {
        notBelow += 1
        if isTrue { trueOnes += 1 }
      }
      sum += Double(trueOnes) / Double(notBelow)
    }
    return sum / Double(row.trueCount)
  }

  private static let loss = label(
    "label_ranking_loss", "ranking loss", better: false,
    "of all pairs of a true class and another one, the share in which the other is ranked above or beside it; 0 where all or none are true"
  ) { row in
    let others = row.scores.count - row.trueCount
    guard row.trueCount > 0, others > 0 else { return 0 }
    var wrong = 0
    for (score, isTrue) in zip(row.scores, row.isTrue) where isTrue {
      for (other, isTrue) in zip(row.scores, row.isTrue) where !isTrue && other >= score { wrong += 1 }
    }
    return Double(wrong) / Double(row.trueCount * others)
  }

  /// The scores of the classes for one row, and which of them are true.
  private struct RankedRow {
    var scores: ArraySlice<Double>
    var isTrue: [Bool]

    var trueCount: Int { isTrue.count { $0 } }
    var lowestTrue: Double? { zip(scores, isTrue).filter(\.1).map(\.0).min() }
  }

  private static func label(
    _ name: String, _ title: String, better: Bool, _ summary: String,
    _ value: @escaping @Sendable (RankedRow) -> Double
  ) -> MetricSpec {
    MetricSpec(
      name, title: title, tasks: [.classification, .multilabel], higherIsBetter: better, summary: summary,
      .sums(
        { evaluated in
          let scores = try scores(evaluated)
          let size = evaluated.labels.count
          let flags = evaluated.truthFlags
          return RowTerms([
            (0..<evaluated.count).map { row in
              let places = row * size..<(row + 1) * size
              let isTrue =
                flags.isEmpty
                ? (0..<size).map { $0 == Int(evaluated.truthCodes[row]) } : flags[places].map { $0 != 0 }
              return value(RankedRow(scores: scores[places], isTrue: isTrue))
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
