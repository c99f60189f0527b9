import Canonical
import Frame

/// What a model says on average where one feature has the same value in every row (Friedman, 2001).
package struct PartialDependence: Sendable {
  /// The feature that is varied.
  package let feature: String
  /// The class whose probability or score is averaged; nil for numbers.
  package let outputClass: String?
  /// The values, ascending.
  package let grid: [Double]
  /// The mean prediction at each of them.
  package let averages: [Double]
  /// The predictions of single rows at each of them (individual conditional expectation: Goldstein and others, 2015): as many as were
  /// asked for, spread evenly over the rows.
  package let individuals: [[Double]]

  /// How far the averages go apart.
  package var range: Double {
    (averages.max() ?? 0) - (averages.min() ?? 0)
  }

  /// The values to try: all that occur where they are fewer than `points`, else so many evenly spaced ones between the quantiles of 5% and
  /// 95%, as in scikit-learn. Missing values are left out; empty where there is no other, or only one value.
  package static func grid(_ values: [Double], points: Int = 50) -> [Double] {
    let sorted = values.filter(\.isFinite).sorted()
    var distinct: [Double] = []
    for value in sorted where distinct.last != value {
      distinct.append(value)
      if distinct.count >= points { break }
    }
    if distinct.count < 2 { return [] }
    if distinct.count < points { return distinct }
    let low = quantile(sorted, 0.05)
    let high = quantile(sorted, 0.95)
    guard low < high, points > 1 else { return [] }
    return (0..<points).map { index in
      index == points - 1 ? high : low + Double(index) * ((high - low) / Double(points - 1))
    }
  }

  /// By the plotting positions of Cunnane (1978), as in SciPy's `mquantiles`.
  private static func quantile(_ sorted: [Double], _ share: Double) -> Double {
    let count = Double(sorted.count)
    let position = min(max(count * share + 0.4 + 0.2 * share, 1), count - 1)
    let below = Int(position)
    let part = min(max(count * share + 0.4 + 0.2 * share - Double(below), 0), 1)
    return (1 - part) * sorted[below - 1] + part * sorted[below]
  }

  /// Averages what is predicted where a column of whatever is predicted from has one value throughout.
  /// - Parameters:
  ///   - individuals: for how many rows to keep the single predictions.
  ///   - predict: a number a row, where the column has this value; called on several cores at once.
  package static func measure(
    _ feature: String, outputClass: String? = nil, grid: [Double], individuals: Int = 0,
    isCancelled: @escaping @Sendable () -> Bool = { false },
    predict: @escaping @Sendable (_ value: Double) throws -> [Double]
  ) throws -> PartialDependence {
    guard grid.count >= 2 else {
      throw LearningError("`\(feature)` has fewer than two values, so nothing depends on it")
    }
    let results = Parallel.map(grid.count) { index -> Result<(mean: Double, some: [Double]), any Error> in
      Result {
        if isCancelled() { throw CancellationError() }
        let said = try predict(grid[index])
        guard !said.isEmpty else { throw LearningError("there are no rows to average over") }
        let kept = min(individuals, said.count)
        return (Moments.mean(said, weights: nil), (0..<kept).map { said[$0 * said.count / kept] })
      }
    }
    let found = try results.map { try $0.get() }
    let kept = found.first?.some.count ?? 0
    return PartialDependence(
      feature: feature, outputClass: outputClass, grid: grid, averages: found.map(\.mean),
      individuals: (0..<kept).map { row in found.map { $0.some[row] } })
  }

  /// How a model's predictions depend on one of the features that it reads.
  /// - Parameters:
  ///   - name: the class whose probability or score is averaged; nil for the last one. Not read where the model predicts numbers.
  ///   - points: the most values to try.
  package static func measure(
    _ model: any Predictor, _ matrix: FeatureMatrix, feature: Int, of name: String? = nil, points: Int = 50,
    individuals: Int = 0, isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws -> PartialDependence {
    let code = try ShapleyValues.code(of: name, model.classes)
    return try measure(
      matrix.names[feature], outputClass: model.classes?[code],
      grid: grid(matrix.column(feature), points: points), individuals: individuals, isCancelled: isCancelled
    ) { value in
      let fixed = matrix.replacing(feature, by: [Double](repeating: value, count: matrix.rowCount))
      return try model.predict(fixed).numbers(of: code)
    }
  }
}

extension Prediction {
  /// A number a row: the value, how strange the row is, or the probability or score of the class `code`. Fails for clusters.
  package func numbers(of code: Int) throws(LearningError) -> [Double] {
    switch self {
    case .values(let values): return values
    case .anomalies(let scores, _): return scores
    case .clusters: throw LearningError("a cluster is no number to average")
    case .probabilities, .thresholded, .scores, .labels: return score(of: code)
    }
  }
}
