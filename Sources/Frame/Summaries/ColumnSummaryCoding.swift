import Canonical

extension ColumnSummary {
  /// Writes the canonical bytes of the summary.
  package func encode(into writer: inout ByteWriter) {
    writer.write(count)
    writer.write(missing)
    writer.write(distinct)
    writer.write(isEstimated)
    writer.write(optional: numeric) { writer, numbers in
      writer.write([
        numbers.min, numbers.q25, numbers.median, numbers.q75, numbers.max, numbers.mean, numbers.sd,
      ])
    }
    writer.write(each: top) { writer, value in
      writer.write(value.text)
      writer.write(value.count)
    }
    writer.write(optional: histogram) { writer, histogram in
      writer.write(histogram.lower)
      writer.write(histogram.upper)
      writer.write(each: histogram.counts) { writer, count in writer.write(count) }
    }
    writer.write(optional: range) { writer, range in
      writer.write(range.lowest)
      writer.write(range.highest)
    }
  }

  /// Reads what `encode` wrote; fails on counts that are negative or more than the rows, and on too many bins.
  package init(decoding reader: inout ByteReader) throws(DecodingFailure) {
    let count = try reader.readInt()
    guard count >= 0 else { throw DecodingFailure("a negative row count") }
    self.count = count
    missing = try reader.readInt(in: 0...count)
    distinct = try reader.readInt(in: 0...count)
    isEstimated = try reader.readBool()
    numeric = try reader.readOptional { (reader) throws(DecodingFailure) in try Numbers(decoding: &reader) }
    top = try reader.readArray { (reader) throws(DecodingFailure) in
      (text: try reader.readString(), count: try reader.readInt(in: 0...count))
    }
    histogram = try reader.readOptional { (reader) throws(DecodingFailure) in
      try Histogram(decoding: &reader, count: count)
    }
    range = try reader.readOptional { (reader) throws(DecodingFailure) in
      (lowest: try reader.readString(), highest: try reader.readString())
    }
  }
}

extension ColumnSummary.Numbers {
  fileprivate init(decoding reader: inout ByteReader) throws(DecodingFailure) {
    let values = try reader.readDoubles()
    guard values.count == 7 else { throw DecodingFailure("a summary of the wrong size") }
    self.init(
      min: values[0], q25: values[1], median: values[2], q75: values[3], max: values[4], mean: values[5],
      sd: values[6])
  }
}

extension ColumnSummary.Histogram {
  fileprivate init(decoding reader: inout ByteReader, count: Int) throws(DecodingFailure) {
    let lower = try reader.readDouble()
    let upper = try reader.readDouble()
    let counts = try reader.readArray { (reader) throws(DecodingFailure) in try reader.readInt(in: 0...count)
    }
    guard lower.isFinite, upper.isFinite, lower <= upper, (1...Self.maximumBins).contains(counts.count) else {
      throw DecodingFailure("a histogram that is none")
    }
    self.init(lower: lower, upper: upper, counts: counts)
  }
}

extension ByteReader {
  fileprivate mutating func readInt(in range: ClosedRange<Int>) throws(DecodingFailure) -> Int {
    let value = try readInt()
    guard range.contains(value) else { throw DecodingFailure("a count that cannot be") }
    return value
  }
}
