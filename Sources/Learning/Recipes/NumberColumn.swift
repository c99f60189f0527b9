import Frame

/// A column of numbers while a recipe works on it, NaN where one is missing: where they come from, and what is still to be done to
/// them.
///
/// Filling and scaling are noted and done when the numbers are wanted, block by block while these are in the processor's cache,
/// so that a recipe reads each column once for what it learns and writes it once, where it stays.
struct NumberColumn: Sendable {
  private enum Source: Sendable {
    case array([Double])
    case column(Column)
  }

  private enum Change: Sendable {
    case fill(Double)
    case scale(Affine)
  }

  private let source: Source
  private var changes: [Change] = []
  /// Of the numbers as they are now, where somebody has asked already.
  private var known: NumberMoments?
  /// Whether a number may be missing.
  private var mayMiss: Bool

  /// Rows that are read at a time: they fit the nearest cache.
  static let blockRows = 1024

  init(_ values: [Double]) {
    source = .array(values)
    mayMiss = true
  }

  /// The numbers of a column of any type; see `Column.doubles`.
  init(_ column: Column) {
    source = column.completeNumbers.map(Source.array) ?? .column(column)
    mayMiss = column.missingCount > 0 || !column.type.isNumeric
  }

  /// The number of rows.
  var count: Int {
    switch source {
    case .array(let values): values.count
    case .column(let column): column.count
    }
  }

  /// All numbers. O(rows) where they come from elsewhere or are still to be changed.
  var values: [Double] {
    if changes.isEmpty, case .array(let values) = source { return values }
    return [Double](unsafeUninitializedCapacity: count) { buffer, filled in
      LargePages.request(for: buffer)
      for rows in NumberColumn.blocks(of: count) { copy(rows, to: .init(rebasing: buffer[rows])) }
      filled = count
    }
  }

  /// Writes the numbers of some rows to `target`, which has a place for each of them and no more.
  func copy(_ rows: Range<Int>, to target: UnsafeMutableBufferPointer<Double>) {
    switch source {
    case .column(let column): column.copyDoubles(of: rows, to: target)
    case .array(let values):
      values[rows].withUnsafeBufferPointer { values in
        for index in 0..<min(values.count, target.count) { target[index] = values[index] }
      }
    }
    for change in changes {
      switch change {
      case .fill(let value):
        for index in target.indices { target[index] = target[index].isNaN ? value : target[index] }
      case .scale(let affine): affine.apply(to: target)
      }
    }
  }

  /// With a value in the place of every missing number.
  func filled(with value: Double) -> NumberColumn {
    guard mayMiss else { return self }
    var result = self
    result.mayMiss = false
    if let known {
      if known.count == count { return result }
      result.known = known.joined(with: NumberMoments(repeating: value, count: count - known.count))
    }
    result.changes.append(.fill(value))
    return result
  }

  /// Shifted and scaled; what is missing stays missing.
  func scaled(by affine: Affine) -> NumberColumn {
    var result = self
    result.known = nil
    result.changes.append(.scale(affine))
    return result
  }

  /// The same, with its moments at hand.
  func measured() -> NumberColumn {
    var result = self
    result.known = moments
    return result
  }

  /// How many numbers there are, their mean and spread. O(rows) where nobody has asked before.
  var moments: NumberMoments {
    if let known { return known }
    return reduced {
      NumberMoments($0)
    } join: {
      $0.joined(with: $1)
    } ?? NumberMoments(repeating: 0, count: 0)
  }

  /// Whether one of the numbers is infinite.
  var hasInfinite: Bool {
    if let known, known.mean.isFinite { return false }
    if case .column(let column) = source, column.type != .number, changes.isEmpty { return false }
    return reduced { block in
      var found = false
      for value in block { found = found || value.magnitude == .infinity }
      return found
    } join: {
      $0 || $1
    } ?? false
  }

  /// The first number that is not missing, where all others equal it or are missing.
  var constant: Double? {
    guard moments.isConstant || !moments.variance.isFinite else { return nil }
    let values = values
    guard let first = values.first(where: { !$0.isNaN }) else { return nil }
    return values.contains { $0 != first && !$0.isNaN } ? nil : first
  }

  /// Something of all rows, found block by block and put together in an order that depends on their number alone.
  private func reduced<Part>(
    _ part: (UnsafeBufferPointer<Double>) -> Part, join: (Part, Part) -> Part
  ) -> Part? {
    guard count > 0 else { return nil }
    return withUnsafeTemporaryAllocation(of: Double.self, capacity: min(count, NumberColumn.blockRows)) {
      buffer in
      func found(_ blocks: Range<Int>) -> Part {
        if blocks.count > 1 {
          let middle = (blocks.lowerBound + blocks.upperBound + 1) / 2
          return join(found(blocks.lowerBound..<middle), found(middle..<blocks.upperBound))
        }
        let start = blocks.lowerBound * NumberColumn.blockRows
        let rows = start..<min(start + NumberColumn.blockRows, count)
        if changes.isEmpty, case .array(let values) = source {
          return values[rows].withUnsafeBufferPointer(part)
        }
        let target = UnsafeMutableBufferPointer(rebasing: buffer[0..<rows.count])
        copy(rows, to: target)
        return part(UnsafeBufferPointer(target))
      }
      return found(0..<(count + NumberColumn.blockRows - 1) / NumberColumn.blockRows)
    }
  }

  private static func blocks(of count: Int) -> [Range<Int>] {
    stride(from: 0, to: count, by: blockRows).map { $0..<min($0 + blockRows, count) }
  }
}
