/// A content-addressed piece of a result, such as a column; its digest is computed once.
///
/// Its bytes are held in memory, or fetched from where they were put aside.
package struct Part: Sendable {
  package let digest: Digest
  package let byteCount: Int
  private let content: Content

  private enum Content: Sendable {
    case held([UInt8])
    case aside(@Sendable () throws -> [UInt8])
  }

  package init(_ bytes: [UInt8]) {
    digest = Digest(of: bytes)
    byteCount = bytes.count
    content = .held(bytes)
  }

  /// A part whose bytes, which have the digest of `bytes`, are fetched by `fetch` whenever they are wanted.
  package init(aside bytes: [UInt8], fetch: @escaping @Sendable () throws -> [UInt8]) {
    digest = Digest(of: bytes)
    byteCount = bytes.count
    content = .aside(fetch)
  }

  /// Whether the bytes are held in memory.
  package var isHeld: Bool {
    if case .held = content { true } else { false }
  }

  /// Throws where they were put aside and cannot be read again.
  package func bytes() throws -> [UInt8] {
    switch content {
    case .held(let bytes): bytes
    case .aside(let fetch): try fetch()
    }
  }
}

/// Where the parts of a result are kept while a notebook runs.
package protocol PartKeeper: Sendable {
  func keep(_ bytes: [UInt8]) -> Part
}

/// Keeps parts in memory.
package struct HeldParts: PartKeeper {
  package init() {}

  package func keep(_ bytes: [UInt8]) -> Part { Part(bytes) }
}
