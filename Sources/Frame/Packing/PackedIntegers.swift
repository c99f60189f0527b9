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
    let (lowest, highest) = bounds(values)
    let least = Int64(truncatingIfNeeded: lowest)
    let span = UInt64(bitPattern: Int64(truncatingIfNeeded: highest) &- least)
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
    let packed = try Packed(from: &reader)
    guard let values: [Number] = packed.unpacked() else {
      throw DecodingFailure("packed numbers out of range")
    }
    return values
  }

  /// Numbers as they are packed.
  struct Packed {
    let count: Int
    let least: Int64
    let step: UInt64
    /// 1...64
    let bits: Int
    private let words: [UInt64]

    /// Reads what `encode` wrote.
    init(from reader: inout ByteReader) throws(DecodingFailure) {
      count = try reader.readInt()
      least = Int64(bitPattern: try reader.readUInt64())
      step = try reader.readUInt64()
      bits = Int(try reader.readByte())
      words = try reader.readUInt64s()
      guard (1...64).contains(bits), count >= 0, count / 64 <= words.count,
        words.count == wordCount(count, bits)
      else { throw DecodingFailure("packed numbers of the wrong size") }
    }

    /// Nil where a number does not fit the type.
    func unpacked<Number: FixedWidthInteger & SignedInteger>() -> [Number]? {
      var fits = true
      let values: [Number] = mapped { code in
        let value = least &+ Int64(bitPattern: code &* step)
        let number = Number(truncatingIfNeeded: value)
        fits = fits && Int64(truncatingIfNeeded: number) == value
        return number
      }
      return fits ? values : nil
    }

    /// What becomes of the `k` of each number.
    @inline(__always)
    func mapped<Value>(_ transform: (UInt64) -> Value) -> [Value] {
      [Value](unsafeUninitializedCapacity: count) { values, filled in
        forEachCode { index, code in values.initializeElement(at: index, to: transform(code)) }
        filled = count
      }
    }

    /// Calls `body` with each number and its place, in order.
    @inline(__always)
    func forEach(_ body: (Int, Int64) -> Void) {
      forEachCode { index, code in body(index, least &+ Int64(bitPattern: code &* step)) }
    }

    /// Calls `body` with the place and the `k` of each number, in order. Up to 56 bits lie within eight bytes, wherever they start.
    @inline(__always)
    private func forEachCode(_ body: (Int, UInt64) -> Void) {
      let mask = UInt64.max >> UInt64(64 - bits)
      words.withUnsafeBytes { bytes in
        let whole = bits > 56 ? 0 : min(count, max(0, (bytes.count - 8) * 8 / bits))
        for index in 0..<whole {
          let place = index &* bits
          let word = bytes.loadUnaligned(fromByteOffset: place >> 3, as: UInt64.self)
          body(index, word &>> UInt64(truncatingIfNeeded: place & 7) & mask)
        }
        for index in whole..<count {
          let (word, shift) = ((index &* bits) >> 6, (index &* bits) & 63)
          var code = words[word] &>> UInt64(shift)
          if shift + bits > 64 { code |= words[word + 1] &<< UInt64(64 - shift) }
          body(index, code & mask)
        }
      }
    }
  }

  static func wordCount(_ count: Int, _ bits: Int) -> Int { (count * bits + 63) / 64 }

  /// The least and the largest number; zeros where there are none.
  static func bounds<Number: FixedWidthInteger & SignedInteger>(
    _ values: [Number]
  ) -> (least: Number, largest: Number) {
    guard var least = values.first else { return (0, 0) }
    var largest = least
    for value in values {
      least = min(least, value)
      largest = max(largest, value)
    }
    return (least, largest)
  }

  /// The greatest common divisor of all distances from `least`; at least 1.
  static func step<Number: FixedWidthInteger & SignedInteger>(
    _ values: [Number], above least: Int64, span: UInt64
  ) -> UInt64 {
    var step = span
    for value in values {
      if step <= 1 { break }
      let distance = UInt64(bitPattern: Int64(truncatingIfNeeded: value) &- least)
      if distance % step != 0 { step = greatestCommonDivisor(step, distance) }
    }
    return max(step, 1)
  }

  static func greatestCommonDivisor(_ a: UInt64, _ b: UInt64) -> UInt64 {
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
}
