import Testing

@testable import Frame

/// Draws by strata, splits and weights: how often each set of rows comes, against its exact probability.
@Suite struct SamplingUniformityTests {
  /// All sets of `count` of the rows, ascending.
  private func subsets(_ rows: [Int32], _ count: Int) -> [[Int32]] {
    guard count > 0 else { return [[]] }
    return rows.indices.flatMap { index in
      subsets(Array(rows[(index + 1)...]), count - 1).map { [rows[index]] + $0 }
    }
  }

  private func alike(_ outcomes: [[Int32]]) -> [[Int32]: Double] {
    Dictionary(uniqueKeysWithValues: outcomes.map { ($0, 1 / Double(outcomes.count)) })
  }

  @Test func everyPartOfASplitIsASimpleDraw() throws {
    let expected = alike(subsets([0, 1, 2, 3, 4, 5], 2))
    for part in 0..<3 {
      let distance = try SamplingMethodTests.distance(expected, seeds: 15_000) {
        try Sampling.split(rowCount: 6, shares: [1 / 3, 1 / 3, 1 / 3], seed: $0)[part].rows
      }
      // Fourteen degrees of freedom.
      #expect(distance < 36.12)
    }
  }

  @Test func partsOfAStratifiedSplitAreSimpleDrawsOfEachStratum() throws {
    // Rows of the strata lie among each other.
    let codes: [Int32] = [0, 1, 0, 1, 1, 0, 1, 0]
    let outcomes = subsets([0, 2, 5, 7], 2).flatMap { first in
      subsets([1, 3, 4, 6], 2).map { (first + $0).sorted() }
    }
    for part in 0..<2 {
      let distance = try SamplingMethodTests.distance(alike(outcomes), seeds: 20_000) {
        try Sampling.split(rowCount: 8, shares: [0.5, 0.5], strata: codes, seed: $0)[part].rows
      }
      // 35 degrees of freedom.
      #expect(distance < 66.62)
    }
  }

  @Test(arguments: [Allocation.proportional, .equal, .neyman([1, 9, 2, 2, 3, 0, 4, 1, 5], name: "x")])
  func stratifiedSamplesAreSimpleDrawsOfEachStratum(_ allocation: Allocation) throws {
    let codes: [Int32] = [0, 0, 1, 0, 1, 0, 1, 0, 0]
    func draw(_ seed: UInt64) throws -> [Int32] {
      try Sampling.take(
        rowCount: 9, amount: .count(4), strata: codes, allocation: allocation, seed: seed
      ).rows
    }
    let sizes = try (0..<2).map { code in try draw(0).count { codes[Int($0)] == code } }
    let members = (0..<2).map { code in codes.indices.filter { codes[$0] == code }.map { Int32($0) } }
    let outcomes = subsets(members[0], sizes[0]).flatMap { first in
      subsets(members[1], sizes[1]).map { (first + $0).sorted() }
    }
    // At most 44 degrees of freedom.
    #expect(try SamplingMethodTests.distance(alike(outcomes), seeds: 20_000, draw) < 78.75)
  }

  /// Three of five, by all orders in which they can be drawn (Efraimidis and Spirakis draw as if one after the other).
  @Test(arguments: [[5, 1, 1, 2, 0.5], [1e-3, 1, 1e3, 1, 1], [7, 7, 7, 7, 7]])
  func weightedDrawsHaveTheProbabilityOfEverySet(_ values: [Double]) throws {
    var expected: [[Int32]: Double] = [:]
    let all = values.reduce(0, +)
    for a in 0..<5 {
      for b in 0..<5 where b != a {
        for c in 0..<5 where c != a && c != b {
          let chance =
            values[a] / all * values[b] / (all - values[a]) * values[c] / (all - values[a] - values[b])
          expected[[Int32(a), Int32(b), Int32(c)].sorted(), default: 0] += chance
        }
      }
    }
    let weights = try Weights(values, name: "w")
    let distance = try SamplingMethodTests.distance(likely(expected), seeds: 20_000) { seed in
      let rows = try Sampling.takeWeighted(weights, amount: .count(3), seed: seed).rows.rows
      return (expected[rows] ?? 0) * 20_000 < 5 ? [] : rows
    }
    // At most nine degrees of freedom.
    #expect(distance < 27.88)
  }

  /// Outcomes that are expected fewer than five times count as one.
  private func likely(_ expected: [[Int32]: Double]) -> [[Int32]: Double] {
    var outcomes = expected.filter { $0.value * 20_000 >= 5 }
    let rest = expected.values.reduce(0) { $1 * 20_000 < 5 ? $0 + $1 : $0 }
    if rest > 0 { outcomes[[]] = rest }
    return outcomes
  }

  @Test func theRowsOfAFoldAreASimpleDraw() throws {
    let distance = try SamplingMethodTests.distance(
      alike(subsets([0, 1, 2, 3, 4, 5], 3)), seeds: 20_000
    ) {
      try Sampling.folds(rowCount: 6, count: 2, repeats: 1, strata: nil, labels: [], seed: $0).fold(0)
        .validation
        .rows
    }
    // Nineteen degrees of freedom.
    #expect(distance < 43.82)
  }

  @Test func undersamplingKeepsEverySetOfTheFrequentAlike() throws {
    let classes = try BalancedClasses(.category(["a", "b", "a", "a", "b", "a", "a"]), name: "c")
    let expected = alike(subsets([0, 2, 3, 5, 6], 2).map { ($0 + [1, 4]).sorted() })
    let distance = try SamplingMethodTests.distance(expected, seeds: 15_000) {
      try Sampling.undersample(classes, ratio: 1, seed: $0).rows.rows
    }
    #expect(distance < 27.88)
  }
}
