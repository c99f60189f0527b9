import Frame

extension Parallel {
  /// The results of `piece` for `0 ..< count`, in that order, each of which goes through `rows` rows; few rows are not worth
  /// another core.
  static func map<Result: Sendable>(
    _ count: Int, rows: Int, _ piece: @Sendable (Int) -> Result
  ) -> [Result] {
    rows < leastRows ? (0..<count).map(piece) : map(count, piece)
  }

  /// Fewer are gone through where they are.
  static let leastRows = 1 << 12
}
