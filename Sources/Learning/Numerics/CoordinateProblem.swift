/// A least squares problem as coordinate descent sees it: columns, and what is left of the target at the present coefficients.
protocol CoordinateProblem {
  var columnCount: Int { get }
  /// The squared length of the target.
  var targetSquares: Double { get }

  /// The squared length of a column; 0 where nothing of it can matter.
  func squares(_ column: Int) -> Double

  /// The product of a column with what is left.
  func product(_ column: Int) -> Double

  /// Takes `step` times a column off what is left.
  mutating func move(_ column: Int, by step: Double)

  /// Computes what is left anew, so that rounding does not add up; gives its squared length and its product with the target.
  mutating func refresh(_ coefficients: [Double]) -> (squares: Double, alongTarget: Double)
}

/// Columns of numbers: a step costs as much as there are rows.
struct ColumnProblem: CoordinateProblem {
  private let columns: [[Double]]
  private let target: [Double]
  private let lengths: [Double]
  private var residual: [Double]
  let targetSquares: Double

  init(columns: [[Double]], target: [Double]) {
    self.columns = columns
    self.target = target
    lengths = columns.map { FixedOrder.dot($0, $0) }
    residual = target
    targetSquares = FixedOrder.dot(target, target)
  }

  var columnCount: Int { columns.count }

  func squares(_ column: Int) -> Double { lengths[column] }

  func product(_ column: Int) -> Double { FixedOrder.dot(columns[column], residual) }

  mutating func move(_ column: Int, by step: Double) {
    columns[column].withUnsafeBufferPointer { column in
      residual.withUnsafeMutableBufferPointer { FixedOrder.addScaled(-step, column, to: $0) }
    }
  }

  mutating func refresh(_ coefficients: [Double]) -> (squares: Double, alongTarget: Double) {
    residual = target
    for (column, coefficient) in coefficients.enumerated() where coefficient != 0 {
      move(column, by: coefficient)
    }
    return (FixedOrder.dot(residual, residual), FixedOrder.dot(residual, target))
  }
}

/// Columns known by their products with each other and with the target alone: for many rows of few features, where a step costs as
/// much as there are features.
struct ProductProblem: CoordinateProblem {
  let columnCount: Int
  let targetSquares: Double
  /// Row by row, symmetric.
  private let products: [Double]
  private let withTarget: [Double]
  private var slopes: [Double]

  init(columns: [[Double]], target: [Double]) {
    let count = columns.count
    columnCount = count
    targetSquares = FixedOrder.dot(target, target)
    withTarget = columns.map { FixedOrder.dot($0, target) }
    let lower = [Double](count: count * count, atLeast: 1) { range, slots in
      for place in range {
        let (row, column) = (place / count, place % count)
        slots[place] = column <= row ? FixedOrder.dot(columns[row], columns[column]) : 0
      }
    }
    products = (0..<count * count).map { place in
      let (row, column) = (place / count, place % count)
      return column <= row ? lower[place] : lower[column * count + row]
    }
    slopes = withTarget
  }

  func squares(_ column: Int) -> Double { products[column * columnCount + column] }

  func product(_ column: Int) -> Double { slopes[column] }

  mutating func move(_ column: Int, by step: Double) {
    let start = column * columnCount
    for other in 0..<columnCount { slopes[other] -= step * products[start + other] }
  }

  mutating func refresh(_ coefficients: [Double]) -> (squares: Double, alongTarget: Double) {
    slopes = withTarget
    for (column, coefficient) in coefficients.enumerated() where coefficient != 0 {
      move(column, by: coefficient)
    }
    let alongTarget = targetSquares - FixedOrder.dot(coefficients, withTarget)
    return (alongTarget - FixedOrder.dot(coefficients, slopes), alongTarget)
  }
}
