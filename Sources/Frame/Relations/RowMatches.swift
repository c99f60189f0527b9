/// Which rows of two tables go together: those whose keys are equal. A missing key is equal to nothing, as in SQL.
package struct RowMatches: Sendable {
  /// The number of each row's key; -1 where a part of it is missing.
  private let left: [Int32]
  private let right: [Int32]
  /// How many rows of each table have each key.
  private let leftCounts: [Int32]
  private let rightCounts: [Int32]

  /// Columns stand in pairs and are of types that agree (`RowMatches.agree`). Without keys, each row goes together with
  /// each row. O(rows).
  package init(_ leftKeys: [Column], _ rightKeys: [Column], leftRows: Int, rightRows: Int) {
    var keys: KeyCodes?
    for (a, b) in zip(leftKeys, rightKeys) {
      let pair = KeyCodes([a, b])
      keys = keys?.crossed(with: pair) ?? pair
    }
    let all =
      keys
      ?? KeyCodes(
        codes: [[Int32](repeating: 0, count: leftRows), [Int32](repeating: 0, count: rightRows)], count: 1)
    left = all.codes[0]
    right = all.codes[1]
    leftCounts = RowMatches.counts(left, all.count)
    rightCounts = RowMatches.counts(right, all.count)
  }

  /// Whether columns of the two types can be keys of one join: the same type, or a category and a text.
  package static func agree(_ a: ColumnType, _ b: ColumnType) -> Bool { KeyCodes.agree(a, b) }

  private static func counts(_ codes: [Int32], _ count: Int) -> [Int32] {
    var counts = [Int32](repeating: 0, count: count)
    for code in codes where code >= 0 { counts[Int(code)] += 1 }
    return counts
  }

  /// A key that more than one row of a table has.
  package struct RepeatedKey: Sendable, Hashable {
    /// The first row that has it.
    package var row: Int
    /// How many rows have it.
    package var count: Int
  }

  /// The first row of the left table whose key stands there more than once.
  package var repeatedLeft: RepeatedKey? { RowMatches.repeated(left, leftCounts) }

  /// The first row of the right table whose key stands there more than once.
  package var repeatedRight: RepeatedKey? { RowMatches.repeated(right, rightCounts) }

  private static func repeated(_ codes: [Int32], _ counts: [Int32]) -> RepeatedKey? {
    guard let row = codes.firstIndex(where: { $0 >= 0 && counts[Int($0)] > 1 }) else { return nil }
    return RepeatedKey(row: row, count: Int(counts[Int(codes[row])]))
  }

  /// How the rows of one table fare.
  package struct Side: Sendable, Hashable {
    package var rows: Int
    /// Rows that go together with at least one row of the other table.
    package var matched: Int
    /// Rows that go together with more than one.
    package var multiplied: Int
    /// Rows whose key is missing, which match nothing.
    package var missing: Int

    package init(rows: Int, matched: Int, multiplied: Int, missing: Int) {
      (self.rows, self.matched, self.multiplied, self.missing) = (rows, matched, multiplied, missing)
    }

    /// Rows that go together with none.
    package var unmatched: Int { rows - matched }
  }

  package var leftSide: Side { RowMatches.side(left, rightCounts) }
  package var rightSide: Side { RowMatches.side(right, leftCounts) }

  private static func side(_ codes: [Int32], _ others: [Int32]) -> Side {
    var side = Side(rows: codes.count, matched: 0, multiplied: 0, missing: 0)
    for code in codes {
      guard code >= 0 else {
        side.missing += 1
        continue
      }
      let count = others[Int(code)]
      if count > 0 { side.matched += 1 }
      if count > 1 { side.multiplied += 1 }
    }
    return side
  }

  /// Pairs of rows that go together; `Int.max` where they are more than can be counted.
  package var pairs: Int {
    zip(leftCounts, rightCounts).reduce(0) { sum, counts in
      let (total, overflows) = sum.addingReportingOverflow(Int(counts.0) * Int(counts.1))
      return overflows ? .max : total
    }
  }

  /// The first rows of the left table that match nothing, at most so many; those with a missing key are passed over.
  package func unmatchedLeft(_ limit: Int) -> [Int] {
    Array(left.indices.lazy.filter { left[$0] >= 0 && rightCounts[Int(left[$0])] == 0 }.prefix(limit))
  }

  // MARK: Rows of the result

  /// Row numbers of both tables for each row of a join; -1 where it has no row of that table.
  package struct Rows: Sendable {
    package var left: [Int32] = []
    package var right: [Int32] = []

    /// Whether the left rows are all rows of the left table in their order.
    package func isWholeLeft(_ rows: Int) -> Bool {
      left.count == rows && left.indices.allSatisfy { Int(left[$0]) == $0 }
    }
  }

  /// Pairs in the order of the left rows, and for one left row in the order of the right ones; left rows without a match
  /// stand among them where `keepLeft`, and right rows without one stand last where `keepRight`.
  package func rows(keepLeft: Bool, keepRight: Bool) -> Rows {
    let (starts, members) = rightRows
    var rows = Rows()
    let expected = pairs == .max ? 0 : pairs
    rows.left.reserveCapacity(expected)
    rows.right.reserveCapacity(expected)
    for (row, code) in left.enumerated() {
      let found = code < 0 ? 0..<0 : starts[Int(code)]..<starts[Int(code) + 1]
      if found.isEmpty, keepLeft {
        rows.left.append(Int32(truncatingIfNeeded: row))
        rows.right.append(-1)
      }
      for place in found {
        rows.left.append(Int32(truncatingIfNeeded: row))
        rows.right.append(members[place])
      }
    }
    guard keepRight else { return rows }
    for (row, code) in right.enumerated() where code < 0 || leftCounts[Int(code)] == 0 {
      rows.left.append(-1)
      rows.right.append(Int32(truncatingIfNeeded: row))
    }
    return rows
  }

  /// The left rows that match something, or those that match nothing.
  package func leftRows(matching: Bool) -> [Int32] {
    left.indices.filter { (left[$0] >= 0 && rightCounts[Int(left[$0])] > 0) == matching }
      .map { Int32(truncatingIfNeeded: $0) }
  }

  /// The rows of the right table by key: those of one key stand from its start to the next one's, in their order.
  private var rightRows: (starts: [Int], members: [Int32]) {
    var starts = [Int](repeating: 0, count: rightCounts.count + 1)
    for (code, count) in rightCounts.enumerated() { starts[code + 1] = starts[code] + Int(count) }
    var places = starts
    var members = [Int32](repeating: 0, count: starts[rightCounts.count])
    for (row, code) in right.enumerated() where code >= 0 {
      members[places[Int(code)]] = Int32(truncatingIfNeeded: row)
      places[Int(code)] += 1
    }
    return (starts, members)
  }
}
