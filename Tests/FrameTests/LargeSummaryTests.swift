import Canonical
import Testing

@testable import Frame

/// A column that is summarised chunk by chunk has the summary of the whole.
@Suite struct LargeSummaryTests {
  private static let rows = 150_000

  @Test func numbersAreSummarisedAlike() throws {
    var random = RandomStream(seed: 41, stream: 0)
    let spread = (0..<Self.rows).map { row -> Double in
      row % 97 == 0 ? .nan : row % 9973 == 0 ? .infinity : random.nextNormal() * 50 + 10
    }
    let sticky = (0..<Self.rows).map { _ in Double(random.next(below: 12)) / 4 }
    for values in [spread, sticky, spread.map { $0 * 1e300 }, sticky.map { _ in 2.5 }] {
      try comparesWithWhole(.numbers(values))
    }
    let integers = (0..<Self.rows).map { _ -> Int64? in
      random.next(below: 30) == 0 ? nil : Int64(random.next(below: 100_000)) - 40_000
    }
    try comparesWithWhole(.integers(integers))
    try comparesWithWhole(.datetimes(integers.map { $0.map { $0 * 1_000_000 } }))
    try comparesWithWhole(.dates(integers.map { $0.map { Int32($0) } }))
    try comparesWithWhole(.missing(.number, count: Self.rows))
  }

  @Test func decimalsAreSummarisedAlike() throws {
    var random = RandomStream(seed: 43, stream: 0)
    func decimals(_ digits: Int, _ scale: Double) -> [Double] {
      (0..<Self.rows).map { _ in
        let power = (0..<digits).reduce(1.0) { power, _ in power * 10 }
        return (random.nextNormal() * scale * power).rounded() / power
      }
    }
    // More digits from chunk to chunk, some that no power of ten makes whole, both zeros, and values far away.
    var mixed = decimals(2, 30)
    for (row, value) in decimals(5, 30).enumerated() where row > 70_000 { mixed[row] = value }
    for row in stride(from: 0, to: Self.rows, by: 31) { mixed[row] = mixed[row] / 3 }
    for row in stride(from: 0, to: Self.rows, by: 53) { mixed[row] = row % 2 == 0 ? 0 : -0.0 }
    for row in stride(from: 0, to: Self.rows, by: 97) { mixed[row] = .nan }
    var far = mixed
    far[17] = -1e300
    far[18] = 1e300
    far[19] = .infinity
    far[20] = -.infinity
    far[21] = 1e-300
    var onlyFar = [Double](repeating: .nan, count: Self.rows)
    onlyFar[3] = .infinity
    let fine = decimals(9, 1)
    for values in [
      decimals(2, 30), decimals(5, 300), mixed, far, fine, onlyFar, mixed.map { 1000 + $0 / 1024 },
    ] {
      try comparesWithWhole(.numbers(values))
    }
    try comparesWithWhole(.integers(mixed.map { $0.isNaN ? nil : Int64($0) &* 1_000_003 }))
    // Sums of integers that no double holds are exact here alone.
    let large = Column.integers(mixed.map { $0.isNaN ? nil : .max - Int64($0.magnitude) })
    let summary = try ColumnSummary(of: ChunkedColumn(large, keeper: HeldParts()))
    #expect(summary.distinct == ColumnSummary(of: large).distinct)
    #expect(summary.range.map { "\($0)" } == ColumnSummary(of: large).range.map { "\($0)" })
    #expect(summary.range?.highest == "9223372036854775807")
    // A chunk without a value beside others.
    try comparesWithWhole(.datetimes((0..<Self.rows).map { $0 < 70_000 ? nil : Int64($0) * 86_400_000_000 }))
  }

  @Test func textsAreSummarisedAlike() throws {
    var random = RandomStream(seed: 42, stream: 0)
    let levels = (0..<Self.rows).map { _ -> String? in
      random.next(below: 30) == 0 ? nil : "é\(min(random.next(below: 60), random.next(below: 60)))"
    }
    try comparesWithWhole(.category(levels))
    try comparesWithWhole(.text(levels))
    try comparesWithWhole(.booleans(levels.map { $0.map { $0.utf8.count % 2 == 0 } }))
    let many = (0..<Self.rows).map { row -> String? in
      row % 50 == 0 ? "often" : row % 70 == 0 ? nil : "\(random.next(below: 1 << 30))"
    }
    try comparesWithWhole(.text(many))
  }

  @Test func distinctValuesAreEstimatedClosely() {
    for count in [0, 1, 100, 5000, 40_000, 700_000] {
      var sketch = DistinctSketch()
      for value in 0..<count {
        sketch.add(hash: RandomStream.mixed(UInt64(value) &* 0x9E37_79B9_7F4A_7C15))
        sketch.add(hash: RandomStream.mixed(UInt64(value) &* 0x9E37_79B9_7F4A_7C15))
      }
      #expect(abs(Double(sketch.estimate) - Double(count)) <= 0.025 * Double(count))
    }
  }

  private func comparesWithWhole(_ column: Column) throws {
    let whole = ColumnSummary(of: column)
    let large = try ColumnSummary(of: ChunkedColumn(column, keeper: HeldParts()), unpackedRows: 0)
    #expect(large.count == whole.count && large.missing == whole.missing)
    #expect(large.range.map { "\($0)" } == whole.range.map { "\($0)" })
    #expect(large.histogram == whole.histogram)
    if large.isEstimated {
      #expect(abs(Double(large.distinct - whole.distinct)) <= 0.03 * Double(whole.distinct))
    } else {
      #expect(large.distinct == whole.distinct)
    }
    let often = whole.top.filter { $0.count > 1 }
    #expect(large.top.prefix(often.count).map { "\($0)" } == often.map { "\($0)" })
    guard let a = large.numeric, let b = whole.numeric else {
      #expect((large.numeric == nil) == (whole.numeric == nil))
      return
    }
    #expect([a.min, a.q25, a.median, a.q75, a.max] == [b.min, b.q25, b.median, b.q75, b.max])
    #expect(abs(a.mean - b.mean) <= 1e-9 * (abs(b.mean) + abs(b.sd)))
    #expect(a.sd == b.sd || abs(a.sd - b.sd) <= 1e-9 * b.sd)
  }
}
