import Canonical

/// Metrics of how a model orders the rows of each query by their relevance: a number that is not negative, 0 for rows that
/// are not relevant.
enum QueryMetrics {
  static let all: [MetricSpec] =
    [gain("ndcg", "NDCG", cut: nil), gain("ndcg_5", "NDCG@5", cut: 5), gain("ndcg_10", "NDCG@10", cut: 10)]
    + [discounted, reciprocal, averagePrecision(cut: nil), averagePrecision(cut: 10)]
    + [precision(5), precision(10), recall(5), recall(10)]

  /// The mean NDCG of scores, as early stopping watches it.
  static func meanNDCG(_ relevance: [Double], _ scores: [Double], queries: [Int32]) -> Double {
    let values = RankedQuery.all(relevance, scores, queries).map { $0.normalizedGain(cut: nil) }
    return values.isEmpty ? 0 : FixedOrder.sum(values) / Double(values.count)
  }

  /// - Parameter value: of a query; nil where it does not count.
  private static func spec(
    _ name: String, _ title: String, _ summary: String,
    _ value: @escaping @Sendable (RankedQuery) -> Double?
  ) -> MetricSpec {
    MetricSpec(
      name, title: title, tasks: [.regression, .ranking], needs: [.queries], summary: summary,
      .queries(
        { evaluated in
          let values = try queries(evaluated).map(value)
          return RowTerms([values.map { $0 ?? 0 }, values.map { $0 == nil ? 0 : 1 }])
        },
        { sums in
          guard sums[1] > 0 else { throw Undefined("no query has a relevant row") }
          return sums[0] / sums[1]
        }))
  }

  private static func queries(_ evaluated: Evaluated) throws -> [RankedQuery] {
    let (truth, predicted) = try RegressionMetrics.pair(evaluated)
    guard let codes = evaluated.queries else { throw Undefined("it needs `queries by COLUMN`") }
    if let row = truth.firstIndex(where: { $0 < 0 }) {
      throw Undefined("a relevance is negative, \(NumberText.exact(truth[row]))")
    }
    return RankedQuery.all(truth, predicted, codes)
  }

  private static func gain(_ name: String, _ title: String, cut: Int?) -> MetricSpec {
    spec(
      name, title,
      "discounted gain of the \(cut.map { "first \($0) rows" } ?? "rows") of each query relative to that of the best order; 0 for queries without a relevant row; mean over queries"
    ) { $0.normalizedGain(cut: cut) }
  }

  private static let discounted = spec(
    "dcg", "DCG", "discounted gain of the rows of each query; mean over queries"
  ) { $0.discountedGain(cut: nil) }

  private static let reciprocal = spec(
    "mrr", "MRR",
    "mean over queries of 1 divided by the place of the first relevant row, behind those with the same score; 0 where there is none"
  ) { query in query.places.map { 1 / Double($0.rows) }.max() ?? 0 }

  private static func averagePrecision(cut: Int?) -> MetricSpec {
    let least = cut.map { " of the first \($0) rows" } ?? ""
    return spec(
      cut.map { "map_\($0)" } ?? "map", cut.map { "MAP@\($0)" } ?? "MAP",
      "average precision\(least) of each query, mean over those with a relevant row"
    ) { query in
      let places = query.places
      guard !places.isEmpty else { return nil }
      let precisions = places.filter { $0.rows <= cut ?? .max }.map { Double($0.relevant) / Double($0.rows) }
      return FixedOrder.sum(precisions) / Double(min(places.count, cut ?? .max))
    }
  }

  private static func precision(_ cut: Int) -> MetricSpec {
    spec(
      "precision_at_\(cut)", "precision@\(cut)",
      "share of relevant rows among the first \(cut) of each query, of which there may be fewer; rows with one score stand in for each other; mean over queries"
    ) { $0.relevant(among: cut) / Double(cut) }
  }

  private static func recall(_ cut: Int) -> MetricSpec {
    spec(
      "recall_at_\(cut)", "recall@\(cut)",
      "share of a query's relevant rows that is among its first \(cut); rows with one score stand in for each other; mean over queries with a relevant row"
    ) { query in
      let all = query.relevance.count { $0 > 0 }
      return all == 0 ? nil : query.relevant(among: cut) / Double(all)
    }
  }
}
