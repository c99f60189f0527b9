import Testing

@testable import Frame

@Suite("Lines of rows")
struct RowLinesTests {
  private func lines(_ text: String, _ rows: [Int], _ dialect: CSVDialect = CSVDialect()) throws -> [Int?] {
    let found = try RowLines.ofCSV(Array(text.utf8), dialect: dialect, rows: rows)
    return rows.map { found[$0] }
  }

  @Test func quotedLineBreaksCount() throws {
    let text = "a,b\n1,\"x\ny\"\n2,\"say \"\"so\"\"\n\n\"\r\n\n3,z\n"
    #expect(try lines(text, [0, 1, 2, 3]) == [2, 4, 8, nil])
    #expect(try RowLines.countOfCSV(Array(text.utf8), dialect: CSVDialect()) == 3)
    #expect(try lines("\u{feff}\n\na;b\r1;2\r3;4", [0, 1]) == [4, 5])
    #expect(try lines("1,2\n3,4\n", [0, 1], CSVDialect(header: false)) == [1, 2])
    #expect(try lines("a,b\n5\" pipe,1\nx,2\n", [1]) == [3])
  }

  /// The rows that the reader finds and the lines that hold them are told by two programs.
  @Test func linesAreThoseOfTheReader() throws {
    var stream = RandomStream(seed: 4, stream: 0)
    for _ in 0..<60 {
      var (text, expected, line) = ("id,text\n", [Int](), 2)
      for row in 0..<40 {
        if stream.next(below: 5) == 0 {
          text += "\n"
          line += 1
        }
        expected.append(line)
        let word = ["plain", "\"a,b\"", "\"two\nlines\"", "\"\"\"q\"\"\"", "\"\r\n\""][stream.next(below: 5)]
        text += "\(row),\(word)" + (stream.next(below: 2) == 0 ? "\n" : "\r\n")
        line += 1 + (word.contains("lines") || word.utf8.contains(13) ? 1 : 0)
      }
      #expect(try lines(text, Array(0..<40)) == expected)
      #expect(try CSVReader.read(Array(text.utf8)).table.rowCount == 40)
      #expect(try RowLines.countOfCSV(Array(text.utf8), dialect: CSVDialect()) == 40)
    }
  }

  @Test func objectsOfJSON() throws {
    let lines = Array("\n{\"a\": 1}\n\n{\"a\": 2}\r\n{\"a\": 3}".utf8)
    #expect(try RowLines.ofJSON(lines, rows: [0, 1, 2, 7]) == [0: 2, 1: 4, 2: 5])
    let list = Array("[{\"a\": 1}, {\"a\":\n2},\n {\"a\": 3}]".utf8)
    #expect(try RowLines.ofJSON(list, rows: [0, 1, 2]) == [0: 1, 1: 1, 2: 3])
    #expect(try RowLines.countOfJSON(list) == 3)
  }

  @Test func emptyTexts() throws {
    #expect(try RowLines.countOfCSV([], dialect: CSVDialect()) == 0)
    #expect(throws: CSVError.self) { try RowLines.ofCSV([], dialect: CSVDialect(), rows: [0]) }
    #expect(try RowLines.ofCSV(Array("a\n1".utf8), dialect: CSVDialect(), rows: []).isEmpty)
  }
}
