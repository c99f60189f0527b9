import Canonical

/// The group of each row: a code, and what each code is called.
package struct GroupedRows: Sendable {
  /// Each in `0 ..< labels.count`.
  package let codes: [Int32]
  package let labels: [String]
  /// The column that the groups are the values of, for messages.
  package let name: String

  /// Groups of rows by the values of a column; rows without a value are a group of their own.
  package init(_ column: Column, name: String) {
    (codes, labels) = Sampling.strata(of: [column])
    self.name = name
  }

  /// Rows of each group.
  var counts: [Int] {
    var counts = [Int](repeating: 0, count: labels.count)
    for code in codes { counts[Int(code)] += 1 }
    return counts
  }

  /// All groups in a random order of the seed.
  func shuffled(seed: UInt64) -> [Int] {
    var order = Array(labels.indices)
    var stream = RandomStream(seed: seed, stream: 0)
    stream.shuffle(&order)
    return order
  }
}

extension Sampling {
  /// All rows of groups drawn at random without replacement: `amount` counts groups, or is a share of them.
  package static func takeClusters(
    _ groups: GroupedRows, amount: SampleAmount, seed: UInt64
  ) throws(SamplingError) -> Drawn {
    let total = groups.labels.count
    if case .count(let count) = amount, count > total {
      throw SamplingError(
        "\(NumberText.count(count, "group")) wanted, `\(groups.name)` has \(NumberText.thousands(total))",
        hint: "with `method: cluster` the amount counts groups")
    }
    let count = try wanted(amount, of: total)
    var isDrawn = [Bool](repeating: false, count: total)
    for group in groups.shuffled(seed: seed).prefix(count) { isDrawn[group] = true }
    let rows = groups.codes.indices.filter { isDrawn[Int(groups.codes[$0])] }.map { Int32($0) }
    return Drawn(RowDraw(rows), facts: [DrawFact(.groups, count), DrawFact(.allGroups, total)])
  }

  /// The first rows of each group in the order of the table until its quota is full: no random sample.
  ///
  /// `quotas` names groups and how many rows of each; without it the amount is shared out equally, what is left over
  /// going to the first groups. A group with fewer rows than its quota is an error.
  package static func takeQuotas(
    _ groups: GroupedRows, amount: SampleAmount, quotas: [(label: String, rows: Int)]? = nil
  ) throws(SamplingError) -> Drawn {
    let count = try wanted(amount, of: groups.codes.count)
    let wanted =
      try quotas.map { quotas throws(SamplingError) in try given(quotas, of: groups) }
      ?? Apportionment.shares(of: count, weights: groups.labels.map { _ in 1 })
    guard wanted.reduce(0, +) == count else {
      throw SamplingError(
        "quotas of \(NumberText.count(wanted.reduce(0, +), "row")) for \(NumberText.count(count, "row")) to take",
        hint: "let the quotas add up to the amount")
    }
    for (group, rows) in groups.counts.enumerated() where rows < wanted[group] {
      throw SamplingError(
        "a quota of \(NumberText.count(wanted[group], "row")) for `\(groups.labels[group])`, which has \(NumberText.thousands(rows))",
        hint: "take fewer rows, or give `groups` and `quotas`")
    }
    var left = wanted
    let rows = groups.codes.indices.filter { row in
      let group = Int(groups.codes[row])
      left[group] -= 1
      return left[group] >= 0
    }
    return Drawn(
      RowDraw(rows.map { Int32($0) }),
      facts: [DrawFact(.groups, wanted.count { $0 > 0 }), DrawFact(.allGroups, groups.labels.count)])
  }

  private static func given(
    _ quotas: [(label: String, rows: Int)], of groups: GroupedRows
  ) throws(SamplingError) -> [Int] {
    var wanted = [Int](repeating: 0, count: groups.labels.count)
    for quota in quotas {
      guard let group = groups.labels.firstIndex(where: { $0.hasSameBytes(as: quota.label) }) else {
        throw SamplingError(
          "no row has the value `\(quota.label)` in `\(groups.name)`",
          hint: nearestName(to: quota.label, in: groups.labels).map { "did you mean `\($0)`?" })
      }
      wanted[group] = quota.rows
    }
    return wanted
  }
}
