import Testing

@testable import Frame

@Suite struct SamplingBalanceTests {
  private func classes(_ sizes: [Int]) throws -> BalancedClasses {
    let values = sizes.enumerated().flatMap { code, count in
      [String?](repeating: String(UnicodeScalar(UInt8(97 + code))), count: count)
    }
    return try BalancedClasses(.category(values), name: "c")
  }

  private func counts(_ rows: RowDraw, _ classes: BalancedClasses) -> [Int] {
    classes.labels.indices.map { code in rows.rows.count { Int(classes.codes[Int($0)]) == code } }
  }

  @Test func oversamplingKeepsAllRowsAndDrawsRareOnesAgain() throws {
    let classes = try classes([8, 2, 5])
    let all = try Sampling.oversample(classes, ratio: 1, seed: 1)
    #expect(counts(all.rows, classes) == [8, 8, 8])
    #expect(Set(all.rows.rows) == Set(0..<15))
    #expect(all.facts[.rowsAdded] == 9)
    #expect(all.rows.rows == all.rows.rows.sorted())
    #expect(counts(try Sampling.oversample(classes, ratio: 0.5, seed: 1).rows, classes) == [8, 4, 5])
  }

  @Test func oversamplingDrawsEachRareRowAlike() throws {
    let classes = try classes([3, 2])
    let expected: [[Int32]: Double] = [[0, 1, 2, 3, 3, 4]: 0.5, [0, 1, 2, 3, 4, 4]: 0.5]
    let distance = try SamplingMethodTests.distance(expected, seeds: 4000) {
      try Sampling.oversample(classes, ratio: 1, seed: $0).rows.rows
    }
    #expect(distance < 10.83)
  }

  @Test func undersamplingLeavesOutFrequentRowsAlike() throws {
    let classes = try classes([5, 2])
    var expected: [[Int32]: Double] = [:]
    for (pair, probability) in SamplingMethodTests.pairs { expected[pair + [5, 6]] = probability }
    let distance = try SamplingMethodTests.distance(expected, seeds: 20_000) {
      try Sampling.undersample(classes, ratio: 1, seed: $0).rows.rows
    }
    #expect(distance < 27.88)
    #expect(counts(try Sampling.undersample(classes, ratio: 0.5, seed: 1).rows, classes) == [4, 2])
    #expect(try Sampling.undersample(classes, ratio: 1e-300, seed: 1).facts[.rowsRemoved] == 0)
  }

  @Test func ratiosAndClassesThatMakeNoSense() throws {
    let two = try classes([3, 2])
    for ratio in [0, -1, 1.5, .nan, .infinity] {
      #expect(throws: SamplingError.self) { try Sampling.oversample(two, ratio: ratio, seed: 0) }
      #expect(throws: SamplingError.self) { try Sampling.undersample(two, ratio: ratio, seed: 0) }
    }
    #expect(throws: SamplingError.self) { try classes([3]) }
    #expect(throws: SamplingError.self) { try BalancedClasses(.category(["a", nil, "b"]), name: "c") }
  }

  // MARK: Neighbours

  /// Against all distances, with ties.
  @Test(arguments: 0..<12) func nearestRowsAreThoseOfAllDistances(_ seed: UInt64) throws {
    var stream = RandomStream(seed: seed, stream: 0)
    let rows = 120
    let numbers = (0..<1 + Int(seed % 4)).map { index in
      (name: "x\(index)", column: Column.integers((0..<rows).map { _ in Int64(stream.next(below: 8)) }))
    }
    let category = Column.category((0..<rows).map { _ in ["a", "b", nil][stream.next(below: 3)] })
    let some = (0..<Int32(rows)).filter { _ in stream.next(below: 4) > 0 }
    let points = try RowPoints(numbers: numbers, categories: [category]).nominal(within: some)
    let tree = NearestRows(points, rows: some)
    for row in 0..<Int32(rows) {
      let expected = some.filter { $0 != row }.sorted {
        (points.squaredDistance(row, $0), $0) < (points.squaredDistance(row, $1), $1)
      }.prefix(7)
      #expect(tree.nearest(to: row, count: 7) == Array(expected))
    }
  }

  @Test func distancesAreOverStandardizedNumbers() throws {
    let points = try RowPoints(numbers: [
      ("x", .numbers([0, 2, 4])), ("flat", .integers([7, 7, 7])), ("huge", .numbers([-1e308, 0, 1e308])),
    ])
    // The population's standard deviation of 0, 2, 4 is √(8/3); both numbers add the same.
    #expect((points.squaredDistance(0, 1) - 2 * 4 / (8.0 / 3)).magnitude < 1e-12)
    #expect(throws: SamplingError.self) { try RowPoints(numbers: [("x", .numbers([1, .nan]))]) }
    #expect(throws: SamplingError.self) { try RowPoints(numbers: [("x", .numbers([1, .infinity]))]) }
    #expect(throws: SamplingError.self) { try RowPoints(numbers: []) }
  }

