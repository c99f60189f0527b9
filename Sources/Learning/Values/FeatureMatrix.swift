import Canonical
import Frame

/// The numbers that a model reads: rows × named features, either all of them or those that are not zero.
package struct FeatureMatrix: Sendable, Equatable {
  /// The number of rows.
  package let rowCount: Int
  /// The features' names, one a column, in order.
  package let names: [String]
  /// The numbers.
  package let storage: Storage

  /// How the numbers are kept.
  package enum Storage: Sendable {
    /// A column a feature, each as long as there are rows.
    case dense([FeatureColumn])
    /// Only what differs from zero, row by row; of features that were numbers from the beginning, everything.
    case sparse(SparseRows)
  }

  /// The number of features.
  package var columnCount: Int { names.count }

  /// Whether zeros are left out.
  package var isSparse: Bool {
    if case .sparse = storage { true } else { false }
  }

  /// The share of the numbers that are kept: 1 where all are.
  package var storedShare: Double {
    guard case .sparse(let rows) = storage, rowCount > 0, columnCount > 0 else { return 1 }
    return Double(rows.values.count) / (Double(rowCount) * Double(columnCount))
  }

  /// A matrix of `columns`, each as long as `rowCount`.
  package init(rowCount: Int, names: [String], columns: [FeatureColumn]) {
    precondition(names.count == columns.count && columns.allSatisfy { $0.count == rowCount })
    self.rowCount = rowCount
    self.names = names
    storage = .dense(columns)
  }

  /// A matrix of columns of numbers, each as long as `rowCount`.
  package init(rowCount: Int, names: [String], columns: [[Double]]) {
    self.init(rowCount: rowCount, names: names, columns: columns.map(FeatureColumn.numbers))
  }

  /// A matrix of values laid out column by column; `values.count` is `rowCount * names.count`.
  package init(rowCount: Int, names: [String], values: [Double]) {
    precondition(rowCount >= 0 && values.count == rowCount * names.count)
    self.init(
      rowCount: rowCount, names: names,
      columns: names.indices.map { Array(values[$0 * rowCount..<($0 + 1) * rowCount]) })
  }

  /// A matrix of rows without their zeros; `rows` has a column a name.
  package init(names: [String], rows: SparseRows) {
    precondition(names.count == rows.columnCount)
    rowCount = rows.rowCount
    self.names = names
    storage = .sparse(rows)
  }

  /// All values of feature `index`, NaN where missing. Of a sparse matrix they are gathered, O(numbers kept).
  package func column(_ index: Int) -> [Double] {
    switch storage {
    case .dense(let columns): columns[index].numbers
    case .sparse(let rows): rows.column(index)
    }
  }

  /// All values, column by column: the value of row `r` in column `c` is `values[c * rowCount + r]`.
  /// They are laid out anew, zeros included, so this is for small matrices.
  package var values: [Double] { names.indices.flatMap { column($0) } }

  /// The rows with these numbers, in that order; a number may repeat. Numbers must lie in `0..<rowCount`.
  package func rows(_ rows: [Int32]) -> FeatureMatrix {
    switch storage {
    case .dense(let columns):
      FeatureMatrix(rowCount: rows.count, names: names, columns: FeatureColumn.gathered(columns, rows))
    case .sparse(let all): FeatureMatrix(names: names, rows: all.gathered(rows))
    }
  }
}

extension FeatureMatrix {
  /// Appends the canonical bytes: names, then all columns or the rows.
  package func encode(into writer: inout ByteWriter) {
    writer.write(rowCount)
    writer.write(each: names) { $0.write($1) }
    switch storage {
    case .dense(let columns):
      writer.reserve(columns.reduce(0) { $0 + $1.byteCount + 16 })
      writer.write(false)
      for column in columns { column.encode(into: &writer) }
    case .sparse(let rows):
      writer.write(true)
      rows.encode(into: &writer)
    }
  }

  /// Reads what `encode(into:)` wrote; counts are checked against each other before they are trusted.
  package init(decoding reader: inout ByteReader) throws(DecodingFailure) {
    let rowCount = try reader.readInt()
    guard (0...Int(Int32.max)).contains(rowCount) else {
      throw DecodingFailure("a matrix of \(rowCount) rows")
    }
    let names = try reader.readArray { reader throws(DecodingFailure) in try reader.readString() }
    guard try !reader.readBool() else {
      self.init(
        names: names, rows: try SparseRows(decoding: &reader, rowCount: rowCount, columnCount: names.count))
      return
    }
    var columns: [FeatureColumn] = []
    columns.reserveCapacity(names.count)
    for _ in names {
      let column = try FeatureColumn(decoding: &reader)
      guard column.count == rowCount else {
        throw DecodingFailure("a feature of \(column.count) rows, not \(rowCount)")
      }
      columns.append(column)
    }
    self.init(rowCount: rowCount, names: names, columns: columns)
  }

  /// Same names by bytes and same numbers, however they are kept; missing values are equal to each other.
  package static func == (a: FeatureMatrix, b: FeatureMatrix) -> Bool {
    a.rowCount == b.rowCount && a.names.count == b.names.count
      && zip(a.names, b.names).allSatisfy { $0.hasSameBytes(as: $1) }
      && a.names.indices.allSatisfy { index in
        zip(a.column(index), b.column(index)).allSatisfy { $0 == $1 || ($0.isNaN && $1.isNaN) }
      }
  }
}
