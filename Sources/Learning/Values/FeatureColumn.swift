import Canonical

/// The values of one feature in all rows.
package enum FeatureColumn: Sendable {
  /// NaN is a missing value.
  case numbers([Double])
  /// 0 or 1 in each row, in an eighth of the space.
  case flags([UInt8])

  package var count: Int {
    switch self {
    case .numbers(let values): values.count
    case .flags(let flags): flags.count
    }
  }

  /// The values as numbers: as they are, or made.
  package var numbers: [Double] {
    switch self {
    case .numbers(let values): values
    case .flags(let flags): flags.map(Double.init)
    }
  }

  /// How many bytes the values take.
  var byteCount: Int {
    switch self {
    case .numbers(let values): values.count * MemoryLayout<Double>.stride
    case .flags(let flags): flags.count
    }
  }

  func gathered(_ rows: [Int32]) -> FeatureColumn {
    switch self {
    case .numbers(let values): .numbers(rows.map { values[Int($0)] })
    case .flags(let flags): .flags(rows.map { flags[Int($0)] })
    }
  }

  func encode(into writer: inout ByteWriter) {
    switch self {
    case .numbers(let values):
      writer.write(UInt8(0))
      writer.write(values)
    case .flags(let flags):
      writer.write(UInt8(1))
      writer.write(flags)
    }
  }

  init(decoding reader: inout ByteReader) throws(DecodingFailure) {
    switch try reader.readByte() {
    case 0: self = .numbers(try reader.readDoubles())
    case 1:
      let flags = try reader.readBytes()
      guard flags.allSatisfy({ $0 < 2 }) else { throw DecodingFailure("a flag that is neither 0 nor 1") }
      self = .flags(flags)
    default: throw DecodingFailure("a feature of an unknown kind")
    }
  }
}
