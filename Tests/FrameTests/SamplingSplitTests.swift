import Testing

@testable import Frame

@Suite struct SamplingSplitTests {
  @Test(arguments: 0..<30) func groupsStayWholeAndSizesComeClose(_ seed: UInt64) throws {
    var stream = RandomStream(seed: seed, stream: 4)
    let keys = (0..<400).map { _ in Int64(stream.next(below: 40)) }
    let groups = GroupedRows(.integers(keys), name: "g")
    let shares = seed.isMultiple(of: 2) ? [0.7, 0.2, 0.1] : [0.5, 0.25]
    let parts = try Sampling.split(groups: groups, shares: shares, seed: seed)
    let sets = parts.map { Set($0.rows.rows.map { keys[Int($0)] }) }
    for (index, set) in sets.enumerated() {
      for other in sets[(index + 1)...] { #expect(set.isDisjoint(with: other)) }
      #expect(parts[index].rows.rows == keys.indices.filter { set.contains(keys[$0]) }.map { Int32($0) })
      #expect((Double(parts[index].rows.count) - shares[index] * 400).magnitude <= 5)
      #expect(parts[index].facts[.groups] == Double(set.count))
    }
    #expect(try Sampling.split(groups: groups, shares: shares, seed: seed) == parts)
  }

  @Test func groupsOfOneRowSplitAtRandom() throws {
    let groups = GroupedRows(.integers((0..<4).map { Int64($0) }), name: "g")
    var expected: [[Int32]: Double] = [:]
    for first in 0..<Int32(4) { for second in first + 1..<4 { expected[[first, second]] = 1.0 / 6 } }
    let distance = try SamplingMethodTests.distance(expected, seeds: 12_000) {
      try Sampling.split(groups: groups, shares: [0.5, 0.5], seed: $0)[0].rows.rows
    }
    // Five degrees of freedom.
    #expect(distance < 20.52)
  }

  @Test func groupsThatDoNotFitSayWhich() {
    func message(_ keys: [String?], _ shares: [Double]) -> String? {
      (#expect(throws: SamplingError.self) {
        try Sampling.split(groups: GroupedRows(.category(keys), name: "g"), shares: shares, seed: 0)
      })?.message
    }
    #expect(
      message(["a", "a", "a", "b"], [0.5, 0.5])
        == "the group `a` has 3 rows, more than the largest part may take (2)")
    #expect(message(["a", "a", "b", "b"], [0.6, 0.2, 0.2]) == "2 groups of `g` cannot fill 3 parts")
  }

  @Test func everyPartGetsAGroupWhereThereAreEnough() throws {
    let two = GroupedRows(.category(["a", "a", "b", "b"]), name: "g")
    #expect(try Sampling.split(groups: two, shares: [0.75, 0.25], seed: 0).map(\.rows.count) == [2, 2])
    let three = GroupedRows(.integers((0..<60).map { Int64($0 / 20) }), name: "g")
    #expect(
      try Sampling.split(groups: three, shares: [0.9, 0.05, 0.05], seed: 0).map(\.rows.count) == [20, 20, 20])
  }

  @Test func theEarlierRowsAreTheFirstPart() throws {
    let day = Column.dates([5, 1, 4, 2, 3, 9, 8, 7, 6, 0])
    let parts = try Sampling.split(along: day, name: "day", shares: [0.8, 0.2])
    #expect(parts.map(\.rows.rows) == [[0, 1, 2, 3, 4, 7, 8, 9], [5, 6]])
    let three = try Sampling.split(along: day, name: "day", shares: [0.5, 0.2, 0.2])
    #expect(three.map(\.rows.rows) == [[1, 2, 3, 4, 9], [0, 8], [6, 7]])
  }

  @Test(arguments: 0..<40) func everyValueLiesBeforeThoseOfTheNextPart(_ seed: UInt64) throws {
    var stream = RandomStream(seed: seed, stream: 5)
    let values = (0..<200).map { _ in (stream.nextNormal() * 20).rounded() / 2 }
    let parts = try Sampling.split(along: .numbers(values), name: "x", shares: [0.6, 0.3, 0.1])
    let ranges = parts.map { part in part.rows.rows.map { values[Int($0)] } }
    for (earlier, later) in zip(ranges, ranges.dropFirst()) {
      #expect(try #require(earlier.max()) < #require(later.min()))
    }
    #expect(ranges.map(\.count).reduce(0, +) == 200)
  }

  @Test func cutsMoveToTheNearerEndOfARun() throws {
    func sizes(_ values: [Int64]) throws -> [Int] {
      try Sampling.split(along: .integers(values), name: "x", shares: [0.5, 0.5]).map(\.rows.count)
    }
    #expect(try sizes([1, 2, 3, 3, 3, 3, 3, 4]) == [2, 6])
    #expect(try sizes([1, 2, 2, 2, 2, 3, 4, 5]) == [5, 3])
    #expect(try sizes([.min, -1, 0, .max]) == [2, 2])
  }

  @Test func embargoesLeaveOutTheEndOfTheEarlierPart() throws {
    let day = Column.dates((0..<10).map { Int32($0) })
    func rows(_ embargo: Embargo) throws -> [[Int32]] {
      try Sampling.split(along: day, name: "day", shares: [0.5, 0.5], embargo: embargo).map(\.rows.rows)
    }
    let days = Int64(86_400_000_000)
    #expect(try rows(.rows(2)) == [[0, 1, 2], [5, 6, 7, 8, 9]])
    #expect(try rows(.microseconds(days)) == [[0, 1, 2, 3, 4], [5, 6, 7, 8, 9]])
    #expect(try rows(.microseconds(3 * days)) == [[0, 1, 2], [5, 6, 7, 8, 9]])
    #expect(try rows(.microseconds(2 * days + 1)) == [[0, 1, 2], [5, 6, 7, 8, 9]])
    let part = try Sampling.split(along: day, name: "day", shares: [0.5, 0.5], embargo: .rows(2))[0]
    #expect(part.facts[.rowsEmbargoed] == 2)
    for embargo in [Embargo.rows(5), .rows(.max), .microseconds(.max)] {
      let error = #expect(throws: SamplingError.self) { try rows(embargo) }
      #expect(error?.message == "the embargo leaves nothing of the 5 rows of part 1")
    }
    let moments = Column.datetimes([.min, 0, 10, 20])
    let parts = try Sampling.split(
      along: moments, name: "t", shares: [0.5, 0.5], embargo: .microseconds(10))
    #expect(parts.map(\.rows.rows) == [[0, 1], [2, 3]])
  }

  @Test func ordersThatCannotBeCutSayWhy() {
    func message(_ column: Column, _ shares: [Double] = [0.5, 0.5]) -> String? {
      (#expect(throws: SamplingError.self) {
        try Sampling.split(along: column, name: "x", shares: shares)
      })?.message
    }
    #expect(message(.integers([1, nil, 3])) == "`x` is missing in 1 row, and has no order there")
    #expect(message(.category(["a", "b"])) == "`x` is category, which has no order in time")
    #expect(
      message(.integers([1, 1, 1]))
        == "`x` cannot be cut into 2 parts of these shares: rows of one value stay together")
    #expect(message(.integers([]))?.contains("cannot be cut") == true)
  }
}
