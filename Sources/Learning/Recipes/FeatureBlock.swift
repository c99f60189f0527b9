import Canonical

/// Features that stand beside each other in a matrix, made of one column of a table.
enum FeatureBlock: Sendable {
  case dense(names: [String], columns: [NumberColumn])
  /// 1 for the feature at the position of each row, which is negative for none.
  case indicators(names: [String], positions: [Int32])
  case sparse(names: [String], rows: SparseRows)

  var names: [String] {
    switch self {
    case .dense(let names, _), .indicators(let names, _), .sparse(let names, _): names
    }
  }

  var rowCount: Int {
    switch self {
    case .dense(_, let columns): columns.first?.count ?? 0
    case .indicators(_, let positions): positions.count
    case .sparse(_, let rows): rows.rowCount
    }
  }

  /// Whether zeros are left out.
  var isSparse: Bool {
    if case .dense = self { false } else { true }
  }

  /// How many numbers are kept when zeros are left out where they can be.
  var stored: Int {
    switch self {
    case .dense(_, let columns): columns.reduce(0) { $0 + $1.count }
    case .indicators(_, let positions): positions.count { $0 >= 0 }
    case .sparse(_, let rows): rows.values.count
    }
  }

  /// The rows without their zeros; nil of a block that keeps them.
  var rows: SparseRows? {
    switch self {
    case .dense: nil
    case .sparse(_, let rows): rows
    case .indicators(let names, let positions): SparseRows(indicators: positions, columnCount: names.count)
    }
  }

  /// The block as the values of a column.
  var values: WorkingValues {
    switch self {
    case .dense(let names, let columns): .features(names: names, columns: columns.map(\.values))
    case .indicators(let names, let positions): .indicators(names: names, positions: positions)
    case .sparse(let names, let rows): .sparse(names: names, rows: rows)
    }
  }

  /// The features at these positions, ascending.
  func keeping(_ places: [Int]) -> FeatureBlock {
    let kept = places.map { names[$0] }
    switch self {
    case .dense(_, let columns): return .dense(names: kept, columns: places.map { columns[$0] })
    case .sparse(_, let rows): return .sparse(names: kept, rows: rows.keeping(places))
    case .indicators(let names, let positions):
      var renumbered = [Int32](repeating: -1, count: names.count)
      for (new, old) in places.enumerated() { renumbered[old] = Int32(new) }
      return .indicators(names: kept, positions: positions.map { $0 < 0 ? -1 : renumbered[Int($0)] })
    }
  }
}

extension WorkingColumn {
  /// The features that the column is by now: numbers, the positions of bins, and sets of features; nil where it is none.
  var block: FeatureBlock? {
    switch values {
    case .numbers(let numbers, _): .dense(names: [name], columns: [numbers])
    case .codes(let codes, _, .bins):
      .dense(names: [name], columns: [NumberColumn(codes.map { $0 < 0 ? .nan : Double($0) })])
    case .features(let names, let columns): .dense(names: names, columns: columns.map { NumberColumn($0) })
    case .indicators(let names, let positions): .indicators(names: names, positions: positions)
    case .sparse(let names, let rows): .sparse(names: names, rows: rows)
    case .codes, .texts, .moments: nil
    }
  }
}

extension WorkingTable {
  /// The features that `columns` are by now.
  func blocks(_ step: String, of columns: [String]) throws(LearningError) -> [FeatureBlock] {
    var blocks: [FeatureBlock] = []
    for name in columns {
      guard let block = try column(name).block else { throw mismatch(step, name) }
      blocks.append(block)
    }
    return blocks
  }

  /// The same, where every feature needs a value in every row.
  func completeBlocks(_ step: String, of columns: [String]) throws(LearningError) -> [FeatureBlock] {
    let blocks = try blocks(step, of: columns)
    for case .dense(let names, let columns) in blocks {
      for (name, column) in zip(names, columns) {
        try requireComplete(step, name, column)
      }
    }
    return blocks
  }
}

extension SparseRows {
  /// A 1 at the position of each row, and nothing where that is negative.
  init(indicators positions: [Int32], columnCount: Int) {
    var offsets = [0]
    offsets.reserveCapacity(positions.count + 1)
    var columns: [Int32] = []
    columns.reserveCapacity(positions.count)
    for position in positions {
      if position >= 0 { columns.append(position) }
      offsets.append(columns.count)
    }
    self.init(
      rowCount: positions.count, columnCount: columnCount, offsets: offsets, columns: columns,
      values: [Double](repeating: 1, count: columns.count))
  }
}
