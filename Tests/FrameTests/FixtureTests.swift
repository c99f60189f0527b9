import Foundation
import Testing

@testable import Frame

/// Parity with Python, numpy and scikit-learn: `Fixtures/generate.py` writes what is compared here.
@Suite struct FixtureTests {
  /// The lines of a fixture, split at spaces.
  private func lines(_ name: String) throws -> [[String]] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")
    let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    let lines = text.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
    try #require(!lines.isEmpty)
    return lines
  }

  private func decoded(_ hexadecimal: String) throws -> [UInt8] {
    if hexadecimal == "-" { return [] }
    let digits = Array(hexadecimal)
    return try stride(from: 0, to: digits.count, by: 2).map {
      try #require(UInt8(String(digits[$0...$0 + 1]), radix: 16))
    }
  }

  private func parsed(_ text: String) -> Double? {
    let bytes = Array(text.utf8)
    return DecimalDouble.value(bytes.span, 0..<bytes.count)
  }

  @Test func numbersParseAsInPython() throws {
    let cases = try lines("numbers.txt")
    #expect(cases.count > 1900)
    for line in cases {
      let value = try #require(parsed(line[0]), "\(line[0])")
      #expect(value.bitPattern == UInt64(line[1], radix: 16), "\(line[0])")
    }
  }

  @Test func fieldsAreThoseOfPythonsCSVModule() throws {
    for line in try lines("quoting.txt") {
      let bytes = try decoded(line[1])
      let rows = try line[2].split(separator: "/").map {
        try $0.split(separator: ",").map { String(decoding: try decoded(String($0)), as: UTF8.self) }
      }
      let declared = rows[0].indices.map { DeclaredColumn("column_\($0 + 1)", .text) }
      let dialect = CSVDialect(delimiter: UInt8(line[0]), header: false, missing: [])
      let table = try CSVReader.read(bytes, dialect: dialect, declared: declared).table
      #expect(table.rowCount == rows.count)
      for (row, cells) in rows.enumerated() {
        for (column, cell) in cells.enumerated() {
          // Unquoted, an empty field and one of spaces are missing.
          let value = table.cell(row: row, column: column)
          let isBlank = cell.utf8.allSatisfy { $0 == 32 || $0 == 9 }
          #expect(value == .text(cell) || isBlank && value == .missing)
        }
      }
    }
  }

  @Test func summariesAreThoseOfNumPy() throws {
    for line in try lines("summaries.txt") {
      let colon = try #require(line.firstIndex(of: ":"))
      let values = line[..<colon].compactMap(Double.init)
      let expected = line[(colon + 1)...].compactMap(Double.init)
      let numbers = try #require(ColumnSummary(of: .numbers(values)).numeric)
      let found = [
        numbers.min, numbers.q25, numbers.median, numbers.q75, numbers.max, numbers.mean, numbers.sd,
      ]
      for (value, wanted) in zip(found, expected) where !(value.isNaN && wanted.isNaN) {
        #expect((value - wanted).magnitude <= 1e-12 * wanted.magnitude)
      }
    }
  }

  @Test func strataAreSharedOutAsByScikitLearn() throws {
    for line in try lines("strata.txt") {
      let counts = line.split(separator: ":").map { $0.compactMap(Int.init) }
      let train = counts[1].reduce(0, +)
      let first = Apportionment.shares(of: train, weights: counts[0])
      #expect(first == counts[1])
      #expect(zip(counts[0], first).map(-) == counts[2])
    }
  }

  @Test func drawsAreFixedForever() throws {
    for line in try lines("draws.txt") {
      let rowCount = try #require(Int(line[0]))
      let count = try #require(Int(line[1]))
      let seed = try #require(UInt64(line[2]))
      let draw = try Sampling.take(rowCount: rowCount, amount: .count(count), seed: seed)
      #expect(draw.rows == line[3...].compactMap(Int32.init))
    }
  }

  @Test func randomDoublesSurviveTheirText() {
    var random = RandomStream(seed: 3, stream: 0)
    var tested = 0
    while tested < 20_000 {
      let value = Double(bitPattern: random.next())
      guard value.isFinite else { continue }
      #expect(parsed("\(value)")?.bitPattern == value.bitPattern)
      tested += 1
    }
  }

  @Test(arguments: [
    "", "-", ".", "-.", "e5", "1e", "1e+", "+1", "01", "00.5", "0x1", "1_0", "1.2.3", " 1", "nan", "inf",
    "1e400", "٣",
  ])
  func whatIsNoNumberIsRefused(text: String) {
    #expect(parsed(text) == nil)
  }
}
