#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Memory in pages of two megabytes, where the system gives them on request: what is written for the first time then costs one
/// page fault instead of 512.
package enum LargePages {
  /// Asks for large pages below `buffer`, which nothing has been written to yet. Nothing but time depends on it.
  package static func request<Element>(for buffer: UnsafeMutableBufferPointer<Element>) {
    #if os(Linux)
      let size = buffer.count * MemoryLayout<Element>.stride
      guard size >= 2 * pageSize, let base = UnsafeMutableRawPointer(buffer.baseAddress) else { return }
      let start = UInt(bitPattern: base)
      let first = (start + UInt(pageSize) - 1) & ~UInt(pageSize - 1)
      let end = (start + UInt(size)) & ~UInt(pageSize - 1)
      guard end > first else { return }
      _ = madvise(base + Int(first - start), Int(end - first), hugePages)
    #endif
  }

  private static let pageSize = 1 << 21

  /// `MADV_HUGEPAGE` of `madvise(2)`.
  private static let hugePages: Int32 = 14
}
