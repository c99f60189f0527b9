extension Sampling {
  /// The stratum of each row: rows with the same values in all columns share a code.
  ///
  /// Codes count the combinations that occur, ordered column by column: values by bytes of their text, missing first.
  /// Labels join the values by `, `; a missing value is named `missing`. All columns must have one length.
  package static func strata(of columns: [Column]) -> (codes: [Int32], labels: [String]) {
    guard let first = columns.first else { return ([], []) }
    var combined = ranked(first)
    for column in columns.dropFirst() { combined = crossed(combined, ranked(column)) }
    return combined
  }

  private static func ranked(_ column: Column) -> (codes: [Int32], labels: [String]) {
    let coded = column.asCategory()
    guard let codes = coded.codes else { return ([], []) }
    let levels = LevelOrder.occurring(codes, coded.levels)
    guard coded.missingCount > 0 else { return (levels.codes, levels.levels) }
    return (levels.codes.map { $0 + 1 }, ["missing"] + levels.levels)
  }

  private static func crossed(
    _ a: (codes: [Int32], labels: [String]), _ b: (codes: [Int32], labels: [String])
  ) -> (codes: [Int32], labels: [String]) {
    let width = Int64(max(b.labels.count, 1))
    let pairs = zip(a.codes, b.codes).map { Int64($0) * width + Int64($1) }
    let occurring = occurring(pairs, below: Int64(a.labels.count) * width)
    let labels = occurring.pairs.map { a.labels[Int($0 / width)] + ", " + b.labels[Int($0 % width)] }
    return (occurring.codes, labels)
  }

  /// The pairs that occur, ascending, and which of them each row has. A table of all pairs is made where they are few.
  private static func occurring(_ pairs: [Int64], below end: Int64) -> (pairs: [Int64], codes: [Int32]) {
    guard end <= max(1 << 16, 2 * pairs.count) else {
      let occurring = Set(pairs).sorted()
      var code: [Int64: Int32] = [:]
      for (rank, pair) in occurring.enumerated() { code[pair] = Int32(rank) }
      return (occurring, pairs.map { code[$0] ?? 0 })
    }
    var codes = [Int32](repeating: -1, count: Int(end))
    for pair in pairs { codes[Int(pair)] = 0 }
    var occurring: [Int64] = []
    for pair in codes.indices where codes[pair] == 0 {
      codes[pair] = Int32(occurring.count)
      occurring.append(Int64(pair))
    }
    return (occurring, pairs.map { codes[Int($0)] })
  }
}

extension Column {
  /// The column as a category: categories and texts by their levels, all others by the text of their values.
  package func asCategory() -> Column {
    switch storage {
    case .codes(let codes, let levels, let type):
      return type == .category ? self : .category(codes: codes, levels: levels)
    case .texts(let texts):
      let coded = texts.coded(validity)
      return .category(codes: coded.codes, levels: coded.levels)
    case .booleans(let values):
      let codes = values.indices.map { isMissing($0) ? -1 : values[$0] ? 1 : 0 } as [Int32]
      return .category(codes: codes, levels: ["false", "true"])
    case .numbers(let values): return categorized { values[$0].bitPattern }
    case .integers(let values), .datetimes(let values):
      return categorized(closeTogether: values) ?? categorized { values[$0] }
    case .dates(let values): return categorized { values[$0] }
    }
  }

  /// The text of a value is made once for all rows that have it.
  private func categorized<Key: Hashable>(_ key: (Int) -> Key) -> Column {
    var known: [Key: Int32] = [:]
    var levels: [String] = []
    let codes = (0..<count).map { row -> Int32 in
      guard !isMissing(row) else { return -1 }
      let key = key(row)
      if let code = known[key] { return code }
      let code = Int32(levels.count)
      known[key] = code
      levels.append(self[row].text)
      return code
    }
    return .category(codes: codes, levels: levels)
  }

  /// Whole numbers of a small range, each sought in a table of all of it; nil where the range is large.
  private func categorized(closeTogether values: [Int64]) -> Column? {
    guard let least = values.min(), let greatest = values.max() else { return nil }
    let (range, overflows) = greatest.subtractingReportingOverflow(least)
    guard !overflows, range < 1 << 16 else { return nil }
    var known = [Int32](repeating: -1, count: Int(range) + 1)
    var levels: [String] = []
    let codes = values.indices.map { row -> Int32 in
      guard !isMissing(row) else { return -1 }
      let place = Int(values[row] - least)
      if known[place] < 0 {
        known[place] = Int32(levels.count)
        levels.append(self[row].text)
      }
      return known[place]
    }
    return .category(codes: codes, levels: levels)
  }
}
