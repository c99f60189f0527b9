/// The directions in which features vary most, or have the most of their squares.
struct ProjectionAxes {
  /// One vector a component, an element a feature.
  let directions: [[Double]]
  /// What part of the whole each component has, of those that were computed; descending.
  let shares: [Double]

  /// Features up to which all products of pairs are made; beyond, a matrix is known by its products with vectors alone.
  static let mostForPairs = 1500
  /// Components that can be found without them.
  static let mostWithoutPairs = 500

  /// Where the directions cannot be told.
  enum Failure: Error {
    /// A number is too large to be multiplied.
    case tooLarge
    /// Nothing varies.
    case constant
    /// The search did not end.
    case notFound
  }

  /// Of all features, by the products of each pair. Columns have no missing value; they are already shifted.
  init(columns: [[Double]], wanted: Int?) throws(Failure) {
    let width = columns.count
    var products = [Double](repeating: 0, count: width * width)
    for a in 0..<width {
      for b in a..<width {
        let product = FixedOrder.dot(columns[a], columns[b])
        products[a * width + b] = product
        products[b * width + a] = product
      }
    }
    try self.init(products: products, width: width, wanted: wanted)
  }

  /// The same of features of which most numbers are zero.
  init(_ rows: SparseRows, shifts: [Double], wanted: Int?) throws(Failure) {
    let width = rows.columnCount
    var products = [Double](repeating: 0, count: width * width)
    for row in 0..<rows.rowCount {
      let range = rows.offsets[row]..<rows.offsets[row + 1]
      for a in range {
        for b in range where b >= a {
          products[Int(rows.columns[a]) * width + Int(rows.columns[b])] += rows.values[a] * rows.values[b]
        }
      }
    }
    let count = Double(rows.rowCount)
    for a in 0..<width {
      for b in a..<width {
        let product = products[a * width + b] - count * shifts[a] * shifts[b]
        products[a * width + b] = product
        products[b * width + a] = product
      }
    }
    try self.init(products: products, width: width, wanted: wanted)
  }

  private init(products: [Double], width: Int, wanted: Int?) throws(Failure) {
    guard products.allSatisfy(\.isFinite) else { throw .tooLarge }
    let total = (0..<width).reduce(0) { $0 + max(products[$1 * width + $1], 0) }
    guard total > 0 else { throw .constant }
    if let wanted, width > 4 * SymmetricEigen.largestForRotations, wanted <= width / 8 {
      try self.init(dimension: width, wanted: wanted, total: total) { panel in
        (0..<width).map { row in
          var sum = SIMD8<Double>.zero
          for column in 0..<width { sum += products[row * width + column] * panel[column] }
          return sum
        }
      }
      return
    }
    let eigen = SymmetricEigen(products, size: width)
    let whole = eigen.values.reduce(0) { $0 + max($1, 0) }
    guard whole > 0 else { throw .constant }
    self.init(directions: eigen.vectors, shares: eigen.values.map { max($0, 0) / whole })
  }

  /// The first `wanted` of many features; `wanted` is at most an eighth of the rows and of the features.
  init(wide rows: SparseRows, shifts: [Double], wanted: Int) throws(Failure) {
    let products = CentredProducts(rows, shifts: shifts)
    let total = products.total
    guard total.isFinite else { throw .tooLarge }
    guard total > 0 else { throw .constant }
    let found = try ProjectionAxes(
      dimension: products.dimension, wanted: wanted, total: total, products.squared)
    self.init(
      directions: products.rightVectors(found.directions).map(SymmetricEigen.signed), shares: found.shares)
  }

  private init(
    dimension: Int, wanted: Int, total: Double, _ apply: @escaping (Panel) -> Panel
  ) throws(Failure) {
    var search = BlockLanczos(dimension: dimension, wanted: wanted, apply)
    let pairs = search.run(tolerance: 1e-12, limit: 100)
    guard pairs.residual < 1e-7 else { throw .notFound }
    self.init(
      directions: pairs.vectors.map(SymmetricEigen.signed), shares: pairs.values.map { max($0, 0) / total })
  }

  private init(directions: [[Double]], shares: [Double]) {
    self.directions = directions
    self.shares = shares
  }
}
