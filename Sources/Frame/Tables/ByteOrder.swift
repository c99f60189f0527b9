/// Names, levels and labels compare by their UTF-8 bytes: `String ==` would equate different spellings of one character.
extension String {
  /// Whether both are the same bytes.
  package func hasSameBytes(as other: String) -> Bool { utf8.elementsEqual(other.utf8) }

  /// Whether this text stands before `other` in the order of bytes, as pandas and scikit-learn sort classes.
  package func precedesByBytes(_ other: String) -> Bool { utf8.lexicographicallyPrecedes(other.utf8) }
}

/// Text as a dictionary key that is equal only to the same bytes.
struct ByteKey: Hashable {
  let text: String

  init(_ text: String) { self.text = text }

  static func == (a: ByteKey, b: ByteKey) -> Bool { a.text.hasSameBytes(as: b.text) }

  func hash(into hasher: inout Hasher) { hasher.combine(utf8Of: text) }
}

extension Hasher {
  mutating func combine(utf8Of text: String) {
    var contiguous = text
    contiguous.withUTF8 { combine(bytes: UnsafeRawBufferPointer($0)) }
    combine(text.utf8.count)
  }
}
