import Frame

/// A query tried on made rows, to find the types of its columns.
enum QueryProbe {
  /// Two rows of values that tell their types; equal in all tables, so that joins find them.
  static func table(_ schema: Schema) -> Table? {
    let columns = schema.fields.map { field -> Column in
      switch field.type {
      case .number: .numbers([1.5, 1.5])
      case .integer: .integers([1, 1])
      case .boolean: .booleans([true, true])
      case .category: .category(["a", "a"])
      case .text: .text(["a", "a"])
      case .date: .dates([10_957, 10_957])
      case .datetime: .datetimes([946_684_800_000_000, 946_684_800_000_000])
      }
    }
    return try? Table(schema: schema, columns: columns, rowCount: 2)
  }

  /// The query with every condition taken as true: `or` binds least, so that `1 OR` before a condition does that.
  static func withoutConditions(_ text: String) -> String {
    var scanner = QueryScanner(text)
    var result: [UInt8] = []
    while let piece = scanner.next() {
      result += piece
      let word = String(decoding: piece.map { $0 | 32 }, as: UTF8.self)
      if ["where", "having", "on"].contains(word) { result += Array(" 1 OR ".utf8) }
    }
    return String(decoding: result, as: UTF8.self)
  }
}

/// Cuts SQL into words, quoted names and texts, comments, and single other bytes; together they are the whole text.
private struct QueryScanner {
  private let bytes: [UInt8]
  private var place = 0

  init(_ text: String) { bytes = Array(text.utf8) }

  mutating func next() -> ArraySlice<UInt8>? {
    guard place < bytes.count else { return nil }
    let start = place
    switch (bytes[start], start + 1 < bytes.count ? bytes[start + 1] : 0) {
    case (UInt8(ascii: "'"), _), (UInt8(ascii: "\""), _), (UInt8(ascii: "`"), _): skip(past: [bytes[start]])
    case (UInt8(ascii: "["), _): skip(past: [UInt8(ascii: "]")])
    case (UInt8(ascii: "-"), UInt8(ascii: "-")): skip(past: [10])
    case (UInt8(ascii: "/"), UInt8(ascii: "*")): skip(past: Array("*/".utf8))
    case (let byte, _) where QueryScanner.isWord(byte):
      while place < bytes.count, QueryScanner.isWord(bytes[place]) { place += 1 }
    default: place += 1
    }
    return bytes[start..<place]
  }

  private mutating func skip(past end: [UInt8]) {
    place += end.count
    while place < bytes.count, !bytes[place...].starts(with: end) { place += 1 }
    place = min(place + end.count, bytes.count)
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    (65...90).contains(byte) || (97...122).contains(byte) || (48...57).contains(byte) || byte == 95
      || byte >= 0x80
  }
}
