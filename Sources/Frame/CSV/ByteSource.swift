import Canonical

/// Bytes that are fetched range by range, such as those of a file.
package struct ByteSource: Sendable {
  package let byteCount: Int
  private let fetch: @Sendable (Range<Int>, inout [UInt8]) throws(Failure) -> Void

  /// Why bytes cannot be had.
  package struct Failure: Error, Sendable {
    package let message: String
    package let hint: String?

    package init(_ message: String, hint: String? = nil) {
      self.message = message
      self.hint = hint
    }
  }

  /// `fetch` brings the bytes of a range within `0 ..< byteCount`, all of them, in place of those in an array, whose
  /// memory it may use again.
  package init(
    byteCount: Int, fetch: @escaping @Sendable (Range<Int>, inout [UInt8]) throws(Failure) -> Void
  ) {
    self.byteCount = byteCount
    self.fetch = fetch
  }

  /// Bytes that are in memory.
  package init(_ bytes: [UInt8]) {
    byteCount = bytes.count
    fetch = { $1 = $0.count == bytes.count ? bytes : Array(bytes[$0]) }
  }

  /// Bytes that stand in parts, one behind the other.
  package init(_ parts: [Part]) {
    var ends: [Int] = []
    for part in parts { ends.append((ends.last ?? 0) + part.byteCount) }
    byteCount = ends.last ?? 0
    fetch = { [ends] range, bytes throws(Failure) in
      bytes.removeAll(keepingCapacity: true)
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
    }
  }

  package func bytes(_ range: Range<Int>) throws(Failure) -> [UInt8] {
    var bytes: [UInt8] = []
    try read(range, into: &bytes)
    return bytes
  }

  /// Puts the bytes of a range in place of those in an array, in its memory where they fit it.
  package func read(_ range: Range<Int>, into bytes: inout [UInt8]) throws(Failure) {
    if range.isEmpty { bytes.removeAll(keepingCapacity: true) } else { try fetch(range, &bytes) }
  }
}
