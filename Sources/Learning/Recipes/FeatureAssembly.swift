import Canonical
import Frame

extension WorkingTable {
  /// Numbers, bins (as their positions) and finished features, in the order of the columns.
  /// - Parameter layout: nil for the one that suits the numbers.
  func matrix(_ layout: FeatureLayout? = nil) throws(LearningError) -> FeatureMatrix {
    let blocks = columns.compactMap { $0.block }
    let names = blocks.flatMap(\.names)
    if let name = NameIndex.firstDuplicate(in: names) {
      throw LearningError(
        "two features would be called `\(name)`", hint: "rename a column where the table is loaded")
    }
    let stored = blocks.contains(where: \.isSparse) ? blocks.reduce(0) { $0 + $1.stored } : 0
    let layout =
      layout
      ?? FeatureLayout(
        stored: stored, rows: rowCount, features: names.count,
        hasSparseParts: blocks.contains(where: \.isSparse))
    return try matrix(blocks, names, layout)
  }

  /// The features of a recipe that was fitted on other rows; `names` are those it had there, in order.
  func matrix(_ layout: FeatureLayout, names: [String]) throws(LearningError) -> FeatureMatrix {
    let blocks = columns.compactMap { $0.block }
    guard blocks.reduce(0, { $0 + $1.names.count }) == names.count else {
      throw LearningError("the recipe makes other features than it was fitted with")
    }
    var place = 0
    for block in blocks {
      for name in block.names {
        guard name.hasSameBytes(as: names[place]) else {
          throw LearningError("the recipe makes the feature `\(name)` in the place of `\(names[place])`")
        }
        place += 1
      }
    }
    return try matrix(blocks, names, layout)
  }

  private func matrix(
    _ blocks: [FeatureBlock], _ names: [String], _ layout: FeatureLayout
  ) throws(LearningError) -> FeatureMatrix {
    switch layout {
    case .sparse:
      try DenseLimit.check(stored: blocks.reduce(0) { $0 + $1.stored })
      return FeatureMatrix(names: names, rows: SparseRows(blocks))
    case .dense:
      try DenseLimit.check(blocks, rows: rowCount)
      var columns: [FeatureColumn] = []
      columns.reserveCapacity(names.count)
      for own in Parallel.map(blocks.count, rows: rowCount, { blocks[$0].columns(rowCount) }) {
        columns += own
      }
      return FeatureMatrix(rowCount: rowCount, names: names, columns: columns)
    }
  }
}

extension FeatureBlock {
  /// How many bytes the columns take with their zeros, for `rows` rows.
  func denseSize(rows: Int) -> Int {
    if case .indicators = self {
      let (size, overflow) = rows.multipliedReportingOverflow(by: MemoryLayout<Int32>.stride)
      return overflow ? .max : size
    }
    let (cells, first) = rows.multipliedReportingOverflow(by: names.count)
    let (size, second) = cells.multipliedReportingOverflow(by: MemoryLayout<Double>.stride)
    return first || second ? .max : size
  }

  /// The columns with their zeros.
  func columns(_ rowCount: Int) -> [FeatureColumn] {
    switch self {
    case .dense(_, let columns): return columns.map { .numbers($0.values) }
    case .indicators(let names, let positions):
      return names.indices.map { .indicator(at: Int32(truncatingIfNeeded: $0), of: positions) }
    case .sparse(_, let rows):
      let turned = rows.transposed()
      return (0..<rows.columnCount).map { feature in
        var column = [Double](repeating: 0, count: rowCount)
        for position in turned.offsets[feature]..<turned.offsets[feature + 1] {
          column[Int(turned.columns[position])] = turned.values[position]
        }
        return .numbers(column)
      }
    }
  }
}

extension SparseRows {
  /// Blocks of the same rows beside each other.
  init(_ blocks: [FeatureBlock]) {
    let rowCount = blocks.reduce(0) { max($0, $1.rowCount) }
    let stored = blocks.reduce(0) { $0 + $1.stored }
    var offsets = [Int](repeating: 0, count: rowCount + 1)
    var whole = 0
    for block in blocks {
      switch block {
      case .dense(_, let columns): whole += columns.count
      case .indicators(_, let positions):
        for row in 0..<rowCount where positions[row] >= 0 { offsets[row + 1] += 1 }
      case .sparse(_, let rows):
        for row in 0..<rowCount { offsets[row + 1] += rows.offsets[row + 1] - rows.offsets[row] }
      }
    }
    for row in 0..<rowCount { offsets[row + 1] += offsets[row] + whole }
    let starts = blocks.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.names.count) }
    let placed = offsets
    var values: [Double] = []
    let columns = [Int32](unsafeUninitializedCapacity: stored) { columns, columnsFilled in
      LargePages.request(for: columns)
      let columnSlots = Slots(columns)
      values = [Double](unsafeUninitializedCapacity: stored) { values, valuesFilled in
        LargePages.request(for: values)
        let valueSlots = Slots(values)
        let pieces = SparseRows.pieces(of: rowCount)
        _ = Parallel.map(pieces.count) { piece in
          var next = Array(placed[pieces[piece].lowerBound..<pieces[piece].upperBound])
          next.withUnsafeMutableBufferPointer { next in
            for (block, start) in zip(blocks, starts) {
              block.write(pieces[piece], from: start, at: Slots(next), columnSlots, valueSlots)
            }
          }
        }
        valuesFilled = stored
      }
      columnsFilled = stored
    }
    self.init(
      rowCount: rowCount, columnCount: starts[blocks.count], offsets: offsets, columns: columns,
      values: values)
  }

  /// Rows in pieces that the processor's cache holds.
  private static func pieces(of rowCount: Int) -> [Range<Int>] {
    stride(from: 0, to: rowCount, by: NumberColumn.blockRows).map {
      $0..<min($0 + NumberColumn.blockRows, rowCount)
    }
  }
}

extension FeatureBlock {
  /// Writes its part of some rows. `next` holds the position for each of them and moves on.
  fileprivate func write(
    _ rows: Range<Int>, from start: Int, at next: Slots<Int>, _ columns: Slots<Int32>, _ values: Slots<Double>
  ) {
    switch self {
    case .dense(_, let own):
      withUnsafeTemporaryAllocation(of: Double.self, capacity: rows.count) { numbers in
        for (feature, column) in own.enumerated() {
          let number = Int32(truncatingIfNeeded: start + feature)
          column.copy(rows, to: numbers)
          for row in 0..<rows.count {
            let place = next[row]
            columns[place] = number
            values[place] = numbers[row]
            next[row] = place + 1
          }
        }
      }
    case .indicators(_, let positions):
      let first = Int32(truncatingIfNeeded: start)
      for row in rows where positions[row] >= 0 {
        let place = next[row - rows.lowerBound]
        columns[place] = first &+ positions[row]
        values[place] = 1
        next[row - rows.lowerBound] = place + 1
      }
    case .sparse(_, let own):
      let first = Int32(truncatingIfNeeded: start)
      for row in rows {
        var place = next[row - rows.lowerBound]
        for position in own.offsets[row]..<own.offsets[row + 1] {
          columns[place] = first &+ own.columns[position]
          values[place] = own.values[position]
          place += 1
        }
        next[row - rows.lowerBound] = place
      }
    }
  }
}
