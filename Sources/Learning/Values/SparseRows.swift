import Canonical
import Frame

/// A matrix of which most numbers are zero, row by row: the compressed sparse rows of the field.
///
/// What is not kept is zero. A number that is kept may be zero, and NaN is a missing value.
package struct SparseRows: Sendable {
  /// The number of rows.
  package let rowCount: Int
  /// The number of columns.
  package let columnCount: Int
  /// Row `r` is kept at the positions `offsets[r] ..< offsets[r + 1]`; one more than rows, from 0, never falling.
  package let offsets: [Int]
  /// The column of each number that is kept, ascending within a row.
  package let columns: [Int32]
  /// The numbers, as many as `columns`.
  package let values: [Double]

  /// A matrix of parts that fit together as their descriptions say.
  package init(rowCount: Int, columnCount: Int, offsets: [Int], columns: [Int32], values: [Double]) {
    precondition(offsets.count == rowCount + 1 && columns.count == values.count)
    self.rowCount = rowCount
    self.columnCount = columnCount
    self.offsets = offsets
    self.columns = columns
    self.values = values
  }

  /// All values of a column, zeros included. O(numbers kept).
  func column(_ index: Int) -> [Double] {
    var result = [Double](repeating: 0, count: rowCount)
    let wanted = Int32(truncatingIfNeeded: index)
    for row in 0..<rowCount {
      for position in offsets[row]..<offsets[row + 1] where columns[position] == wanted {
        result[row] = values[position]
      }
    }
    return result
  }

  /// The rows with these numbers, in that order.
  func gathered(_ rows: [Int32]) -> SparseRows {
    var offsets = [0]
    offsets.reserveCapacity(rows.count + 1)
    var columns: [Int32] = []
    var values: [Double] = []
    for row in rows {
      let range = self.offsets[Int(row)]..<self.offsets[Int(row) + 1]
      columns += self.columns[range]
      values += self.values[range]
      offsets.append(columns.count)
    }
    return SparseRows(
      rowCount: rows.count, columnCount: columnCount, offsets: offsets, columns: columns, values: values)
  }

  /// The columns at these positions, ascending, under new numbers from 0.
  func keeping(_ positions: [Int]) -> SparseRows {
    var renumbered = [Int32](repeating: -1, count: columnCount)
    for (new, old) in positions.enumerated() { renumbered[old] = Int32(new) }
    var offsets = [0]
    offsets.reserveCapacity(rowCount + 1)
    var columns: [Int32] = []
    var values: [Double] = []
    for row in 0..<rowCount {
      for position in self.offsets[row]..<self.offsets[row + 1] {
        let column = renumbered[Int(self.columns[position])]
        if column < 0 { continue }
        columns.append(column)
        values.append(self.values[position])
      }
      offsets.append(columns.count)
    }
    return SparseRows(
      rowCount: rowCount, columnCount: positions.count, offsets: offsets, columns: columns, values: values)
  }

  /// The same places with other numbers, as many as before.
  func replacing(values: [Double]) -> SparseRows {
    SparseRows(
      rowCount: rowCount, columnCount: columnCount, offsets: offsets, columns: columns, values: values)
  }

  /// The matrix with rows and columns exchanged: column by column what this one is row by row.
  func transposed() -> SparseRows {
    var starts = [Int](repeating: 0, count: columnCount + 1)
    for column in columns { starts[Int(column) + 1] += 1 }
    for column in 0..<columnCount { starts[column + 1] += starts[column] }
    var next = starts
    var rows = [Int32](repeating: 0, count: columns.count)
    var moved = [Double](repeating: 0, count: values.count)
    for row in 0..<rowCount {
      for position in offsets[row]..<offsets[row + 1] {
        let column = Int(columns[position])
        let place = next[column]
        next[column] = place + 1
        rows[place] = Int32(truncatingIfNeeded: row)
        moved[place] = values[position]
      }
    }
    return SparseRows(
      rowCount: columnCount, columnCount: rowCount, offsets: starts, columns: rows, values: moved)
  }
}

extension SparseRows {
  func encode(into writer: inout ByteWriter) {
    writer.reserve(offsets.count * 8 + columns.count * 12 + 32)
    writer.write(offsets.map(Int64.init))
    writer.write(columns)
    writer.write(values)
  }

  /// Proves what the rest of the program relies on: offsets from 0 that never fall and end with the numbers, columns ascending
  /// within a row and in range, no number infinite.
  init(decoding reader: inout ByteReader, rowCount: Int, columnCount: Int) throws(DecodingFailure) {
    let offsets = try reader.readInt64s()
    let columns = try reader.readInt32s()
    let values = try reader.readDoubles()
    guard offsets.count == rowCount + 1, offsets[0] == 0, offsets[rowCount] == columns.count,
      columns.count == values.count, zip(offsets, offsets.dropFirst()).allSatisfy({ $0 <= $1 })
    else {
      throw DecodingFailure("sparse rows whose parts do not fit")
    }
    for row in 0..<rowCount {
      var before: Int32 = -1
      for position in Int(offsets[row])..<Int(offsets[row + 1]) {
        guard columns[position] > before else { throw DecodingFailure("columns that are not in order") }
        before = columns[position]
      }
      guard Int(before) < columnCount else { throw DecodingFailure("a column out of range") }
    }
    guard values.allSatisfy({ !$0.isInfinite }) else { throw DecodingFailure("a feature that is infinite") }
    self.init(
      rowCount: rowCount, columnCount: columnCount, offsets: offsets.map(Int.init), columns: columns,
      values: values)
  }
}
