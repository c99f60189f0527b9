import Frame

/// A feature matrix row by row in single precision, as libxgboost and trees read it; NaN is a missing value.
///
/// Of sparse features libxgboost takes what is not kept for missing, and learns a direction for it: a zero that is not kept
/// cannot be told from nothing there. Features that were numbers from the beginning are kept in full.
struct SinglePrecisionRows: Sendable {
  let rowCount: Int
  let columnCount: Int
  private let values: [Float]
  /// Nil where all values are kept.
  private let sparse: SparseRows?

  /// Fails where a value is out of the range of single precision.
  init(_ matrix: FeatureMatrix, for model: String) throws(LearningError) {
    rowCount = matrix.rowCount
    columnCount = matrix.columnCount
    let place: Int?
    switch matrix.storage {
    case .sparse(let rows):
      values = rows.values.map(Float.init)
      sparse = rows
      place = values.firstIndex(where: \.isInfinite).map { Int(rows.columns[$0]) }
    case .dense(let columns):
      sparse = nil
      values = SinglePrecisionRows.rows(of: columns, rowCount: rowCount)
      place = values.firstIndex(where: \.isInfinite).map { $0 % columns.count }
    }
    if let place { throw SinglePrecisionRows.tooLarge(matrix.names[place], for: model) }
  }

  /// Some rows at a time, so that what is written stays near while the columns go by.
  private static func rows(of columns: [FeatureColumn], rowCount: Int) -> [Float] {
    let width = columns.count
    guard width > 0 else { return [] }
    return [Float](unsafeUninitializedCapacity: rowCount * width) { buffer, filled in
      let slots = Slots(buffer)
      let block = 512
      _ = Parallel.map((rowCount + block - 1) / block) { index in
        let rows = index * block..<min(rowCount, (index + 1) * block)
        for (column, values) in columns.enumerated() {
          var place = rows.lowerBound * width + column
          switch values {
          case .numbers(let numbers):
            for row in rows {
              slots[place] = Float(numbers[row])
              place &+= width
            }
          case .flags(let flags):
            for row in rows {
              slots[place] = Float(flags[row])
              place &+= width
            }
          case .indicator(let own, let places):
            for row in rows {
              slots[place] = places[row] == own ? 1 : 0
              place &+= width
            }
          }
        }
      }
      filled = rowCount * width
    }
  }

  static func tooLarge(_ name: String, for model: String) -> LearningError {
    LearningError(
      "a value of `\(name)` is too large for `\(model)`",
      hint: "its features are single-precision numbers, below 3.4e38")
  }

  /// Calls `body` with the first of some rows, that many numbers wide each, valid within the call alone.
  /// - Parameter absent: what stands for a value that is not kept.
  func withRows(_ range: Range<Int>, absent: Float, _ body: (UnsafePointer<Float>, _ width: Int) -> Void) {
    guard columnCount > 0 else { return }
    guard let sparse else {
      values.withUnsafeBufferPointer { buffer in
        if let base = buffer.baseAddress { body(base + range.lowerBound * columnCount, columnCount) }
      }
      return
    }
    withUnsafeTemporaryAllocation(of: Float.self, capacity: range.count * columnCount) { buffer in
      buffer.initialize(repeating: absent)
      for row in range {
        let start = (row - range.lowerBound) * columnCount
        for position in sparse.offsets[row]..<sparse.offsets[row + 1] {
          buffer[start + Int(sparse.columns[position])] = values[position]
        }
      }
      if let base = buffer.baseAddress { body(base, columnCount) }
    }
  }
}

extension SinglePrecisionRows {
  /// Makes libxgboost's own matrix of the rows.
  func create(
    _ library: XGBoostLibrary, _ config: String, _ handle: UnsafeMutablePointer<XGBoostLibrary.Handle>
  ) -> Int32 {
    guard let sparse else {
      return SinglePrecisionRows.describe(values, [rowCount, columnCount], "<f4") {
        library.matrixCreateFromDense($0, config, handle)
      }
    }
    return SinglePrecisionRows.describe(sparse.offsets, [sparse.offsets.count], "<i8") { offsets in
      SinglePrecisionRows.describe(sparse.columns, [sparse.columns.count], "<i4") { columns in
        SinglePrecisionRows.describe(values, [values.count], "<f4") {
          library.matrixCreateFromCSR(offsets, columns, $0, UInt64(columnCount), config, handle)
        }
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
