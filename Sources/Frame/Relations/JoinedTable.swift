/// What becomes of rows without a match.
package enum JoinKind: String, Sendable, Hashable, CaseIterable {
  /// Only pairs.
  case inner
  /// Pairs, and left rows without a match.
  case left
  /// Pairs, and right rows without a match.
  case right
  /// Pairs, and all rows without a match.
  case full
  /// Left rows that have a match, once each.
  case semi
  /// Left rows that have none.
  case anti
  /// Each left row with each right row.
  case cross

  /// Whether the result has columns of the left table alone.
  package var isFilter: Bool { self == .semi || self == .anti }

  package var keepsLeft: Bool { self == .left || self == .full }
  package var keepsRight: Bool { self == .right || self == .full }

  /// Rows of the result.
  package func rowCount(_ matches: RowMatches) -> Int {
    if isFilter { return self == .semi ? matches.leftSide.matched : matches.leftSide.unmatched }
    let pairs = matches.pairs
    guard pairs < Int.max / 4 else { return .max }
    return pairs + (keepsLeft ? matches.leftSide.unmatched : 0)
      + (keepsRight ? matches.rightSide.unmatched : 0)
  }
}

extension RowMatches.Rows {
  /// A key column of the result: the left value, and the right one in rows without a left one.
  package func key(_ left: Column, _ right: Column) -> Column {
    guard self.left.contains(where: { $0 < 0 }) else { return left.gathered(by: self.left) }
    let both = Column.joined([left, right], as: left.type == right.type ? left.type : .text)
    let shift = Int32(truncatingIfNeeded: left.count)
    return both.gathered(by: zip(self.left, self.right).map { $0 < 0 ? $1 + shift : $0 })
  }
}
