import Canonical

/// New rows that lie between a row of a rare class and one of its neighbours (Chawla et al., "SMOTE: Synthetic Minority
/// Over-sampling Technique", 2002), with categories as SMOTE-NC has them.
package struct SmoteRows: Sendable {
  /// One new row: where it starts, where it leads, how far it goes, and the neighbours that its categories come from.
  struct Origin: Sendable {
    var row: Int32
    var neighbor: Int32
    var step: Double
    var neighbors: [Int32]
  }

  let origins: [Origin]
  package var count: Int { origins.count }

  /// New rows for each class until it has `ratio` times those of the most frequent one.
  ///
  /// Each starts at a row of the class and goes towards one of its `neighbors` nearest rows of the same class, both drawn
  /// at random. A class that lacks rows must have more than `neighbors` of them.
  package init(
    _ classes: BalancedClasses, among points: RowPoints, ratio: Double, neighbors: Int, seed: UInt64
  ) throws(SamplingError) {
    var origins: [Origin] = []
    for (code, count) in try classes.lacking(ratio).enumerated() where count > 0 {
      let members = classes.members[code]
      guard neighbors > 0, members.count > neighbors else {
        throw SamplingError(
          "the class `\(classes.labels[code])` has \(NumberText.count(members.count, "row")), too few for \(NumberText.count(neighbors, "neighbour")) of each",
          hint: members.count > 1
            ? "`neighbors: \(members.count - 1)`, or `method: oversample`" : "`method: oversample`")
      }
      let tree = NearestRows(points.nominal(within: members), rows: members)
      var known: [Int32: [Int32]] = [:]
      var stream = RandomStream(seed: seed, stream: UInt64(code))
      for _ in 0..<count {
        let row = members[stream.next(below: members.count)]
        let nearest = known[row] ?? tree.nearest(to: row, count: neighbors)
        known[row] = nearest
        let neighbor = nearest[stream.next(below: nearest.count)]
        origins.append(Origin(row: row, neighbor: neighbor, step: stream.nextDouble(), neighbors: nearest))
      }
    }
    self.origins = origins
  }

  /// How the values of a column pass to new rows.
  package enum Passing: Sendable {
    /// Between the row and its neighbour; integers are rounded.
    case between
    /// The most frequent among the neighbours, the first by bytes of those as frequent.
    case frequent
    /// The value of the row that it starts at, as all rows of a class have it.
    case copied
    /// Missing.
    case left
  }

  /// The column with the values of the new rows behind those it has.
  package func extended(_ column: Column, _ passing: Passing) -> Column {
    let old = (0..<column.count).map { Int32($0) }
    switch passing {
    case .copied: return column.gathered(by: old + origins.map(\.row))
    case .frequent: return column.gathered(by: old + frequent(column))
    case .between: return between(column)
    case .left: return column.gatheredOrMissing(old + origins.map { _ in -1 })
    }
  }

  /// For each new row the first neighbour that has the value most of them have.
  private func frequent(_ column: Column) -> [Int32] {
    let codes = column.asCategory().codes ?? []
    return origins.map { origin in
      var counts: [Int32: Int] = [:]
      for neighbor in origin.neighbors { counts[codes[Int(neighbor)], default: 0] += 1 }
      let code = counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
      return origin.neighbors.first { codes[Int($0)] == code } ?? origin.row
    }
  }

  private func between(_ column: Column) -> Column {
    let values = column.doubles()
    let new = origins.map { origin -> Double in
      let (start, end) = (values[Int(origin.row)], values[Int(origin.neighbor)])
      let value = start + origin.step * (end - start)
      return value.isFinite ? value : (1 - origin.step) * start + origin.step * end
    }
    guard let integers = column.integers else { return .numbers(values + new) }
    let old = integers.indices.map { column.isMissing($0) ? nil : integers[$0] }
    return .integers(
      old
        + zip(origins, new).map { origin, value in
          value.isNaN ? nil : Int64(exactly: value.rounded()) ?? integers[Int(origin.row)]
        })
  }
}

extension Column {
  /// The rows of those numbers in that order; missing where the number is negative.
  fileprivate func gatheredOrMissing(_ rows: [Int32]) -> Column {
    let kept = rows.map { $0 < 0 || isMissing(Int($0)) ? nil : Int($0) }
    switch type {
    case .number:
      let values = doubles()
      return .numbers(kept.map { $0.map { values[$0] } ?? .nan })
    case .integer: return .integers(kept.map { $0.flatMap { integers?[$0] } })
    case .boolean: return .booleans(kept.map { $0.flatMap { booleans?[$0] } })
    case .date: return .dates(kept.map { $0.flatMap { dates?[$0] } })
    case .datetime: return .datetimes(kept.map { $0.flatMap { datetimes?[$0] } })
    case .category: return .category(codes: kept.map { $0.flatMap { codes?[$0] } ?? -1 }, levels: levels)
    case .text: return .text(codes: kept.map { $0.flatMap { codes?[$0] } ?? -1 }, levels: levels)
    }
  }
}
