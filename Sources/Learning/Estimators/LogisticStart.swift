/// Where a logistic regression of many rows begins: at the optimum of some of them, with their curvature.
///
/// Both are so near to those of all rows that few sums over all rows are left to make: a Newton step of which only the gradient needs
/// them. The optimum that the solver goes on to does not depend on where it begins.
struct LogisticStart {
  let point: [Double]
  private let curvature: Cholesky

  /// So many rows a parameter, and so many at least, tell the curvature well enough.
  private static let rowsPerParameter = 256
  private static let fewestRows = 16_384
  /// Its factorisation is not to cost more than the sums.
  private static let mostColumns = 256

  /// Nil for two classes only, with a penalty, where there are rows enough to leave most of them out.
  init?(_ objective: LogisticObjective<ScaledDesign>, observe: (Int) throws -> Void) rethrows {
    let design = objective.design
    let wanted = max(
      LogisticStart.fewestRows, LogisticStart.rowsPerParameter * (design.columnCount + 1))
    let step = design.rowCount / wanted
    guard step >= 4, design.columnCount <= LogisticStart.mostColumns, objective.vectorCount == 1,
      objective.penalty > 0, let few = objective.thinned(every: step)
    else { return nil }
    let result = try LBFGS(gradientTolerance: 1e-9, maximumIterations: 100).minimise(
      from: [Double](repeating: 0, count: few.parameterCount), few.value, observe: observe)
    guard result.point.allSatisfy({ $0.isFinite }),
      let curvature = Cholesky(few.curvature(at: result.point), size: few.parameterCount)
    else { return nil }
    point = result.point
    self.curvature = curvature
  }

  /// The inverse of the curvature times a vector.
  func newton(_ vector: [Double]) -> [Double] { curvature.solve(vector) }
}

extension LogisticObjective<ScaledDesign> {
  /// The same of every `step`th row; nil where they have no weight.
  func thinned(every step: Int) -> LogisticObjective? {
    let rows = stride(from: 0, to: design.rowCount, by: step)
    let own = weights.map { weights in rows.map { weights[$0] } }
    let total = own.map(FixedOrder.sum) ?? Double((design.rowCount + step - 1) / step)
    guard total > 0 else { return nil }
    return LogisticObjective(
      design: design.thinned(every: step), codes: rows.map { codes[$0] }, vectorCount: vectorCount,
      weights: own, totalWeight: total, penalty: penalty, hasIntercept: hasIntercept)
  }

  /// The Hessian at a point, for two classes: the constant last, and on its own without an intercept.
  func curvature(at point: [Double]) -> [Double] {
    let size = parameterCount
    let (coefficients, constant) = part(0, of: point)
    var scores = [Double](repeating: constant, count: design.rowCount)
    let own = Array(coefficients)
    scores.withUnsafeMutableBufferPointer { design.addScores(of: 0..<design.rowCount, own, to: $0) }
    let roots = scores.enumerated().map { row, score in
      let share = Elementary.logistic(score)
      return ((weights?[row] ?? 1) * share * (1 - share) / totalWeight).squareRoot()
    }
    let rowCount = design.rowCount
    var columns = (0..<size - 1).map { column in
      zip(design.values[column * rowCount..<(column + 1) * rowCount], roots).map { $0 * $1 }
    }
    columns.append(hasIntercept ? roots : [Double](repeating: 0, count: rowCount))
    var lower = [Double](count: size * size, atLeast: 1) { [columns] range, slots in
      for place in range {
        let (row, column) = (place / size, place % size)
        slots[place] = column <= row ? FixedOrder.dot(columns[row], columns[column]) : 0
      }
    }
    for column in 0..<size - 1 {
      lower[column * size + column] += penalty * design.factors[column] * design.factors[column]
    }
    if !hasIntercept { lower[size * size - 1] = 1 }
    return lower
  }
}
