import Canonical

/// The rows of each stratum, to be drawn from its end.
struct Strata {
  private var rows: [[Int32]]
  private let rowCount: Int
  private let labels: [String]
  let isStratified: Bool

  /// One stratum of all rows where `codes` is nil.
  init(codes: [Int32]?, rowCount: Int, labels: [String]) throws(SamplingError) {
    self.rowCount = rowCount
    self.labels = labels
    isStratified = codes != nil
    guard rowCount >= 0, rowCount <= Int(Int32.max) else { throw .tooManyRows(rowCount) }
    guard let codes else {
      rows = [(0..<rowCount).map { Int32($0) }]
      return
    }
    guard codes.count == rowCount else { throw SamplingError("a stratum for each row is needed") }
    guard codes.allSatisfy({ $0 >= 0 && Int($0) < max(rowCount, labels.count) }) else {
      throw SamplingError("a row without a stratum")
    }
    rows = [[Int32]](repeating: [], count: Int(codes.max() ?? -1) + 1)
    for (row, code) in codes.enumerated() { rows[Int(code)].append(Int32(row)) }
  }

  /// The rows that are left of each stratum.
  var members: [[Int32]] { rows }

  /// How many rows are left of each stratum.
  var sizes: [Int] { rows.map(\.count) }

  func label(of code: Int) -> String { code < labels.count ? labels[code] : "\(code)" }

  /// Fails for the first stratum that has rows, but fewer than `count`.
  func requireRows(_ count: Int) throws(SamplingError) {
    for (code, members) in rows.enumerated() where !members.isEmpty && members.count < count {
      throw .smallStratum(label(of: code), rows: members.count, parts: count)
    }
  }

  /// Each stratum in a random order of its own stream; only as many rows at its end as `ends` says, if given.
  mutating func shuffle(seed: UInt64, ends: [Int]? = nil) {
    for code in rows.indices {
      var stream = RandomStream(seed: seed, stream: UInt64(code))
      stream.shuffle(&rows[code], last: ends?[code] ?? rows[code].count)
    }
  }

  /// Removes `count` rows, from each stratum in proportion to what it has left; ascending.
  mutating func take(_ count: Int) -> [Int32] {
    take(each: Apportionment.shares(of: count, weights: sizes))
  }

  /// Removes so many rows from each stratum; ascending. No quota may exceed what its stratum has left.
  mutating func take(each quotas: [Int]) -> [Int32] {
    var isTaken = [Bool](repeating: false, count: rowCount)
    for (code, quota) in quotas.enumerated() {
      for row in rows[code].suffix(quota) { isTaken[Int(row)] = true }
      rows[code].removeLast(quota)
    }
    var taken: [Int32] = []
    taken.reserveCapacity(quotas.reduce(0, +))
    for row in isTaken.indices where isTaken[row] { taken.append(Int32(row)) }
    return taken
  }
}

extension SamplingError {
  static func tooManyRows(_ count: Int) -> SamplingError {
    SamplingError(
      "a sample of or from \(NumberText.thousands(count)) rows",
      hint: "at most \(NumberText.thousands(Int(Int32.max))) can be drawn, and drawn from")
  }

  static func emptyPart(share: Double, rowCount: Int) -> SamplingError {
    SamplingError(
      "\(NumberText.percent(share)) of \(NumberText.thousands(rowCount)) rows is no row",
      hint: "give the part a larger share")
  }

  static func tooFewRows(wanted: Int, rowCount: Int) -> SamplingError {
    SamplingError(
      "\(NumberText.thousands(wanted)) rows wanted, the table has \(NumberText.thousands(rowCount))",
      hint: "take a share, such as `take 50%`")
  }

  static func shareOutOfRange(_ share: Double) -> SamplingError {
    SamplingError("a share of \(NumberText.percent(share))", hint: "shares lie between 0% and 100%")
  }

  static func sharesAboveOne(_ sum: Double) -> SamplingError {
    SamplingError("the shares sum to \(NumberText.percent(sum))", hint: "let them sum to 100% or less")
  }

  static func smallStratum(_ label: String, rows: Int, parts: Int) -> SamplingError {
    SamplingError(
      "the stratum `\(label)` has \(rows == 1 ? "1 row" : "\(rows) rows"), too few for \(parts) parts",
      hint: "leave rare values out with `where`, or split without `stratify by`")
  }
}
