/// Metrics of how a model orders the rows of each query by their relevance: a number that is not negative, 0 for rows that
/// are not relevant.
enum QueryMetrics {
  static let all: [MetricSpec] = [
    gain("ndcg", "NDCG", cut: nil), gain("ndcg_5", "NDCG@5", cut: 5), gain("ndcg_10", "NDCG@10", cut: 10),
    discounted,
    reciprocal, averagePrecision,
  ]

  /// The rows of one query.
  private struct Query {
    var relevance: [Double]
    var scores: [Double]

    /// K. Järvelin and J. Kekäläinen's (2002) sum of relevances, each divided by the logarithm of 1 + its place to the base of
    /// 2; rows with equal scores share the mean of their relevances.
    func discountedGain(cut: Int?) -> Double {
      let order = scores.indices.sorted { scores[$0] > scores[$1] }
      return QueryMetrics.gain(order.map { relevance[$0] }, keys: order.map { scores[$0] }, cut: cut)
    }

    func idealGain(cut: Int?) -> Double {
      let sorted = relevance.sorted(by: >)
      return QueryMetrics.gain(sorted, keys: sorted, cut: cut)
    }

    /// For each relevant row, how many rows are not below it, and how many relevant ones. O(rows · log rows).
    var places: [(rows: Int, relevant: Int)] {
      let order = scores.indices.sorted { scores[$0] > scores[$1] }
      var places: [(rows: Int, relevant: Int)] = []
      var start = 0
      while start < order.count {
        var end = start
        while end < order.count, scores[order[end]] == scores[order[start]] { end += 1 }
        let tied = order[start..<end].count { relevance[$0] > 0 }
        places += [(rows: Int, relevant: Int)](repeating: (end, places.count + tied), count: tied)
        start = end
      }
      return places
    }
  }

  /// Runs of equal keys share the mean of their gains.
  private static func gain(_ gains: [Double], keys: [Double], cut: Int?) -> Double {
    var (sum, start) = (0.0, 0)
    while start < gains.count {
      var end = start + 1
      while end < gains.count, keys[end] == keys[start] { end += 1 }
      let mean = FixedOrder.sum(Array(gains[start..<end])) / Double(end - start)
      let last = min(end, cut ?? end)
      if start < last {
        sum +=
          mean * (start..<last).reduce(0.0) { $0 + 1 / (Elementary.log(Double($1) + 2) / Elementary.log(2)) }
      }
      start = end
    }
    return sum
  }

  private static func queries(_ evaluated: Evaluated) throws -> [Query] {
    let (truth, predicted) = try RegressionMetrics.pair(evaluated)
    guard let codes = evaluated.queries else { throw Undefined("it needs `queries by COLUMN`") }
    guard truth.allSatisfy({ $0 >= 0 }) else { throw Undefined("a relevance is negative") }
    var rows: [Int32: Int] = [:]
    var queries: [Query] = []
    for (row, code) in codes.enumerated() {
      let index = rows[code] ?? queries.count
      if index == queries.count {
        rows[code] = index
        queries.append(Query(relevance: [], scores: []))
      }
      queries[index].relevance.append(truth[row])
      queries[index].scores.append(predicted[row])
    }
    return queries
  }

  private static func mean(_ values: [Double]) -> Double { FixedOrder.sum(values) / Double(values.count) }

  private static func spec(
    _ name: String, _ title: String, _ summary: String,
    _ value: @escaping @Sendable (Query) -> Double
  ) -> MetricSpec {
    MetricSpec(
      name, title: title, tasks: [.regression], needs: [.queries], summary: summary,
      .queries({ RowTerms([try queries($0).map(value)]) }, { $0.mean(0) }))
  }

  private static func gain(_ name: String, _ title: String, cut: Int?) -> MetricSpec {
    spec(
      name, title,
      "discounted gain of the \(cut.map { "first \($0) rows" } ?? "rows") of each query relative to that of the best order; 0 for queries without a relevant row; mean over queries"
    ) { query in
      let ideal = query.idealGain(cut: cut)
      return ideal == 0 ? 0 : query.discountedGain(cut: cut) / ideal
    }
  }

  private static let discounted = spec(
    "dcg", "DCG", "discounted gain of the rows of each query; mean over queries"
  ) { $0.discountedGain(cut: nil) }

  private static let reciprocal = spec(
    "mrr", "MRR",
    "mean over queries of 1 divided by the place of the first relevant row, behind those with the same score; 0 where there is none"
  ) { query in query.places.map { 1 / Double($0.rows) }.max() ?? 0 }

  private static let averagePrecision = MetricSpec(
    "map", title: "MAP", tasks: [.regression], needs: [.queries],
    summary: "average precision of each query, mean over those with a relevant row",
    .queries(
      { evaluated in
        let precisions = try queries(evaluated).map {
          $0.places.map { Double($0.relevant) / Double($0.rows) }
        }
        return RowTerms([precisions.map { $0.isEmpty ? 0 : mean($0) }, precisions.map { $0.isEmpty ? 0 : 1 }])
      },
      {
        guard $0[1] > 0 else { throw Undefined("no query has a relevant row") }
        return $0[0] / $0[1]
      }))
}
