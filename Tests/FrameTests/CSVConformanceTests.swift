import Testing

@testable import Frame

/// What a reader of delimited text must get right. The features are those of the collection csv-spectrum, with content
/// of our own, and the traps in which other readers were caught.
@Suite struct CSVConformanceTests {
  private func read(_ text: String) throws -> CSVReading { try CSVReader.read(Array(text.utf8)) }

  /// Names and values as texts, with nothing where a value is missing.
  private func texts(_ text: String, header: Bool = true) throws -> [[String?]] {
    let bytes = Array(text.utf8)
    let dialect = CSVDialect(delimiter: UInt8(ascii: ","), header: header, missing: [])
    let names = try CSVReader.header(ByteSource(bytes), dialect: dialect)
    let table = try CSVReader.read(bytes, dialect: dialect, declared: names.map { DeclaredColumn($0, .text) })
      .table
    let rows = (0..<table.rowCount).map { row in
      names.indices.map { column -> String? in
        if case .text(let text) = table.cell(row: row, column: column) { return text }
        return nil
      }
    }
    return [names] + rows
  }

  @Test func simple() throws {
    #expect(try texts("river,length\nRhine,1233\n") == [["river", "length"], ["Rhine", "1233"]])
    #expect(try texts("river,length\r\nRhine,1233\r\n") == [["river", "length"], ["Rhine", "1233"]])
    #expect(try texts("river,length\rRhine,1233\r") == [["river", "length"], ["Rhine", "1233"]])
  }

