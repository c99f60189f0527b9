import Canonical
import Testing

@testable import Frame

/// What is written is read again as it was.
@Suite struct CSVRoundTripTests {
  @Test func doublesComeBackBitByBit() throws {
    var random = RandomStream(seed: 41, stream: 0)
    let anyBits = CSVRoundTripTests.finite(100_000) { Double(bitPattern: random.next()) }
    let short = CSVRoundTripTests.finite(100_000) {
      let mantissa = Double((random.next() >> 11) >> UInt64(random.next(below: 50)))
      let scaled = mantissa / [1, 10, 100, 1e3, 1e6, 1e12][random.next(below: 6)]
      return random.next(below: 2) == 0 ? scaled : -scaled
    }
    let rare: [Double] = [
      0, -0.0, .leastNonzeroMagnitude, -.leastNonzeroMagnitude, .leastNormalMagnitude,
      .greatestFiniteMagnitude,
      0x1p53, 0x1p53 + 2, -0x1p63, 0x1p64, 1e22, 1e23, 0.1, 0.3, 1 / 3, 4.35, 2.2250738585072014e-308,
    ]
    for values in [anyBits, short, rare] {
      let table = try Table(
        schema: Schema([Field("x", .number)]), columns: [.numbers(values)], rowCount: values.count)
      let column = try #require(try CSVReader.read(Array(CSVWriter.text(table).utf8)).table.column("x"))
      #expect(column.type == .number)
      let back = column.doubles()
      #expect(back.count == values.count)
      let changed = zip(values, back).first { $0.bitPattern != $1.bitPattern }
      #expect(changed == nil)
    }
  }

  @Test func integersComeBack() throws {
    var random = RandomStream(seed: 42, stream: 0)
    let values =
      [.min, .max, 0, -1, 9_007_199_254_740_993]
      + (0..<50_000).map { _ in Int64(bitPattern: random.next()) >> Int64(random.next(below: 63)) }
    let table = try Table(
      schema: Schema([Field("x", .integer)]), columns: [.integers(values)], rowCount: values.count)
    let column = try CSVReader.read(Array(CSVWriter.text(table).utf8)).table.column("x")
    #expect(column?.integers == values)
  }

  private static func finite(_ count: Int, _ make: () -> Double) -> [Double] {
    var values: [Double] = []
    while values.count < count {
      let value = make()
      if value.isFinite { values.append(value) }
    }
    return values
  }
}
