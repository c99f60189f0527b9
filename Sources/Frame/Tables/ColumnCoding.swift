import Canonical

extension Column {
  /// Writes the canonical bytes: type, row count, then values in normal form. Equal columns have equal bytes.
  package func encode(into writer: inout ByteWriter) {
    writer.write(type.rawValue)
    writer.write(count)
    if !type.isTextual {
      writer.write(optional: validity) { writer, bits in bits.encode(into: &writer) }
    }
    switch storage {
    case .numbers(let values): writer.write(values)
    case .integers(let values), .datetimes(let values): writer.write(values)
    case .booleans(let values): Bitmap(values).encode(into: &writer)
    case .dates(let values): writer.write(values)
    case .codes(let codes, let levels, _):
      writer.write(codes)
      writer.write(each: levels) { writer, level in writer.write(level) }
    }
  }

  /// The canonical bytes alone.
  package var canonicalBytes: [UInt8] {
    var writer = ByteWriter()
    encode(into: &writer)
    return writer.bytes
  }

  /// Reads what `encode` wrote. Fails on anything that is not a column in normal form: codes and sizes out of range,
  /// values in missing slots, NaN, levels out of order, text that is not UTF-8.
  package init(decoding reader: inout ByteReader) throws(DecodingFailure) {
    guard let type = ColumnType(rawValue: try reader.readByte()) else {
      throw DecodingFailure("an unknown column type")
    }
    let count = try reader.readInt()
    guard count >= 0 else { throw DecodingFailure("a negative row count") }
    if type.isTextual {
      self = try Column.decodeCodes(&reader, count: count, type: type)
      return
    }
    let validity = try reader.readOptional { (reader) throws(DecodingFailure) in
      try Bitmap(decoding: &reader, count: count)
    }
    if let validity, validity.setCount == count { throw DecodingFailure("a bitmap without a missing value") }
    let storage: Storage =
      switch type {
      case .number: .numbers(try Column.checked(try reader.readDoubles(), validity, count))
      case .integer: .integers(try Column.checked(try reader.readInt64s(), validity, count))
      case .datetime: .datetimes(try Column.checked(try reader.readInt64s(), validity, count))
      case .date: .dates(try Column.checked(try reader.readInt32s(), validity, count))
      default: .booleans(try Column.decodeBooleans(&reader, validity, count))
      }
    if case .numbers(let values) = storage, values.contains(where: \.isNaN) {
      throw DecodingFailure("a value that is not a number")
    }
    self.init(
      normal: storage, validity: validity, missingCount: validity.map { count - $0.setCount } ?? 0)
  }

  private static func checked<Value: Numeric>(
    _ values: [Value], _ validity: Bitmap?, _ count: Int
  ) throws(DecodingFailure) -> [Value] {
    guard values.count == count else { throw DecodingFailure("a column of the wrong length") }
    guard let validity else { return values }
    for row in values.indices where !validity[row] && values[row] != 0 {
      throw DecodingFailure("a value in a missing slot")
    }
    return values
  }

  private static func decodeBooleans(
    _ reader: inout ByteReader, _ validity: Bitmap?, _ count: Int
  ) throws(DecodingFailure) -> [Bool] {
    let bits = try Bitmap(decoding: &reader, count: count)
    let values = (0..<count).map { bits[$0] }
    if let validity {
      for row in values.indices where values[row] && !validity[row] {
        throw DecodingFailure("a value in a missing slot")
      }
    }
    return values
  }

  private static func decodeCodes(
    _ reader: inout ByteReader, count: Int, type: ColumnType
  ) throws(DecodingFailure) -> Column {
    let codes = try reader.readInt32s()
    guard codes.count == count else { throw DecodingFailure("a column of the wrong length") }
    let levels = try reader.readArray { (reader) throws(DecodingFailure) in try reader.readString() }
    guard codes.allSatisfy({ $0 >= -1 && Int($0) < levels.count }) else {
      throw DecodingFailure("a code without a level")
    }
    if type == .category {
      try requireAscending(levels)
    } else {
      try requireAppearance(codes, levels.count)
    }
    let missing = codes.reduce(0) { $0 + ($1 < 0 ? 1 : 0) }
    return Column(normal: .codes(codes, levels: levels, type: type), validity: nil, missingCount: missing)
  }

  private static func requireAscending(_ levels: [String]) throws(DecodingFailure) {
    for (level, next) in zip(levels, levels.dropFirst()) where !level.precedesByBytes(next) {
      throw DecodingFailure("levels out of order")
    }
  }

  private static func requireAppearance(_ codes: [Int32], _ levelCount: Int) throws(DecodingFailure) {
    var seen: Int32 = 0
    for code in codes where code >= seen {
      guard code == seen else { throw DecodingFailure("levels out of order") }
      seen += 1
    }
    guard Int(seen) == levelCount else { throw DecodingFailure("a text level that does not occur") }
  }
}
