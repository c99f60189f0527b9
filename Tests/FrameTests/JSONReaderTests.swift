import Canonical
import Frame
import Testing

/// JSON Lines and lists of objects as tables.
struct JSONReaderTests {
  private func read(
    _ text: String, missing: [String]? = nil, _ declared: DeclaredColumn..., partial: Bool = false
  ) throws(ReadingError) -> Table {
    try JSONReader.read(Array(text.utf8), missing: missing, declared: declared, partial: partial).table
  }

  private func error(_ text: String, _ declared: DeclaredColumn...) -> ReadingError? {
    do throws(ReadingError) {
      _ = try JSONReader.read(Array(text.utf8), declared: declared)
      return nil
    } catch {
      return error
    }
  }

  private func types(_ table: Table) -> [String] { table.schema.fields.map { "\($0.name) \($0.type.name)" } }

  private func cells(_ table: Table, _ column: String) -> [String] {
    table.column(column)?.scalars().map { $0 == .missing ? "–" : $0.text } ?? []
  }

  @Test func linesAndListsAreTheSameTable() throws {
    let lines = try read("{\"a\":1,\"b\":\"x\"}\n\n{\"b\":\"y\",\"a\":2.5}\r\n{\"a\":null}")
    let list = try read(
      "\u{FEFF} [ {\"a\":1,\"b\":\"x\"},\n{\"b\":\"y\",\n\"a\":2.5}, {\"a\":null} ] \n")
    for table in [lines, list] {
      #expect(types(table) == ["a number", "b category"])
      #expect(cells(table, "a") == ["1", "2.5", "–"])
      #expect(cells(table, "b") == ["x", "y", "–"])
    }
  }

  @Test func columnsStandInTheOrderOfTheirFirstAppearance() throws {
    let table = try read("{\"z\":1}\n{\"a\":2,\"z\":3}\n{\"m\":4,\"a\":5}")
    #expect(table.schema.names == ["z", "a", "m"])
    #expect(cells(table, "a") == ["–", "2", "5"])
  }

