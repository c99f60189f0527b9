import Canonical

/// Writes tables as delimited text (RFC 4180).
package enum CSVWriter {
  /// A header and a line for each row, ended by LF, separated by commas.
  ///
  /// Numbers are exact and of a `number` column always with a point or an exponent, so that reading infers the same
  /// types; dates are ISO 8601, moments UTC. A missing value is an empty field (`""` where it stands alone in its
  /// line), an empty text `""`: the two are told apart by a reading whose declared missing texts leave out `""`.
  package static func text(_ table: Table) -> String {
    var out: [UInt8] = []
    let names = table.schema.names.map { field($0) }
    append(names, to: &out)
    let columns = table.schema.fields.indices.map { CSVFields(table.column(at: $0)) }
    for row in 0..<table.rowCount { append(columns.map { $0.bytes(row) }, to: &out) }
    return String(decoding: out, as: UTF8.self)
  }

  private static func append(_ fields: [[UInt8]], to out: inout [UInt8]) {
    for (index, field) in fields.enumerated() {
      if index > 0 { out.append(UInt8(ascii: ",")) }
      out += field
    }
    if fields.count == 1, fields[0].isEmpty { out += [UInt8(ascii: "\""), UInt8(ascii: "\"")] }
    out.append(UInt8(ascii: "\n"))
  }

  /// A text in quotation marks where it needs them.
  static func field(_ text: String) -> [UInt8] {
    let quote = UInt8(ascii: "\"")
    let bytes = Array(text.utf8)
    let special: Set<UInt8> = [quote, UInt8(ascii: ","), UInt8(ascii: "\n"), UInt8(ascii: "\r")]
    let hasOuterSpace = [bytes.first, bytes.last].contains { $0.map { $0 <= 32 } ?? true }
    guard hasOuterSpace || bytes.contains(where: special.contains) else { return bytes }
    var out = [quote]
    for byte in bytes {
      if byte == quote { out.append(quote) }
      out.append(byte)
    }
    return out + [quote]
  }
}

/// The fields of a column as bytes; each level of a text is written once.
private struct CSVFields {
  private let column: Column
  private let levels: [[UInt8]]

  init(_ column: Column) {
    self.column = column
    levels = column.levels.map(CSVWriter.field)
  }

  func bytes(_ row: Int) -> [UInt8] {
    if column.isMissing(row) { return [] }
    if let codes = column.codes { return levels[Int(codes[row])] }
    return Array(CSVFields.text(column[row]).utf8)
  }

  private static func text(_ value: Scalar) -> String {
    switch value {
    case .datetime(let microseconds): return DateTimeText.text(microseconds, separator: "T")
    case .number(let number):
      guard number.isFinite else { return number < 0 ? "-inf" : "inf" }
      if number == 0, number.sign == .minus { return "-0.0" }
      let text = NumberText.exact(number)
      return text.utf8.contains { $0 == UInt8(ascii: ".") || $0 | 32 == UInt8(ascii: "e") }
        ? text : text + ".0"
    default: return value.text
    }
  }
}
