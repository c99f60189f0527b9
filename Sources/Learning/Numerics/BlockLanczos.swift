import Frame

/// Eight vectors beside each other, element by element: one read of a sparse matrix serves all of them.
typealias Panel = [SIMD8<Double>]

/// The largest eigenvalues of a symmetric operator that is not negative, by its products with vectors alone.
///
/// The block Lanczos method with thick restarts: K. Wu and H. Simon, "Thick-restart Lanczos method for large symmetric eigenvalue
/// problems" (2000), eight vectors at a time, all of them kept perpendicular (Gram and Schmidt, twice). Blocks find eigenvalues that
/// occur up to eight times. It starts from fixed random numbers and does everything in a fixed order.
struct BlockLanczos {
  struct Pairs {
    /// Descending.
    let values: [Double]
    /// Unit vectors in the order of `values`.
    let vectors: [[Double]]
    /// The largest difference between what the operator makes of a vector and its multiple, by the largest eigenvalue.
    let residual: Double
  }

  private let dimension: Int
  private let wanted: Int
  private let apply: (Panel) -> Panel
  /// The number of blocks that the basis may have.
  private let capacity: Int
  private var basis: [Panel] = []
  /// What the operator is in the basis, row by row.
  private var projected: [Double]
  private var stream = RandomStream(seed: 0, stream: 0)

  private static let width = 8

  /// - Parameter wanted: how many eigenvalues; at most a quarter of `dimension`, less 16.
  init(dimension: Int, wanted: Int, _ apply: @escaping (Panel) -> Panel) {
    self.dimension = dimension
    self.wanted = wanted
    self.apply = apply
    capacity = (2 * wanted + 48 + BlockLanczos.width - 1) / BlockLanczos.width
    projected = [Double](repeating: 0, count: capacity * capacity * BlockLanczos.width * BlockLanczos.width)
  }

  /// Restarts until every wanted pair is found to `tolerance`, or `limit` restarts have not done it.
  mutating func run(tolerance: Double, limit: Int) -> Pairs {
    var next = randomPanel()
    _ = orthonormalize(&next)
    var restarts = 0
    while true {
      var coupling = [Double](repeating: 0, count: 64)
      while basis.count < capacity { (next, coupling) = extend(by: next) }
      let eigen = SymmetricEigen(projected, size: capacity * BlockLanczos.width)
      let residual = largestResidual(eigen, coupling)
      restarts += 1
      if residual <= tolerance || restarts >= limit { return pairs(eigen, residual) }
      restart(eigen)
    }
  }

  /// Takes a block into the basis. What the operator makes of it beyond the basis is the next block.
  private mutating func extend(by block: Panel) -> (next: Panel, coupling: [Double]) {
    basis.append(block)
    var next = apply(block)
    let first = removeBasis(from: &next)
    let inner = orthonormalize(&next)
    let second = removeBasis(from: &next)
    let outer = orthonormalize(&next, leastLength: 0.5)
    for (index, (a, b)) in zip(first, second).enumerated() {
      note(index, zip(a, BlockLanczos.product(b, inner)).map { $0 + $1 })
    }
    for column in 0..<8 where outer[column][column] == 0 { replace(column, of: &next) }
    let coupling = BlockLanczos.product(outer, inner)
    return (next, coupling.flatMap { row in (0..<8).map { row[$0] } })
  }

  /// Notes the coordinates of what the operator makes of the last block in block `index`.
  private mutating func note(_ index: Int, _ coordinates: [SIMD8<Double>]) {
    let size = capacity * BlockLanczos.width
    let column = (basis.count - 1) * BlockLanczos.width
    for row in 0..<8 {
      for other in 0..<8 {
        projected[(index * 8 + row) * size + column + other] = coordinates[row][other]
        projected[(column + other) * size + index * 8 + row] = coordinates[row][other]
      }
    }
  }

  /// The product of two matrices of eight rows.
  private static func product(_ a: [SIMD8<Double>], _ b: [SIMD8<Double>]) -> [SIMD8<Double>] {
    a.map { row in
      var sum = SIMD8<Double>.zero
      for index in 0..<8 { sum += row[index] * b[index] }
      return sum
    }
  }

  /// Subtracts the part of a panel that lies in the basis, and gives its coordinates, eight rows a block.
  private func removeBasis(from panel: inout Panel) -> [[SIMD8<Double>]] {
    let before = panel
    let basis = basis
    let coordinates = Parallel.map(basis.count) { BlockLanczos.products(basis[$0], before) }
    panel = Panel(count: dimension, atLeast: 2048) { rows, result in
      for row in rows { result[row] = before[row] }
      for (block, factors) in zip(basis, coordinates) {
        for row in rows {
          let own = block[row]
          var sum = result[row]
          for index in 0..<8 { sum -= own[index] * factors[index] }
          result[row] = sum
        }
      }
    }
    return coordinates
  }

