/// A feature matrix row by row in single precision, as the library reads it; NaN is a missing value.
///
/// Of sparse features the library takes what is not kept for missing, and learns a direction for it: a zero that is not kept
/// cannot be told from nothing there. Features that were numbers from the beginning are kept in full.
struct SinglePrecisionRows {
  private let values: [Float]
  private let rowCount: Int
  private let columnCount: Int
  /// Nil where all values are kept.
  private let sparse: SparseRows?

  /// Fails where a value is out of the range of single precision.
  init(_ matrix: FeatureMatrix) throws(LearningError) {
    rowCount = matrix.rowCount
    columnCount = matrix.columnCount
    switch matrix.storage {
    case .sparse(let rows):
      values = rows.values.map(Float.init)
      sparse = rows
      if let place = values.firstIndex(where: \.isInfinite) {
        throw SinglePrecisionRows.tooLarge(matrix.names[Int(rows.columns[place])])
      }
    case .dense(let columns):
      sparse = nil
      values = try SinglePrecisionRows.rows(of: columns, names: matrix.names, rowCount: rowCount)
    }
  }

  private static func rows(
    of columns: [FeatureColumn], names: [String], rowCount: Int
  ) throws(LearningError) -> [Float] {
    var values = [Float](repeating: 0, count: rowCount * columns.count)
    for (index, column) in columns.enumerated() {
      var position = index
      for value in column.numbers {
        let single = Float(value)
        if single.isInfinite { throw tooLarge(names[index]) }
        values[position] = single
        position += columns.count
      }
    }
    return values
  }

  private static func tooLarge(_ name: String) -> LearningError {
    LearningError(
      "a value of `\(name)` is too large for `gradient_boosting`",
      hint: "its features are single-precision numbers, below 3.4e38")
  }

  /// Makes the library's own matrix of the rows.
  func create(
    _ library: XGBoostLibrary, _ config: String, _ handle: UnsafeMutablePointer<XGBoostLibrary.Handle>
  ) -> Int32 {
    guard let sparse else {
      return SinglePrecisionRows.describe(values, [rowCount, columnCount], "<f4") {
        library.matrixCreateFromDense($0, config, handle)
      }
    }
    return describe(sparse) { library.matrixCreateFromCSR($0, $1, $2, UInt64(columnCount), config, handle) }
  }

  /// Lets a model predict the rows: the shape of the answer, the number of its dimensions, and its values in the library's memory.
  func predict(
    _ library: XGBoostLibrary, _ booster: XGBoostLibrary.Handle, _ config: String,
    _ shape: UnsafeMutablePointer<UnsafePointer<UInt64>?>, _ dimensions: UnsafeMutablePointer<UInt64>,
    _ answer: UnsafeMutablePointer<UnsafePointer<Float>?>
  ) -> Int32 {
    guard let sparse else {
      return SinglePrecisionRows.describe(values, [rowCount, columnCount], "<f4") {
        library.boosterPredictFromDense(booster, $0, config, nil, shape, dimensions, answer)
      }
    }
    return describe(sparse) {
      library.boosterPredictFromCSR(
        booster, $0, $1, $2, UInt64(columnCount), config, nil, shape, dimensions, answer)
    }
  }

  private func describe<Result>(_ rows: SparseRows, _ body: (String, String, String) -> Result) -> Result {
    SinglePrecisionRows.describe(rows.offsets, [rows.offsets.count], "<i8") { offsets in
      SinglePrecisionRows.describe(rows.columns, [rows.columns.count], "<i4") { columns in
        SinglePrecisionRows.describe(values, [values.count], "<f4") { body(offsets, columns, $0) }
      }
    }
  }

  /// Calls `body` with NumPy's array interface of the elements, valid within the call alone.
  private static func describe<Element, Result>(
    _ elements: [Element], _ shape: [Int], _ type: String, _ body: (String) -> Result
  ) -> Result {
    elements.withUnsafeBufferPointer { buffer in
      let address = buffer.baseAddress.map { UInt(bitPattern: $0) } ?? 0
      let sizes = shape.map { String($0) }.joined(separator: ",")
      return body(#"{"data":[\#(address),true],"shape":[\#(sizes)],"typestr":"\#(type)","version":3}"#)
    }
  }
}
