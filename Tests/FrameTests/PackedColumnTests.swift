import Canonical
import Testing

@testable import Frame

/// Columns come back from their packed bytes to the bit, whatever they hold.
@Suite struct PackedColumnTests {
  @Test func numbersComeBack() throws {
    for values in PackedColumnTests.numbers {
      try comesBack(.numbers(values))
      try comesBack(.numbers(values + [.nan] + values.map { -$0 }))
    }
  }

  static let numbers: [[Double]] = [
    [0], [-0.0, 0.0], [.infinity, 1.25, -.infinity], [0.1 + 0.2, 0.3],
    [.leastNonzeroMagnitude, 1.7976931348623157e308],
    made { $0 / 100 }, made { $0 / 3 }, made { $0.remainder(dividingBy: 50) == 0 ? $0 / 7 : $0 * 0.5 },
    made { 4_503_599_627_370_496 + $0 },
  ]

  private static func made(_ value: (Double) -> Double) -> [Double] { (0..<5000).map { value(Double($0)) } }

  @Test func randomNumbersComeBack() throws {
    var random = RandomStream(seed: 5, stream: 1)
    for round in 0..<200 {
      let digits = random.next(below: 17)
      let scale = [1, 10, 1000, 1e6, 1e9, 1e-7][round % 6]
      let values = (0..<300).map { _ -> Double in
        if random.next(below: 40) == 0 { return Double(bitPattern: random.next()) }
        let decimal = Double(Int64(bitPattern: random.next()) >> Int64(60 - 3 * digits % 50)) / scale
        return decimal
      }
      try comesBack(.numbers(values))
    }
  }

  @Test func decimalsTakeFewBytes() {
    let prices = Column.numbers((0..<10_000).map { Double($0 * 37 % 5000) / 100 })
    #expect(prices.canonicalBytes.count < 10_000 * 2)
    let times = Column.datetimes((0..<10_000).map { Int64($0) * 60_000_000 + 1_700_000_000_000_000 })
    #expect(times.canonicalBytes.count < 10_000 * 2)
    let thirds = Column.numbers((0..<1000).map { Double($0) / 3 })
    #expect(thirds.canonicalBytes.count < 8100)
  }

  @Test func integersComeBack() throws {
    var random = RandomStream(seed: 6, stream: 1)
    for round in 0..<300 {
      let bits = UInt64(round % 64)
      let step = [1, 1, 7, 1_000_000][round % 4] as Int64
      let values = (0..<200).map { _ -> Int64? in
        random.next(below: 9) == 0 ? nil : Int64(bitPattern: random.next() >> bits) &* step
      }
      try comesBack(.integers(values))
      try comesBack(.datetimes(values))
      try comesBack(.dates(values.map { $0.map { Int32(truncatingIfNeeded: $0) } }))
    }
  }

  @Test func manyTextsComeBack() throws {
    for count in [PackedTexts.mostLevels, PackedTexts.mostLevels + 1, 40_000] {
      let texts = (0..<count + 500).map { row -> String? in row % 11 == 0 ? nil : "é\(row % count)" }
      try comesBack(.text(texts))
      try comesBack(.category(texts))
    }
  }

  private func comesBack(_ column: Column) throws {
    var reader = ByteReader(column.canonicalBytes)
    let decoded = try Column(decoding: &reader)
    try reader.finish()
    #expect(decoded == column)
    #expect(decoded.missingCount == column.missingCount)
    #expect(decoded.canonicalBytes == column.canonicalBytes)
  }
}
