import CZstd

/// Zstandard by libzstd: all frames of a file, with their checksums. Windows beyond 128 MiB are refused by the library.
enum ZstdStream {
  static func unpack(_ packed: [UInt8], into output: inout UnpackedBytes) throws(UnpackingError) {
    guard let stream = ZSTD_createDStream() else {
      throw UnpackingError(.damaged, at: 0, "there is no memory to unpack it")
    }
    defer { ZSTD_freeDStream(stream) }
    var result: Result<Void, UnpackingError> = .success(())
    packed.withUnsafeBytes { input in
      withUnsafeTemporaryAllocation(byteCount: UnpackedBytes.chunk, alignment: 16) { chunk in
        do throws(UnpackingError) {
          try decompressAll(stream, input, chunk, &output)
        } catch {
          result = .failure(error)
        }
      }
    }
    try result.get()
  }

  /// Input is fed in pieces, as the library does not say where in one it met an error.
  private static let piece = 16 << 10

  private static func decompressAll(
    _ stream: OpaquePointer, _ packed: UnsafeRawBufferPointer, _ chunk: UnsafeMutableRawBufferPointer,
    _ output: inout UnpackedBytes
  ) throws(UnpackingError) {
    var input = ZSTD_inBuffer(src: packed.baseAddress, size: min(piece, packed.count), pos: 0)
    while true {
      if input.pos == input.size { input.size = min(input.size + piece, packed.count) }
      let before = input.pos
      var written = ZSTD_outBuffer(dst: chunk.baseAddress, size: chunk.count, pos: 0)
      let rest = ZSTD_decompressStream(stream, &written, &input)
      guard ZSTD_isError(rest) == 0 else {
        throw UnpackingError(.damaged, at: input.pos, String(cString: ZSTD_getErrorName(rest)).lowercased())
      }
      try output.append(UnsafeRawBufferPointer(rebasing: chunk[..<written.pos]), at: input.pos)
      let isAtEnd = input.pos == packed.count && written.pos < written.size
      if rest == 0, input.pos == packed.count { return }
      if isAtEnd || input.pos == before && written.pos == 0 {
        throw UnpackingError(.truncated, at: input.pos, "it ends before its content does")
      }
    }
  }
}
