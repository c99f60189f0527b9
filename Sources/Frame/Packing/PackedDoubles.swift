import Canonical

/// Doubles as the whole numbers that they are at some power of ten, where that is shorter: `1.25` is 125 at 10².
///
/// The idea is that of ALP (Afroozeh, Kuffo and Boncz, "ALP: Adaptive lossless floating-point compression", 2023). Here
/// a value is had back by one division of two exactly held numbers, which rounds correctly, so that every decimal of at
/// most 15 digits survives; those that do not are kept aside as they are. Equal numbers, to the bit, give equal bytes.
enum PackedDoubles {
  /// No NaN. O(count).
  static func encode(_ values: [Double], into writer: inout ByteWriter) {
    if let power = cheapestPower(values), let scaled = Scaled(values, power) {
      writer.write(UInt8(power))
      PackedIntegers.encode(scaled.wholes, into: &writer)
      PackedIntegers.encode(scaled.places, into: &writer)
      writer.write(scaled.exceptions)
    } else {
      writer.write(raw)
      writer.write(values)
    }
  }

  /// Reads what `encode` wrote; fails on NaN.
  static func decode(from reader: inout ByteReader) throws(DecodingFailure) -> [Double] {
    let form = try form(from: &reader)
    if case .raw(let values) = form { return values }
    return [Double](unsafeUninitializedCapacity: form.count) { buffer, filled in
      form.unpack(into: buffer)
      filled = form.count
    }
  }

  /// Numbers as they are packed.
  enum Form {
    case raw([Double])
    /// Whole numbers at a power of ten, those at `places` being none: `exceptions` stand there.
    case scaled(PackedIntegers.Packed, power: Int, places: [Int32], exceptions: [Double])

    /// How many they are.
    var count: Int {
      switch self {
      case .raw(let values): values.count
      case .scaled(let wholes, _, _, _): wholes.count
      }
    }

    /// Writes all numbers to the start of `target`, which has room for them.
    func unpack(into target: UnsafeMutableBufferPointer<Double>) {
      switch self {
      case .raw(let values): for (index, value) in values.enumerated() { target[index] = value }
      case .scaled(let wholes, let power, let places, let exceptions):
        let divisor = powers[power]
        wholes.forEach { index, whole in target[index] = Double(whole) / divisor }
        for (place, exception) in zip(places, exceptions) { target[Int(place)] = exception }
      }
    }
  }

  /// Reads what `encode` wrote, without unpacking it; fails on NaN.
  static func form(from reader: inout ByteReader) throws(DecodingFailure) -> Form {
    let power = try reader.readByte()
    if power == raw { return .raw(try numbers(from: &reader)) }
    guard Int(power) < powers.count else { throw DecodingFailure("an unknown power of ten") }
    let packed = try PackedIntegers.Packed(from: &reader)
    let places = try PackedIntegers.decode(Int32.self, from: &reader)
    let exceptions = try numbers(from: &reader)
    guard places.count == exceptions.count else { throw DecodingFailure("exceptions without a place") }
    guard places.allSatisfy({ $0 >= 0 && Int($0) < packed.count }) else {
      throw DecodingFailure("an exception out of range")
    }
    return .scaled(packed, power: Int(power), places: places, exceptions: exceptions)
  }

  private static func numbers(from reader: inout ByteReader) throws(DecodingFailure) -> [Double] {
    let values = try reader.readDoubles()
    guard !values.contains(where: \.isNaN) else { throw DecodingFailure("a value that is not a number") }
    return values
  }

  /// Says that the values stand as they are.
  private static let raw: UInt8 = 255

  /// 10⁰ … 10¹⁵, each exactly.
  static let powers: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
  ]

  /// What a value kept aside takes, about.
  private static let exceptionBits = 80

  /// Numbers below this are whole in a double, with room for rounding.
  private static let bound = 0x1p51

  /// The whole number that `value` is at the power of ten; nil where it is none.
  @inline(__always)
  static func whole(_ value: Double, _ power: Double) -> Int64? {
    let scaled = value * power
    guard abs(scaled) < bound else { return nil }
    // Adding 1.5·2⁵² leaves the nearest whole number in the lowest bits.
    let shifted = scaled + rounder
    let rounded = shifted - rounder
    guard (rounded / power).bitPattern == value.bitPattern else { return nil }
    return Int64(bitPattern: shifted.bitPattern &- rounder.bitPattern)
  }

  private static let rounder = 0x1.8p52

  /// The power of ten at which some 256 of the values, evenly taken, are shortest; nil where as they are is shorter.
  private static func cheapestPower(_ values: [Double]) -> Int? {
    let stride = max(1, values.count / 256)
    let sample = Swift.stride(from: 0, to: values.count, by: stride).map { values[$0] }
    var best: (power: Int, bits: Int)?
    for power in powers.indices {
      let wholes = sample.compactMap { whole($0, powers[power]) }
      guard let least = wholes.min(), let largest = wholes.max() else { continue }
      let width = Int64.bitWidth - (largest - least).leadingZeroBitCount
      let bits = wholes.count * width + (sample.count - wholes.count) * exceptionBits
      if best == nil || bits < best?.bits ?? 0 { best = (power, bits) }
      if wholes.count == sample.count { break }
    }
    guard let best, best.bits < sample.count * 60 else { return nil }
    return best.power
  }

  /// The values as whole numbers at the power of ten where that is shortest; nil where they are no such.
  static func wholes(_ values: [Double]) -> (scaled: Scaled, divisor: Double)? {
    guard let power = cheapestPower(values), let scaled = Scaled(values, power) else { return nil }
    return (scaled, powers[power])
  }

  /// All values at one power of ten; nil where too many are to be kept aside.
  struct Scaled {
    /// Whole numbers, with any one of them at the places of exceptions.
    var wholes: [Int64] = []
    var places: [Int32] = []
    var exceptions: [Double] = []

    init?(_ values: [Double], _ power: Int) {
      let power = powers[power]
      let most = values.count / 4
      wholes = [Int64](unsafeUninitializedCapacity: values.count) { wholes, filled in
        for (index, value) in values.enumerated() {
          if let whole = whole(value, power) {
            wholes.initializeElement(at: index, to: whole)
          } else {
            wholes.initializeElement(at: index, to: 0)
            places.append(Int32(truncatingIfNeeded: index))
          }
        }
        filled = values.count
      }
      guard places.count <= most else { return nil }
      guard !places.isEmpty else { return }
      exceptions = places.map { values[Int($0)] }
      let regular = zip(places, 0...).first { $0 != $1 }.map { Int($1) } ?? places.count
      let filler = regular < wholes.count ? wholes[regular] : 0
      for place in places { wholes[Int(place)] = filler }
    }
  }
}
