/// The mean deviance of a logistic model plus its penalty, and the gradient, over blocks of rows in fixed order.
struct LogisticObjective {
  let design: ScaledDesign
  let codes: [Int32]
  /// One for two classes, else one a class.
  let vectorCount: Int
  let weights: [Double]?
  let totalWeight: Double
  let penalty: Double
  let hasIntercept: Bool

  private let blockSize = 2048

  init(
    design: ScaledDesign, codes: [Int32], vectorCount: Int, weights: [Double]?, totalWeight: Double,
    penalty: Double, hasIntercept: Bool
  ) {
    self.design = design
    self.codes = codes
    self.vectorCount = vectorCount
    self.weights = weights
    self.totalWeight = totalWeight
    self.penalty = penalty
    self.hasIntercept = hasIntercept
  }

  /// Coefficients and a constant for each vector; the constant stays zero where there is no intercept.
  var parameterCount: Int { vectorCount * stride }

  private var stride: Int { design.columnCount + 1 }

  /// The scaled coefficients and the constant of one vector.
  func part(_ vector: Int, of point: [Double]) -> (coefficients: ArraySlice<Double>, constant: Double) {
    let start = vector * stride
    return (point[start..<start + design.columnCount], point[start + design.columnCount])
  }

  /// The objective at `point`; its gradient is written to `gradient`.
  func value(at point: [Double], gradient: inout [Double]) -> Double {
    for index in gradient.indices { gradient[index] = 0 }
    var deviance = 0.0
    var residuals = [Double](repeating: 0, count: vectorCount * blockSize)
    for start in Swift.stride(from: 0, to: design.rowCount, by: blockSize) {
      let rows = start..<min(start + blockSize, design.rowCount)
      computeScores(rows, point, &residuals)
      deviance += vectorCount == 1 ? binomial(rows, &residuals) : multinomial(rows, &residuals)
      addGradient(rows, residuals, &gradient)
    }
    for index in gradient.indices { gradient[index] /= totalWeight }
    return deviance / totalWeight + addPenalty(point, &gradient)
  }

  private func computeScores(_ rows: Range<Int>, _ point: [Double], _ scores: inout [Double]) {
    design.values.withUnsafeBufferPointer { values in
      scores.withUnsafeMutableBufferPointer { scores in
        for vector in 0..<vectorCount {
          let base = vector * stride
          let target = UnsafeMutableBufferPointer(
            rebasing: scores[vector * blockSize..<vector * blockSize + rows.count])
          target.update(repeating: point[base + design.columnCount])
          for column in 0..<design.columnCount where point[base + column] != 0 {
            FixedOrder.addScaled(point[base + column], slice(values, column, rows), to: target)
          }
        }
      }
    }
  }

  /// Turns scores into weighted residuals, and gives the deviance of the rows.
  private func binomial(_ rows: Range<Int>, _ scores: inout [Double]) -> Double {
    var deviance = 0.0
    for (offset, row) in rows.enumerated() {
      let score = scores[offset]
      let weight = weights?[row] ?? 1
      let truth: Double = codes[row] == 1 ? 1 : 0
      deviance += weight * (Elementary.softplus(score) - truth * score)
      scores[offset] = weight * (Elementary.logistic(score) - truth)
    }
    return deviance
  }

  private func multinomial(_ rows: Range<Int>, _ scores: inout [Double]) -> Double {
    var deviance = 0.0
    for (offset, row) in rows.enumerated() {
      let weight = weights?[row] ?? 1
      let truth = Int(codes[row])
      var highest = -Double.infinity
      for vector in 0..<vectorCount { highest = max(highest, scores[vector * blockSize + offset]) }
      let truthScore = scores[truth * blockSize + offset] - highest
      var sum = 0.0
      for vector in 0..<vectorCount {
        let power = Elementary.exp(scores[vector * blockSize + offset] - highest)
        scores[vector * blockSize + offset] = power
        sum += power
      }
      for vector in 0..<vectorCount {
        let share = scores[vector * blockSize + offset] / sum
        scores[vector * blockSize + offset] = weight * (share - (vector == truth ? 1 : 0))
      }
      deviance += weight * (Elementary.log(sum) - truthScore)
    }
    return deviance
  }

  private func addGradient(_ rows: Range<Int>, _ residuals: [Double], _ gradient: inout [Double]) {
    design.values.withUnsafeBufferPointer { values in
      residuals.withUnsafeBufferPointer { residuals in
        for vector in 0..<vectorCount {
          let base = vector * stride
          let own = UnsafeBufferPointer(
            rebasing: residuals[vector * blockSize..<vector * blockSize + rows.count])
          for column in 0..<design.columnCount {
            gradient[base + column] += FixedOrder.dot(slice(values, column, rows), own)
          }
          if hasIntercept { gradient[base + design.columnCount] += FixedOrder.sum(own) }
        }
      }
    }
  }

  private func addPenalty(_ point: [Double], _ gradient: inout [Double]) -> Double {
    var sum = 0.0
    for vector in 0..<vectorCount {
      for column in 0..<design.columnCount {
        let index = vector * stride + column
        let factor = design.factors[column]
        sum += (point[index] * factor) * (point[index] * factor)
        gradient[index] += penalty * factor * factor * point[index]
      }
    }
    return penalty / 2 * sum
  }

  private func slice(
    _ values: UnsafeBufferPointer<Double>, _ column: Int, _ rows: Range<Int>
  ) -> UnsafeBufferPointer<Double> {
    let base = column * design.rowCount
    return UnsafeBufferPointer(rebasing: values[base + rows.lowerBound..<base + rows.upperBound])
  }
}
