import Canonical

extension Sampling {
  /// Disjoint parts of which none shares a group with another; each ascending.
  ///
  /// Groups are taken from the largest to the smallest, equals in a random order of the seed, and each goes to the
  /// part that is furthest below its share; the last groups are kept for parts that have none. So sizes come as close
  /// to the shares as whole groups allow. Where the shares sum to less than 1, groups are left over. A group larger
  /// than the largest share is an error, as are fewer groups than parts.
  package static func split(
    groups: GroupedRows, shares: [Double], seed: UInt64
  ) throws(SamplingError) -> [Drawn] {
    try check(shares)
    let rowCount = groups.codes.count
    guard rowCount <= Int(Int32.max) else { throw .tooManyRows(rowCount) }
    let sizes = Apportionment.sizes(of: rowCount, shares: shares)
    let goals = sizes.parts + (sizes.rest > 0 ? [sizes.rest] : [])
    let counts = groups.counts
    try requireRoom(for: groups, counts, goals: goals)
    let order = groups.shuffled(seed: seed).enumerated().sorted {
      (counts[$1.element], $0.offset) < (counts[$0.element], $1.offset)
    }
    var part = [Int](repeating: 0, count: groups.labels.count)
    var missing = goals
    var isEmpty = shares.map { _ in true }
    for (place, group) in order.map(\.element).enumerated() {
      let empty = shares.indices.filter { isEmpty[$0] }
      let open = order.count - place <= empty.count ? empty : Array(goals.indices)
      let neediest = open.max { (missing[$0], $1) < (missing[$1], $0) } ?? 0
      part[group] = neediest
      missing[neediest] -= counts[group]
      if neediest < shares.count { isEmpty[neediest] = false }
    }
    return try shares.indices.map { index throws(SamplingError) in
      let rows = groups.codes.indices.filter { part[Int(groups.codes[$0])] == index }
      guard !rows.isEmpty else {
        throw .noGroup(groups.name, parts: shares.count, groups: groups.labels.count)
      }
      let count = part.count { $0 == index }
      return Drawn(
        RowDraw(rows.map { Int32($0) }),
        facts: [DrawFact(.groups, count), DrawFact(.allGroups, groups.labels.count)])
    }
  }

  private static func requireRoom(
    for groups: GroupedRows, _ counts: [Int], goals: [Int]
  ) throws(SamplingError) {
    let room = goals.max() ?? 0
    guard let group = counts.indices.max(by: { (counts[$0], $1) < (counts[$1], $0) }),
      counts[group] > room
    else { return }
    throw SamplingError(
      "the group `\(groups.labels[group])` has \(NumberText.count(counts[group], "row")), more than the largest part may take (\(NumberText.thousands(room)))",
      hint: "give a part a larger share, or split without `group by`")
  }
}

extension SamplingError {
  fileprivate static func noGroup(_ name: String, parts: Int, groups: Int) -> SamplingError {
    SamplingError(
      "\(NumberText.count(groups, "group")) of `\(name)` cannot fill \(NumberText.count(parts, "part"))",
      hint: "give the smaller parts larger shares, or split without `group by`")
  }
}
