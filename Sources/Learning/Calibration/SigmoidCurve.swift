/// A logistic curve over a score: `1 / (1 + e^(slope · score + offset))`.
///
/// Fitted by maximum likelihood to targets drawn in from 0 and 1, so that few rows do not make it too sure (Platt,
/// "Probabilistic outputs for support vector machines", 1999), by Newton's method with halved steps (Lin, Lin and Weng, "A note
/// on Platt's probabilistic outputs", 2007).
struct SigmoidCurve: Sendable, Equatable {
  let slope: Double
  let offset: Double

  init(slope: Double, offset: Double) {
    self.slope = slope
    self.offset = offset
  }

  init(_ scores: [Double], _ isClass: [Bool], weights: [Double]?) {
    let ones = isClass.indices.reduce(0.0) { $0 + (isClass[$1] ? weights?[$1] ?? 1 : 0) }
    let zeros = isClass.indices.reduce(0.0) { $0 + (isClass[$1] ? 0 : weights?[$1] ?? 1) }
    let targets = isClass.map { $0 ? (ones + 1) / (ones + 2) : 1 / (zeros + 2) }
    let fitting = Fitting(scores: scores, targets: targets, weights: weights)
    (slope, offset) = fitting.minimum(from: (0, Elementary.log((zeros + 1) / (ones + 1))))
  }

  func probability(_ score: Double) -> Double { Elementary.logistic(-(slope * score + offset)) }

  private struct Fitting {
    var scores: [Double]
    var targets: [Double]
    var weights: [Double]?

    func loss(_ slope: Double, _ offset: Double) -> Double {
      FixedOrder.sum(
        scores.indices.map { row in
          let value = slope * scores[row] + offset
          return (Elementary.softplus(value) - (1 - targets[row]) * value) * (weights?[row] ?? 1)
        })
    }

    func minimum(from start: (Double, Double)) -> (Double, Double) {
      var (slope, offset) = start
      var value = loss(slope, offset)
      for _ in 0..<200 {
        let (gradient, hessian) = derivatives(slope, offset)
        guard max(gradient.0.magnitude, gradient.1.magnitude) > 1e-10 * Double(scores.count) else { break }
        let determinant = hessian.0 * hessian.2 - hessian.1 * hessian.1
        guard determinant > 0 else { break }
        let step = (
          -(hessian.2 * gradient.0 - hessian.1 * gradient.1) / determinant,
          -(hessian.0 * gradient.1 - hessian.1 * gradient.0) / determinant
        )
        var length = 1.0
        var better = false
        while length > 1e-12 {
          let (a, b) = (slope + length * step.0, offset + length * step.1)
          let next = loss(a, b)
          if next < value {
            (slope, offset, value, better) = (a, b, next, true)
            break
          }
          length /= 2
        }
        guard better else { break }
      }
      return (slope, offset)
    }

    /// Of the loss; a ridge of 10⁻¹² keeps the second one invertible.
    private func derivatives(
      _ slope: Double, _ offset: Double
    ) -> (gradient: (Double, Double), hessian: (Double, Double, Double)) {
      var first: [Double] = []
      var second: [Double] = []
      for row in scores.indices {
        let weight = weights?[row] ?? 1
        let other = Elementary.logistic(slope * scores[row] + offset)
        first.append((other - (1 - targets[row])) * weight)
        second.append(other * (1 - other) * weight)
      }
      let cross = zip(scores, second).map { $0 * $1 }
      return (
        (FixedOrder.dot(scores, first), FixedOrder.sum(first)),
        (FixedOrder.dot(scores, cross) + 1e-12, FixedOrder.sum(cross), FixedOrder.sum(second) + 1e-12)
      )
    }
  }
}
