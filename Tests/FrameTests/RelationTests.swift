import Testing

@testable import Frame

/// What is said of joins and groups, and their edges.
struct RelationTests {
  @Test func rowsOfARightJoinStandInTheOrderOfTheLeftTable() {
    let matches = RowMatches(
      [.integers([2, 1, nil, 2])], [.integers([1, 2, 3, 2, nil])], leftRows: 4, rightRows: 5)
    let rows = matches.rows(keepLeft: true, keepRight: true)
    #expect(rows.left == [0, 0, 1, 2, 3, 3, -1, -1])
    #expect(rows.right == [1, 3, 0, -1, 1, 3, 2, 4])
    #expect(matches.leftSide == .init(rows: 4, matched: 3, multiplied: 2, missing: 1))
    #expect(matches.rightSide == .init(rows: 5, matched: 3, multiplied: 2, missing: 1))
    #expect(matches.repeatedLeft == .init(row: 0, count: 2))
    #expect(matches.repeatedRight == .init(row: 1, count: 2))
  }

  @Test func keysOfUnmatchedRowsComeFromTheRightTable() {
    let (left, right) = (Column.category(["b", nil]), Column.category(["c", "b", "a"]))
    let rows = RowMatches([left], [right], leftRows: 2, rightRows: 3).rows(keepLeft: true, keepRight: true)
    #expect(rows.key(left, right).scalars() == [.text("b"), .missing, .text("c"), .text("a")])
  }

  @Test func keysAreEqualExactly() {
    let zero = RowMatches([.numbers([0, .nan])], [.numbers([-0.0, .nan])], leftRows: 2, rightRows: 2)
    #expect(zero.pairs == 1)
    let large = RowMatches(
      [.integers([1 << 53])], [.integers([1 << 53 + 1, Int64.max, Int64.min])], leftRows: 1, rightRows: 3)
    #expect(large.pairs == 0)
    let bytes = RowMatches([.text(["é"])], [.text(["e\u{301}"])], leftRows: 1, rightRows: 1)
    #expect(bytes.pairs == 0)
  }

  @Test func pairsOfManyKeysDoNotRunTogether() {
    var stream = RandomStream(seed: 4, stream: 0)
    let rows = 3000
    let columns = (0..<4).map { _ in
      Column.integers((0..<rows).map { _ in Int64(stream.next() % 1_000_003) &* 7_777_777_777 })
    }
    let groups = Grouping(by: columns, rows: rows)
    let wanted = Set((0..<rows).map { row in columns.map { $0[row] } }).count
    #expect(groups.count == wanted)
    let own = RowMatches(columns, columns, leftRows: rows, rightRows: rows)
    #expect(own.pairs >= rows && own.repeatedLeft?.count ?? 1 == own.repeatedRight?.count ?? 1)
  }

  @Test func productsThatCannotBeCountedAreSaidToBeMany() {
    let many = Column.integers([Int64](repeating: 1, count: 4))
    #expect(RowMatches([many], [many], leftRows: 4, rightRows: 4).pairs == 16)
    #expect(JoinKind.cross.rowCount(RowMatches([], [], leftRows: 3, rightRows: 5)) == 15)
  }

  @Test func nothingIsOneGroupWithoutKeysAndNoneWithThem() throws {
    let empty = Column.numbers([])
    let whole = Grouping(by: [], rows: 0)
    #expect(whole.count == 1)
    #expect(try Aggregate.count.values(of: nil, in: whole).integers == [0])
    #expect(try Aggregate.sum.values(of: empty, in: whole).scalars() == [.number(0)])
    for figure: Aggregate in [.mean, .median, .min, .max, .first, .last, .std] {
      #expect(try figure.values(of: empty, in: whole).scalars() == [.missing])
    }
    #expect(Grouping(by: [empty], rows: 0).count == 0)
  }

  @Test func sumsOfIntegersAreExactOrAnError() throws {
    let one = Grouping(by: [], rows: 2)
    #expect(try Aggregate.sum.values(of: .integers([1 << 53, 1]), in: one).integers == [1 << 53 + 1])
    #expect(throws: FormulaError.self) { try Aggregate.sum.values(of: .integers([.max, 1]), in: one) }
    #expect(try Aggregate.mean.values(of: .numbers([1e308, 1e308]), in: one).doubles() == [1e308])
  }

  @Test func truthAndTextHaveFiguresToo() throws {
    let groups = Grouping(by: [.integers([1, 2, 1, 1])], rows: 4)
    let truths = Column.booleans([true, nil, nil, false])
    #expect(try Aggregate.share.values(of: truths, in: groups).scalars() == [.number(0.5), .missing])
    #expect(try Aggregate.any.values(of: truths, in: groups).booleans == [true, false])
    #expect(try Aggregate.all.values(of: truths, in: groups).booleans == [false, true])
    let texts = Column.text(["b", nil, "a", "é"])
    #expect(try Aggregate.min.values(of: texts, in: groups).scalars() == [.text("a"), .missing])
    #expect(try Aggregate.max.values(of: texts, in: groups).scalars() == [.text("é"), .missing])
  }
}
