import Canonical

extension Column {
  /// Writes the canonical bytes: type, row count, which rows are missing, then the values that are there, packed.
  /// Equal columns have equal bytes.
  package func encode(into writer: inout ByteWriter) {
    let present = presence
    writer.write(type.rawValue)
    writer.write(count)
    writer.write(optional: present) { writer, bits in bits.encode(into: &writer) }
    switch storage {
    case .numbers(let values): PackedDoubles.encode(Column.kept(values, present), into: &writer)
    case .integers(let values), .datetimes(let values):
      PackedIntegers.encode(Column.kept(values, present), into: &writer)
    case .booleans(let values): Bitmap(Column.kept(values, present)).encode(into: &writer)
    case .dates(let values): PackedIntegers.encode(Column.kept(values, present), into: &writer)
    case .codes(let codes, let levels, _):
      PackedTexts.encode(Column.kept(codes, present), of: levels, isOrdered: type == .category, into: &writer)
    case .texts(let texts): PackedTexts.encode(texts.run, present, into: &writer)
    }
  }

  /// The canonical bytes alone.
  package var canonicalBytes: [UInt8] {
    var writer = ByteWriter()
    encode(into: &writer)
    return writer.bytes
  }

  /// Reads what `encode` wrote. Fails on anything that is not a column in normal form: codes and sizes out of range,
  /// NaN, levels out of order, text that is not UTF-8.
  package init(decoding reader: inout ByteReader) throws(DecodingFailure) {
    let head = try Head(from: &reader)
    let (type, count, present, values) = (head.type, head.count, head.present, head.values)
    let storage: Storage
    switch type {
    case .number:
      storage = .numbers(try Column.spread(PackedDoubles.decode(from: &reader), values, present, 0))
    case .integer:
      storage = .integers(
        try Column.spread(PackedIntegers.decode(Int64.self, from: &reader), values, present, 0))
    case .datetime:
      storage = .datetimes(
        try Column.spread(PackedIntegers.decode(Int64.self, from: &reader), values, present, 0))
    case .date:
      storage = .dates(
        try Column.spread(PackedIntegers.decode(Int32.self, from: &reader), values, present, 0))
    case .boolean:
      let bits = try Bitmap(decoding: &reader, count: values)
      storage = .booleans(try Column.spread((0..<values).map { bits[$0] }, values, present, false))
    case .category, .text:
      switch try PackedTexts.decode(isOrdered: type == .category, from: &reader) {
      case .coded(let codes, let levels):
        storage = .codes(try Column.spread(codes, values, present, -1), levels: levels, type: type)
      case .plain(let run):
        guard run.count == values else { throw DecodingFailure("a column of the wrong length") }
        storage = .texts(PlainTexts(present.map(run.spread) ?? run))
      }
    }
    var validity = present
    if case .codes = storage { validity = nil }
    self.init(normal: storage, validity: validity, missingCount: count - values)
  }

  /// What the canonical bytes begin with.
  struct Head {
    let type: ColumnType
    /// Rows.
    let count: Int
    /// The rows that have a value; nil where all have.
    let present: Bitmap?
    /// Values that follow.
    let values: Int

    init(from reader: inout ByteReader) throws(DecodingFailure) {
      guard let type = ColumnType(rawValue: try reader.readByte()) else {
        throw DecodingFailure("an unknown column type")
      }
      let count = try reader.readInt()
      guard count >= 0 else { throw DecodingFailure("a negative row count") }
      let present = try reader.readOptional { (reader) throws(DecodingFailure) in
        try Bitmap(decoding: &reader, count: count)
      }
      values = present?.setCount ?? count
      if present != nil, values == count { throw DecodingFailure("a bitmap without a missing value") }
      self.type = type
      self.count = count
      self.present = present
    }
  }

  /// The rows that have a value; nil where all have.
  private var presence: Bitmap? {
    guard missingCount > 0 else { return nil }
    if let validity { return validity }
    guard case .codes(let codes, _, _) = storage else { return nil }
    return Bitmap.validity(codes.count) { codes[$0] >= 0 }
  }

  private static func kept<Value>(_ values: [Value], _ present: Bitmap?) -> [Value] {
    guard let present else { return values }
    var kept: [Value] = []
    kept.reserveCapacity(present.setCount)
    for row in values.indices where present[row] { kept.append(values[row]) }
    return kept
  }

  /// Values set into their rows, with `placeholder` where one is missing.
  private static func spread<Value>(
    _ values: [Value], _ wanted: Int, _ present: Bitmap?, _ placeholder: Value
  ) throws(DecodingFailure) -> [Value] {
    guard values.count == wanted else { throw DecodingFailure("a column of the wrong length") }
    guard let present else { return values }
    var spread = [Value](repeating: placeholder, count: present.count)
    var next = 0
    for row in spread.indices where present[row] {
      spread[row] = values[next]
      next += 1
    }
    return spread
  }
}
