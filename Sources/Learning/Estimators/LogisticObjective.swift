import Frame

/// The mean deviance of a logistic model plus its penalty, and the gradient, over blocks of rows in fixed order.
struct LogisticObjective<Design: LinearDesign> {
  let design: Design
  let codes: [Int32]
  /// One for two classes, else one a class.
  let vectorCount: Int
  let weights: [Double]?
  let totalWeight: Double
  let penalty: Double
  let hasIntercept: Bool

  private let blockSize = 2048

  init(
    design: Design, codes: [Int32], vectorCount: Int, weights: [Double]?, totalWeight: Double,
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

  /// The point at which a model's coefficients are found.
  func point(_ model: LogisticPredictor) -> [Double] {
    var point: [Double] = []
    for vector in 0..<vectorCount {
      let own = model.coefficients[vector * design.columnCount..<(vector + 1) * design.columnCount]
      point += zip(own, design.factors).map { $0 / $1 }
      point.append(hasIntercept ? model.intercepts[vector] + FixedOrder.dot(Array(own), design.centres) : 0)
    }
    return point
  }

  /// The objective at `point`; its gradient is written to `gradient`.
  func value(at point: [Double], gradient: inout [Double]) -> Double {
    let vectors = (0..<vectorCount).map { vector in
      let (coefficients, constant) = part(vector, of: point)
      return design.kept(coefficients, constant: constant)
    }
    let pieces = design.pieces
    let parts = Parallel.map(pieces.count) { part(pieces[$0], vectors) }
    for index in gradient.indices { gradient[index] = 0 }
    var deviance = 0.0
    for part in parts {
      deviance += part.deviance
      for index in gradient.indices { gradient[index] += part.gradient[index] }
    }
    for vector in 0..<vectorCount {
      let constant = vector * stride + design.columnCount
      design.finish(&gradient, at: vector * stride, residuals: gradient[constant])
      if !hasIntercept { gradient[constant] = 0 }
    }
    for index in gradient.indices { gradient[index] /= totalWeight }
    return deviance / totalWeight + addPenalty(point, &gradient)
  }

  /// The deviance of some rows, and what they add to the gradient; last of each vector, the sum of its residuals.
  private func part(
    _ rows: Range<Int>, _ vectors: [(coefficients: [Double], constant: Double)]
  ) -> (deviance: Double, gradient: [Double]) {
    var gradient = [Double](repeating: 0, count: parameterCount)
    var residuals = [Double](repeating: 0, count: vectorCount * blockSize)
    var deviance = 0.0
    for start in Swift.stride(from: rows.lowerBound, to: rows.upperBound, by: blockSize) {
      let block = start..<min(start + blockSize, rows.upperBound)
      computeScores(block, vectors, &residuals)
      deviance += vectorCount == 1 ? binomial(block, &residuals) : multinomial(block, &residuals)
      addGradient(block, residuals, &gradient)
    }
    return (deviance, gradient)
  }

  private func computeScores(
    _ rows: Range<Int>, _ vectors: [(coefficients: [Double], constant: Double)], _ scores: inout [Double]
  ) {
    scores.withUnsafeMutableBufferPointer { scores in
      for (vector, own) in vectors.enumerated() {
        let target = UnsafeMutableBufferPointer(
          rebasing: scores[vector * blockSize..<vector * blockSize + rows.count])
        target.update(repeating: own.constant)
        design.addScores(of: rows, own.coefficients, to: target)
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
    residuals.withUnsafeBufferPointer { residuals in
      for vector in 0..<vectorCount {
        let base = vector * stride
        let own = UnsafeBufferPointer(
          rebasing: residuals[vector * blockSize..<vector * blockSize + rows.count])
        design.addGradient(of: rows, own, to: &gradient, at: base)
        gradient[base + design.columnCount] += FixedOrder.sum(own)
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
}
