/// A boosted ensemble in the library's own memory.
struct Booster: ~Copyable {
  private let library: XGBoostLibrary
  private let handle: XGBoostLibrary.Handle

  /// An ensemble without trees, to be trained on `matrix`.
  init(
    training matrix: borrowing BoostingMatrix, parameters: [(name: String, value: String)],
    library: XGBoostLibrary
  ) throws(LearningError) {
    try library.check(library.setGlobalConfig(#"{"verbosity":0}"#))
    var handle: XGBoostLibrary.Handle = nil
    var matrices = [matrix.handle]
    try library.check(library.boosterCreate(&matrices, 1, &handle))
    do throws(LearningError) {
      for (name, value) in parameters { try library.check(library.boosterSetParam(handle, name, value)) }
    } catch {
      _ = library.boosterFree(handle)
      throw error
    }
    self.library = library
    self.handle = handle
  }

  /// The ensemble that `model()` gave the bytes of.
  init(model: [UInt8], library: XGBoostLibrary, threads: Int) throws(LearningError) {
    try library.check(library.setGlobalConfig(#"{"verbosity":0}"#))
    var handle: XGBoostLibrary.Handle = nil
    try library.check(library.boosterCreate(nil, 0, &handle))
    do throws(LearningError) {
      try library.check(library.boosterLoadModelFromBuffer(handle, model, UInt64(model.count)))
      try library.check(library.boosterSetParam(handle, "nthread", String(threads)))
    } catch {
      _ = library.boosterFree(handle)
      throw error
    }
    self.library = library
    self.handle = handle
  }

  deinit { _ = library.boosterFree(handle) }

  /// Adds the trees of one round.
  func update(round: Int, on matrix: borrowing BoostingMatrix) throws(LearningError) {
    try library.check(library.boosterUpdateOneIter(handle, Int32(clamping: round), matrix.handle))
  }

  /// The model as Universal Binary JSON.
  func model() throws(LearningError) -> [UInt8] {
    var count: UInt64 = 0
    var bytes: XGBoostLibrary.CText = nil
    try library.check(library.boosterSaveModelToBuffer(handle, #"{"format":"ubj"}"#, &count, &bytes))
    return Array(UnsafeRawBufferPointer(start: bytes, count: Int(count)))
  }

  /// Values or probabilities, row by row, and how many there are for each row.
  /// - Parameter rounds: how many rounds of trees have a say; 0 for all.
  func predict(_ rows: SinglePrecisionRows, rowCount: Int, rounds: Int = 0) throws(LearningError) -> [Float] {
    let config =
      #"{"type":0,"training":false,"iteration_begin":0,"iteration_end":\#(rounds),"strict_shape":false,"cache_id":0,"missing":NaN}"#
    var shape: UnsafePointer<UInt64>?
    var dimensions: UInt64 = 0
    var values: UnsafePointer<Float>?
    try library.check(rows.predict(library, handle, config, &shape, &dimensions, &values))
    let count = (0..<Int(dimensions)).reduce(1) { $0 * Int(shape?[$1] ?? 0) }
    return Array(UnsafeBufferPointer(start: values, count: count))
  }

  /// A score of each feature by its position, features that no tree uses at zero.
  /// - Parameter kind: `gain`: mean gain of the splits on a feature; `weight`: their number.
  func featureScores(_ kind: String, featureCount: Int) throws(LearningError) -> [Double] {
    var count: UInt64 = 0
    var names: UnsafeMutablePointer<XGBoostLibrary.CText>?
    var dimensions: UInt64 = 0
    var shape: UnsafePointer<UInt64>?
    var scores: UnsafePointer<Float>?
    try library.check(
      library.boosterFeatureScore(
        handle, #"{"importance_type":"\#(kind)"}"#, &count, &names, &dimensions, &shape, &scores))
    var result = [Double](repeating: 0, count: featureCount)
    for index in 0..<Int(count) {
      guard let name = names?[index], let score = scores?[index],
        let feature = Int(String(cString: name).dropFirst()), result.indices.contains(feature)
      else { continue }
      result[feature] = Double(score)
    }
    return result
  }
}
