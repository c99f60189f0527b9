import CZstd

/// Bytes of the store's own, packed as one zstd frame and unpacked to a size that is known.
package enum ZstdBlock {
  /// The packed bytes, where that saves at least a tenth; nil where it does not pay.
  ///
  /// Of a long content a piece in the middle is tried first.
  package static func packed(_ bytes: [UInt8]) -> [UInt8]? {
    guard bytes.count >= 512 else { return nil }
    if bytes.count > 4 * tried {
      let middle = bytes.count / 2
      guard compressed(Array(bytes[middle..<middle + tried])) != nil else { return nil }
    }
    return compressed(bytes)
  }

  /// The content of a frame that `packed` made of `size` bytes; nil where it is no such frame.
  package static func unpacked(_ frame: [UInt8], size: Int) -> [UInt8]? {
    guard size >= 0, size <= largest else { return nil }
    var isWhole = false
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      let got = ZSTD_decompress(buffer.baseAddress, size, frame, frame.count)
      isWhole = ZSTD_isError(got) == 0 && got == size
      count = isWhole ? size : 0
    }
    return isWhole ? bytes : nil
  }

  /// Bytes of the piece that is tried.
  private static let tried = 16 << 10

  /// The most that one value of the store may hold.
  private static let largest = 1 << 31

  private static func compressed(_ bytes: [UInt8]) -> [UInt8]? {
    let room = bytes.count - bytes.count / 10
    var fits = false
    let packed = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
      let got = ZSTD_compress(buffer.baseAddress, room, bytes, bytes.count, 1)
      fits = ZSTD_isError(got) == 0
      count = fits ? got : 0
    }
    return fits ? packed : nil
  }
}
