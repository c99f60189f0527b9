/// A training matrix in the library's own memory.
struct BoostingMatrix: ~Copyable {
  private let library: XGBoostLibrary
  let handle: XGBoostLibrary.Handle

  /// - Parameter threads: 0 for as many as the machine has; results do not depend on it.
  init(
    _ rows: SinglePrecisionRows, labels: [Float], weights: [Double]?, library: XGBoostLibrary, threads: Int
  ) throws(LearningError) {
    var handle: XGBoostLibrary.Handle = nil
    let config = #"{"missing":NaN,"nthread":\#(threads)}"#
    try library.check(rows.withArrayInterface { library.matrixCreateFromDense($0, config, &handle) })
    do throws(LearningError) {
      try library.check(library.matrixSetFloatInfo(handle, "label", labels, UInt64(labels.count)))
      if let weights {
        try library.check(
          library.matrixSetFloatInfo(handle, "weight", weights.map(Float.init), UInt64(weights.count)))
      }
    } catch {
      _ = library.matrixFree(handle)
      throw error
    }
    self.library = library
    self.handle = handle
  }

  deinit { _ = library.matrixFree(handle) }
}

/// A feature matrix row by row in single precision, as the library reads it; NaN is a missing value.
struct SinglePrecisionRows {
  private let values: [Float]
  private let rowCount: Int
  private let columnCount: Int

  /// Fails where a value is out of the range of single precision.
  init(_ matrix: FeatureMatrix) throws(LearningError) {
    rowCount = matrix.rowCount
    columnCount = matrix.columnCount
    var values = [Float](repeating: 0, count: rowCount * columnCount)
    for column in 0..<columnCount {
      var position = column
      for value in matrix.column(column) {
        let single = Float(value)
        if single.isInfinite {
          throw LearningError(
            "a value of `\(matrix.names[column])` is too large for `gradient_boosting`",
            hint: "its features are single-precision numbers, below 3.4e38")
        }
        values[position] = single
        position += columnCount
      }
    }
    self.values = values
  }

  /// Calls `body` with NumPy's array interface of the rows, valid within the call alone.
  func withArrayInterface<Result>(_ body: (String) -> Result) -> Result {
    values.withUnsafeBufferPointer { buffer in
      let address = buffer.baseAddress.map { UInt(bitPattern: $0) } ?? 0
      return body(
        #"{"data":[\#(address),true],"shape":[\#(rowCount),\#(columnCount)],"typestr":"<f4","version":3}"#)
    }
  }
}