  @Test func typesFollowFromAllValues() throws {
    let table = try read(
      """
      {"i":-7,"n":1,"b":true,"d":"2024-02-29","w":"2024-02-29","q":"12","m":1,"e":null,"x":"NA"}
      {"i":12,"n":1e2,"b":false,"d":"2023-01-01","w":"2023-01-01T10:00:00Z","q":"13","m":"one","e":{},"x":""}
      """)
    #expect(
      types(table) == [
        "i integer", "n number", "b boolean", "d date", "w datetime", "q category", "m category", "e number",
        "x category",
      ])
    #expect(cells(table, "m") == ["1", "one"])
    #expect(cells(table, "e") == ["–", "–"])
    #expect(cells(table, "x") == ["NA", ""])
  }

  @Test func integersNeverPassThroughADouble() throws {
    let table = try read(
      "{\"a\":9007199254740993,\"b\":9007199254740993,\"c\":18446744073709551616}\n{\"b\":0.5}")
    #expect(cells(table, "a") == ["9007199254740993", "–"])
    #expect(types(table)[1] == "b category")
    #expect(cells(table, "b") == ["9007199254740993", "0.5"])
    #expect(types(table)[2] == "c category", "more than 64 bits")
  }

  @Test func objectsWithinARowBecomeColumns() throws {
    let table = try read(
      "{\"id\":1,\"at\":{\"lat\":1.5,\"in\":{\"city\":\"Oslo\"}}}\n{\"id\":2,\"at\":null}\n{\"id\":3,\"at\":{}}"
    )
    #expect(types(table) == ["id integer", "at.lat number", "at.in.city category"])
    #expect(cells(table, "at.lat") == ["1.5", "–", "–"])
    #expect(error("{\"a\":{\"b\":1},\"a.b\":2}")?.message == "two columns come out as `a.b`")
  }

  @Test func aListStaysItsText() throws {
    let table = try read("{\"tags\":[\"a\", {\"b\":[1]}]}\n{\"tags\":[]}")
    #expect(cells(table, "tags") == ["[\"a\", {\"b\":[1]}]", "[]"])
  }

  @Test func escapesAreDecoded() throws {
    let table = try read(#"{"k\u0061":"\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00"}"#)
    #expect(table.schema.names == ["ka"])
    #expect(cells(table, "ka") == ["\"\\/\u{8}\u{C}\n\r\té😀"])
  }

  @Test func declaredTypesHold() throws {
    let table = try read(
      "{\"a\":\"12\",\"b\":1,\"c\":5,\"d\":\"29.02.2024\"}", DeclaredColumn("a", .integer),
      DeclaredColumn("b", .boolean), DeclaredColumn("c", .text),
      DeclaredColumn("d", .date, format: "%d.%m.%Y"))
    #expect(types(table) == ["a integer", "b boolean", "c text", "d date"])
    let misfit = error("{\"a\":1}\n{\"a\":\"x\"}", DeclaredColumn("a", .integer))
    #expect(misfit?.kind == .value && misfit?.line == 2 && misfit?.name == "a")
    #expect(error("{\"a\":1}", DeclaredColumn("aa", .integer))?.kind == .unknownColumn)
    #expect(error("{\"a\":1}", DeclaredColumn("a", .integer, format: "%Y"))?.kind == .declaration)
  }

  @Test func markersAreMissingWhereNamed() throws {
    let table = try read("{\"a\":1}\n{\"a\":-99}\n{\"a\":\"?\"}\n{\"a\":\"\"}", missing: ["-99", "?", ""])
    #expect(types(table) == ["a integer"])
    #expect(cells(table, "a") == ["1", "–", "–", "–"])
  }

  @Test func oneFileOfSeveralMayLackColumnsAndRows() throws {
    #expect(try read("[]", DeclaredColumn("a", .date), partial: true).rowCount == 0)
    let table = try read("{\"b\":1}", DeclaredColumn("a", .date), partial: true)
    #expect(types(table) == ["b integer"])
    #expect(error("[]")?.kind == .noRows)
  }

  @Test(arguments: [
    ("", "the file is empty", 0), ("[{\"a\":1}", "`,` or `]`", 1), ("{\"a\":1", "`,` or `}`", 1),
    ("[{\"a\":1},]", "a row of the table", 1), ("{\"a\":01}", "zeros", 1), ("{\"a\":+1}", "a value", 1),
    ("{\"a\":.5}", "a value", 1), ("{\"a\":1.}", "a digit", 1), ("{\"a\":NaN}", "a value", 1),
    ("{'a':1}", "quotes", 1), ("{\"a\":1}\n{\"a\":1,\"a\":2}", "twice", 2),
    ("{\"a\":1} {\"a\":2}", "end of the line", 1),
    ("{\"a\":1}\n[1]", "an object", 2), ("12", "a table is a list", 1),
    ("{\n\"a\":1}", "line ends within", 1),
    ("{\"a\":\"\\ud800\"}", "surrogates", 1), ("{\"a\":\"\\udc00\\ud800\"}", "surrogates", 1),
    ("{\"a\":\"\\x\"}", "needs no escape", 1), ("{\"a\":\"\u{1}\"}", "control character", 1),
    ("{\"a\":\"\n\"}", "line ends within a text", 1), ("{\"\":1}", "a key is empty", 0), ("{}", "no keys", 0),
    ("[{\"a\":1}] x", "end of the file", 1), ("{\"a\":tru}", "a value", 1),
    ("{\"a\":\"\\u00g0\"}", "hexadecimal", 1),
  ])
  func whatIsNotJSONIsAnErrorWithItsLine(_ text: String, _ message: String, _ line: Int) {
    let error = error(text)
    #expect(error?.message.contains(message) == true, "\(error?.message ?? "no error")")
    #expect(error?.line == line)
  }

  @Test func depthIsCapped() {
    let deep = "{\"a\":" + String(repeating: "[", count: 100_000)
    #expect(error(deep)?.message.contains("nested") == true)
    let objects = String(repeating: "{\"a\":", count: 100_000)
    #expect(error(objects)?.message.contains("nested") == true)
  }

  @Test func keysThatAreDataAreRefused() {
    let sparse = (0..<3000).map { "{\"k\($0)\":1}" }.joined(separator: "\n")
    #expect(error(sparse)?.message.contains("hardly a value in common") == true)
    let wide = "{" + (0..<20_000).map { "\"k\($0)\":1" }.joined(separator: ",") + "}"
    #expect(error(wide)?.message.contains("different keys") == true)
  }

  @Test func everyTruncationIsAnErrorOrFewerRows() throws {
    let text = Array("[{\"a\":1.5,\"b\":\"é\\n\"},{\"a\":true,\"b\":[null,{\"c\":-0}]}]".utf8)
    for count in 0..<text.count {
      #expect(throws: ReadingError.self) { try JSONReader.read(Array(text[..<count])) }
    }
  }

  @Test func noBytesMakeItTrap() {
    let seeds = [
      "{\"a\":1,\"b\":\"x\\u00e9\",\"c\":{\"d\":[1,2,{\"e\":null}]}}\n{\"a\":2.5e3,\"b\":\"2024-01-01\"}\n",
      "[{\"a\":9007199254740993,\"b\":\"\\ud83d\\ude00\"},{\"a\":false,\"b\":{}}]",
    ].map { Array($0.utf8) }
    let alphabet = Array("{}[]\",:\\ue0-9.tfn\n".utf8)
    var random = RandomStream(seed: 7, stream: 0)
    for round in 0..<20_000 {
      var bytes = seeds[round % seeds.count]
      for _ in 0...random.next(below: 5) where !bytes.isEmpty {
        let place = random.next(below: bytes.count)
        switch random.next(below: 4) {
        case 0: bytes.remove(at: place)
        case 1: bytes[place] = UInt8(truncatingIfNeeded: random.next())
        case 2: bytes.insert(alphabet[random.next(below: alphabet.count)], at: place)
        default: bytes[place] = bytes[random.next(below: bytes.count)]
        }
      }
      guard let reading = try? JSONReader.read(bytes) else { continue }
      #expect(reading.rowsRead == reading.table.rowCount + reading.rejected)
    }
  }
}
