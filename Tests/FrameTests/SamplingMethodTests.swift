import Testing

@testable import Frame

/// Draws whose every outcome has a known probability, over many seeds, against fixed critical values of chi-squared
/// (one seed set in a thousand would fail; the seeds are fixed, so none does by chance).
@Suite struct SamplingMethodTests {
  /// Chi-squared of how often each outcome came, against its probability; outcomes of probability zero must not come.
  static func distance(
    _ expected: [[Int32]: Double], seeds: Int, _ draw: (UInt64) throws -> [Int32]
  ) rethrows -> Double {
    var counts: [[Int32]: Int] = [:]
    for seed in 0..<seeds { counts[try draw(UInt64(seed)), default: 0] += 1 }
    guard counts.keys.allSatisfy({ expected[$0] ?? 0 > 0 }) else { return .infinity }
    return expected.reduce(0) { sum, outcome in
      let mean = outcome.value * Double(seeds)
      let difference = Double(counts[outcome.key] ?? 0) - mean
      return sum + difference * difference / mean
    }
  }

  /// All sets of two of five rows, equally likely.
  static let pairs: [[Int32]: Double] = {
    var pairs: [[Int32]: Double] = [:]
    for first in 0..<Int32(5) { for second in first + 1..<5 { pairs[[first, second]] = 0.1 } }
    return pairs
  }()

  @Test func simpleAndReservoirDrawsAreUniformOverSets() throws {
    let simple = try Self.distance(Self.pairs, seeds: 20_000) {
      try Sampling.take(rowCount: 5, amount: .count(2), seed: $0).rows
    }
    #expect(simple < 27.88)
    let reservoir = try Self.distance(Self.pairs, seeds: 20_000) {
      try Sampling.takeReservoir(rowCount: 5, amount: .count(2), seed: $0).rows.rows
    }
    #expect(reservoir < 27.88)
  }

