import Testing

@testable import Frame

@Suite struct SamplingAllocationTests {
  private func codes(_ sizes: [Int]) -> [Int32] {
    sizes.enumerated().flatMap { [Int32](repeating: Int32($0), count: $1) }
  }

  private func counts(_ draw: RowDraw, _ codes: [Int32], of strata: Int) -> [Int] {
    (0..<strata).map { code in draw.rows.count { codes[Int($0)] == code } }
  }

  @Test func equalAllocationIsEqualWhereThereAreRows() throws {
    let codes = codes([10, 2, 30])
    let draw = try Sampling.take(
      rowCount: 42, amount: .count(12), strata: codes, allocation: .equal, seed: 1)
    #expect(counts(draw, codes, of: 3) == [5, 2, 5])
    let all = try Sampling.take(rowCount: 42, amount: .share(1), strata: codes, allocation: .equal, seed: 1)
    #expect(counts(all, codes, of: 3) == [10, 2, 30])
  }

  /// Against every allocation there is.
  @Test(arguments: 0..<20) func neymanAllocationHasTheLeastVariance(_ seed: UInt64) throws {
    var stream = RandomStream(seed: seed, stream: 9)
    let sizes = (0..<3).map { _ in 2 + stream.next(below: 9) }
    let codes = codes(sizes)
    let values = codes.map { Double(1 + $0 * $0) * stream.nextNormal() }
    let count = 3 + stream.next(below: codes.count - 3)
    let draw = try Sampling.take(
      rowCount: codes.count, amount: .count(count), strata: codes, allocation: .neyman(values, name: "x"),
      seed: 1)
    let spread = (0..<3).map { code -> Double in
      let members = codes.indices.filter { codes[$0] == code }.map { values[$0] }
      let mean = members.reduce(0, +) / Double(members.count)
      let variance = members.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(members.count - 1)
      return Double(members.count * members.count) * variance
    }
    func variance(_ rows: [Int]) -> Double { zip(spread, rows).reduce(0) { $0 + $1.0 / Double($1.1) } }
    var least = Double.infinity
    for first in 1...sizes[0] {
      for second in 1...sizes[1] where (1...sizes[2]).contains(count - first - second) {
        least = min(least, variance([first, second, count - first - second]))
      }
    }
    let found = counts(draw, codes, of: 3)
    #expect(found.reduce(0, +) == count)
    #expect(variance(found) <= least * (1 + 1e-12))
  }

  @Test func allocationsThatAreImpossibleSayWhy() {
    let codes = codes([3, 3, 1])
    func message(_ count: Int, _ allocation: Allocation) -> String? {
      (#expect(throws: SamplingError.self) {
        try Sampling.take(
          rowCount: 7, amount: .count(count), strata: codes, labels: ["a", "b", "c"], allocation: allocation,
          seed: 0)
      })?.message
    }
    #expect(message(2, .equal) == "2 rows for 3 strata")
    #expect(
      message(5, .neyman([1, 2, 3, 4, 5, 6, 7], name: "x"))
        == "the stratum `c` has a single row, and so no spread of `x`")
    let some: [Double] = [1, .nan, .nan, 4, 5, 6, 7]
    #expect(
      message(5, .neyman(some, name: "x"))
        == "the stratum `a` has fewer than two values of `x`, and so no spread of `x`")
    #expect(message(5, .neyman([1, 2, .infinity, 4, 5, 6, 7], name: "x")) == "`x` is infinite in some row")
    let flat =
      (#expect(throws: SamplingError.self) {
        try Sampling.take(
          rowCount: 4, amount: .count(2), strata: [0, 0, 1, 1], allocation: .neyman([1, 1, 2, 2], name: "x"),
          seed: 0)
      })?.message
    #expect(flat == "`x` is the same in all rows of each stratum")
  }

  @Test func hugeValuesDoNotOverflow() throws {
    let draw = try Sampling.take(
      rowCount: 6, amount: .count(4), strata: [0, 0, 0, 1, 1, 1],
      allocation: .neyman([1e308, -1e308, 1e308, 1, 2, 3], name: "x"), seed: 0)
    #expect(counts(draw, [0, 0, 0, 1, 1, 1], of: 2) == [3, 1])
  }
}
