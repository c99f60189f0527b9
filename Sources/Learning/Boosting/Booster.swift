/// A boosted ensemble in the library's own memory.
struct Booster: ~Copyable {
  private let library: XGBoostLibrary
  private let handle: XGBoostLibrary.Handle

  /// An ensemble to be trained on `matrix` and, where there is one, watched on `validation`.
  /// - Parameter start: the bytes of a model to go on from; nil for one without trees.
  init(
    training matrix: borrowing BoostingMatrix, validation: XGBoostLibrary.Handle?,
    parameters: [(name: String, value: String)], start: [UInt8]?, library: XGBoostLibrary
  ) throws(LearningError) {
    try library.check(library.setGlobalConfig(#"{"verbosity":0}"#))
    var handle: XGBoostLibrary.Handle = nil
    let matrices = [matrix.handle] + (validation.map { [$0] } ?? [])
    try library.check(library.boosterCreate(matrices, UInt64(matrices.count), &handle))
    do throws(LearningError) {
      if let start {
        try library.check(library.boosterLoadModelFromBuffer(handle, start, UInt64(start.count)))
      }
      for (name, value) in parameters { try library.check(library.boosterSetParam(handle, name, value)) }
    } catch {
      _ = library.boosterFree(handle)
      throw error
    }
    self.library = library
    self.handle = handle
  }

  private init(_ handle: XGBoostLibrary.Handle, _ library: XGBoostLibrary) {
    self.handle = handle
    self.library = library
  }

  deinit { _ = library.boosterFree(handle) }

  /// Adds the trees of one round.
  func update(round: Int, on matrix: borrowing BoostingMatrix) throws(LearningError) {
    try library.check(library.boosterUpdateOneIter(handle, Int32(clamping: round), matrix.handle))
  }

  /// The ensemble of the first `rounds` rounds.
  func first(_ rounds: Int) throws(LearningError) -> Booster {
    var slice: XGBoostLibrary.Handle = nil
    try library.check(library.boosterSlice(handle, 0, Int32(clamping: rounds), 1, &slice))
    return Booster(slice, library)
  }

  /// The model as Universal Binary JSON.
  func model() throws(LearningError) -> [UInt8] {
    var count: UInt64 = 0
    var bytes: XGBoostLibrary.CText = nil
    try library.check(library.boosterSaveModelToBuffer(handle, #"{"format":"ubj"}"#, &count, &bytes))
    return Array(UnsafeRawBufferPointer(start: bytes, count: Int(count)))
  }

  /// The sums of the trees for the rows of a matrix that the ensemble was made with, row by row. What earlier rounds gave is kept
  /// by the library, and only later trees are asked.
  func margins(_ matrix: borrowing BoostingMatrix) throws(LearningError) -> [Float] {
    let config =
      #"{"type":1,"training":false,"iteration_begin":0,"iteration_end":0,"strict_shape":false}"#
    var shape: UnsafePointer<UInt64>?
    var dimensions: UInt64 = 0
    var values: UnsafePointer<Float>?
    try library.check(
      library.boosterPredictFromMatrix(handle, matrix.handle, config, &shape, &dimensions, &values))
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
