import Canonical
import Frame

/// How much worse a model gets where the values of one column are shuffled among the rows (Breiman, 2001; Fisher, Rudin and Dominici,
/// 2019): what it loses with what the column knows.
package struct PermutationImportance: Sendable {
  /// The columns, in their order.
  package let names: [String]
  /// The score with nothing shuffled.
  package let baseline: Double
  /// What is lost: for column `c`, at `losses[c]`, a number a repeat; positive where the score got worse.
  package let losses: [[Double]]

  /// The mean loss of each column.
  package var means: [Double] { losses.map { Moments.mean($0, weights: nil) } }

  /// The standard deviation of each column's losses over the repeats (that of a population, as in scikit-learn).
  package var deviations: [Double] {
    losses.map { own in
      let mean = Moments.mean(own, weights: nil)
      return (FixedOrder.sum(own.map { ($0 - mean) * ($0 - mean) }) / Double(own.count)).squareRoot()
    }
  }

  /// The columns with their mean losses, largest first.
  package var ranked: [FeatureImportance] { FeatureImportance.ranked(names, means) }

  /// Measures by shuffling columns of whatever is predicted from: features, or the columns of a table.
  ///
  /// Repeat `r` of column `c` shuffles by the random numbers of `seed`, `c` and `r` alone.
  /// - Parameters:
  ///   - repeats: how often each column is shuffled; at least one.
  ///   - greaterIsBetter: whether a lower score is a loss.
  ///   - score: the score where column `column` has the values of the rows `order` instead of its own; nil for nothing shuffled.
  ///     It is called on several cores at once.
  package static func measure(
    _ names: [String], rowCount: Int, repeats: Int = 5, seed: UInt64, greaterIsBetter: Bool,
    isCancelled: @escaping @Sendable () -> Bool = { false },
    score: @escaping @Sendable (_ shuffled: (column: Int, order: [Int32])?) throws -> Double
  ) throws -> PermutationImportance {
    guard rowCount > 0, repeats > 0 else { throw LearningError("there are no rows to shuffle") }
    let baseline = try score(nil)
    let results = Parallel.map(names.count * repeats) { index -> Result<Double, any Error> in
      Result {
        if isCancelled() { throw CancellationError() }
        var order = (0..<rowCount).map(Int32.init)
        var stream = RandomStream(seed: seed, stream: UInt64(index / repeats) << 32 | UInt64(index % repeats))
        stream.shuffle(&order)
        let shuffled = try score((index / repeats, order))
        return greaterIsBetter ? baseline - shuffled : shuffled - baseline
      }
    }
    var losses: [[Double]] = names.map { _ in [] }
    for (index, result) in results.enumerated() { losses[index / repeats].append(try result.get()) }
    return PermutationImportance(names: names, baseline: baseline, losses: losses)
  }

  /// Measures the features that a model reads.
  /// - Parameter score: of a prediction of all rows; called on several cores at once.
  package static func measure(
    _ model: any Predictor, _ matrix: FeatureMatrix, repeats: Int = 5, seed: UInt64, greaterIsBetter: Bool,
    isCancelled: @escaping @Sendable () -> Bool = { false },
    score: @escaping @Sendable (Prediction) throws -> Double
  ) throws -> PermutationImportance {
    try measure(
      matrix.names, rowCount: matrix.rowCount, repeats: repeats, seed: seed, greaterIsBetter: greaterIsBetter,
      isCancelled: isCancelled
    ) { shuffled in
      guard let shuffled else { return try score(try model.predict(matrix)) }
      let column = matrix.column(shuffled.column)
      let moved = matrix.replacing(shuffled.column, by: shuffled.order.map { column[Int($0)] })
      return try score(try model.predict(moved))
    }
  }
}

extension FeatureMatrix {
  /// The same features with other values of one, as many as there are rows; what is kept and what is not stays as it is otherwise.
  package func replacing(_ index: Int, by values: [Double]) -> FeatureMatrix {
    switch storage {
    case .dense(var columns):
      columns[index] = .numbers(values)
      return FeatureMatrix(rowCount: rowCount, names: names, columns: columns)
    case .sparse(let rows):
      return FeatureMatrix(names: names, rows: rows.replacing(column: index, by: values))
    }
  }
}

extension SparseRows {
  /// The same rows with other values of one column, kept where they are not zero or the column was kept before.
  fileprivate func replacing(column: Int, by replacement: [Double]) -> SparseRows {
    let wanted = Int32(truncatingIfNeeded: column)
    var offsets = [0]
    var columns: [Int32] = []
    var values: [Double] = []
    columns.reserveCapacity(self.columns.count + rowCount)
    values.reserveCapacity(self.columns.count + rowCount)
    for row in 0..<rowCount {
      let range = self.offsets[row]..<self.offsets[row + 1]
      var position = range.lowerBound
      while position < range.upperBound, self.columns[position] < wanted {
        columns.append(self.columns[position])
        values.append(self.values[position])
        position += 1
      }
      let wasKept = position < range.upperBound && self.columns[position] == wanted
      if wasKept { position += 1 }
      if replacement[row] != 0 || wasKept {
        columns.append(wanted)
        values.append(replacement[row])
      }
      columns += self.columns[position..<range.upperBound]
      values += self.values[position..<range.upperBound]
      offsets.append(columns.count)
    }
    return SparseRows(
      rowCount: rowCount, columnCount: columnCount, offsets: offsets, columns: columns, values: values)
  }
}
