import Canonical
import Frame

/// The numbers that a model reads: rows × named features, column by column.
package struct FeatureMatrix: Sendable, Equatable {
  /// The number of rows.
  package let rowCount: Int
  /// The features' names, one a column, in order.
  package let names: [String]
  /// Column-major: the value of row `r` in column `c` is `values[c * rowCount + r]`; NaN is a missing value.
  package let values: [Double]

  /// The number of features.
  package var columnCount: Int { names.count }

  /// A matrix of `columns`, each as long as `rowCount`.
  package init(rowCount: Int, names: [String], columns: [[Double]]) {
    precondition(names.count == columns.count && columns.allSatisfy { $0.count == rowCount })
    self.rowCount = rowCount
    self.names = names
    var values: [Double] = []
    values.reserveCapacity(rowCount * names.count)
    for column in columns { values += column }
    self.values = values
  }

  /// A matrix of values laid out column by column; `values.count` is `rowCount * names.count`.
  package init(rowCount: Int, names: [String], values: [Double]) {
    precondition(rowCount >= 0 && values.count == rowCount * names.count)
    self.rowCount = rowCount
    self.names = names
    self.values = values
  }

  /// The values of feature `index`, without a copy.
  package func column(_ index: Int) -> ArraySlice<Double> {
    values[index * rowCount..<(index + 1) * rowCount]
  }

  /// The rows with these numbers, in that order; a number may repeat. Numbers must lie in `0..<rowCount`.
  package func rows(_ rows: [Int32]) -> FeatureMatrix {
    var gathered: [Double] = []
    gathered.reserveCapacity(rows.count * columnCount)
    for index in 0..<columnCount {
      let base = index * rowCount
      for row in rows { gathered.append(values[base + Int(row)]) }
    }
    return FeatureMatrix(rowCount: rows.count, names: names, values: gathered)
  }
}

extension FeatureMatrix {
  /// Appends the canonical bytes: row count, names, values.
  package func encode(into writer: inout ByteWriter) {
    writer.write(rowCount)
    writer.write(each: names) { $0.write($1) }
    writer.write(values)
  }

  /// Reads what `encode(into:)` wrote; counts are checked against each other before they are trusted.
  package init(decoding reader: inout ByteReader) throws(DecodingFailure) {
    let rowCount = try reader.readInt()
    let names = try reader.readArray { reader throws(DecodingFailure) in try reader.readString() }
    let values = try reader.readDoubles()
    let (size, overflow) = rowCount.multipliedReportingOverflow(by: names.count)
    guard (0...Int(Int32.max)).contains(rowCount), !overflow, size == values.count else {
      throw DecodingFailure(
        "a matrix of \(rowCount) rows and \(names.count) names has \(values.count) values")
    }
    self.init(rowCount: rowCount, names: names, values: values)
  }

  /// Same names by bytes and same numbers; missing values are equal to each other.
  package static func == (a: FeatureMatrix, b: FeatureMatrix) -> Bool {
    a.rowCount == b.rowCount && a.names.count == b.names.count
      && zip(a.names, b.names).allSatisfy { $0.hasSameBytes(as: $1) }
      && zip(a.values, b.values).allSatisfy { $0 == $1 || ($0.isNaN && $1.isNaN) }
  }
}
