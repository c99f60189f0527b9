import Canonical

/// Whole numbers in as many bits as their range needs, one at least: each is `least + step · k`, and the `k` stand bit behind bit.
///
/// This is frame-of-reference coding (Goldstein, Ramakrishnan and Shaft, "Compressing relations and indexes", 1998) with
/// the greatest common divisor of all distances as the step: times that fall on whole seconds take no bits for
/// microseconds. Equal numbers give equal bytes.
enum PackedIntegers {
  /// O(count).
  static func encode<Number: FixedWidthInteger & SignedInteger>(
    _ values: [Number], into writer: inout ByteWriter
  ) {
    let least = Int64(truncatingIfNeeded: values.min() ?? 0)
    let span = UInt64(bitPattern: Int64(truncatingIfNeeded: values.max() ?? 0) &- least)
    let step = PackedIntegers.step(values, above: least, span: span)
    let bits = max(1, UInt64.bitWidth - (span / step).leadingZeroBitCount)
    writer.write(values.count)
    writer.write(UInt64(bitPattern: least))
    writer.write(step)
    writer.write(UInt8(bits))
    writer.write(packed(values, least, step, bits))
  }

  /// Reads what `encode` wrote; a number that does not fit the type is a failure.
  static func decode<Number: FixedWidthInteger & SignedInteger>(
    _ type: Number.Type, from reader: inout ByteReader
  ) throws(DecodingFailure) -> [Number] {
    let count = try reader.readInt()
    let least = Int64(bitPattern: try reader.readUInt64())
    let step = try reader.readUInt64()
    let bits = Int(try reader.readByte())
    let words = try reader.readUInt64s()
    guard (1...64).contains(bits), count >= 0, count / 64 <= words.count,
      words.count == wordCount(count, bits)
    else { throw DecodingFailure("packed numbers of the wrong size") }
    guard let values: [Number] = unpacked(words, count, bits, least, step) else {
      throw DecodingFailure("packed numbers out of range")
    }
    return values
  }

  private static func wordCount(_ count: Int, _ bits: Int) -> Int { (count * bits + 63) / 64 }

  /// The greatest common divisor of all distances from `least`; at least 1.
  static func step<Number: FixedWidthInteger & SignedInteger>(
    _ values: [Number], above least: Int64, span: UInt64
  ) -> UInt64 {
    var step = span
    for value in values where step > 1 {
      let distance = UInt64(bitPattern: Int64(truncatingIfNeeded: value) &- least)
      if distance % step != 0 { step = greatestCommonDivisor(step, distance) }
    }
    return max(step, 1)
  }

  private static func greatestCommonDivisor(_ a: UInt64, _ b: UInt64) -> UInt64 {
    var (a, b) = (a, b)
    while b != 0 { (a, b) = (b, a % b) }
    return a
  }

  private static func packed<Number: FixedWidthInteger & SignedInteger>(
    _ values: [Number], _ least: Int64, _ step: UInt64, _ bits: Int
  ) -> [UInt64] {
    let total = wordCount(values.count, bits)
    return [UInt64](unsafeUninitializedCapacity: total) { words, count in
      var word: UInt64 = 0
      var filled = 0
      var next = 0
      for value in values {
        let distance = UInt64(bitPattern: Int64(truncatingIfNeeded: value) &- least)
        let code = step == 1 ? distance : distance / step
        word |= code << UInt64(filled)
        filled += bits
        if filled >= 64 {
          words[next] = word
          next += 1
          filled -= 64
          word = filled == 0 ? 0 : code >> UInt64(bits - filled)
        }
      }
      if next < total { words[next] = word }
      count = total
    }
  }

  /// Nil where a number does not fit the type.
  private static func unpacked<Number: FixedWidthInteger & SignedInteger>(
    _ words: [UInt64], _ count: Int, _ bits: Int, _ least: Int64, _ step: UInt64
  ) -> [Number]? {
    let mask = UInt64.max >> UInt64(64 - bits)
    var fits = true
    let values = [Number](unsafeUninitializedCapacity: count) { values, filled in
      words.withUnsafeBufferPointer { words in
        var place = 0
        for index in 0..<count {
          let (word, shift) = (place >> 6, place & 63)
          var code = words[word] >> UInt64(shift)
          if shift + bits > 64 { code |= words[word + 1] << UInt64(64 - shift) }
          let value = least &+ Int64(bitPattern: (code & mask) &* step)
          let number = Number(truncatingIfNeeded: value)
          fits = fits && Int64(truncatingIfNeeded: number) == value
          values[index] = number
          place += bits
        }
      }
      filled = count
    }
    return fits ? values : nil
  }
}
