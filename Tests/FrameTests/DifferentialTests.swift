import Foundation
import Testing

@testable import Frame

/// Random tables and dialects, read as DuckDB, polars and pandas read them: `scripts/differential --write-fixture` has
/// written those on which at least two of them agree with how the file was made.
@Suite struct DifferentialTests {
  private struct Case: Decodable {
    var name: String
    var content: String
    var delimiter: String
    var header: Bool
    var missing: [String]?
    var columns: [String]
    var types: [String]
    var texts: [[String?]]
    /// Columns that are no texts, by name.
    var typed: [String: [String?]]
    /// Whether dialect and types follow from the file.
    var found: Bool

    var bytes: [UInt8] { Array(content.utf8) }

    var dialect: CSVDialect {
      CSVDialect(delimiter: delimiter.utf8.first, header: header, missing: missing)
    }

    func declared(_ types: [String]) throws -> [DeclaredColumn] {
      try zip(columns, types).map { DeclaredColumn($0, try #require(ColumnType(name: $1))) }
    }
  }

  private let cases: [Case]

  init() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")
    let lines = try Data(contentsOf: folder.appending(path: "differential.jsonl")).split(separator: 10)
    cases = try lines.map { try JSONDecoder().decode(Case.self, from: $0) }
    try #require(cases.count > 300)
  }

  @Test func columnsOfTextsHoldTheCharactersOfTheFile() throws {
    for test in cases {
      let declared = try test.declared(test.types.map { _ in "text" })
      let table = try CSVReader.read(test.bytes, dialect: test.dialect, declared: declared).table
      #expect(table.schema.names == test.columns, "\(test.name)")
      #expect(table.rowCount == test.texts.count, "\(test.name)")
      for (row, values) in test.texts.enumerated() {
        let found = values.indices.map { table.cell(row: row, column: $0) }
        #expect(found == values.map { $0.map { .text($0) } ?? .missing }, "\(test.name), row \(row)")
      }
    }
  }

  @Test func declaredTypesGiveTheSameValues() throws {
    for test in cases {
      try check(test, CSVReader.read(test.bytes, dialect: test.dialect, declared: test.declared(test.types)))
    }
  }

  @Test func dialectAndTypesAreFound() throws {
    let found = cases.filter(\.found)
    try #require(found.count > 200)
    for test in found {
      let reading = try CSVReader.read(test.bytes, dialect: CSVDialect(missing: test.missing))
      #expect(reading.dialect.header == test.header, "\(test.name)")
      #expect(
        reading.dialect.delimiter == test.delimiter.utf8.first || test.columns.count == 1, "\(test.name)")
      #expect(
        reading.table.schema.fields.map { $0.type == .category ? "text" : $0.type.name } == test.types,
        "\(test.name)")
      try check(test, reading)
    }
  }

  private func check(_ test: Case, _ reading: CSVReading) throws {
    #expect(reading.table.schema.names == test.columns, "\(test.name)")
    #expect(reading.rowsRead == test.texts.count && reading.table.rowCount == test.texts.count)
    for (name, values) in test.typed {
      let column = try #require(reading.table.column(name), "\(test.name)")
      #expect(column.scalars().map(DifferentialTests.written) == values, "\(test.name), \(name)")
    }
  }

  /// As the fixture writes values.
  private static func written(_ value: Scalar) -> String? {
    switch value {
    case .missing: nil
    case .number(let number):
      String(repeating: "0", count: number.bitPattern.leadingZeroBitCount / 4)
        + (number.bitPattern == 0 ? "" : String(number.bitPattern, radix: 16))
    case .datetime(let microseconds): String(microseconds)
    default: value.text
    }
  }
}
