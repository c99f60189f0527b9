/// The rows of a matrix as vectors, with a constant behind each where the model has one: what solvers read that take a row at a time.
struct RowVectors: Sendable {
  let rowCount: Int
  /// The features, and the constant.
  let length: Int
  /// What stands behind the features of each row; nil for nothing.
  private let constant: Double?
  private let features: Int
  private let storage: Storage

  private enum Storage: Sendable {
    /// Row by row.
    case dense([Double])
    case sparse(SparseRows)
  }

  init(_ matrix: FeatureMatrix, constant: Double?) {
    rowCount = matrix.rowCount
    features = matrix.columnCount
    self.constant = constant
    length = features + (constant == nil ? 0 : 1)
    switch matrix.storage {
    case .sparse(let rows): storage = .sparse(rows)
    case .dense: storage = .dense(matrix.rowMajor)
    }
  }

  /// The product of a row with a vector of `length` numbers.
  func dot(_ row: Int, _ vector: [Double]) -> Double {
    let end = constant.map { $0 * vector[features] } ?? 0
    switch storage {
    case .dense(let values):
      return values.withUnsafeBufferPointer { values in
        vector.withUnsafeBufferPointer { vector in
          let own = UnsafeBufferPointer(rebasing: values[row * features..<(row + 1) * features])
          return FixedOrder.dot(own, UnsafeBufferPointer(rebasing: vector[0..<features])) + end
        }
      }
    case .sparse(let rows):
      var sum = end
      for position in rows.offsets[row]..<rows.offsets[row + 1] {
        sum += rows.values[position] * vector[Int(rows.columns[position])]
      }
      return sum
    }
  }

  /// The product of a row with itself.
  func squares(_ row: Int) -> Double {
    let end = constant.map { $0 * $0 } ?? 0
    switch storage {
    case .dense(let values):
      return values[row * features..<(row + 1) * features].reduce(end) { $0 + $1 * $1 }
    case .sparse(let rows):
      return rows.values[rows.offsets[row]..<rows.offsets[row + 1]].reduce(end) { $0 + $1 * $1 }
    }
  }

  /// `vector += factor * row`.
  func add(_ factor: Double, _ row: Int, to vector: inout [Double]) {
    if let constant { vector[features] += factor * constant }
    switch storage {
    case .dense(let values):
      values.withUnsafeBufferPointer { values in
        vector.withUnsafeMutableBufferPointer { vector in
          let own = UnsafeBufferPointer(rebasing: values[row * features..<(row + 1) * features])
          FixedOrder.addScaled(factor, own, to: UnsafeMutableBufferPointer(rebasing: vector[0..<features]))
        }
      }
    case .sparse(let rows):
      for position in rows.offsets[row]..<rows.offsets[row + 1] {
        vector[Int(rows.columns[position])] += factor * rows.values[position]
      }
    }
  }
}

extension FeatureMatrix {
  /// All numbers, row by row, zeros included.
  var rowMajor: [Double] {
    let width = columnCount
    switch storage {
    case .dense(let columns):
      return [Double](count: rowCount * width, atLeast: .max) { _, slots in
        for (index, column) in columns.enumerated() {
          switch column {
          case .numbers(let values):
            for row in 0..<rowCount { slots[row * width + index] = values[row] }
          case .flags(let flags):
            for row in 0..<rowCount { slots[row * width + index] = Double(flags[row]) }
          case .indicator(let place, let places):
            for row in 0..<rowCount { slots[row * width + index] = places[row] == place ? 1 : 0 }
          }
        }
      }
    case .sparse(let rows):
      var result = [Double](repeating: 0, count: rowCount * width)
      for row in 0..<rowCount {
        for position in rows.offsets[row]..<rows.offsets[row + 1] {
          result[row * width + Int(rows.columns[position])] = rows.values[position]
        }
      }
      return result
    }
  }
}
