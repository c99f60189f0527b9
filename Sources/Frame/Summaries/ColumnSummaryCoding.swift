import Canonical

extension ColumnSummary {
  /// Appends the canonical bytes.
  package func encode(into writer: inout ByteWriter) {
    writer.write(count)
    writer.write(missing)
    writer.write(distinct)
    writer.write(optional: numeric) { writer, numbers in
      for value in [
        numbers.min, numbers.q25, numbers.median, numbers.q75, numbers.max, numbers.mean, numbers.sd,
      ] {
        writer.write(value)
      }
    }
    writer.write(each: top) { writer, entry in
      writer.write(entry.text)
      writer.write(entry.count)
    }
    writer.write(optional: histogram) { writer, histogram in
      writer.write(histogram.lower)
      writer.write(histogram.upper)
      writer.write(each: histogram.counts) { $0.write($1) }
    }
    writer.write(optional: range) { writer, range in
      writer.write(range.lowest)
      writer.write(range.highest)
    }
  }

  /// Reads what `encode(into:)` wrote; negative counts and empty histograms fail.
  package init(decoding reader: inout ByteReader) throws(DecodingFailure) {
    count = try reader.readInt()
    missing = try reader.readInt()
    distinct = try reader.readInt()
    numeric = try reader.readOptional { reader throws(DecodingFailure) in
      Numbers(
        min: try reader.readDouble(), q25: try reader.readDouble(), median: try reader.readDouble(),
        q75: try reader.readDouble(), max: try reader.readDouble(), mean: try reader.readDouble(),
        sd: try reader.readDouble())
    }
    top = try reader.readArray { reader throws(DecodingFailure) in
      (text: try reader.readString(), count: try reader.readInt())
    }
    histogram = try reader.readOptional { reader throws(DecodingFailure) in
      Histogram(
        lower: try reader.readDouble(), upper: try reader.readDouble(),
        counts: try reader.readArray { reader throws(DecodingFailure) in try reader.readInt() })
    }
    range = try reader.readOptional { reader throws(DecodingFailure) in
      (lowest: try reader.readString(), highest: try reader.readString())
    }
    let bins = histogram?.counts ?? [1]
    guard count >= 0, missing >= 0, missing <= count, distinct >= 0, top.allSatisfy({ $0.count >= 0 }),
      !bins.isEmpty, bins.allSatisfy({ $0 >= 0 })
    else { throw DecodingFailure("a summary with impossible counts") }
  }
}
