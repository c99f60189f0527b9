/// The codes of short fields that were seen before, found by their bytes at once: a column of few levels needs no look-up
/// by hash and no comparison of texts.
///
/// A field stands for itself with its quotes and spaces. Fields that meet in one place displace each other; what is
/// no longer there is sought in the table of all texts.
struct RecentTexts: Sendable {
  private struct Entry: Sendable {
    var low: UInt64 = 0
    var high: UInt64 = 0
    /// Zero where free.
    var length = 0
    var code: Int32 = 0
  }

  private var entries = [Entry](repeating: Entry(), count: 1 << bits)
  private static let bits: UInt64 = 8

  /// Bytes of the longest field that is held.
  static let longest = 16

  /// The words of a field of 1...16 bytes and the place where they stand if they do.
  struct Key {
    let low: UInt64
    let high: UInt64
    let length: Int
    let place: Int
  }

  /// There must be sixteen bytes before the end of the field.
  @inline(__always)
  static func key(_ bytes: RawSpan, _ field: Range<Int>) -> Key {
    let length = field.upperBound &- field.lowerBound
    let (low, high) = bytes.lastBytes(length, before: field.upperBound, filler: 0)
    let mixed = (low &* 0x9E37_79B9_7F4A_7C15) ^ (high &* 0xD1B5_4A32_D192_ED03)
    return Key(
      low: low, high: high, length: length, place: Int(truncatingIfNeeded: mixed &>> (64 &- bits)))
  }

  /// The code, -1 for what counts as missing; nil where the field is not held.
  @inline(__always)
  func code(_ key: Key) -> Int32? {
    let entry = entries[key.place]
    return entry.low == key.low && entry.high == key.high && entry.length == key.length ? entry.code : nil
  }

  mutating func hold(_ key: Key, _ code: Int32) {
    entries[key.place] = Entry(low: key.low, high: key.high, length: key.length, code: code)
  }
}
