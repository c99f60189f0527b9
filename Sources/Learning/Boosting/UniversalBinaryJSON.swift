import Canonical

/// A value of Universal Binary JSON (ubjson.org, draft 12), in which libxgboost writes models.
///
/// The reader is total: any bytes give a value or fail, no count is believed before it is held against the bytes that are left, and
/// nesting ends at a fixed depth.
indirect enum UniversalBinaryJSON {
  case null
  case boolean(Bool)
  case integer(Int64)
  case number(Double)
  case text(String)
  case integers([Int64])
  case numbers([Float])
  case array([UniversalBinaryJSON])
  case object([(name: String, value: UniversalBinaryJSON)])

  init(_ bytes: [UInt8]) throws(DecodingFailure) {
    var reader = Reader(bytes: bytes)
    self = try reader.value(try reader.byte(), depth: 0)
    guard reader.position == bytes.count else { throw DecodingFailure("bytes behind a model") }
  }

  /// The value under a path of names.
  subscript(path: String...) -> UniversalBinaryJSON? {
    path.reduce(Optional(self)) { value, name in
      guard case .object(let members)? = value else { return nil }
      return members.first { $0.name == name }?.value
    }
  }

  /// Whole numbers, however they are written; nil where this is anything else.
  var wholeNumbers: [Int64]? {
    switch self {
    case .integers(let values): values
    case .array(let items):
      items.reduce(into: Optional([Int64]())) { result, item in
        if case .integer(let value) = item { result?.append(value) } else { result = nil }
      }
    default: nil
    }
  }

  /// Single-precision numbers, however they are written; nil where this is anything else.
  var singles: [Float]? {
    switch self {
    case .numbers(let values): values
    case .array(let items):
      items.reduce(into: Optional([Float]())) { result, item in
        switch item {
        case .number(let value): result?.append(Float(value))
        case .integer(let value): result?.append(Float(value))
        default: result = nil
        }
      }
    default: nil
    }
  }

  private struct Reader {
    let bytes: [UInt8]
    var position = 0

    mutating func byte() throws(DecodingFailure) -> UInt8 {
      guard position < bytes.count else { throw DecodingFailure("a model that ends early") }
      position += 1
      return bytes[position - 1]
    }

    /// So many bytes as a number, the highest first.
    mutating func bits(_ count: Int) throws(DecodingFailure) -> UInt64 {
      var value: UInt64 = 0
      for _ in 0..<count { value = value << 8 | UInt64(try byte()) }
      return value
    }

    mutating func value(_ marker: UInt8, depth: Int) throws(DecodingFailure) -> UniversalBinaryJSON {
      guard depth < 64 else { throw DecodingFailure("a model that is nested too deep") }
      switch marker {
      case UInt8(ascii: "Z"): return .null
      case UInt8(ascii: "T"): return .boolean(true)
      case UInt8(ascii: "F"): return .boolean(false)
      case UInt8(ascii: "d"): return .number(Double(try single()))
      case UInt8(ascii: "D"): return .number(Double(bitPattern: try bits(8)))
      case UInt8(ascii: "C"), UInt8(ascii: "H"):
        throw DecodingFailure("a model with a value of an unknown kind")
      case UInt8(ascii: "S"): return .text(try text())
      case UInt8(ascii: "["): return try array(depth: depth)
      case UInt8(ascii: "{"): return try object(depth: depth)
      default: return .integer(try integer(marker))
      }
    }

    mutating func single() throws(DecodingFailure) -> Float {
      Float(bitPattern: UInt32(truncatingIfNeeded: try bits(4)))
    }

    mutating func integer(_ marker: UInt8) throws(DecodingFailure) -> Int64 {
      switch marker {
      case UInt8(ascii: "i"): Int64(Int8(truncatingIfNeeded: try bits(1)))
      case UInt8(ascii: "U"): Int64(try bits(1))
      case UInt8(ascii: "I"): Int64(Int16(truncatingIfNeeded: try bits(2)))
      case UInt8(ascii: "l"): Int64(Int32(truncatingIfNeeded: try bits(4)))
      case UInt8(ascii: "L"): Int64(bitPattern: try bits(8))
      default: throw DecodingFailure("a model with a value of an unknown kind")
      }
    }

    /// A count of things of at least `width` bytes.
    mutating func count(width: Int) throws(DecodingFailure) -> Int {
      let count = try integer(try byte())
      guard count >= 0, count <= Int64((bytes.count - position) / width) else {
        throw DecodingFailure("a model with a count of \(count)")
      }
      return Int(count)
    }

    mutating func text() throws(DecodingFailure) -> String {
      let count = try count(width: 1)
      guard let text = String(validating: bytes[position..<position + count], as: UTF8.self) else {
        throw DecodingFailure("a model with text that is not UTF-8")
      }
      position += count
      return text
    }

    mutating func array(depth: Int) throws(DecodingFailure) -> UniversalBinaryJSON {
      if try takes(UInt8(ascii: "$")) { return try typedArray() }
      var items: [UniversalBinaryJSON] = []
      if try takes(UInt8(ascii: "#")) {
        for _ in 0..<(try count(width: 1)) { items.append(try value(try byte(), depth: depth + 1)) }
        return .array(items)
      }
      while try !takes(UInt8(ascii: "]")) { items.append(try value(try byte(), depth: depth + 1)) }
      return .array(items)
    }

    /// An array whose elements are all of one kind, which is written once.
    mutating func typedArray() throws(DecodingFailure) -> UniversalBinaryJSON {
      let marker = try byte()
      guard try takes(UInt8(ascii: "#")) else {
        throw DecodingFailure("a model with an array without a count")
      }
      let widths: [UInt8: Int] = [
        UInt8(ascii: "i"): 1, UInt8(ascii: "U"): 1, UInt8(ascii: "I"): 2, UInt8(ascii: "l"): 4,
        UInt8(ascii: "L"): 8, UInt8(ascii: "d"): 4,
      ]
      guard let width = widths[marker] else {
        throw DecodingFailure("a model with an array of an unknown kind")
      }
      let count = try count(width: width)
      let start = position
      position += count * width
      return bytes.withUnsafeBytes { bytes in
        func all<Stored: FixedWidthInteger, Element>(_ make: (Stored) -> Element) -> [Element] {
          (0..<count).map { index in
            make(
              Stored(bigEndian: bytes.loadUnaligned(fromByteOffset: start + index * width, as: Stored.self)))
          }
        }
        return switch marker {
        case UInt8(ascii: "d"): .numbers(all { (bits: UInt32) in Float(bitPattern: bits) })
        case UInt8(ascii: "i"): .integers(all { (value: Int8) in Int64(value) })
        case UInt8(ascii: "U"): .integers(all { (value: UInt8) in Int64(value) })
        case UInt8(ascii: "I"): .integers(all { (value: Int16) in Int64(value) })
        case UInt8(ascii: "l"): .integers(all { (value: Int32) in Int64(value) })
        default: .integers(all { (value: Int64) in value })
        }
      }
    }

    mutating func object(depth: Int) throws(DecodingFailure) -> UniversalBinaryJSON {
      var members: [(name: String, value: UniversalBinaryJSON)] = []
      while try !takes(UInt8(ascii: "}")) {
        let name = try text()
        members.append((name, try value(try byte(), depth: depth + 1)))
      }
      return .object(members)
    }

    /// Goes on behind `marker` where it is next.
    mutating func takes(_ marker: UInt8) throws(DecodingFailure) -> Bool {
      guard position < bytes.count else { throw DecodingFailure("a model that ends early") }
      guard bytes[position] == marker else { return false }
      position += 1
      return true
    }
  }
}
