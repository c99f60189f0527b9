/// A training matrix in the library's own memory.
struct BoostingMatrix: ~Copyable {
  private let library: XGBoostLibrary
  let handle: XGBoostLibrary.Handle

  /// - Parameters:
  ///   - labels: empty for rows that are only predicted.
  ///   - groups: the query of each row, those of one query one behind the other; nil where rows are not ranked.
  ///   - threads: 0 for as many as the machine has; results do not depend on it.
  init(
    _ rows: SinglePrecisionRows, labels: [Float], weights: [Double]?, groups: [Int32]? = nil,
    library: XGBoostLibrary, threads: Int
  ) throws(LearningError) {
    var handle: XGBoostLibrary.Handle = nil
    let config = #"{"missing":NaN,"nthread":\#(threads)}"#
    try library.check(rows.create(library, config, &handle))
    do throws(LearningError) {
      if !labels.isEmpty {
        try library.check(library.matrixSetFloatInfo(handle, "label", labels, UInt64(labels.count)))
      }
      if let groups {
        let sizes = GroupOrder.sizes(groups)
        try library.check(library.matrixSetUIntInfo(handle, "group", sizes, UInt64(sizes.count)))
      }
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
