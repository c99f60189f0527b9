import Frame

/// How intervals are found by drawing rows anew.
package struct BootstrapPlan: Sendable, Hashable {
  /// The share of intervals that hold the score of all rows there could be, such as 0.95.
  package var level: Double
  /// How often rows are drawn.
  package var resamples: Int
  package var method: Method
  package var seed: UInt64

  /// How the scores of resamples become an interval.
  package enum Method: String, Sendable, Hashable, CaseIterable {
    /// Their quantiles.
    case percentile
    /// Their quantiles, corrected for bias and for a spread that changes with the score (B. Efron 1987).
    case bca
  }

  package init(level: Double = 0.95, resamples: Int = 1000, method: Method = .percentile, seed: UInt64) {
    self.level = level
    self.resamples = resamples
    self.method = method
    self.seed = seed
  }
}

/// An interval for a score.
package struct ScoreInterval: Sendable, Hashable {
  package var low: Double
  package var high: Double

  package init(low: Double, high: Double) {
    self.low = low
    self.high = high
  }
}

/// The scores of models on the same resamples of their rows.
package struct Bootstrap: Sendable {
  private let plan: BootstrapPlan
  /// By model, then by metric.
  private let scores: [[ResampledScore?]]
  private let values: [[MetricValue]]
  /// By model, then by metric: the scores of the resamples, NaN where one has none.
  package let replicates: [[[Double]]]
  private let rows: Int

  /// The share of resamples that must have a score for it to have an interval.
  private static let leastDefined = 0.9

  /// `models`: what each said of the same rows. Any number of cores comes to the same numbers.
  /// O(resamples · rows · (models · metrics)).
  package init(_ models: [Evaluated], _ metrics: [MetricSpec], _ plan: BootstrapPlan) {
    self.plan = plan
    let rows = models.first?.count ?? 0
    self.rows = rows
    let scores = models.map { model in
      let cells = try? CellSums(ConfusionCells(model))
      return metrics.map {
        $0.noInterval(rows: rows) == nil ? try? ResampledScore($0, model, cells: cells) : nil
      }
    }
    self.scores = scores
    values = models.map { model in metrics.map { $0.score(model) } }
    let width = models.count * metrics.count
    let queries = scores.joined().compactMap { $0?.queryCount }.max() ?? 0
    let pieces = Parallel.pieces(of: plan.resamples, atLeast: 8)
    let drawn = Parallel.map(pieces.count) { piece -> [[Double]] in
      var resample = ResampledRows(rows: rows, queries: queries)
      return pieces[piece].map { number in
        resample.draw(seed: plan.seed, number: number)
        var values: [Double] = []
        values.reserveCapacity(width)
        for model in scores { for score in model { values.append(score?.value(&resample) ?? .nan) } }
        return values
      }
    }
    let all = Array(drawn.joined())
    replicates = models.indices.map { model in
      metrics.indices.map { metric in all.map { $0[model * metrics.count + metric] } }
    }
  }

  /// The interval of a score; nil where there is none: a metric that is not resampled or has no value, or that has none for
  /// one resample in ten.
  package func interval(model: Int, metric: Int) -> ScoreInterval? {
    guard let value = values[model][metric].value, let score = scores[model][metric] else { return nil }
    let sorted = replicates[model][metric].filter(\.isFinite).sorted()
    guard isEnough(sorted) else { return nil }
    switch plan.method {
    case .percentile: return percentiles(sorted, (1 - plan.level) / 2, (1 + plan.level) / 2)
    case .bca: return corrected(sorted, value, score)
    }
  }

  /// The interval of how much more the first model scores than the second, by the percentiles of the differences in the
  /// resamples; nil where there is none.
  package func difference(_ first: Int, _ second: Int, metric: Int) -> ScoreInterval? {
    let differences = zip(replicates[first][metric], replicates[second][metric]).map { $0 - $1 }
    let sorted = differences.filter(\.isFinite).sorted()
    return isEnough(sorted) ? percentiles(sorted, (1 - plan.level) / 2, (1 + plan.level) / 2) : nil
  }

  private func isEnough(_ sorted: [Double]) -> Bool {
    !sorted.isEmpty && Double(sorted.count) >= Self.leastDefined * Double(plan.resamples)
  }

  private func percentiles(_ sorted: [Double], _ low: Double, _ high: Double) -> ScoreInterval {
    ScoreInterval(
      low: Moments.quantile(ofSorted: sorted, low), high: Moments.quantile(ofSorted: sorted, high))
  }

  // MARK: Bias-corrected and accelerated

  private func corrected(_ sorted: [Double], _ value: Double, _ score: ResampledScore) -> ScoreInterval? {
    let below = sorted.count { $0 < value } + sorted.count { $0 <= value }
    let share = Double(below) / 2 / Double(sorted.count)
    guard sorted.first != sorted.last else { return percentiles(sorted, 0, 1) }
    guard share > 0, share < 1, let acceleration = acceleration(score) else { return nil }
    let bias = NormalDistribution.quantile(share)
    func level(_ share: Double) -> Double {
      let reach = bias + NormalDistribution.quantile(share)
      let rest = 1 - acceleration * reach
      return rest <= 0 ? (reach > 0 ? 1 : 0) : NormalDistribution.below(bias + reach / rest)
    }
    return percentiles(sorted, level((1 - plan.level) / 2), level((1 + plan.level) / 2))
  }

  /// The most groups of rows that are left out in turn, where a score cannot do without single rows cheaply.
  private static let mostGroups = 200

  /// The skewness of what single rows change, by leaving each out; or, where that would take too long, every 200th.
  private func acceleration(_ score: ResampledScore) -> Double? {
    let left: [(value: Double, rows: Double)]
    do {
      if let each = try score.withoutEach() {
        left = each
      } else {
        let groups = min(rows, Self.mostGroups)
        left = try (0..<groups).map { group in
          let weights = (0..<rows).map { $0 % groups == group ? 0.0 : 1 }
          return (try score.weighted(score.own(weights)), 1)
        }
      }
    } catch {
      return nil
    }
    let total = left.reduce(0) { $0 + $1.rows }
    guard total > 1 else { return nil }
    let mean = FixedOrder.sum(left.map { $0.value * $0.rows }) / total
    let square = FixedOrder.sum(left.map { $0.rows * (mean - $0.value) * (mean - $0.value) })
    let cube = FixedOrder.sum(
      left.map { $0.rows * (mean - $0.value) * (mean - $0.value) * (mean - $0.value) })
    guard square > 0, square.isFinite, cube.isFinite else { return 0 }
    return cube / (6 * square * square.squareRoot())
  }
}

extension ResampledScore {
  /// Weights of rows times those that they have of their own.
  fileprivate func own(_ weights: [Double]) -> [Double] {
    ownWeights.map { zip($0, weights).map { $0 * $1 } } ?? weights
  }
}
