import Testing

@testable import Frame

@Suite struct CSVReaderTests {
  private func read(
    _ text: String, _ dialect: CSVDialect = CSVDialect(), _ declared: [DeclaredColumn] = []
  ) throws -> CSVReading {
    try CSVReader.read(Array(text.utf8), dialect: dialect, declared: declared)
  }

  private func failure(
    _ text: String, _ dialect: CSVDialect = CSVDialect(), _ declared: [DeclaredColumn] = []
  ) -> CSVError? {
    #expect(throws: CSVError.self) { try read(text, dialect, declared) }
  }

  /// The type and values of the last column of `x,c` with those fields as `c`.
  private func inferred(_ fields: String...) throws -> (type: ColumnType, values: [Scalar]) {
    let rows = fields.map { "q,\($0)\n" }.joined()
    let column = try #require(
      try read("x,c\n" + rows, CSVDialect(delimiter: 44, header: true)).table.column("c"))
    return (column.type, column.scalars())
  }

  @Test func typesAreInferredOverAllRows() throws {
    #expect(try inferred("1", "-2", "").values == [.integer(1), .integer(-2), .missing])
    #expect(try inferred("1", "NA", "2.5") == (.number, [.number(1), .missing, .number(2.5)]))
    #expect(
      try inferred("1e3", ".5", "5.", "-0").values == [.number(1000), .number(0.5), .number(5), .number(0)])
    #expect(try inferred("Yes", "no", "TRUE").values == [.boolean(true), .boolean(false), .boolean(true)])
    #expect(try inferred("0", "1").type == .integer)
    #expect(try inferred("2024-02-29", "").type == .date)
    #expect(try inferred("2024-02-29", "2024-02-30").type == .category)
    #expect(
      try inferred("1970-01-02", "1970-01-01T00:00:01.5Z") == (
        .datetime,
        [
          .datetime(86_400_000_000), .datetime(1_500_000),
        ]
      ))
    #expect(try inferred("1970-01-01 02:00:00+02:00").values == [.datetime(0)])
    #expect(try inferred("", "NA") == (.number, [.missing, .missing]))
    #expect(try inferred("inf", "1.5", "-Infinity") == (.number, [.missing, .number(1.5), .missing]))
    #expect(try inferred("inf", "x").values == [.text("inf"), .text("x")])
    #expect(try inferred("1", "true").type == .category)
  }

  @Test func digitsAreNeverLostSilently() throws {
    #expect(try inferred("007", "010").values == [.text("007"), .text("010")])
    #expect(try inferred("+43").type == .category)
    #expect(
      try inferred("9223372036854775807", "-9223372036854775808").values == [.integer(.max), .integer(.min)])
    #expect(try inferred("9223372036854775808").type == .category)
    #expect(try inferred("9007199254740993", "0.5").type == .category)
    #expect(try inferred("0.5", "9007199254740993").type == .category)
    #expect(try inferred("9007199254740992", "0.5").type == .number)
    #expect(try inferred("1e400").type == .category)
    #expect(try inferred("1_000", "0x10").type == .category)
    #expect(try inferred(" 12 ", "3").type == .integer)
    #expect(try inferred(" a ", "3").values == [.text(" a "), .text("3")])
  }

  @Test func textIsWhatHasManyValues() throws {
    let distinct = (0..<30).map { "value \($0)" }
    func type(_ fields: [String]) throws -> ColumnType {
      try read("c,d\n" + fields.map { "\($0),1\n" }.joined()).table.schema.fields[0].type
    }
    #expect(try type(Array(distinct.prefix(20))) == .category)
    #expect(try type(Array(distinct.prefix(21))) == .text)
    #expect(try type(distinct + distinct) == .category)
    #expect(try type(distinct + distinct.dropLast()) == .text)
    #expect(try type([String(repeating: "x", count: 100)]) == .category)
    #expect(try type([String(repeating: "x", count: 101)]) == .text)
  }

  @Test func categoriesAreSortedByBytes() throws {
    let column = try #require(try read("c,d\nb,1\nZ,1\nä,1\nb,1\n").table.column("c"))
    #expect(column.levels == ["Z", "b", "ä"])
    #expect(column.codes == [1, 0, 2, 1])
  }

  @Test func quotesLineBreaksAndEndings() throws {
    let table = try read("\u{FEFF}a,b\r\n\"x \"\"y\"\"\",\"line\nbreak\"\r\n5\" pipe,\r\n").table
    #expect(table.schema.names == ["a", "b"])
    #expect(table.column("a")?.scalars() == [.text("x \"y\""), .text("5\" pipe")])
    #expect(table.column("b")?.scalars() == [.text("line\nbreak"), .missing])
    for ending in ["\n", "\r\n", "\r"] {
      let text = ["a,b", "1,x", "", "2,y"].joined(separator: ending)
      for last in ["", ending, ending + ending] {
        let reading = try read(text + last)
        #expect(reading.table.column("a")?.scalars() == [.integer(1), .integer(2)])
        #expect(reading.blankLines == (last.utf8.count == ending.utf8.count * 2 ? 2 : 1))
        #expect(reading.rowsRead == 2)
      }
    }
  }

  @Test func missingMarkersCanBeDeclared() throws {
    let dialect = CSVDialect(missing: ["?", "-999"])
    let table = try read("a,b\n-999,NA\n1,\"\"\n?,\n", dialect).table
    #expect(table.column("a")?.scalars() == [.missing, .integer(1), .missing])
    #expect(table.column("b")?.scalars() == [.text("NA"), .text(""), .missing])
    #expect(try read("a,b\n\"\",None\n1,x\n").table.column("a")?.scalars() == [.missing, .integer(1)])
    #expect(try read("a,b\n\"\",None\n1,x\n").table.column("b")?[0] == .text("None"))
  }

  @Test func delimitersAreSniffed() throws {
    func delimiter(_ text: String) throws -> Character {
      Character(Unicode.Scalar(try #require(try read(text).dialect.delimiter)))
    }
    #expect(try delimiter("a;b;c\n1,5;2;3\n") == ";")
    #expect(try delimiter("a\tb\n1,2\t3\n") == "\t")
    #expect(try delimiter("a|b\n\"x|y\"|3\n") == "|")
    #expect(try delimiter("a,b\n\"1;2\",\"3;4\"\n") == ",")
    #expect(try delimiter("title\nHello, world\nno comma\n") == ";")
    #expect(try delimiter("one\n1\n") == ",")
  }

  @Test func headersAreSniffed() throws {
    #expect(try read("a,b\n1,x\n").dialect.header == true)
    #expect(try read("1,x\n2,y\n").table.schema.names == ["column_1", "column_2"])
    #expect(try read("name,city\nann,rome\n").dialect.header == true)
    #expect(try read("ann,false\nbo,true\n").dialect.header == false)
    #expect(try read("ann,9007199254740993\nbo,1\n").dialect.header == false)
    #expect(try read("ann,ok\nbo,true\n").dialect.header == true)
    #expect(try read("id,2020\nx,1\n", CSVDialect(header: true)).table.schema.names == ["id", "2020"])
    #expect(try read(" a ,\" b \"\"c\"\n1,2\n").table.schema.names == ["a", " b \"c"])
    #expect(try CSVReader.header(ByteSource(Array("x;y\n1;2\n".utf8))) == ["x", "y"])
  }

  @Test func aGapInTheFirstRowIsNoName() throws {
    #expect(try read(",,7\n2024-01-01,x,8\n").table.schema.names == ["column_1", "column_2", "column_3"])
    #expect(failure("x,,y\na,b,c\n")?.message == "column 2 has no name in the header")
    #expect(failure(",a,b\n0,1,2\n")?.message == "column 1 has no name in the header")
  }

  @Test func errorsNameTheirPlace() throws {
    #expect(failure("")?.kind == .empty)
    #expect(failure("\n\n")?.kind == .empty)
    #expect(failure("a,b\n")?.message == "the file has a header and no rows")
    let ragged = failure("a,b\n1,2\n1,2,3\n\"x\ny\",2\n1\n")
    #expect(ragged?.message == "line 3 has 3 fields, the first line has 2; 2 rows are so in all")
    #expect(ragged?.line == 3)
    let open = failure("a,b\n\"x\ny\",2\n3,\"no end\n4,5\n")
    #expect(open?.message == "the quotation mark opened in line 4 is never closed")
    #expect(open?.column == 3)
    let behind = failure("a,b\n\"x\"y,2\n")
    #expect(behind?.kind == .textAfterQuote)
    #expect(behind?.line == 2 && behind?.column == 4)
    #expect(failure("a,a\n1,2\n")?.message == "two columns are named `a`")
    #expect(failure("a,,c\nx,2,3\n")?.message == "column 2 has no name in the header")
    let encoding = #expect(throws: CSVError.self) { try CSVReader.read([97, 10, 0xFF, 10]) }
    #expect(encoding?.offset == 2 && encoding?.line == 2)
    let wide = #expect(throws: CSVError.self) { try CSVReader.read([0xFF, 0xFE, 97, 0]) }
    #expect(wide?.message == "the file is UTF-16, not UTF-8")
    #expect(failure("a,b\n1,2\n", CSVDialect(delimiter: 34))?.kind == .declaration)
  }

  @Test func declaredTypesHold() throws {
    let text = "n,when,flag,code\n007,24.12.2023,1,12\n1,1.1.2024,0,x\n"
    let declared = [
      DeclaredColumn("n", .text), DeclaredColumn("when", .date, format: "%d.%m.%Y"),
      DeclaredColumn("flag", .boolean), DeclaredColumn("code", .category),
    ]
    let table = try read(text, CSVDialect(), declared).table
    #expect(table.schema.fields.map(\.type) == [.text, .date, .boolean, .category])
    #expect(table.column("when")?.scalars().map(\.text) == ["2023-12-24", "2024-01-01"])
    let misfit = failure(text, CSVDialect(), [DeclaredColumn("code", .integer)])
    #expect(misfit?.message == "`x` in column `code` is no integer")
    #expect(misfit?.line == 3 && misfit?.column == 14)
    let unknown = failure(text, CSVDialect(), [DeclaredColumn("flags", .integer)])
    #expect(unknown?.hint == "did you mean `flag`?")
    #expect(failure(text, CSVDialect(), [DeclaredColumn("when", .date, format: "%Q")])?.kind == .declaration)
    #expect(failure(text, CSVDialect(), [DeclaredColumn("n", .text, format: "%Y")])?.kind == .declaration)
    let rounded = try read("a,b\n9007199254740993,1\n", CSVDialect(), [DeclaredColumn("a", .number)])
    #expect(rounded.table.column("a")?[0] == .number(9_007_199_254_740_992))
  }

  @Test func limitsAreNamed() {
    func limited(_ text: String, _ change: (inout CSVLimits) -> Void) -> CSVError? {
      var limits = CSVLimits()
      change(&limits)
      return #expect(throws: CSVError.self) {
        try CSVReader.read(Array(text.utf8), dialect: CSVDialect(), declared: [], limits: limits)
      }
    }
    #expect(limited("a,b\nabcdef,1\n") { $0.fieldBytes = 5 }?.message == "a field of more than 5 bytes")
    #expect(limited("a,b\nabcdef,1\n") { $0.recordBytes = 7 }?.message == "a row of more than 7 bytes")
    #expect(limited("a,b\n1,2\n") { $0.columns = 1 }?.message == "more than 1 columns")
    #expect(limited("a,b\n1,2\n") { $0.cells = 3 }?.line == 2)
    #expect(limited("a,b\n1,2\n") { $0.fileBytes = 3 }?.kind == .limit)
  }
}
