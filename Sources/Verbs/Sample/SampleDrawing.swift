import Frame

/// The draws of a `sample`, in row numbers of the table it draws from.
struct SampleDraws {
  var parts: [Drawn]
  /// A value for each row of the table, where the draw adds a column.
  var added: [Double]?
}

extension SampleMethod {
  /// Draws from a table, of which `columns` are there.
  func draws(from table: Table, seed: UInt64) throws(SamplingError) -> SampleDraws {
    switch self {
    case .split(let shares, let rule):
      SampleDraws(parts: try SampleMethod.split(table, shares, rule, seed: seed))
    case .take(let amount, .importance(let column, _)):
      try SampleMethod.importance(table, amount, column, seed: seed)
    case .balance(let balance): SampleDraws(parts: [try balance.draw(from: table, seed: seed)])
    case .take(let amount, let rule):
      SampleDraws(parts: [try SampleMethod.take(table, amount, rule, seed: seed)])
    }
  }

  private static func split(
    _ table: Table, _ shares: [Double], _ rule: SplitRule, seed: UInt64
  ) throws(SamplingError) -> [Drawn] {
    switch rule {
    case .random(let columns):
      let strata = strata(table, columns)
      return try Sampling.split(
        rowCount: table.rowCount, shares: shares, strata: strata?.codes, labels: strata?.labels ?? [],
        seed: seed
      ).map { Drawn($0) }
    case .groups(let name):
      return try Sampling.split(
        groups: GroupedRows(try column(name, table), name: name), shares: shares, seed: seed)
    case .order(let name, let embargo, _):
      return try Sampling.split(along: try column(name, table), name: name, shares: shares, embargo: embargo)
    }
  }

  private static func take(
    _ table: Table, _ amount: SampleAmount, _ rule: TakeRule, seed: UInt64
  ) throws(SamplingError) -> Drawn {
    let rows = table.rowCount
    switch rule {
    case .simple: return Drawn(try Sampling.take(rowCount: rows, amount: amount, seed: seed))
    case .replacing, .bootstrap: return try Sampling.takeReplacing(rowCount: rows, amount: amount, seed: seed)
    case .reservoir: return try Sampling.takeReservoir(rowCount: rows, amount: amount, seed: seed)
    case .systematic: return try Sampling.takeSystematic(rowCount: rows, amount: amount, seed: seed)
    case .convenience: return try Sampling.takeFirst(rowCount: rows, amount: amount)
    case .stratified(let columns, let rule):
      let strata = strata(table, columns)
      return Drawn(
        try Sampling.take(
          rowCount: rows, amount: amount, strata: strata?.codes, labels: strata?.labels ?? [],
          allocation: try allocation(rule, table), seed: seed))
    case .weighted(let name), .importance(let name, _):
      return try Sampling.takeWeighted(weights(name, table), amount: amount, seed: seed)
    case .cluster(let name):
      return try Sampling.takeClusters(
        GroupedRows(try column(name, table), name: name), amount: amount, seed: seed)
    case .quota(let name, let quotas):
      return try Sampling.takeQuotas(
        GroupedRows(try column(name, table), name: name), amount: amount,
        quotas: quotas?.map { (label: $0.label, rows: $0.rows) })
    case .hash(let name, let salt):
      guard case .share(let share) = amount else { throw SamplingError("a hash keeps a share of the rows") }
      return try Sampling.takeHashed(try column(name, table), share: share, salt: salt)
    }
  }

  private static func importance(
    _ table: Table, _ amount: SampleAmount, _ name: String, seed: UInt64
  ) throws(SamplingError) -> SampleDraws {
    let draw = try Sampling.takeImportance(weights(name, table), amount: amount, seed: seed)
    return SampleDraws(parts: [draw.drawn], added: draw.weights)
  }

  private static func allocation(
    _ rule: AllocationRule, _ table: Table
  ) throws(SamplingError) -> Allocation {
    switch rule {
    case .proportional: .proportional
    case .equal: .equal
    case .neyman(let name): .neyman(try column(name, table).doubles(), name: name)
    }
  }

  private static func strata(_ table: Table, _ columns: [String]) -> (codes: [Int32], labels: [String])? {
    columns.isEmpty ? nil : Sampling.strata(of: columns.compactMap { table.column($0) })
  }

  private static func weights(_ name: String, _ table: Table) throws(SamplingError) -> Weights {
    try Weights(try column(name, table).doubles(), name: name)
  }

  static func column(_ name: String, _ table: Table) throws(SamplingError) -> Column {
    guard let column = table.column(name) else { throw SamplingError("there is no column `\(name)`") }
    return column
  }
}
