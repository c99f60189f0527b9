import Canonical
import Testing

@testable import Frame

@Suite struct ColumnSummaryTests {
  @Test func numbersAreSummarised() throws {
    let summary = ColumnSummary(of: .numbers([4, .nan, 1, 2, 2, 10]))
    #expect((summary.count, summary.missing, summary.distinct) == (6, 1, 4))
    // numpy.quantile([1, 2, 2, 4, 10], …), numpy.std(ddof=1)
    let numbers = try #require(summary.numeric)
    #expect([numbers.min, numbers.q25, numbers.median, numbers.q75, numbers.max] == [1, 2, 2, 4, 10])
    #expect(numbers.mean == 3.8)
    #expect((numbers.sd - 3.63318042491699).magnitude < 1e-14)
    #expect(summary.range?.highest == "10")
    #expect(Quantile.value(0.3, of: [1, 2, 4, 8]) == 1.9)
  }

  @Test func histogramsCoverAllValues() throws {
    let values = (0..<1000).map { Double(($0 * 7919) % 1000) / 10 }
    let histogram = try #require(ColumnSummary(of: .numbers(values)).histogram)
    #expect(histogram.counts.count <= 24 && histogram.counts.count >= 5)
    #expect(histogram.counts.reduce(0, +) == 1000)
    #expect((histogram.lower, histogram.upper) == (0, 99.9))
    let dice = try #require(ColumnSummary(of: .integers([1, 6, 3, 6, nil])).histogram)
    #expect(dice.counts == [1, 0, 1, 0, 0, 2])
    let extreme = ColumnSummary(
      of: .numbers([-.greatestFiniteMagnitude, .greatestFiniteMagnitude, .infinity]))
    #expect(extreme.histogram?.counts.reduce(0, +) == 2)
    #expect(ColumnSummary(of: .numbers([5, 5])).histogram?.counts == [2])
    #expect(ColumnSummary(of: .datetimes([.min, .max])).histogram?.counts.reduce(0, +) == 2)
  }

  @Test func categoriesCountTheirLevels() {
    let summary = ColumnSummary(of: .category(["b", "a", "b", nil, "a", "c"]))
    #expect(summary.top.map(\.text) == ["a", "b", "c"])
    #expect(summary.top.map(\.count) == [2, 2, 1])
    #expect(summary.distinct == 3 && summary.missing == 1)
    #expect(summary.numeric == nil && summary.histogram == nil)
    #expect(ColumnSummary(of: .booleans([true, nil, true])).top.first?.text == "true")
    #expect(ColumnSummary(of: .category(codes: [0], levels: ["a", "z"], keepsLevels: true)).distinct == 1)
  }

  @Test func emptyColumnsHaveNoNumbers() {
    for type in ColumnType.allCases {
      let summary = ColumnSummary(of: .missing(type, count: 2))
      #expect(
        summary.distinct == 0 && summary.numeric == nil && summary.histogram == nil && summary.range == nil)
      #expect(ColumnSummary(of: .missing(type, count: 0)).count == 0)
    }
  }

  @Test(arguments: ColumnTests.samples) func summariesDecode(column: Column) throws {
    let summary = ColumnSummary(of: column)
    var writer = ByteWriter()
    summary.encode(into: &writer)
    var reader = ByteReader(writer.bytes)
    let decoded = try ColumnSummary(decoding: &reader)
    try reader.finish()
    var again = ByteWriter()
    decoded.encode(into: &again)
    #expect(again.bytes == writer.bytes)
    for position in writer.bytes.indices {
      var damaged = writer.bytes
      damaged[position] ^= 0x80
      var reader = ByteReader(damaged)
      _ = try? ColumnSummary(decoding: &reader)
    }
  }

  @Test func largeIntegersStayDistinct() {
    #expect(ColumnSummary(of: .integers([9_007_199_254_740_993, 9_007_199_254_740_992])).distinct == 2)
  }
}
