import Canonical

/// Writes tables as JSON Lines: an object a row, with the columns in order.
package enum JSONLinesWriter {
  /// Numbers are exact, dates and moments ISO 8601 texts; missing values and numbers that are not finite are `null`.
  package static func bytes(_ table: Table) -> [UInt8] {
    var out: [UInt8] = []
    let keys = table.schema.names.map { quoted($0) + [UInt8(ascii: ":")] }
    let columns = table.schema.fields.indices.map { table.column(at: $0) }
    for row in 0..<table.rowCount {
      out.append(UInt8(ascii: "{"))
      for (index, column) in columns.enumerated() {
        if index > 0 { out.append(UInt8(ascii: ",")) }
        out += keys[index]
        out += value(column[row])
      }
      out += [UInt8(ascii: "}"), UInt8(ascii: "\n")]
    }
    return out
  }

  private static func value(_ scalar: Scalar) -> [UInt8] {
    switch scalar {
    case .missing: Array("null".utf8)
    case .number(let number): Array((number.isFinite ? NumberText.exact(number) : "null").utf8)
    case .integer, .boolean: Array(scalar.text.utf8)
    case .datetime(let microseconds): quoted(DateTimeText.text(microseconds, separator: "T"))
    default: quoted(scalar.text)
    }
  }

  /// A text in quotation marks, with the escapes that JSON asks for (RFC 8259, section 7).
  private static func quoted(_ text: String) -> [UInt8] {
    let digits = Array("0123456789abcdef".utf8)
    var out = [UInt8(ascii: "\"")]
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): out += [UInt8(ascii: "\\"), byte]
      case 0x0A: out += [UInt8(ascii: "\\"), UInt8(ascii: "n")]
      case 0x0D: out += [UInt8(ascii: "\\"), UInt8(ascii: "r")]
      case 0x09: out += [UInt8(ascii: "\\"), UInt8(ascii: "t")]
      case ..<0x20: out += Array("\\u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      default: out.append(byte)
      }
    }
    return out + [UInt8(ascii: "\"")]
  }
}