  @Test func aCommaWithinQuotes() throws {
    #expect(
      try texts("who,street,town\nKim,\"Lane 4, rear\",\"Bonn, Germany\"\n")[1] == [
        "Kim", "Lane 4, rear", "Bonn, Germany",
      ])
  }

  @Test func emptyFields() throws {
    for end in ["\n", "\r\n"] {
      let rows = try texts(["p,q,r", "7,\"\",", "\"\",8,9", ",,", ""].joined(separator: end))
      #expect(rows.dropFirst() == [["7", "", nil], ["", "8", "9"], [nil, nil, nil]])
    }
  }

  @Test func doubledQuotes() throws {
    #expect(
      try texts("n,said\n1,\"she said \"\"now\"\"\"\n2,\"\"\"\"\n3,\"\"\"\"\"\"\n").dropFirst() == [
        ["1", "she said \"now\""], ["2", "\""], ["3", "\"\""],
      ])
  }

  @Test func jsonWithinAField() throws {
    #expect(
      try texts("n,geo\n1,\"{\"\"type\"\": \"\"Point\"\", \"\"at\"\": [7.1, 50.7]}\"\n")[1][1]
        == "{\"type\": \"Point\", \"at\": [7.1, 50.7]}")
  }

  @Test func lineBreaksWithinQuotes() throws {
    for end in ["\n", "\r\n", "\r"] {
      for inner in ["\n", "\r\n", "\r"] {
        let rows = try texts(
          "a,b,c\(end)1,2,3\(end)\"Above\(inner)below\",5,6\(end)7,8,\"\(inner)last\(inner)\"\(end)")
        #expect(rows[2] == ["Above\(inner)below", "5", "6"])
        #expect(rows[3] == ["7", "8", "\(inner)last\(inner)"])
        #expect(rows.count == 4)
      }
    }
  }

  @Test func quotesAndLineBreaksTogether() throws {
    #expect(
      try texts("a,b\n1,\"ha \n\"\"ha\"\" \nha\"\n3,4\n").dropFirst() == [
        ["1", "ha \n\"ha\" \nha"], ["3", "4"],
      ])
  }

  @Test func everyScript() throws {
    #expect(
      try texts("a,b,ʤ\n1,2,3\n4,5,é e\u{301} 日本 🙂 \u{200F}ع\n")[2] == [
        "4", "5", "é e\u{301} 日本 🙂 \u{200F}ع",
      ])
    #expect(try read("é,e\u{301}\n1,2\n").table.columnCount == 2)
  }

  @Test func coordinates() throws {
    let table = try read("place,where\nQuay,\"50.73, 7.09\"\nMill,\"-33.9, 18.4\"\n").table
    #expect(table.column("where")?.scalars() == [.text("50.73, 7.09"), .text("-33.9, 18.4")])
  }

  @Test func aByteOrderMarkIsStrippedOnce() throws {
    #expect(try texts("\u{FEFF}a,b\n1,2\n")[0] == ["a", "b"])
    #expect(try texts("\u{FEFF}\"a\",b\n1,2\n")[0] == ["a", "b"])
    #expect(try texts("\u{FEFF}\u{FEFF}a,b\n1,2\n")[0] == ["\u{FEFF}a", "b"])
    #expect(try texts("\u{FEFF}1,2\n3,4\n", header: false)[1] == ["1", "2"])
  }

  @Test func zeroBytesAreCharacters() throws {
    let rows = try texts("a,b\nx\0y,1\n\0,\"\0\"\n")
    #expect(rows[1][0] == "x\0y" && rows[2] == ["\0", "\0"])
    #expect(try read("a,b\n1\0,2\n").table.schema.fields[0].type == .category)
  }

  @Test(arguments: [1_000, 70_000, 300_000]) func quotesLateInTheFile(_ rows: Int) throws {
    let plain = (0..<rows).map { "\($0),word\n" }.joined()
    let table = try read("n,text\n" + plain + "\(rows),\"late, \"\"and\"\"\nbroken\"\n").table
    #expect(table.rowCount == rows + 1)
    #expect(table.schema.fields[0].type == .integer)
    #expect(table.cell(row: rows, column: 1) == .text("late, \"and\"\nbroken"))
    let open = #expect(throws: CSVError.self) { try read("n,text\n" + plain + "1,\"never closed\n2,x\n") }
    #expect(open?.kind == .unterminatedQuote && open?.line == rows + 2)
  }

  @Test func hugeFieldsAreKeptOrNamed() throws {
    let huge = String(repeating: "ä\"\"\n", count: 200_000)
    let table = try read("a,b\n\"\(huge)\",1\nx,2\n").table
    #expect(
      table.cell(row: 0, column: 0) == .text(huge.split(separator: "\"\"").joined(separator: "\"")))
    let tooLarge = String(repeating: "x", count: 16 << 20 | 1)
    let error = #expect(throws: CSVError.self) { try read("a,b\n1,2\n\(tooLarge),1\n") }
    #expect(error?.kind == .limit && error?.line == 3)
  }

  @Test(arguments: ["nan", "NaN", "inf", "0x10", "1e", "1_000", "٣", "1,5", "½", "+7", "007", "- 1", "1e999"])
  func whatLooksLikeANumberAndIsNone(_ word: String) throws {
    let dialect = CSVDialect(delimiter: UInt8(ascii: ";"), header: true, missing: [])
    let bytes = Array("n;t\n1;\(word)\n2;word\n".utf8)
    #expect(try CSVReader.read(bytes, dialect: dialect).table.column("t")?[0] == .text(word))
    let alone = Array("n;t\n1;\(word)\n".utf8)
    let column = try CSVReader.read(alone, dialect: dialect).table.column("t")
    // A spelling of infinity is no finite number: it is missing in a column of numbers.
    #expect(column?[0] == .text(word) || word == "inf" && column?[0] == .missing)
  }

  @Test func everyRowIsKeptOrCounted() throws {
    var random = RandomStream(seed: 31, stream: 0)
    for _ in 0..<400 {
      let width = 2 + random.next(below: 4)
      let isRagged = (0..<(1 + random.next(below: 30))).map { _ in random.next(below: 6) == 0 }
      let rows = isRagged.map { ragged -> String in
        let fields = ragged ? [width - 1, width + 1, width + 7][random.next(below: 3)] : width
        return (0..<fields).map { _ in ["x", "\"a,b\"", "\"p\nq\"", ""][random.next(below: 4)] + "z" }
          .map { $0.hasPrefix("\"") ? String($0.dropLast()) : $0 }.joined(separator: ",")
      }
      let head = (0..<width).map { "c\($0)" }.joined(separator: ",")
      let bytes = Array(([head] + rows).joined(separator: "\n").utf8)
      let spoiled = isRagged.count { $0 }
      for segments in [1, 2, 5] {
        do throws(CSVError) {
          let reading = try CSVReader.read(
            bytes, dialect: CSVDialect(delimiter: 44), declared: [], limits: .standard, segments: segments)
          #expect(reading.rowsRead == rows.count && reading.table.rowCount == rows.count && spoiled == 0)
        } catch {
          #expect(error.kind == .ragged && spoiled > 0)
          #expect(spoiled == 1 || error.message.hasSuffix("; \(spoiled) rows are so in all"))
        }
      }
    }
  }
}
