/// What is read at most; beyond it the error says which limit was met, and where.
struct CSVLimits: Sendable {
  var fieldBytes = 16 << 20
  var recordBytes = 64 << 20
  var columns = 16_384
  var cells = 1 << 33
  var fileBytes = Int(UInt32.max) - 64

  static let standard = CSVLimits()
}
