/// How a file is compressed, and how its content is got back.
package enum Packing: String, Sendable, Hashable, CaseIterable {
  /// RFC 1952; several members behind one another are one content.
  case gzip
  /// RFC 8878; several frames behind one another are one content.
  case zstd

  /// By the end of a path: `.gz` or `.zst`, in any case.
  package init?(path: String) {
    let path = path.lowercased()
    if path.hasSuffix(".gz") {
      self = .gzip
    } else if path.hasSuffix(".zst") {
      self = .zstd
    } else {
      return nil
    }
  }

  /// By the first bytes of a file.
  package init?(content bytes: [UInt8]) {
    if bytes.starts(with: [0x1F, 0x8B]) {
      self = .gzip
    } else if bytes.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) {
      self = .zstd
    } else {
      return nil
    }
  }

  /// What a path of such a file ends in, with the point.
  package var suffix: String {
    switch self {
    case .gzip: ".gz"
    case .zstd: ".zst"
    }
  }

  /// The content of a packed file, all of it or an error; no bytes make it trap, and no memory is taken beyond the limits.
  package func unpacked(
    _ bytes: [UInt8], limits: UnpackingLimits = .standard
  ) throws(UnpackingError) -> [UInt8] {
    var content: [UInt8] = []
    try unpack(bytes, limits: limits) { block in
      if content.isEmpty { content = block } else { content += block }
    }
    return content
  }

  /// Gives the content of a packed file block by block, in order: only one is held at a time.
  package func unpack(
    _ bytes: [UInt8], limits: UnpackingLimits = .standard, _ take: ([UInt8]) -> Void
  ) throws(UnpackingError) {
    guard !bytes.isEmpty else { throw UnpackingError(.truncated, at: 0, "the file is empty") }
    try withoutActuallyEscaping(take) { take throws(UnpackingError) in
      var output = UnpackedBytes(limit: limits.bytes(forPacked: bytes.count), take: take)
      switch self {
      case .gzip: try GzipStream.unpack(bytes, into: &output)
      case .zstd: try ZstdStream.unpack(bytes, into: &output)
      }
      output.finish()
    }
  }
}

/// How much a packed file may hold.
package struct UnpackingLimits: Sendable {
  /// At most, whatever the size of the file.
  package var bytes: Int
  /// At most for each byte of the file. Deflate can reach 1,032 and zstd far more; tables of repeated rows rarely reach 100.
  package var ratio: Int
  /// What a file may hold whatever its ratio.
  package var free: Int

  package init(bytes: Int, ratio: Int, free: Int) {
    self.bytes = bytes
    self.ratio = ratio
    self.free = free
  }

  /// 4 GiB; beyond 64 MiB no more than 250 times the packed size.
  package static let standard = UnpackingLimits(bytes: 4 << 30, ratio: 250, free: 64 << 20)

  /// The limit for a file of that size.
  func bytes(forPacked count: Int) -> Int {
    let (scaled, overflows) = count.multipliedReportingOverflow(by: ratio)
    return min(bytes, max(free, overflows ? bytes : scaled))
  }
}

/// Why a packed file has no content that could be used.
package struct UnpackingError: Error, Sendable, Hashable {
  package enum Kind: Sendable, Hashable {
    /// The file ends before its content does.
    case truncated
    /// The bytes are not those of the format, or a checksum does not hold.
    case damaged
    /// More content than the limits allow.
    case tooLarge
  }

  package let kind: Kind
  /// Byte of the packed file, from 0, at or shortly before which it was noticed.
  package let offset: Int
  /// What was found, as the end of a sentence.
  package let reason: String

  init(_ kind: Kind, at offset: Int, _ reason: String) {
    self.kind = kind
    self.offset = offset
    self.reason = reason
  }
}
