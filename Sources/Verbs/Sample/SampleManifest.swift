import Canonical
import Frame
import Pipeline

/// What the store keeps of a sample beside the row numbers.
struct SampleManifest {
  struct DrawnPart {
    var draw: TableValue.DrawPart
    var facts: [DrawFact]
  }

  /// A table with rows of its own.
  struct MadeTable {
    var rows: Int
    /// Digest and missing values of each column, in the order of the source.
    var columns: [(digest: Digest, missing: Int)]
    var facts: [DrawFact]
  }

  var parts: [DrawnPart]
  /// Where the sample makes rows; `parts` is empty then.
  var made: MadeTable?
  /// The column that the draw adds to the table.
  var added: TableValue.ColumnPart?

  init(parts: [DrawnPart] = [], added: TableValue.ColumnPart? = nil, made: MadeTable? = nil) {
    self.parts = parts
    self.added = added
    self.made = made
  }

  init(_ bytes: [UInt8], adding field: Field?) throws(DecodingFailure) {
    var reader = ByteReader(bytes)
    parts = try reader.readArray { reader throws(DecodingFailure) in
      let draw = TableValue.DrawPart(digest: try reader.readDigest(), rows: try reader.readInt())
      return DrawnPart(
        draw: draw,
        facts: try reader.readArray { reader throws(DecodingFailure) in try DrawFact(decoding: &reader) })
    }
    made = try reader.readOptional { reader throws(DecodingFailure) in try MadeTable(decoding: &reader) }
    let column = try reader.readOptional { reader throws(DecodingFailure) in
      (digest: try reader.readDigest(), missing: try reader.readInt())
    }
    try reader.finish()
    guard (column == nil) == (field == nil) else { throw DecodingFailure("another number of columns") }
    added = column.flatMap { column in
      field.map { .init(field: $0, digest: column.digest, missing: column.missing) }
    }
  }

  var bytes: [UInt8] {
    var writer = ByteWriter()
    writer.write(each: parts) { writer, part in
      writer.write(part.draw.digest)
      writer.write(part.draw.rows)
      writer.write(each: part.facts) { $1.encode(into: &$0) }
    }
    writer.write(optional: made) { $1.encode(into: &$0) }
    writer.write(optional: added) { writer, column in
      writer.write(column.digest)
      writer.write(column.missing)
    }
    return writer.bytes
  }

  /// The figures of each table.
  var facts: [[DrawFact]] { made.map { [$0.facts] } ?? parts.map(\.facts) }

  /// What the sample is, over the columns of the source where it makes no rows.
  func tables(of source: TableValue) throws(DecodingFailure) -> [TableValue] {
    if let made {
      guard made.columns.count == source.columns.count, made.rows >= 0 else {
        throw DecodingFailure("another number of columns")
      }
      let columns = zip(source.columns, made.columns).map { part, column in
        TableValue.ColumnPart(field: part.field, digest: column.digest, missing: column.missing)
      }
      return [TableValue(columns: columns, baseRows: made.rows, draw: nil, parts: source.parts)]
    }
    var source = source
    if let added { source.columns.append(added) }
    return parts.map { source.drawing($0.draw) }
  }
}

extension SampleManifest.MadeTable {
  fileprivate init(decoding reader: inout ByteReader) throws(DecodingFailure) {
    rows = try reader.readInt()
    columns = try reader.readArray { reader throws(DecodingFailure) in
      (digest: try reader.readDigest(), missing: try reader.readInt())
    }
    facts = try reader.readArray { reader throws(DecodingFailure) in try DrawFact(decoding: &reader) }
  }

  fileprivate func encode(into writer: inout ByteWriter) {
    writer.write(rows)
    writer.write(each: columns) { writer, column in
      writer.write(column.digest)
      writer.write(column.missing)
    }
    writer.write(each: facts) { $1.encode(into: &$0) }
  }
}
