import Frame

/// A sparse matrix whose columns are shifted, known by its products with eight vectors at a time; no shifted number is ever made.
struct CentredProducts: Sendable {
  private let rows: SparseRows
  private let turned: SparseRows
  /// What is subtracted from each column.
  private let shifts: [Double]

  init(_ rows: SparseRows, shifts: [Double]) {
    self.rows = rows
    turned = rows.transposed()
    self.shifts = shifts
  }

  /// The smaller side: of the products of rows or of columns with each other.
  var dimension: Int { min(rows.rowCount, rows.columnCount) }

  private var isByColumns: Bool { rows.columnCount <= rows.rowCount }

  /// The product with the products of columns (or rows) with each other.
  func squared(_ panel: Panel) -> Panel {
    isByColumns ? backward(forward(panel)) : forward(backward(panel))
  }

  /// Right singular vectors of unit length, made of the eigenvectors of what `squared` multiplies with.
  func rightVectors(_ vectors: [[Double]]) -> [[Double]] {
    if isByColumns { return vectors }
    var result: [[Double]] = []
    for start in stride(from: 0, to: vectors.count, by: 8) {
      let group = vectors[start..<min(start + 8, vectors.count)]
      let panel = (0..<rows.rowCount).map { row in
        var element = SIMD8<Double>.zero
        for (index, vector) in group.enumerated() { element[index] = vector[row] }
        return element
      }
      let image = backward(panel)
      for index in 0..<group.count {
        let vector = image.map { $0[index] }
        let length = FixedOrder.dot(vector, vector).squareRoot()
        result.append(length > 0 ? vector.map { $0 / length } : vector)
      }
    }
    return result
  }

  /// The sum of the squares of all shifted numbers.
  var total: Double {
    let squares = FixedOrder.dot(rows.values, rows.values)
    return squares - Double(rows.rowCount) * FixedOrder.dot(shifts, shifts)
  }

  private func forward(_ panel: Panel) -> Panel {
    var shift = SIMD8<Double>.zero
    for (element, own) in zip(panel, shifts) where own != 0 { shift += own * element }
    return CentredProducts.products(rows, panel, minus: shift, factors: nil)
  }

  private func backward(_ panel: Panel) -> Panel {
    var sum = SIMD8<Double>.zero
    if shifts.contains(where: { $0 != 0 }) { for element in panel { sum += element } }
    return CentredProducts.products(turned, panel, minus: sum, factors: shifts)
  }

  /// The products of rows with a panel, less `shift` times the factor of each row, or 1.
  private static func products(
    _ rows: SparseRows, _ panel: Panel, minus shift: SIMD8<Double>, factors: [Double]?
  ) -> Panel {
    Panel(count: rows.rowCount, atLeast: 1024) { range, result in
      for row in range {
        var sum = -(factors?[row] ?? 1) * shift
        for position in rows.offsets[row]..<rows.offsets[row + 1] {
          sum += rows.values[position] * panel[Int(rows.columns[position])]
        }
        result[row] = sum
      }
    }
  }
}
