/// A draw that cannot be made as asked.
package struct SamplingError: Error, Sendable, Hashable {
  package let message: String
  package let hint: String?

  package init(_ message: String, hint: String? = nil) {
    self.message = message
    self.hint = hint
  }
}

/// How many rows to draw.
package enum SampleAmount: Sendable, Hashable {
  case count(Int)
  /// A share of the rows in 0...1; the count is rounded to the nearest whole number.
  case share(Double)
}

/// Random draws of rows. Every draw depends on its arguments and the seed alone.
package enum Sampling {
  /// Disjoint parts of `0 ..< rowCount`, one a share, each in ascending order.
  ///
  /// Part sizes follow the shares by largest remainder. Shares that sum to 1 (within 1e-9) use every row; with a
  /// smaller sum the rest stays unused. With `strata` (a code a row) each part takes from each stratum in proportion
  /// to its size by largest remainder, part after part from what is left, as scikit-learn's StratifiedShuffleSplit
  /// does; where it breaks ties at random, the lower code wins here. `labels` name the codes in errors.
  /// A row whose code is negative is an error, as is a stratum with fewer rows than there are parts.
  package static func split(
    rowCount: Int, shares: [Double], strata: [Int32]? = nil, labels: [String] = [], seed: UInt64
  ) throws(SamplingError) -> [RowDraw] {
    try check(shares)
    let sizes = Apportionment.sizes(of: rowCount, shares: shares)
    for (share, size) in zip(shares, sizes.parts) where size == 0 {
      throw .emptyPart(share: share, rowCount: rowCount)
    }
    var strata = try Strata(codes: strata, rowCount: rowCount, labels: labels)
    if strata.isStratified { try strata.requireRows(shares.count) }
    return strata.split(into: sizes.parts, seed: seed).map { RowDraw($0) }
  }

  /// Rows drawn without replacement, in ascending order; where `strata` are given, from each as `allocation` says.
  /// More rows than there are is an error, as is a negative count or a share outside 0...1.
  package static func take(
    rowCount: Int, amount: SampleAmount, strata: [Int32]? = nil, labels: [String] = [],
    allocation: Allocation = .proportional, seed: UInt64
  ) throws(SamplingError) -> RowDraw {
    let count = try wanted(amount, of: rowCount)
    var strata = try Strata(codes: strata, rowCount: rowCount, labels: labels)
    let quotas = try strata.quotas(count, allocation)
    strata.shuffle(seed: seed, ends: quotas)
    return RowDraw(strata.take(each: quotas))
  }

  /// How many rows an amount means; with `replacing`, there may be more of them than there are in the table.
  static func wanted(
    _ amount: SampleAmount, of rowCount: Int, replacing: Bool = false
  ) throws(SamplingError) -> Int {
    guard rowCount >= 0, rowCount <= Int(Int32.max) else { throw .tooManyRows(rowCount) }
    switch amount {
    case .count(let count):
      guard count >= 0 else { throw SamplingError("a sample of \(count) rows") }
      guard count <= Int(Int32.max) else { throw .tooManyRows(count) }
      let isPossible = replacing ? rowCount > 0 || count == 0 : count <= rowCount
      guard isPossible else { throw .tooFewRows(wanted: count, rowCount: rowCount) }
      return count
    case .share(let share):
      guard share >= 0, share <= 1 else { throw .shareOutOfRange(share) }
      return Int((share * Double(rowCount)).rounded())
    }
  }

  static func check(_ shares: [Double]) throws(SamplingError) {
    guard !shares.isEmpty else { throw SamplingError("a split without parts") }
    for share in shares where !(share > 0 && share <= 1) { throw .shareOutOfRange(share) }
    let sum = shares.reduce(0, +)
    guard sum <= 1 + 1e-9 else { throw .sharesAboveOne(sum) }
  }
}
