import Canonical
import Frame
import Pipeline

/// What the store keeps of a sample beside the row numbers.
struct SampleManifest {
  struct DrawnPart {
    var draw: TableValue.DrawPart
    var facts: [DrawFact]
  }

  var parts: [DrawnPart]
  /// The column that the draw adds to the table.
  var added: TableValue.ColumnPart?

  init(parts: [DrawnPart], added: TableValue.ColumnPart?) {
    self.parts = parts
    self.added = added
  }

  init(_ bytes: [UInt8], adding field: Field?) throws(DecodingFailure) {
    var reader = ByteReader(bytes)
    parts = try reader.readArray { reader throws(DecodingFailure) in
      let draw = TableValue.DrawPart(digest: try reader.readDigest(), rows: try reader.readInt())
      return DrawnPart(
        draw: draw,
        facts: try reader.readArray { reader throws(DecodingFailure) in try DrawFact(decoding: &reader) })
    }
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
    writer.write(optional: added) { writer, column in
      writer.write(column.digest)
      writer.write(column.missing)
    }
    return writer.bytes
  }

  /// The parts as tables over the columns of the source.
  func tables(of source: TableValue) -> [TableValue] {
    var source = source
    if let added { source.columns.append(added) }
    return parts.map { source.drawing($0.draw) }
  }
}
