import CZlib
import CZstd

/// Packs content as the tools do, for tests.
enum Packed {
  static func gzip(_ content: [UInt8]) -> [UInt8] {
    var stream = z_stream()
    var output = [UInt8](repeating: 0, count: content.count + 1024)
    deflateInit2_(
      &stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)
    )
    defer { deflateEnd(&stream) }
    var content = content
    let count = output.count
    let written = content.withUnsafeMutableBufferPointer { input in
      output.withUnsafeMutableBufferPointer { target in
        stream.next_in = input.baseAddress
        stream.avail_in = UInt32(input.count)
        stream.next_out = target.baseAddress
        stream.avail_out = UInt32(count)
        deflate(&stream, Z_FINISH)
        return count - Int(stream.avail_out)
      }
    }
    return Array(output[..<written])
  }

  static func zstd(_ content: [UInt8]) -> [UInt8] {
    var output = [UInt8](repeating: 0, count: ZSTD_compressBound(content.count))
    let count = output.count
    let written = content.withUnsafeBytes { input in
      output.withUnsafeMutableBytes {
        ZSTD_compress($0.baseAddress, count, input.baseAddress, input.count, 3)
      }
    }
    return Array(output[..<written])
  }
}
