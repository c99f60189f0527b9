import Frame
@testable import Learning
import Testing

@Suite("Eigenvalues")
struct EigenTests {
  /// Products of random columns with each other: symmetric, not negative, of at most that rank.
  private func symmetric(_ size: Int, rank: Int, seed: UInt64) -> [Double] {
    var stream = RandomStream(seed: seed, stream: 0)
    let columns = (0..<size).map { _ in (0..<rank).map { _ in stream.nextNormal() } }
    return columns.flatMap { a in columns.map { b in FixedOrder.dot(a, b) } }
  }

  @Test(arguments: [1, 2, 3, 10, 40])
  func bothWaysAgree(size: Int) {
    let matrix = symmetric(size, rank: max(1, size - 3), seed: UInt64(size))
    let rotations = SymmetricEigen(matrix, size: size, byRotations: true)
    let tridiagonal = SymmetricEigen(matrix, size: size, byRotations: false)
    let scale = rotations.values[0]
    #expect(zip(rotations.values, tridiagonal.values).allSatisfy { ($0 - $1).magnitude < 1e-12 * scale })
    for (value, vector) in zip(tridiagonal.values, tridiagonal.vectors) {
      #expect((FixedOrder.dot(vector, vector) - 1).magnitude < 1e-12)
      for row in 0..<size {
        let image = FixedOrder.dot(Array(matrix[row * size..<(row + 1) * size]), vector)
        #expect((image - value * vector[row]).magnitude < 1e-11 * scale)
      }
    }
  }

  @Test func emptyAndDiagonal() {
    #expect(SymmetricEigen([], size: 0, byRotations: false).values.isEmpty)
    #expect(SymmetricEigen([2, 0, 0, 0, 5, 0, 0, 0, 3], size: 3, byRotations: false).values == [5, 3, 2])
    #expect(SymmetricEigen([0, 0, 0, 0], size: 2, byRotations: false).values == [0, 0])
  }

  /// An operator that multiplies with a diagonal.
  private func pairs(_ diagonal: [Double], wanted: Int) -> BlockLanczos.Pairs {
    var search = BlockLanczos(dimension: diagonal.count, wanted: wanted) { panel in
      zip(diagonal, panel).map { $0 * $1 }
    }
    return search.run(tolerance: 1e-12, limit: 100)
  }

  @Test func largestOfMany() {
    let diagonal = (0..<300).map { 1000 / Double(1 + ($0 * 37) % 300) }
    let found = pairs(diagonal, wanted: 10)
    #expect(found.residual <= 1e-12)
    #expect(agree(found.values, Array(diagonal.sorted(by: >).prefix(10)), within: 1e-11))
  }

  /// Values that occur several times, and fewer that are not zero than are wanted.
  @Test func repeatedAndFew() {
    let repeated = (0..<240).map { Double(1 + $0 % 40) }
    #expect(
      agree(pairs(repeated, wanted: 10).values, Array(repeated.sorted(by: >).prefix(10)), within: 1e-10))
    let few = (0..<240).map { $0 < 5 ? Double($0 + 1) : 0 }
    let found = pairs(few, wanted: 10)
    #expect(agree(found.values, [5, 4, 3, 2, 1, 0, 0, 0, 0, 0], within: 1e-10))
    for (index, a) in found.vectors.enumerated() {
      for b in found.vectors[..<index] { #expect(FixedOrder.dot(a, b).magnitude < 1e-10) }
    }
  }

  /// By pairs of features, by rows, and by columns: three ways to the same directions, with centring.
  @Test func waysToTheSameDirections() throws {
    var stream = RandomStream(seed: 3, stream: 0)
    let columns = (0..<160).map { column in
      (0..<200).map { _ in stream.nextDouble() < 0.1 ? Double(column % 9 + 1) * stream.nextNormal() : 0 }
    }
    let rows = SparseRows(columns: columns)
    let means = SparseMoments(rows, weights: nil).means
    let pairs = try ProjectionAxes(rows, shifts: means, wanted: nil)
    let search = try ProjectionAxes(wide: rows, shifts: means, wanted: 5)
    let few = SparseRows(columns: columns.map { Array($0.prefix(100)) })
    let none = [Double](repeating: 0, count: 160)
    let fewPairs = try ProjectionAxes(few, shifts: none, wanted: nil)
    let byRows = try ProjectionAxes(wide: few, shifts: none, wanted: 5)
    for component in 0..<5 {
      #expect(agree(pairs.shares[component], search.shares[component], within: 1e-11))
      #expect(agree(pairs.directions[component], search.directions[component], within: 1e-7))
      #expect(agree(fewPairs.directions[component], byRows.directions[component], within: 1e-7))
    }
  }
}
