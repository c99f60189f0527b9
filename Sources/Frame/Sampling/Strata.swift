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
    rows = Strata.members(codes, count: Int(codes.max() ?? -1) + 1)
  }

  /// The rows of each code, ascending. Counted first, so that no array grows.
  private static func members(_ codes: [Int32], count: Int) -> [[Int32]] {
    var ends = [Int](repeating: 0, count: count)
    for code in codes { ends[Int(code)] += 1 }
    let sizes = ends
    var start = 0
    for code in ends.indices {
      (ends[code], start) = (start, start + ends[code])
    }
    let sorted = [Int32](unsafeUninitializedCapacity: codes.count) { buffer, filled in
      for (row, code) in codes.enumerated() {
        buffer[ends[Int(code)]] = Int32(row)
        ends[Int(code)] += 1
      }
      filled = codes.count
    }
    return sizes.indices.map { Array(sorted[ends[$0] - sizes[$0]..<ends[$0]]) }
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

  /// Parts of those sizes, ascending: part after part, from each stratum in proportion to what it has left. They may need no more
  /// rows than there are.
  mutating func split(into sizes: [Int], seed: UInt64) -> [[Int32]] {
    var left = self.sizes
    let quotas = sizes.map { size in
      let quotas = Apportionment.shares(of: size, weights: left)
      for (code, quota) in quotas.enumerated() { left[code] -= quota }
      return quotas
    }
    // The order of rows that all go to the last part does not matter.
    let drawn = left.allSatisfy { $0 == 0 } ? quotas.dropLast() : quotas[...]
    let ends = left.indices.map { code in drawn.reduce(0) { $0 + $1[code] } }
    shuffle(seed: seed, ends: ends)
    return quotas.map { take(each: $0) }
  }

  /// Removes so many rows from each stratum; ascending. No quota may exceed what its stratum has left.
  mutating func take(each quotas: [Int]) -> [Int32] {
    var taken = Bitmap(repeating: false, count: rowCount)
    for (code, quota) in quotas.enumerated() {
      for row in rows[code].suffix(quota) { taken[Int(row)] = true }
      rows[code].removeLast(quota)
    }
    return taken.setPositions
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
