/// The columns of a matrix as vectors: what solvers read that take a feature at a time. Dense columns may be shifted by their means.
struct ColumnVectors: Sendable {
  let rowCount: Int
  let count: Int
  /// What was subtracted from each column; zero for sparse ones.
  let shifts: [Double]
  private let storage: Storage

  private enum Storage: Sendable {
    case dense([[Double]])
    /// A row for each column.
    case sparse(SparseRows)
  }

  init(_ matrix: FeatureMatrix, weights: [Double]?, centred: Bool) {
    rowCount = matrix.rowCount
    count = matrix.columnCount
    switch matrix.storage {
    case .sparse(let rows):
      storage = .sparse(rows.transposed())
      shifts = [Double](repeating: 0, count: count)
    case .dense(let columns):
      var shifts: [Double] = []
      var shifted: [[Double]] = []
      for column in columns {
        let values = column.numbers
        let mean = centred ? Moments.mean(values, weights: weights) : 0
        shifts.append(mean)
        shifted.append(centred ? values.map { $0 - mean } : values)
      }
      self.shifts = shifts
      storage = .dense(shifted)
    }
  }

  func dot(_ column: Int, _ vector: [Double]) -> Double {
    switch storage {
    case .dense(let columns): return FixedOrder.dot(columns[column], vector)
    case .sparse(let turned):
      return vector.withUnsafeBufferPointer { vector in
        turned.values.withUnsafeBufferPointer { values in
          turned.columns.withUnsafeBufferPointer { rows in
            var sum = 0.0
            for position in turned.offsets[column]..<turned.offsets[column + 1] {
              sum += values[position] * vector[Int(rows[position])]
            }
            return sum
          }
        }
      }
    }
  }

  /// The sum of the squares of a column, each times the weight of its row.
  func squares(_ column: Int, _ weights: [Double]) -> Double {
    switch storage {
    case .dense(let columns):
      return columns[column].withUnsafeBufferPointer { column in
        weights.withUnsafeBufferPointer { weights in
          var sum = 0.0
          for row in column.indices { sum += weights[row] * column[row] * column[row] }
          return sum
        }
      }
    case .sparse(let turned):
      return (turned.offsets[column]..<turned.offsets[column + 1]).reduce(0) { sum, position in
        let value = turned.values[position]
        return sum + weights[Int(turned.columns[position])] * value * value
      }
    }
  }

  /// `a += step * column`, and `b += step * weight * column` row by row.
  func add(
    _ step: Double, _ column: Int, to a: inout [Double], weighted weights: [Double], to b: inout [Double]
  ) {
    a.withUnsafeMutableBufferPointer { a in
      b.withUnsafeMutableBufferPointer { b in
        weights.withUnsafeBufferPointer { weights in
          switch storage {
          case .dense(let columns):
            columns[column].withUnsafeBufferPointer { values in
              for row in values.indices {
                let change = step * values[row]
                a[row] += change
                b[row] += weights[row] * change
              }
            }
          case .sparse(let turned):
            for position in turned.offsets[column]..<turned.offsets[column + 1] {
              let row = Int(turned.columns[position])
              let change = step * turned.values[position]
              a[row] += change
              b[row] += weights[row] * change
            }
          }
        }
      }
    }
  }
}
