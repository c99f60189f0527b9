import Canonical

/// The values of one feature in all rows.
package enum FeatureColumn: Sendable {
  /// NaN is a missing value.
  case numbers([Double])
  /// 0 or 1 in each row, in an eighth of the space.
  case flags([UInt8])
  /// 1 in the rows whose place is the one named, 0 in all others. The columns of one category share the places of its rows, so
  /// that all of them together take half the space of a column of numbers.
  case indicator(at: Int32, of: [Int32])

  package var count: Int {
    switch self {
    case .numbers(let values): values.count
    case .flags(let flags): flags.count
    case .indicator(_, let places): places.count
    }
  }

  /// The values as numbers: as they are, or made.
  package var numbers: [Double] {
    switch self {
    case .numbers(let values): values
    case .flags(let flags): flags.map(Double.init)
    case .indicator(let place, let places): places.map { $0 == place ? 1 : 0 }
    }
  }

  /// The values of a column of zeros and ones; nil of numbers.
  package var flags: [UInt8]? {
    switch self {
    case .numbers: nil
    case .flags(let flags): flags
    case .indicator(let place, let places): places.map { $0 == place ? 1 : 0 }
    }
  }

  /// How many bytes the values take where they are written.
  var byteCount: Int {
    switch self {
    case .numbers(let values): values.count * MemoryLayout<Double>.stride
    case .flags, .indicator: count
    }
  }

  /// Those rows of all columns. Places that columns share are gathered once.
  static func gathered(_ columns: [FeatureColumn], _ rows: [Int32]) -> [FeatureColumn] {
    var last: (address: UnsafePointer<Int32>?, places: [Int32])?
    return columns.map { column in
      switch column {
      case .numbers(let values): return .numbers(rows.map { values[Int($0)] })
      case .flags(let flags): return .flags(rows.map { flags[Int($0)] })
      case .indicator(let place, let places):
        let address = places.withUnsafeBufferPointer(\.baseAddress)
        if let last, last.address == address { return .indicator(at: place, of: last.places) }
        let own = rows.map { places[Int($0)] }
        last = (address, own)
        return .indicator(at: place, of: own)
      }
    }
  }

  /// Columns of the same values have the same bytes, however zeros and ones are kept.
  func encode(into writer: inout ByteWriter) {
    if case .numbers(let values) = self {
      writer.write(UInt8(0))
      writer.write(values)
    } else {
      writer.write(UInt8(1))
      writer.write(flags ?? [])
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
