import Frame

/// `½ ‖w‖² + Σ cost · loss²` of a support vector machine, whose loss is how far a row is on the wrong side of its margin.
///
/// The constant of the model is the last component of `w`, and penalised with the others, as liblinear does it.
struct SquaredMargins: CurvedObjective {
  private let matrix: FeatureMatrix
  /// The matrix with rows and columns exchanged, where it is sparse.
  private let turned: SparseRows?
  private let columns: [[Double]]
  private let costs: [Double]
  /// What stands behind the features of each row; nil without a constant.
  private let constant: Double?
  private let loss: Loss
  /// Twice the costs of the rows that are on the wrong side, 0 for the others.
  private var curvature: [Double]
  private var point: [Double] = []

  enum Loss {
    /// Signs of 1 and −1; the margin is 1.
    case classes([Double])
    /// Numbers that may be missed by so much.
    case numbers([Double], margin: Double)
  }

  init(_ matrix: FeatureMatrix, costs: [Double], constant: Double?, loss: Loss) {
    self.matrix = matrix
    switch matrix.storage {
    case .sparse(let rows):
      turned = rows.transposed()
      columns = []
    case .dense(let own):
      turned = nil
      columns = own.map(\.numbers)
    }
    self.costs = costs
    self.constant = constant
    self.loss = loss
    curvature = costs
  }

  var parameterCount: Int { matrix.columnCount + (constant == nil ? 0 : 1) }

  mutating func move(to point: [Double]) -> (value: Double, gradient: [Double]) {
    let scores = scores(point)
    var residuals = [Double](repeating: 0, count: scores.count)
    var losses = [Double](repeating: 0, count: scores.count)
    for (row, score) in scores.enumerated() {
      let miss = miss(row, score)
      curvature[row] = miss == 0 ? 0 : 2 * costs[row]
      losses[row] = costs[row] * miss * miss
      residuals[row] = 2 * costs[row] * miss
    }
    self.point = point
    let value = FixedOrder.dot(point, point) / 2 + FixedOrder.sum(losses)
    return (value, zip(point, backward(residuals)).map { $0 + $1 })
  }

  /// How far the score of a row is from where it would cost nothing: negative below it.
  private func miss(_ row: Int, _ score: Double) -> Double {
    switch loss {
    case .classes(let signs): return signs[row] * score < 1 ? score - signs[row] : 0
    case .numbers(let target, let margin):
      let difference = score - target[row]
      if difference > margin { return difference - margin }
      return difference < -margin ? difference + margin : 0
    }
  }

  func product(_ vector: [Double]) -> [Double] {
    let weighted = zip(scores(vector), curvature).map { $0 * $1 }
    return zip(vector, backward(weighted)).map { $0 + $1 }
  }

  var diagonal: [Double] {
    var result: [Double] = []
    if let turned {
      for column in 0..<turned.rowCount {
        var sum = 1.0
        for position in turned.offsets[column]..<turned.offsets[column + 1] {
          let value = turned.values[position]
          sum += curvature[Int(turned.columns[position])] * value * value
        }
        result.append(sum)
      }
    } else {
      result = columns.map { column in 1 + FixedOrder.dot(column.map { $0 * $0 }, curvature) }
    }
    if let constant { result.append(1 + constant * constant * FixedOrder.sum(curvature)) }
    return result
  }

  private func scores(_ vector: [Double]) -> [Double] {
    let start = constant.map { $0 * vector[matrix.columnCount] } ?? 0
    if case .sparse(let rows) = matrix.storage { return rows.scores(vector, constant: start) }
    let pieces = Parallel.pieces(of: matrix.rowCount, atLeast: 1 << 14)
    let parts = Parallel.map(pieces.count) { piece in
      var scores = [Double](repeating: start, count: pieces[piece].count)
      scores.withUnsafeMutableBufferPointer { scores in
        for (index, column) in columns.enumerated() where vector[index] != 0 {
          column.withUnsafeBufferPointer {
            FixedOrder.addScaled(vector[index], UnsafeBufferPointer(rebasing: $0[pieces[piece]]), to: scores)
          }
        }
      }
      return scores
    }
    return parts.count == 1 ? parts[0] : parts.flatMap { $0 }
  }

  private func backward(_ residuals: [Double]) -> [Double] {
    var result: [Double]
    if let turned {
      result = turned.scores(residuals, constant: 0)
    } else {
      result = [Double](count: columns.count, atLeast: matrix.rowCount > 1 << 14 ? 1 : .max) { range, slots in
        for column in range { slots[column] = FixedOrder.dot(columns[column], residuals) }
      }
    }
    if let constant { result.append(constant * FixedOrder.sum(residuals)) }
    return result
  }
}
