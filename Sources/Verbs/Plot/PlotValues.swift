import Canonical
import Frame

/// The values of one channel of a chart, a value a row or a group.
enum PlotValues: Sendable {
  /// NaN is missing.
  case numbers([Double])
  /// Days or, with `isDate` false, microseconds since 1970-01-01; NaN is missing.
  case times([Double], isDate: Bool)
  /// Positions in `levels`; -1 is missing. Levels are distinct by their bytes.
  case categories([Int32], levels: [String])

  init(_ column: Column) {
    switch column.type {
    case .number, .integer: self = .numbers(column.doubles())
    case .date: self = .times(column.doubles(), isDate: true)
    case .datetime: self = .times(column.doubles(), isDate: false)
    case .category, .text: self = .categories(column.codes ?? [], levels: column.levels)
    case .boolean:
      let values = column.booleans ?? []
      let codes = values.indices.map { column.isMissing($0) ? -1 : Int32(values[$0] ? 1 : 0) }
      self = .categories(codes, levels: ["no", "yes"])
    }
  }

  var count: Int {
    switch self {
    case .numbers(let values), .times(let values, _): values.count
    case .categories(let codes, _): codes.count
    }
  }

  /// Whether each row has no value that can be drawn.
  func isMissing(_ row: Int) -> Bool {
    switch self {
    case .numbers(let values), .times(let values, _): !values[row].isFinite
    case .categories(let codes, _): codes[row] < 0
    }
  }

  /// The numbers or times; nil for categories.
  var doubles: [Double]? {
    switch self {
    case .numbers(let values), .times(let values, _): values
    case .categories: nil
    }
  }

  /// The rows of those numbers, in that order.
  func rows(_ rows: [Int]) -> PlotValues {
    switch self {
    case .numbers(let values): .numbers(rows.map { values[$0] })
    case .times(let values, let isDate): .times(rows.map { values[$0] }, isDate: isDate)
    case .categories(let codes, let levels): .categories(rows.map { codes[$0] }, levels: levels)
    }
  }

  /// These values, then those of another table; nil where they are of another kind.
  func followed(by other: PlotValues) -> PlotValues? {
    switch (self, other) {
    case (.numbers(let a), .numbers(let b)): return .numbers(a + b)
    case (.times(let a, let isDate), .times(let b, let alike)) where isDate == alike:
      return .times(a + b, isDate: isDate)
    case (.categories(let a, var levels), .categories(let b, let others)):
      var known: [ByteKey: Int32] = [:]
      for (code, level) in levels.enumerated() { known[ByteKey(level)] = Int32(code) }
      let map = others.map { level -> Int32 in
        if let code = known[ByteKey(level)] { return code }
        levels.append(level)
        return Int32(levels.count - 1)
      }
      return .categories(a + b.map { $0 < 0 ? -1 : map[Int($0)] }, levels: levels)
    default: return nil
    }
  }

  /// For each row the number of its value among the distinct ones, by first appearance; -1 where it is missing.
  var keys: [Int32] {
    switch self {
    case .categories(let codes, _): return codes
    case .numbers(let values), .times(let values, _):
      var known: [UInt64: Int32] = [:]
      return values.map { value in
        guard value.isFinite else { return -1 }
        // Zero and minus zero are one value.
        let bits = (value == 0 ? 0 : value).bitPattern
        if let key = known[bits] { return key }
        known[bits] = Int32(known.count)
        return Int32(known.count - 1)
      }
    }
  }
}

extension PlotValues {
  func encode(into writer: inout ByteWriter) {
    switch self {
    case .numbers(let values):
      writer.write(UInt8(0))
      writer.write(values)
    case .times(let values, let isDate):
      writer.write(UInt8(isDate ? 1 : 2))
      writer.write(values)
    case .categories(let codes, let levels):
      writer.write(UInt8(3))
      writer.write(codes)
      writer.write(each: levels) { $0.write($1) }
    }
  }

  /// Fails on bytes that `encode` does not write, codes without a level among them.
  init(decoding reader: inout ByteReader) throws(DecodingFailure) {
    switch try reader.readByte() {
    case 0: self = .numbers(try reader.readDoubles())
    case 1: self = .times(try reader.readDoubles(), isDate: true)
    case 2: self = .times(try reader.readDoubles(), isDate: false)
    case 3:
      let codes = try reader.readInt32s()
      let levels = try reader.readArray { reader throws(DecodingFailure) in try reader.readString() }
      guard codes.allSatisfy({ $0 >= -1 && Int($0) < levels.count }) else {
        throw DecodingFailure("a code without a level")
      }
      self = .categories(codes, levels: levels)
    default: throw DecodingFailure("an unknown kind of values")
    }
  }
}