  @Test func tomekLinksAreMutualNearestNeighboursOfDifferentClasses() throws {
    let classes = try BalancedClasses(.category(["a", "a", "b", "a", "b", "a", "a"]), name: "c")
    let points = try RowPoints(numbers: [("x", .numbers([0, 10, 10.5, 20, 20.4, 20.9, 40]))])
    let drawn = try Sampling.withoutTomekLinks(classes, among: points)
    // 10 and 10.5 are a link, 20 and 20.4 too; the a of each goes.
    #expect(drawn.rows.rows == [0, 2, 4, 5, 6])
    #expect(drawn.facts[.links] == 2 && drawn.facts[.rowsRemoved] == 2)
  }

  // MARK: SMOTE

  @Test func newRowsLieBetweenNeighboursOfTheirClass() throws {
    let x: [Double] = [0, 1, 2, 3, 10, 11, 14, 30, 31, 32, 33, 34]
    let labels = x.indices.map { $0 >= 4 && $0 < 7 ? "rare" : "common" }
    let classes = try BalancedClasses(.category(labels), name: "c")
    let column = Column.numbers(x)
    let rows = try SmoteRows(
      classes, among: RowPoints(numbers: [("x", column)]), ratio: 1, neighbors: 1, seed: 3)
    #expect(rows.count == 6)
    let values = rows.extended(column, .between).doubles()
    #expect(Array(values.prefix(12)) == x)
    for (origin, value) in zip(rows.origins, values.dropFirst(12)) {
      #expect(origin.neighbors == [[4: 5, 5: 4, 6: 5][origin.row] ?? -1])
      let (low, high) = (
        min(x[Int(origin.row)], x[Int(origin.neighbor)]), max(x[Int(origin.row)], x[Int(origin.neighbor)])
      )
      #expect(value >= low && value <= high)
    }
    #expect(rows.extended(.category(labels), .copied)[17] == .text("rare"))
    #expect(rows.extended(.integers(x.indices.map { Int64($0) }), .left).missingCount == 6)
    let integers = rows.extended(.integers(x.map { Int64($0) }), .between)
    #expect(integers.type == .integer && integers.missingCount == 0)
    for type in ColumnType.allCases {
      let left = rows.extended(.missing(type, count: 12), .left)
      #expect(left.type == type && left.count == 18 && left.missingCount == 18)
    }
  }

  @Test func categoriesTakeTheMostFrequentValueOfTheNeighbours() throws {
    let x: [Double] = [0, 1, 2, 3, 50, 51, 52, 53, 54, 55]
    let classes = try BalancedClasses(
      .category(x.map { $0 < 10 ? "rare" : "common" }), name: "c")
    let colours = Column.category(["red", "red", "blue", "red"] + [String?](repeating: "green", count: 6))
    let rows = try SmoteRows(
      classes, among: RowPoints(numbers: [("x", .numbers(x))], categories: [colours]), ratio: 1, neighbors: 3,
      seed: 1)
    let extended = rows.extended(colours, .frequent)
    #expect((10..<12).allSatisfy { extended[$0] == .text("red") })
  }

  @Test func startsAndStepsAreUniform() throws {
    let classes = try classes([3000, 3])
    let column = Column.numbers((0..<3003).map { Double($0) })
    let rows = try SmoteRows(
      classes, among: RowPoints(numbers: [("x", column)]), ratio: 1, neighbors: 2, seed: 5)
    #expect(rows.count == 2997)
    var starts: [[Int32]: Int] = [:]
    for origin in rows.origins { starts[[origin.row, origin.neighbor], default: 0] += 1 }
    let mean = 2997.0 / 6
    // Five degrees of freedom.
    #expect(starts.count == 6)
    #expect(starts.values.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) / mean } < 20.52)
    #expect((rows.origins.reduce(0) { $0 + $1.step } / 2997 - 0.5).magnitude < 0.02)
  }

  @Test func tooFewRowsForTheNeighboursIsAnError() throws {
    let classes = try classes([6, 2, 1])
    let points = try RowPoints(numbers: [("x", .integers((0..<9).map { Int64($0) }))])
    let error = #expect(throws: SamplingError.self) {
      try SmoteRows(classes, among: points, ratio: 1, neighbors: 5, seed: 0)
    }
    #expect(error?.message == "the class `b` has 2 rows, too few for 5 neighbours of each")
    #expect(error?.hint == "`neighbors: 1`, or `method: oversample`")
  }
}
