/// Names, levels and labels compare by their UTF-8 bytes: `String ==` would equate different spellings of one character.
extension String {
  /// Whether both are the same bytes.
  package func hasSameBytes(as other: String) -> Bool {
    guard utf8.count == other.utf8.count else { return false }
    let isSame = utf8.withContiguousStorageIfAvailable { own in
      other.utf8.withContiguousStorageIfAvailable { own.elementsEqual($0) }
    }
    return isSame.flatMap(\.self) ?? utf8.elementsEqual(other.utf8)
  }

  /// Whether this text stands before `other` in the order of bytes, as pandas and scikit-learn sort classes.
  package func precedesByBytes(_ other: String) -> Bool { utf8.lexicographicallyPrecedes(other.utf8) }
}

/// Text as a key that is equal only to the same bytes, and is ordered by them.
package struct ByteKey: Hashable, Comparable, Sendable {
  package let text: String

  package init(_ text: String) { self.text = text }

  package static func < (a: ByteKey, b: ByteKey) -> Bool { a.text.precedesByBytes(b.text) }

  package static func == (a: ByteKey, b: ByteKey) -> Bool { a.text.hasSameBytes(as: b.text) }

  package func hash(into hasher: inout Hasher) { hasher.combine(utf8Of: text) }
}

extension Hasher {
  mutating func combine(utf8Of text: String) {
    var contiguous = text
    contiguous.withUTF8 { combine(bytes: UnsafeRawBufferPointer($0)) }
    combine(text.utf8.count)
  }
}