  /// The products of the vectors of `a` with those of `b`: row by vector of `a`.
  private static func products(_ a: Panel, _ b: Panel) -> [SIMD8<Double>] {
    var (r0, r1, r2, r3) = (SIMD8<Double>.zero, SIMD8<Double>.zero, SIMD8<Double>.zero, SIMD8<Double>.zero)
    var (r4, r5, r6, r7) = (r0, r0, r0, r0)
    for row in a.indices {
      let (x, y) = (a[row], b[row])
      r0 += x[0] * y
      r1 += x[1] * y
      r2 += x[2] * y
      r3 += x[3] * y
      r4 += x[4] * y
      r5 += x[5] * y
      r6 += x[6] * y
      r7 += x[7] * y
    }
    return [r0, r1, r2, r3, r4, r5, r6, r7]
  }

  /// Makes the vectors of a panel perpendicular to each other and of length 1, and gives the upper triangle that makes the panel of
  /// them. A vector that lies in those before it, or is shorter than `leastLength`, becomes zero, and so does its row.
  private func orthonormalize(_ panel: inout Panel, leastLength: Double = 0) -> [SIMD8<Double>] {
    var factors = [SIMD8<Double>](repeating: .zero, count: 8)
    for column in 0..<8 {
      var lengths: [Double] = []
      for _ in 0..<2 {
        for other in 0..<column {
          let product = product(panel, other, column)
          factors[other][column] += product
          for row in panel.indices { panel[row][column] -= product * panel[row][other] }
        }
        lengths.append(length(panel, column))
      }
      let isOwn = lengths[1] > 0 && lengths[1] >= lengths[0] / 2 && lengths[1] >= leastLength
      if isOwn { factors[column][column] = lengths[1] }
      for row in panel.indices { panel[row][column] = isOwn ? panel[row][column] / lengths[1] : 0 }
    }
    return factors
  }

  /// Puts a random unit vector, perpendicular to the basis and to the vectors before it, in the place of a vector.
  private mutating func replace(_ column: Int, of panel: inout Panel) {
    var candidate = randomPanel()
    for _ in 0..<2 {
      _ = removeBasis(from: &candidate)
      for other in 0..<8 where other != column {
        var product = 0.0
        for row in panel.indices { product += candidate[row][0] * panel[row][other] }
        for row in panel.indices { candidate[row][0] -= product * panel[row][other] }
      }
      let length = length(candidate, 0)
      for row in candidate.indices { candidate[row][0] /= length > 0 ? length : 1 }
    }
    for row in panel.indices { panel[row][column] = candidate[row][0] }
  }

  private func product(_ panel: Panel, _ a: Int, _ b: Int) -> Double {
    panel.reduce(0) { $0 + $1[a] * $1[b] }
  }

  private func length(_ panel: Panel, _ column: Int) -> Double { product(panel, column, column).squareRoot() }

  private mutating func randomPanel() -> Panel {
    (0..<dimension).map { _ in
      var element = SIMD8<Double>.zero
      for index in 0..<8 { element[index] = 2 * stream.nextDouble() - 1 }
      return element
    }
  }

  /// By the largest eigenvalue.
  private func largestResidual(_ eigen: SymmetricEigen, _ coupling: [Double]) -> Double {
    let last = (capacity - 1) * 8
    guard let scale = eigen.values.first, scale > 0 else { return 0 }
    return eigen.vectors.prefix(wanted).reduce(0) { largest, vector in
      let rest = (0..<8).map { row in
        (0..<8).reduce(0.0) { $0 + coupling[row * 8 + $1] * vector[last + $1] }
      }
      return max(largest, FixedOrder.dot(rest, rest).squareRoot() / scale)
    }
  }

  /// Keeps the best vectors of the basis: those wanted and some more.
  private mutating func restart(_ eigen: SymmetricEigen) {
    let kept = min((wanted + 16 + 7) / 8, capacity - 1)
    let size = capacity * 8
    basis = (0..<kept).map { combined(eigen.vectors[$0 * 8..<$0 * 8 + 8]) }
    projected = [Double](repeating: 0, count: size * size)
    for index in 0..<kept * 8 { projected[index * size + index] = eigen.values[index] }
  }

  /// The vectors with these eight coordinates in the basis.
  private func combined(_ coordinates: ArraySlice<[Double]>) -> Panel {
    let factors = (0..<basis.count * 8).map { row in
      var element = SIMD8<Double>.zero
      for (index, vector) in coordinates.enumerated() { element[index] = vector[row] }
      return element
    }
    let basis = basis
    return Panel(count: dimension, atLeast: 2048) { rows, result in
      for row in rows {
        var sum = SIMD8<Double>.zero
        for (number, block) in basis.enumerated() {
          let own = block[row]
          for index in 0..<8 { sum += own[index] * factors[number * 8 + index] }
        }
        result[row] = sum
      }
    }
  }

  private func pairs(_ eigen: SymmetricEigen, _ residual: Double) -> Pairs {
    let panels = stride(from: 0, to: wanted, by: 8).map { start in
      combined(eigen.vectors[start..<min(start + 8, eigen.vectors.count)])
    }
    let vectors = (0..<wanted).map { index in panels[index / 8].map { $0[index % 8] } }
    return Pairs(values: Array(eigen.values.prefix(wanted)), vectors: vectors, residual: residual)
  }
}
