/// Seeks what a browser would take for the start or the end of an element.
enum ElementSearch {
  /// Where the text stands in the bytes, ASCII letters in any case. `text` is ASCII, in lower case, and not empty.
  static func places(of text: String, in bytes: [UInt8]) -> [Int] {
    let wanted = Array(text.utf8)
    guard let first = wanted.first, bytes.count >= wanted.count else { return [] }
    return (0...(bytes.count - wanted.count)).filter { start in
      lower(bytes[start]) == first && wanted.indices.allSatisfy { lower(bytes[start + $0]) == wanted[$0] }
    }
  }

  private static func lower(_ byte: UInt8) -> UInt8 { (65...90).contains(byte) ? byte + 32 : byte }
}