  @Test func aReservoirIsTheSameInChunksOfAnySize() throws {
    var chunked = Reservoir(capacity: 7, seed: 3)
    var seen: [RowDraw] = []
    for row in 1...100 {
      chunked.offer()
      if row % 10 == 0 { seen.append(chunked.rows) }
    }
    for (index, rows) in seen.enumerated() {
      #expect(
        try Sampling.takeReservoir(rowCount: 10 * (index + 1), amount: .count(7), seed: 3).rows == rows)
    }
    var empty = Reservoir(capacity: -1, seed: 0)
    empty.offer()
    #expect(empty.rows.count == 0)
  }

  @Test func drawsWithReplacementAreMultinomial() throws {
    // Three draws from three rows: 27 equally likely sequences.
    var expected: [[Int32]: Double] = [:]
    for a in 0..<Int32(3) {
      for b in 0..<Int32(3) {
        for c in 0..<Int32(3) { expected[[a, b, c].sorted(), default: 0] += 1.0 / 27 }
      }
    }
    let distance = try Self.distance(expected, seeds: 20_000) {
      try Sampling.takeReplacing(rowCount: 3, amount: .share(1), seed: $0).rows.rows
    }
    #expect(distance < 27.88)
    let drawn = try Sampling.takeReplacing(rowCount: 4, amount: .count(1000), seed: 1)
    #expect(drawn.rows.count == 1000 && drawn.facts[.distinctRows] == 4 && drawn.facts[.rowsOutOfBag] == 0)
    let bag = try Sampling.takeReplacing(rowCount: 20_000, amount: .share(1), seed: 2)
    // 1/e of the rows are out of bag; the standard deviation of the share is about 0.0022.
    #expect(((bag.facts[.rowsOutOfBag] ?? 0) / 20_000 - 0.36788).magnitude < 0.007)
    #expect(Set(bag.rows.rows).count == Int(bag.facts[.distinctRows] ?? 0))
  }

  @Test func systematicDrawsHaveEqualDistancesAndInclusion() throws {
    var expected: [[Int32]: Double] = [:]
    for start in 0..<10 { expected[(0..<3).map { Int32((start + $0 * 10) / 3) }] = 0.1 }
    #expect(expected.count == 10)
    let distance = try Self.distance(expected, seeds: 10_000) {
      try Sampling.takeSystematic(rowCount: 10, amount: .count(3), seed: $0).rows.rows
    }
    #expect(distance < 27.88)
    for row in 0..<Int32(10) { #expect(expected.keys.count { $0.contains(row) } == 3) }
    let fifth = try Sampling.takeSystematic(rowCount: 100, amount: .share(0.2), seed: 8)
    #expect(fifth.facts[.step] == 5 && fifth.facts[.firstRow] == Double(fifth.rows.rows[0] + 1))
    #expect(zip(fifth.rows.rows, fifth.rows.rows.dropFirst()).allSatisfy { $1 - $0 == 5 })
    let all = try Sampling.takeSystematic(rowCount: 4, amount: .count(4), seed: 0)
    #expect(all.rows.rows == [0, 1, 2, 3])
  }

  @Test func clustersAreDrawnWhole() throws {
    let groups = GroupedRows(.category(["a", "b", "b", "c", "a", "d", "e", nil]), name: "g")
    #expect(groups.labels.count == 6)
    var expected: [[Int32]: Double] = [:]
    let members: [[Int32]] = [[0, 4], [1, 2], [3], [5], [6], [7]]
    for first in 0..<6 {
      for second in first + 1..<6 { expected[(members[first] + members[second]).sorted()] = 1.0 / 15 }
    }
    let distance = try Self.distance(expected, seeds: 15_000) {
      try Sampling.takeClusters(groups, amount: .count(2), seed: $0).rows.rows
    }
    // Fourteen degrees of freedom.
    #expect(distance < 36.12)
    let half = try Sampling.takeClusters(groups, amount: .share(0.5), seed: 0)
    #expect(half.facts[.groups] == 3 && half.facts[.allGroups] == 6)
    #expect(
      throws: SamplingError(
        "7 groups wanted, `g` has 6", hint: "with `method: cluster` the amount counts groups")
    ) {
      try Sampling.takeClusters(groups, amount: .count(7), seed: 0)
    }
  }

  @Test func quotasTakeTheFirstRowsOfEachGroup() throws {
    let groups = GroupedRows(.category(["b", "a", "a", "b", "a", "b", "c"]), name: "g")
    #expect(try Sampling.takeQuotas(groups, amount: .count(3)).rows.rows == [0, 1, 6])
    #expect(
      try Sampling.takeQuotas(groups, amount: .count(5), quotas: [("b", 3), ("a", 2)]).rows.rows
        == [0, 1, 2, 3, 5])
    func message(_ amount: Int, _ quotas: [(label: String, rows: Int)]?) -> String? {
      (#expect(throws: SamplingError.self) {
        try Sampling.takeQuotas(groups, amount: .count(amount), quotas: quotas)
      })?.message
    }
    #expect(message(6, nil) == "a quota of 2 rows for `c`, which has 1")
    #expect(message(3, [("a", 2)]) == "quotas of 2 rows for 3 rows to take")
    #expect(message(2, [("z", 2)]) == "no row has the value `z` in `g`")
  }

  @Test func convenienceTakesTheFirstRows() throws {
    #expect(try Sampling.takeFirst(rowCount: 9, amount: .count(3)).rows.rows == [0, 1, 2])
    #expect(throws: SamplingError.self) { try Sampling.takeFirst(rowCount: 9, amount: .count(10)) }
  }

  @Test func amountsThatCannotBeDrawnAreErrors() {
    for amount in [SampleAmount.count(-1), .count(.max), .share(.nan), .share(1.5)] {
      #expect(throws: SamplingError.self) { try Sampling.takeReplacing(rowCount: 5, amount: amount, seed: 0) }
      #expect(throws: SamplingError.self) { try Sampling.takeReservoir(rowCount: 5, amount: amount, seed: 0) }
      #expect(throws: SamplingError.self) {
        try Sampling.takeSystematic(rowCount: 5, amount: amount, seed: 0)
      }
    }
    #expect(throws: SamplingError.self) {
      try Sampling.takeReplacing(rowCount: 0, amount: .count(1), seed: 0)
    }
    #expect(throws: SamplingError.self) {
      try Sampling.takeReplacing(rowCount: .max, amount: .count(1), seed: 0)
    }
  }
}
