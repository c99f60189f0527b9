import Canonical

/// Bytes that are fetched range by range, such as those of a file.
package struct ByteSource: Sendable {
  package let byteCount: Int
  private let fetch: @Sendable (Range<Int>) throws(Failure) -> [UInt8]

  /// Why bytes cannot be had.
  package struct Failure: Error, Sendable {
    package let message: String
    package let hint: String?

    package init(_ message: String, hint: String? = nil) {
      self.message = message
      self.hint = hint
    }
  }

  /// `fetch` brings the bytes of a range within `0 ..< byteCount`, all of them.
  package init(byteCount: Int, fetch: @escaping @Sendable (Range<Int>) throws(Failure) -> [UInt8]) {
    self.byteCount = byteCount
    self.fetch = fetch
  }

  /// Bytes that are in memory.
  package init(_ bytes: [UInt8]) {
    byteCount = bytes.count
    fetch = { $0.count == bytes.count ? bytes : Array(bytes[$0]) }
  }

  /// Bytes that stand in parts, one behind the other.
  package init(_ parts: [Part]) {
    var ends: [Int] = []
    for part in parts { ends.append((ends.last ?? 0) + part.byteCount) }
    byteCount = ends.last ?? 0
    fetch = { [ends] range throws(Failure) in
      var bytes: [UInt8] = []
      bytes.reserveCapacity(range.count)
      var start = 0
      for (part, end) in zip(parts, ends) {
        let wanted = range.clamped(to: start..<end)
        if !wanted.isEmpty {
          do {
            bytes += try part.bytes()[(wanted.lowerBound - start)..<(wanted.upperBound - start)]
          } catch {
            throw Failure("\(error)")
          }
        }
        start = end
      }
      return bytes
    }
  }

  package func bytes(_ range: Range<Int>) throws(Failure) -> [UInt8] {
    range.isEmpty ? [] : try fetch(range)
  }
}
