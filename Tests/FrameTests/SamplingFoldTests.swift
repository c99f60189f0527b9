import Canonical
import Testing

@testable import Frame

@Suite struct SamplingFoldTests {
  /// Every row is held out once in each repeat, and never by a model that has seen it.
  private func expectPartition(_ folds: Folds, rows: Int) {
    for time in 0..<folds.repeats {
      let rounds = (0..<folds.count).map { folds.fold(time * folds.count + $0) }
      #expect(rounds.flatMap(\.validation.rows).sorted() == (0..<Int32(rows)).map { $0 })
      for fold in rounds {
        #expect((fold.training.rows + fold.validation.rows).sorted() == (0..<Int32(rows)).map { $0 })
        #expect(fold.validation.rows == fold.validation.rows.sorted())
      }
    }
  }

  @Test(arguments: [10, 11, 14]) func foldsArePartsOfOneSize(_ rows: Int) throws {
    let folds = try Sampling.folds(rowCount: rows, count: 5, repeats: 3, seed: 2)
    #expect(folds.rounds == 15)
    expectPartition(folds, rows: rows)
    let sizes = (0..<15).map { folds.fold($0).validation.count }
    #expect(sizes.allSatisfy { $0 == rows / 5 || $0 == rows / 5 + 1 })
    #expect(folds.fold(0) != folds.fold(5) && folds.fold(5) != folds.fold(10))
    let once = try Sampling.folds(rowCount: rows, count: 5, seed: 2)
    #expect((0..<5).allSatisfy { once.fold($0) == folds.fold($0) })
  }

  @Test func anyTwoRowsMeetInAFoldAlike() throws {
    // Four rows in two folds: three ways to pair them.
    let expected: [[Int32]: Double] = [[0, 1]: 1.0 / 3, [0, 2]: 1.0 / 3, [0, 3]: 1.0 / 3]
    let distance = try SamplingMethodTests.distance(expected, seeds: 6000) { seed in
      let folds = try Sampling.folds(rowCount: 4, count: 2, seed: seed)
      return (0..<2).map { folds.fold($0).validation.rows }.first { $0.contains(0) } ?? []
    }
    // Two degrees of freedom.
    #expect(distance < 13.82)
  }

  @Test func strataAreSharedOutToTheRow() throws {
    let codes = [Int32](repeating: 0, count: 17) + [Int32](repeating: 1, count: 6)
    let folds = try Sampling.folds(rowCount: 23, count: 5, strata: codes, seed: 1)
    expectPartition(folds, rows: 23)
    // The allocation of scikit-learn's StratifiedKFold: every fifth of the sorted classes.
    for fold in 0..<5 {
      let expected = stride(from: fold, to: 23, by: 5).count { codes[$0] == 0 }
      #expect(folds.fold(fold).validation.rows.count { codes[Int($0)] == 0 } == expected)
    }
    #expect(throws: SamplingError.self) {
      try Sampling.folds(rowCount: 5, count: 2, strata: [0, 0, 0, 0, 1], labels: ["a", "b"], seed: 0)
    }
  }

  @Test func groupsStayWhole() throws {
    var stream = RandomStream(seed: 3, stream: 3)
    let keys = (0..<200).map { _ in Int64(stream.next(below: 23)) }
    let folds = try Sampling.folds(
      groups: GroupedRows(.integers(keys), name: "g"), count: 4, repeats: 2, seed: 8)
    expectPartition(folds, rows: 200)
    for round in 0..<8 {
      let fold = folds.fold(round)
      let held = Set(fold.validation.rows.map { keys[Int($0)] })
      #expect(held.isDisjoint(with: fold.training.rows.map { keys[Int($0)] }))
      #expect((40...60).contains(fold.validation.count))
    }
    let few = #expect(throws: SamplingError.self) {
      try Sampling.folds(groups: GroupedRows(.integers([1, 1, 2]), name: "g"), count: 3, seed: 0)
    }
    #expect(few?.message == "3 folds of 2 groups")
  }

  @Test func foldsAlongAnOrderTrainOnThePast() throws {
    let day = Column.dates((0..<11).map { Int32(10 - $0) })
    let folds = try Sampling.folds(along: day, name: "day", count: 3)
    // TimeSeriesSplit(3) of eleven rows: sizes 2, 2, 2 after five.
    #expect(folds.fold(0) == .init(training: RowDraw([6, 7, 8, 9, 10]), validation: RowDraw([4, 5])))
    #expect(folds.fold(1).training.count == 7 && folds.fold(1).validation == RowDraw([2, 3]))
    #expect(folds.fold(2).validation == RowDraw([0, 1]))
    let apart = try Sampling.folds(along: day, name: "day", count: 3, embargo: .rows(2))
    #expect(apart.fold(0).training == RowDraw([8, 9, 10]))
    #expect(apart.fold(2).training.count == 7)
    #expect(throws: SamplingError.self) {
      try Sampling.folds(along: day, name: "day", count: 3, embargo: .rows(5))
    }
    #expect(throws: SamplingError.self) {
      try Sampling.folds(along: .integers([1, 1, 1, 2]), name: "x", count: 3)
    }
  }

  @Test func countsThatCannotBe() {
    for count in [-1, 0, 1, 6] {
      #expect(throws: SamplingError.self) { try Sampling.folds(rowCount: 5, count: count, seed: 0) }
    }
    #expect(throws: SamplingError.self) { try Sampling.folds(along: .integers([1, 2]), name: "x", count: 2) }
    #expect(throws: SamplingError.self) { try Sampling.folds(rowCount: .max, count: 2, seed: 0) }
  }

  @Test func foldsComeBackFromTheirBytes() throws {
    let day = Column.dates((0..<11).map { Int32($0) })
    for folds in [
      try Sampling.folds(rowCount: 7, count: 3, repeats: 2, seed: 1),
      try Sampling.folds(along: day, name: "day", count: 3, embargo: .rows(1)),
    ] {
      var writer = ByteWriter()
      folds.encode(into: &writer)
      var reader = ByteReader(writer.bytes)
      #expect(try Folds(decoding: &reader) == folds)
      for length in 0..<writer.bytes.count {
        var cut = ByteReader(Array(writer.bytes.prefix(length)))
        #expect(throws: DecodingFailure.self) { try Folds(decoding: &cut) }
      }
      for place in writer.bytes.indices {
        var bytes = writer.bytes
        bytes[place] ^= 0x80
        var damaged = ByteReader(bytes)
        if let found = try? Folds(decoding: &damaged) {
          for round in 0..<min(found.rounds, 10) { _ = found.fold(round) }
        }
      }
    }
  }
}
