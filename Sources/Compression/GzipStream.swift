import CZlib

/// Gzip by zlib: all members of a file, with their checksums; zeros behind the last are padding, as gzip(1) reads them.
enum GzipStream {
  static func unpack(_ packed: [UInt8], into output: inout UnpackedBytes) throws(UnpackingError) {
    var stream = z_stream()
    guard limn_inflate_gzip(&stream) == Z_OK else {
      throw UnpackingError(.damaged, at: 0, "there is no memory to unpack it")
    }
    defer { inflateEnd(&stream) }
    var result: Result<Void, UnpackingError> = .success(())
    packed.withUnsafeBufferPointer { input in
      withUnsafeTemporaryAllocation(byteCount: UnpackedBytes.chunk, alignment: 16) { chunk in
        do throws(UnpackingError) {
          try inflateAll(&stream, input, chunk, &output)
        } catch {
          result = .failure(error)
        }
      }
    }
    try result.get()
  }

  /// zlib counts input in 32 bits: it is fed in pieces.
  private static let piece = 1 << 30

  private static func inflateAll(
    _ stream: inout z_stream, _ input: UnsafeBufferPointer<UInt8>, _ chunk: UnsafeMutableRawBufferPointer,
    _ output: inout UnpackedBytes
  ) throws(UnpackingError) {
    var position = 0
    while true {
      let offered = min(piece, input.count - position)
      stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress.map { $0 + position })
      stream.avail_in = UInt32(offered)
      stream.next_out = chunk.baseAddress?.assumingMemoryBound(to: UInt8.self)
      stream.avail_out = UInt32(chunk.count)
      let status = inflate(&stream, Z_NO_FLUSH)
      position += offered - Int(stream.avail_in)
      let written = chunk.count - Int(stream.avail_out)
      try output.append(UnsafeRawBufferPointer(rebasing: chunk[..<written]), at: position)
      switch status {
      case Z_OK: continue
      case Z_STREAM_END:
        guard try startsMember(input, position) else { return }
        inflateReset(&stream)
      case Z_BUF_ERROR:
        guard position < input.count || written > 0 else {
          throw UnpackingError(.truncated, at: position, "it ends before its content does")
        }
      default:
        let reason = stream.msg.map { String(cString: $0) } ?? "it is no gzip data"
        throw UnpackingError(.damaged, at: position, reason)
      }
    }
  }

  /// Whether another member starts behind the end of one; false at the end of the file.
  private static func startsMember(
    _ input: UnsafeBufferPointer<UInt8>, _ position: Int
  ) throws(UnpackingError) -> Bool {
    let rest = input[position...]
    if rest.allSatisfy({ $0 == 0 }) { return false }
    guard rest.starts(with: [0x1F, 0x8B]) else {
      throw UnpackingError(.damaged, at: position, "other data follow the end of the gzip data")
    }
    return true
  }
}
