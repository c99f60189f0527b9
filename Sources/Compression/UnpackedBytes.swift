/// The content as a decoder writes it: handed on block by block, and never more than its limit.
struct UnpackedBytes {
  private var block: [UInt8] = []
  private var total = 0
  private let limit: Int
  private let take: ([UInt8]) -> Void

  /// Bytes that a decoder writes at once.
  static let chunk = 256 << 10
  /// Bytes of a block, at least, but for the last.
  private static let blockBytes = 4 << 20

  init(limit: Int, take: @escaping ([UInt8]) -> Void) {
    self.limit = limit
    self.take = take
  }

  /// Adds what a decoder has written; `offset` is where in the packed file it stands.
  mutating func append(_ piece: UnsafeRawBufferPointer, at offset: Int) throws(UnpackingError) {
    guard piece.count <= limit - total else {
      throw UnpackingError(.tooLarge, at: offset, "it holds more than \(UnpackedBytes.size(limit))")
    }
    total += piece.count
    block.append(contentsOf: piece)
    if block.count >= UnpackedBytes.blockBytes { finish() }
  }

  /// Hands on what is left.
  mutating func finish() {
    if !block.isEmpty { take(block) }
    block = []
  }

  private static func size(_ bytes: Int) -> String {
    bytes >= 1 << 20 ? "\(bytes >> 20) MiB" : "\(bytes) bytes"
  }
}
