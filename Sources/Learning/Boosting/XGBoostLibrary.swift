import CXGBoost
import Canonical

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The functions of libxgboost, found when they are first needed: a notebook without boosting starts without it.
struct XGBoostLibrary: Sendable {
  let version:
    @Sendable @convention(c) (_ major: Out<Int32>, _ minor: Out<Int32>, _ patch: Out<Int32>) -> Void
  let setGlobalConfig: @Sendable @convention(c) (_ json: CText) -> Int32
  let matrixCreateFromDense: @Sendable @convention(c) (_ array: CText, _ config: CText, Out<Handle>) -> Int32
  let matrixCreateFromCSR:
    @Sendable @convention(c) (
      _ offsets: CText, _ columns: CText, _ values: CText, _ columnCount: UInt64, _ config: CText, Out<Handle>
    ) -> Int32
  let matrixSetFloatInfo:
    @Sendable @convention(c) (Handle, _ field: CText, UnsafePointer<Float>?, _ count: UInt64) -> Int32
  let matrixSetUIntInfo:
    @Sendable @convention(c) (Handle, _ field: CText, UnsafePointer<UInt32>?, _ count: UInt64) -> Int32
  let matrixFree: @Sendable @convention(c) (Handle) -> Int32
  let boosterCreate: @Sendable @convention(c) (UnsafePointer<Handle>?, _ count: UInt64, Out<Handle>) -> Int32
  let boosterFree: @Sendable @convention(c) (Handle) -> Int32
  let boosterSetParam: @Sendable @convention(c) (Handle, _ name: CText, _ value: CText) -> Int32
  let boosterUpdateOneIter: @Sendable @convention(c) (Handle, _ round: Int32, _ matrix: Handle) -> Int32
  let boosterSaveModelToBuffer:
    @Sendable @convention(c) (Handle, _ config: CText, Out<UInt64>, Out<CText>) -> Int32
  let boosterLoadModelFromBuffer:
    @Sendable @convention(c) (Handle, UnsafeRawPointer?, _ count: UInt64) -> Int32
  let boosterPredictFromMatrix:
    @Sendable @convention(c) (
      Handle, _ matrix: Handle, _ config: CText, _ shape: Out<UnsafePointer<UInt64>?>, Out<UInt64>,
      Out<UnsafePointer<Float>?>
    ) -> Int32
  let boosterSlice:
    @Sendable @convention(c) (Handle, _ begin: Int32, _ end: Int32, _ step: Int32, Out<Handle>) -> Int32
  let boosterFeatureScore:
    @Sendable @convention(c) (
      Handle, _ config: CText, _ featureCount: Out<UInt64>, _ features: Out<UnsafeMutablePointer<CText>?>,
      Out<UInt64>,
      _ shape: Out<UnsafePointer<UInt64>?>, _ scores: Out<UnsafePointer<Float>?>
    ) -> Int32
  private let lastError: @Sendable @convention(c) () -> CText

  /// The header declares one opaque pointer type under two names.
  typealias Handle = BoosterHandle?
  typealias CText = UnsafePointer<CChar>?
  typealias Out<Value> = UnsafeMutablePointer<Value>?

  /// The library as it is installed, or why it cannot be used.
  static let installed = Result<XGBoostLibrary, LearningError> { () throws(LearningError) in
    try XGBoostLibrary(names: ["libxgboost.so.0", "libxgboost.so", "libxgboost.dylib"])
  }

  /// Opens the first of `names` that is there.
  init(names: [String]) throws(LearningError) {
    setenv("OMP_WAIT_POLICY", "passive", 0)
    var library: UnsafeMutableRawPointer?
    for name in names where library == nil { library = dlopen(name, RTLD_NOW | RTLD_LOCAL) }
    guard let library else {
      throw LearningError(
        "`gradient_boosting` needs the library libxgboost, which is not installed",
        hint: "install it: `apt install libxgboost-dev`")
    }
    version = try find("XGBoostVersion", in: library)
    setGlobalConfig = try find("XGBSetGlobalConfig", in: library)
    matrixCreateFromDense = try find("XGDMatrixCreateFromDense", in: library)
    matrixCreateFromCSR = try find("XGDMatrixCreateFromCSR", in: library)
    matrixSetFloatInfo = try find("XGDMatrixSetFloatInfo", in: library)
    matrixSetUIntInfo = try find("XGDMatrixSetUIntInfo", in: library)
    matrixFree = try find("XGDMatrixFree", in: library)
    boosterCreate = try find("XGBoosterCreate", in: library)
    boosterFree = try find("XGBoosterFree", in: library)
    boosterSetParam = try find("XGBoosterSetParam", in: library)
    boosterUpdateOneIter = try find("XGBoosterUpdateOneIter", in: library)
    boosterSaveModelToBuffer = try find("XGBoosterSaveModelToBuffer", in: library)
    boosterLoadModelFromBuffer = try find("XGBoosterLoadModelFromBuffer", in: library)
    boosterPredictFromMatrix = try find("XGBoosterPredictFromDMatrix", in: library)
    boosterSlice = try find("XGBoosterSlice", in: library)
    boosterFeatureScore = try find("XGBoosterFeatureScore", in: library)
    lastError = try find("XGBGetLastError", in: library)
  }

  /// Turns a status into an error that carries the first line of the library's message; a stack trace follows there.
  func check(_ status: Int32) throws(LearningError) {
    guard status != 0 else { return }
    let text = lastError().map { String(cString: $0) } ?? "an unknown error"
    let line = text.split(whereSeparator: \.isNewline).first.map(String.init) ?? text
    throw LearningError("libxgboost: " + line)
  }

  /// Whether trees for an objective are the same for any number of threads.
  func isDeterministic(_ objective: BoostingObjective) -> Bool {
    guard objective.ranks else { return true }
    var parts: (Int32, Int32, Int32) = (0, 0, 0)
    version(&parts.0, &parts.1, &parts.2)
    return parts.0 >= 2
  }

  /// The version as `1.7.4`.
  var versionText: String {
    var parts: (Int32, Int32, Int32) = (0, 0, 0)
    version(&parts.0, &parts.1, &parts.2)
    return "\(parts.0).\(parts.1).\(parts.2)"
  }
}

/// The address of a function as the C function type the caller wants.
private func find<Function>(
  _ symbol: String, in library: UnsafeMutableRawPointer
) throws(LearningError) -> Function {
  guard let address = dlsym(library, symbol) else {
    throw LearningError(
      "the installed libxgboost has no function `\(symbol)`", hint: "install libxgboost 1.6 or later")
  }
  return unsafeBitCast(address, to: Function.self)
}
