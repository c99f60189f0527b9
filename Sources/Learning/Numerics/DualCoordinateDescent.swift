import Frame

/// Linear support vector machines by their duals, a row at a time in random order; the objectives are liblinear's.
///
/// Hsieh et al., "A Dual Coordinate Descent Method for Large-scale Linear SVM" (2008), with its shrinking, and Ho and Lin,
/// "Large-scale Linear Support Vector Regression" (2012). The order of the rows comes from a stream of its own, so that nothing
/// depends on what else runs.
struct DualCoordinateDescent {
  let rows: RowVectors
  /// The cost of a row, one each.
  let costs: [Double]
  /// The largest violation of the conditions of the optimum at which the search ends.
  let tolerance: Double
  let maximumSweeps: Int

  struct Solution: Sendable {
    let vector: [Double]
    let sweeps: Int
    let converged: Bool
  }

  /// Minimises `½ ‖w‖² + Σ cost · max(0, 1 − sign · w·x)`; a sign is 1 or −1.
  func classifier(
    signs: [Double], stream: RandomStream, observe: (Int) throws -> Void
  ) rethrows -> Solution {
    var stream = stream
    var vector = [Double](repeating: 0, count: rows.length)
    var shares = [Double](repeating: 0, count: rows.rowCount)
    let squares = (0..<rows.rowCount).map(rows.squares)
    var order = (0..<rows.rowCount).filter { costs[$0] > 0 }
    var active = order.count
    var bounds = (low: -Double.infinity, high: Double.infinity)
    var sweeps = 0
    while sweeps < maximumSweeps {
      try observe(sweeps)
      var seen = (low: Double.infinity, high: -Double.infinity)
      DualCoordinateDescent.shuffle(&order, first: active, &stream)
      var place = 0
      while place < active {
        let row = order[place]
        let slope = signs[row] * rows.dot(row, vector) - 1
        var projected = 0.0
        if shares[row] == 0 {
          if slope > bounds.high {
            active -= 1
            order.swapAt(place, active)
            continue
          }
          projected = min(slope, 0)
        } else if shares[row] == costs[row] {
          if slope < bounds.low {
            active -= 1
            order.swapAt(place, active)
            continue
          }
          projected = max(slope, 0)
        } else {
          projected = slope
        }
        seen = (min(seen.low, projected), max(seen.high, projected))
        if projected != 0, squares[row] > 0 {
          let before = shares[row]
          shares[row] = min(max(before - slope / squares[row], 0), costs[row])
          rows.add((shares[row] - before) * signs[row], row, to: &vector)
        } else if projected != 0 {
          shares[row] = projected < 0 ? costs[row] : 0
        }
        place += 1
      }
      sweeps += 1
      if seen.high - seen.low <= tolerance {
        if active == order.count { return Solution(vector: vector, sweeps: sweeps, converged: true) }
        active = order.count
        bounds = (-.infinity, .infinity)
        continue
      }
      bounds = (seen.low < 0 ? seen.low : -.infinity, seen.high > 0 ? seen.high : .infinity)
    }
    return Solution(vector: vector, sweeps: sweeps, converged: false)
  }

  /// Minimises `½ ‖w‖² + Σ cost · max(0, |w·x − y| − margin)`.
  func regression(
    target: [Double], margin: Double, stream: RandomStream, observe: (Int) throws -> Void
  ) rethrows -> Solution {
    var stream = stream
    var vector = [Double](repeating: 0, count: rows.length)
    var shares = [Double](repeating: 0, count: rows.rowCount)
    let squares = (0..<rows.rowCount).map(rows.squares)
    var order = (0..<rows.rowCount).filter { costs[$0] > 0 && squares[$0] > 0 }
    var sweeps = 0
    while sweeps < maximumSweeps {
      try observe(sweeps)
      DualCoordinateDescent.shuffle(&order, first: order.count, &stream)
      var worst = 0.0
      for row in order {
        let slope = rows.dot(row, vector) - target[row]
        let before = shares[row]
        worst = max(worst, violation(slope, margin, share: before, cost: costs[row]))
        let step =
          if slope + margin < squares[row] * before {
            -(slope + margin) / squares[row]
          } else if slope - margin > squares[row] * before {
            -(slope - margin) / squares[row]
          } else {
            -before
          }
        shares[row] = min(max(before + step, -costs[row]), costs[row])
        if shares[row] != before { rows.add(shares[row] - before, row, to: &vector) }
      }
      sweeps += 1
      if worst <= tolerance { return Solution(vector: vector, sweeps: sweeps, converged: true) }
    }
    return Solution(vector: vector, sweeps: sweeps, converged: false)
  }

  private func violation(_ slope: Double, _ margin: Double, share: Double, cost: Double) -> Double {
    if share == 0 { return max(-(slope + margin), slope - margin, 0) }
    if share >= cost { return max(slope + margin, 0) }
    if share <= -cost { return max(-(slope - margin), 0) }
    return (share > 0 ? slope + margin : slope - margin).magnitude
  }

  private static func shuffle(_ order: inout [Int], first count: Int, _ stream: inout RandomStream) {
    for place in 0..<max(count - 1, 0) { order.swapAt(place, place + stream.next(below: count - place)) }
  }
}
