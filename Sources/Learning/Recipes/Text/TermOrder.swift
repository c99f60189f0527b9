/// Terms, to be put in the order of their bytes.
struct TermOrder {
  private let terms: [Int]
  private let index: TermIndex

  init(_ terms: [Int], of index: TermIndex) {
    self.terms = terms
    self.index = index
  }

  /// At most `limit` of the terms, those with the largest totals and of equal ones the first in byte order; in byte order.
  func limited(to limit: Int?, by totals: [Int]) -> [Int] {
    guard let limit, limit < terms.count else { return sorted(terms) }
    let ranked = terms.map { totals[$0] }.sorted(by: >)
    let least = ranked[limit - 1]
    let certain = terms.filter { totals[$0] > least }
    let tied = sorted(terms.filter { totals[$0] == least })
    return sorted(certain + tied.prefix(limit - certain.count))
  }

  private func sorted(_ terms: [Int]) -> [Int] {
    var bytes: [UInt8] = []
    var keys: [Key] = []
    keys.reserveCapacity(terms.count)
    for term in terms {
      let start = bytes.count
      index.append(term, to: &bytes)
      keys.append(Key(term: term, start: start, end: bytes.count, first: TermOrder.first(bytes[start...])))
    }
    bytes.withUnsafeBufferPointer { bytes in
      keys.sort { a, b in
        if a.first != b.first { return a.first < b.first }
        return bytes[a.start..<a.end].lexicographicallyPrecedes(bytes[b.start..<b.end])
      }
    }
    return keys.map(\.term)
  }

  /// A term, its bytes, and the first eight of them as a number: most comparisons need no more.
  private struct Key {
    let term: Int
    let start: Int
    let end: Int
    let first: UInt64
  }

  private static func first(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    var key: UInt64 = 0
    for byte in bytes.prefix(8) { key = key << 8 | UInt64(byte) }
    return key << UInt64(8 * max(0, 8 - bytes.count))
  }
}
