import Canonical
import Testing

@testable import Frame

/// Texts of few levels are read the same with and without the table of the recent ones.
@Suite struct RecentTextsTests {
  @Test func fieldsOfAnyLengthAndFormKeepTheirText() throws {
    var random = RandomStream(seed: 11, stream: 0)
    // Lengths around sixteen bytes, texts that share their ends, quotes, spaces, missing values.
    let written = [
      "a", "aa", "b", "\"a\"", " a", "NA", "\"NA\"", "", "\"\"", "0123456789abcdef", "x0123456789abcdef",
      "123456789abcdef", "Ã", "São Paulo", "\"Paris, France\"", "\"say \"\"hi\"\"\"", "\u{0}", "\u{0}a",
    ]
    let meant: [String?] = [
      "a", "aa", "b", "a", " a", nil, nil, nil, nil, "0123456789abcdef", "x0123456789abcdef",
      "123456789abcdef", "Ã",
      "São Paulo", "Paris, France", "say \"hi\"", "\u{0}", "\u{0}a",
    ]
    let rows = (0..<20_000).map { _ in random.next(below: written.count) }
    let text = "name,n\n" + rows.map { "\(written[$0]),1\n" }.joined()
    let reading = try CSVReader.read(Array(text.utf8))
    let column = try #require(reading.table.column("name"))
    #expect(column.type == .category)
    for (row, form) in rows.enumerated() {
      let expected: Scalar = meant[form].map { .text($0) } ?? .missing
      #expect(column[row] == expected, "row \(row), \(written[form])")
    }
  }

  @Test func manyLevelsDisplaceEachOther() throws {
    let rows = (0..<30_000).map { "level \($0 * 7919 % 400)" }
    let text = "name\n" + rows.joined(separator: "\n")
    let column = try #require(try CSVReader.read(Array(text.utf8)).table.column("name"))
    for (row, name) in rows.enumerated() { #expect(column[row] == .text(name)) }
  }
}
