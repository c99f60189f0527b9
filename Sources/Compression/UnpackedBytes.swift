/// The content so far: grows by doubling up to its limit and never beyond.
struct UnpackedBytes {
  private(set) var bytes: [UInt8] = []
  private let limit: Int

  /// Bytes that a decoder writes at once.
  static let chunk = 256 << 10

  init(limit: Int) { self.limit = limit }

  /// Adds what a decoder has written; `offset` is where in the packed file it stands.
  mutating func append(_ piece: UnsafeRawBufferPointer, at offset: Int) throws(UnpackingError) {
    guard piece.count <= limit - bytes.count else {
      throw UnpackingError(.tooLarge, at: offset, "it holds more than \(UnpackedBytes.size(limit))")
    }
    if bytes.count + piece.count > bytes.capacity {
      bytes.reserveCapacity(min(limit, max(bytes.count * 2, UnpackedBytes.chunk)))
    }
    bytes.append(contentsOf: piece)
  }

  private static func size(_ bytes: Int) -> String {
    bytes >= 1 << 20 ? "\(bytes >> 20) MiB" : "\(bytes) bytes"
  }
}
