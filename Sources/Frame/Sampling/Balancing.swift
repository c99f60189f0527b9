import Canonical

/// The classes of rows that are to be balanced: at least two, and none missing.
package struct BalancedClasses: Sendable {
  let codes: [Int32]
  let labels: [String]
  /// The rows of each class, ascending.
  let members: [[Int32]]

  /// Fails where a class is missing or there is only one.
  package init(_ column: Column, name: String) throws(SamplingError) {
    guard column.count <= Int(Int32.max) else { throw .tooManyRows(column.count) }
    guard column.missingCount == 0 else {
      throw SamplingError(
        "`\(name)` is missing in \(NumberText.count(column.missingCount, "row"))",
        hint: "leave those rows out, with `where \(name) is not missing` in `load`")
    }
    let groups = GroupedRows(column, name: name)
    guard groups.labels.count > 1 else {
      throw SamplingError(
        "`\(name)` has no two classes to balance", hint: "balance by a column with several values")
    }
    (codes, labels) = (groups.codes, groups.labels)
    var members = [[Int32]](repeating: [], count: labels.count)
    for (row, code) in codes.enumerated() { members[Int(code)].append(Int32(row)) }
    self.members = members
  }

  var largest: Int { members.map(\.count).max() ?? 0 }
  var smallest: Int { members.map(\.count).min() ?? 0 }

  /// Rows that each class lacks so that it has `ratio` times those of the most frequent one.
  func lacking(_ ratio: Double) throws(SamplingError) -> [Int] {
    let goal = Int((Double(largest) * (try BalancedClasses.checked(ratio))).rounded())
    let lacking = members.map { max(0, goal - $0.count) }
    guard lacking.reduce(codes.count, +) <= Int(Int32.max) else {
      throw .tooManyRows(lacking.reduce(codes.count, +))
    }
    return lacking
  }

  /// The most rows that a class may keep so that the rarest one has `ratio` times as many.
  func limit(_ ratio: Double) throws(SamplingError) -> Int {
    let limit = (Double(smallest) / (try BalancedClasses.checked(ratio))).rounded()
    return limit < Double(largest) ? Int(limit) : largest
  }

  private static func checked(_ ratio: Double) throws(SamplingError) -> Double {
    guard ratio > 0, ratio <= 1 else {
      throw SamplingError(
        "a ratio of \(NumberText.significant(ratio))",
        hint: "the ratio of the rarest class to the most frequent one is above 0, and 1 at most")
    }
    return ratio
  }
}

extension Sampling {
  /// All rows, and rows of the rarer classes drawn again with replacement until each class has `ratio` times the rows of
  /// the most frequent one; classes that have them are left as they are. Ascending.
  package static func oversample(
    _ classes: BalancedClasses, ratio: Double, seed: UInt64
  ) throws(SamplingError) -> Drawn {
    let lacking = try classes.lacking(ratio)
    var rows = (0..<classes.codes.count).map { Int32($0) }
    for (code, count) in lacking.enumerated() {
      var stream = RandomStream(seed: seed, stream: UInt64(code))
      let members = classes.members[code]
      for _ in 0..<count { rows.append(members[stream.next(below: members.count)]) }
    }
    return Drawn(
      RowDraw(rows.sorted()),
      facts: [
        DrawFact(.distinctRows, classes.codes.count), DrawFact(.rowsAdded, lacking.reduce(0, +)),
      ])
  }

  /// Rows of the more frequent classes left out at random until the rarest class has `ratio` times the rows of each;
  /// classes with fewer are left as they are. Ascending.
  package static func undersample(
    _ classes: BalancedClasses, ratio: Double, seed: UInt64
  ) throws(SamplingError) -> Drawn {
    let limit = try classes.limit(ratio)
    var rows: [Int32] = []
    for (code, members) in classes.members.enumerated() {
      var shuffled = members
      var stream = RandomStream(seed: seed, stream: UInt64(code))
      if members.count > limit { stream.shuffle(&shuffled) }
      rows += shuffled.prefix(limit)
    }
    return Drawn(
      RowDraw(rows.sorted()), facts: [DrawFact(.rowsRemoved, classes.codes.count - rows.count)])
  }

  /// All rows but those of the more frequent classes that are in a Tomek link: two rows of different classes, each the
  /// nearest to the other (Tomek, "Two Modifications of CNN", 1976). Classes as rare as the rarest lose no row.
  package static func withoutTomekLinks(
    _ classes: BalancedClasses, among points: RowPoints
  ) throws(SamplingError) -> Drawn {
    let nearest = NearestRows(points, rows: classes.codes.indices.map { Int32($0) })
    let neighbors = classes.codes.indices.map { nearest.nearest(to: Int32($0), count: 1).first }
    var links = 0
    let kept = classes.codes.indices.filter { row in
      guard let neighbor = neighbors[row], classes.codes[Int(neighbor)] != classes.codes[row],
        neighbors[Int(neighbor)] == Int32(row)
      else { return true }
      if row < Int(neighbor) { links += 1 }
      return classes.members[Int(classes.codes[row])].count == classes.smallest
    }
    return Drawn(
      RowDraw(kept.map { Int32($0) }),
      facts: [DrawFact(.links, links), DrawFact(.rowsRemoved, classes.codes.count - kept.count)])
  }
}
