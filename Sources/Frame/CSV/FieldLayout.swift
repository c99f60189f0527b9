/// Where the values of a file lie: its index, without quotes and without what counts as missing.
struct FieldLayout: Sendable {
  let index: FieldIndex
  let quote: UInt8
  let markers: MissingMarkers

  /// The bytes of a value without its quotes or, where it is not quoted, without the spaces around it; nil where missing.
  @inline(__always)
  func value(_ bytes: Span<UInt8>, _ row: Int, _ column: Int) -> Range<Int>? {
    let field = index.field(row, column)
    guard !field.isEmpty else { return nil }
    if bytes[field.lowerBound] == quote { return quotedValue(bytes, field) }
    let first = bytes[field.lowerBound]
    let last = bytes[field.upperBound - 1]
    let value = first > 32 && last > 32 ? field : FieldLayout.trimmed(bytes, field)
    return value.isEmpty || markers.contain(bytes, value) ? nil : value
  }

  /// The bytes of a text: without its quotes, with its spaces; doubled quotes still stand doubled.
  @inline(__always)
  func text(_ bytes: Span<UInt8>, _ row: Int, _ column: Int) -> (range: Range<Int>, isQuoted: Bool) {
    let field = index.field(row, column)
    guard !field.isEmpty, bytes[field.lowerBound] == quote else { return (field, false) }
    return (field.lowerBound + 1..<field.upperBound - 1, true)
  }

  private func quotedValue(_ bytes: Span<UInt8>, _ field: Range<Int>) -> Range<Int>? {
    let value = field.lowerBound + 1..<field.upperBound - 1
    if value.isEmpty { return markers.includesEmpty ? nil : value }
    return markers.contain(bytes, value) ? nil : value
  }

  private static func trimmed(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, isBlank(bytes[start]) { start += 1 }
    while end > start, isBlank(bytes[end - 1]) { end -= 1 }
    return start..<end
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
  }
}
