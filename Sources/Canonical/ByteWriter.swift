/// Writes the canonical bytes of a value: little-endian, length-prefixed, no padding, the same on every machine.
package struct ByteWriter: Sendable {
  package private(set) var bytes: [UInt8] = []

  package init() {}

  /// Makes room for so many bytes more, so that what is large is not moved while it is written.
  package mutating func reserve(_ count: Int) { bytes.reserveCapacity(bytes.count + count) }

  package mutating func write(_ value: UInt8) { bytes.append(value) }

  package mutating func write(_ value: Bool) { bytes.append(value ? 1 : 0) }

  package mutating func write(_ value: Int) { write(UInt64(bitPattern: Int64(value))) }

  package mutating func write(_ value: UInt64) {
    withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
  }

  /// The bit pattern; every NaN is written as the one canonical quiet NaN.
  package mutating func write(_ value: Double) {
    write(value.isNaN ? Double.nan.bitPattern : value.bitPattern)
  }

  /// The UTF-8 bytes, with their count before them.
  package mutating func write(_ text: String) {
    let utf8 = Array(text.utf8)
    write(utf8.count)
    bytes.append(contentsOf: utf8)
  }

  package mutating func write(_ content: [UInt8]) {
    write(content.count)
    bytes.append(contentsOf: content)
  }

  package mutating func write(_ digest: Digest) { bytes.append(contentsOf: digest.bytes) }

  package mutating func write(_ values: [Double]) { writeRaw(values) }

  package mutating func write(_ values: [Int64]) { writeRaw(values) }

  package mutating func write(_ values: [Int32]) { writeRaw(values) }

  package mutating func write(_ values: [UInt64]) { writeRaw(values) }

  /// Writes a count and then each element by `body`.
  package mutating func write<Element>(
    each elements: [Element], _ body: (inout ByteWriter, Element) -> Void
  ) {
    write(elements.count)
    for element in elements { body(&self, element) }
  }

  package mutating func write<Wrapped>(
    optional value: Wrapped?, _ body: (inout ByteWriter, Wrapped) -> Void
  ) {
    write(value != nil)
    if let value { body(&self, value) }
  }

  private mutating func writeRaw<Number: BitwiseCopyable>(_ values: [Number]) {
    write(values.count)
    values.withUnsafeBytes { bytes.append(contentsOf: $0) }
  }
}

/// Canonical bytes that do not hold what their reader expects: a damaged or foreign entry.
package struct DecodingFailure: Error, Sendable {
  package let reason: String

  package init(_ reason: String) { self.reason = reason }
}

/// Reads what `ByteWriter` wrote. Every count is checked against the bytes that are left before anything is allocated.
package struct ByteReader: Sendable {
  private let bytes: [UInt8]
  private var position = 0

  package init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Bytes not yet read.
  package var remaining: Int { bytes.count - position }

  package mutating func readByte() throws(DecodingFailure) -> UInt8 {
    try require(1)
    position += 1
    return bytes[position - 1]
  }

  package mutating func readBool() throws(DecodingFailure) -> Bool {
    switch try readByte() {
    case 0: return false
    case 1: return true
    default: throw DecodingFailure("a truth value that is neither 0 nor 1")
    }
  }

  package mutating func readUInt64() throws(DecodingFailure) -> UInt64 {
    try require(8)
    var value: UInt64 = 0
    for offset in 0..<8 { value |= UInt64(bytes[position + offset]) << UInt64(8 * offset) }
    position += 8
    return value
  }

  package mutating func readInt() throws(DecodingFailure) -> Int {
    Int(Int64(bitPattern: try readUInt64()))
  }

  package mutating func readDouble() throws(DecodingFailure) -> Double {
    Double(bitPattern: try readUInt64())
  }

  /// A count of things that take at least `unit` bytes each; fails where so many cannot follow.
  package mutating func readCount(unit: Int = 1) throws(DecodingFailure) -> Int {
    let count = try readInt()
    guard count >= 0, count <= remaining / max(unit, 1) else {
      throw DecodingFailure("a count of \(count) with \(remaining) bytes left")
    }
    return count
  }

  package mutating func readString() throws(DecodingFailure) -> String {
    let count = try readCount()
    let slice = bytes[position..<position + count]
    guard let text = String(validating: slice, as: UTF8.self) else {
      throw DecodingFailure("text that is not UTF-8")
    }
    position += count
    return text
  }

  package mutating func readBytes() throws(DecodingFailure) -> [UInt8] {
    let count = try readCount()
    position += count
    return Array(bytes[position - count..<position])
  }

  package mutating func readDigest() throws(DecodingFailure) -> Digest {
    try require(Digest.size)
    position += Digest.size
    guard let digest = Digest(bytes: Array(bytes[position - Digest.size..<position])) else {
      throw DecodingFailure("a digest of the wrong size")
    }
    return digest
  }

  package mutating func readDoubles() throws(DecodingFailure) -> [Double] { try readRaw(zero: 0.0) }

  package mutating func readInt64s() throws(DecodingFailure) -> [Int64] { try readRaw(zero: 0) }

  package mutating func readInt32s() throws(DecodingFailure) -> [Int32] { try readRaw(zero: 0) }

  package mutating func readUInt64s() throws(DecodingFailure) -> [UInt64] { try readRaw(zero: 0) }

  /// Reads a count and then each element by `body`.
  package mutating func readArray<Element>(
    _ body: (inout ByteReader) throws(DecodingFailure) -> Element
  ) throws(DecodingFailure) -> [Element] {
    let count = try readCount()
    var result: [Element] = []
    for _ in 0..<count { result.append(try body(&self)) }
    return result
  }

  package mutating func readOptional<Wrapped>(
    _ body: (inout ByteReader) throws(DecodingFailure) -> Wrapped
  ) throws(DecodingFailure) -> Wrapped? {
    try readBool() ? try body(&self) : nil
  }

  /// Fails where bytes are left over.
  package func finish() throws(DecodingFailure) {
    guard remaining == 0 else { throw DecodingFailure("\(remaining) bytes too many") }
  }

  private mutating func readRaw<Number: BitwiseCopyable>(
    zero: Number
  ) throws(DecodingFailure) -> [Number] {
    let width = MemoryLayout<Number>.stride
    let count = try readCount(unit: width)
    var values = [Number](repeating: zero, count: count)
    let start = position
    values.withUnsafeMutableBytes { target in
      bytes.withUnsafeBytes { source in
        target.copyMemory(from: UnsafeRawBufferPointer(rebasing: source[start..<start + count * width]))
      }
    }
    position += count * width
    return values
  }

  private func require(_ count: Int) throws(DecodingFailure) {
    guard remaining >= count else { throw DecodingFailure("\(count) bytes wanted, \(remaining) left") }
  }
}
