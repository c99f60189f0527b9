import CCrypto

/// A SHA-256 digest: the address of a value in the store, and the key of an action.
package struct Digest: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The 32 bytes of the digest.
  package let bytes: [UInt8]

  /// A digest read back from outside; nil unless there are exactly 32 bytes.
  package init?(bytes: [UInt8]) {
    guard bytes.count == Digest.size else { return nil }
    self.bytes = bytes
  }

  fileprivate init(verified bytes: [UInt8]) { self.bytes = bytes }

  /// The digest of `content` by the system's libcrypto.
  package init(of content: [UInt8]) {
    self = content.withUnsafeBytes { Digest(of: $0) }
  }

  /// The digest of raw memory, without a copy of it.
  package init(of content: UnsafeRawBufferPointer) {
    var result = [UInt8](repeating: 0, count: Digest.size)
    var length: UInt32 = 0
    let status = EVP_Digest(content.baseAddress, content.count, &result, &length, SHA256.algorithm, nil)
    precondition(status == 1 && length == Digest.size, "SHA-256 is part of every libcrypto")
    bytes = result
  }

  /// The digest of the UTF-8 bytes of `text`.
  package init(of text: String) {
    self.init(of: Array(text.utf8))
  }

  /// 64 lower-case hexadecimal digits.
  package var description: String { Hexadecimal.text(bytes) }

  /// The first eight hexadecimal digits, as shown on pages and the terminal.
  package var short: String { String(description.prefix(8)) }

  /// Base64 with padding, as Content-Security-Policy writes hashes.
  package var base64: String { Base64.text(bytes) }

  package static let size = 32

  package static func < (a: Digest, b: Digest) -> Bool {
    a.bytes.lexicographicallyPrecedes(b.bytes)
  }
}

/// The algorithm as libcrypto has it. No `openssl.cnf` is read for it: digests depend on no setting of the machine, and
/// reading one takes longer than most digests.
private enum SHA256 {
  nonisolated(unsafe) static let algorithm: OpaquePointer? = {
    OPENSSL_init_crypto(UInt64(OPENSSL_INIT_NO_LOAD_CONFIG), nil)
    return EVP_sha256()
  }()
}

/// A digest of content that comes in pieces.
package struct DigestWriter: ~Copyable {
  private let context: OpaquePointer

  package init() {
    guard let made = EVP_MD_CTX_new() else { preconditionFailure("no memory for a digest") }
    context = made
    precondition(EVP_DigestInit_ex(context, SHA256.algorithm, nil) == 1, "SHA-256 is part of every libcrypto")
  }

  deinit { EVP_MD_CTX_free(context) }

  /// Adds the next bytes.
  package func write(_ content: UnsafeRawBufferPointer) {
    EVP_DigestUpdate(context, content.baseAddress, content.count)
  }

  /// The digest of all bytes written.
  package consuming func finish() -> Digest {
    var result = [UInt8](repeating: 0, count: Digest.size)
    var length: UInt32 = 0
    EVP_DigestFinal_ex(context, &result, &length)
    return Digest(verified: result)
  }
}

/// Lower-case hexadecimal text of bytes.
package enum Hexadecimal {
  package static func text(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var out: [UInt8] = []
    for byte in bytes {
      out.append(digits[Int(byte >> 4)])
      out.append(digits[Int(byte & 15)])
    }
    return String(decoding: out, as: UTF8.self)
  }
}

/// Base64 of RFC 4648 §4, with padding.
package enum Base64 {
  package static func text(_ bytes: [UInt8]) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var out: [UInt8] = []
    out.reserveCapacity((bytes.count + 2) / 3 * 4)
    var index = 0
    while index < bytes.count {
      let available = min(3, bytes.count - index)
      var group: UInt32 = 0
      for offset in 0..<3 {
        group = group << 8 | (offset < available ? UInt32(bytes[index + offset]) : 0)
      }
      for position in 0..<4 {
        let code = Int(group >> UInt32(18 - 6 * position) & 63)
        out.append(position <= available ? alphabet[code] : UInt8(ascii: "="))
      }
      index += 3
    }
    return String(decoding: out, as: UTF8.self)
  }
}
