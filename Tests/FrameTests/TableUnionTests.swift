import Canonical
import Frame
import Testing

/// Several files as one table.
struct TableUnionTests {
  private func part(_ name: String, _ text: String, _ declared: [DeclaredColumn] = []) throws
    -> TableUnion.Part
  {
    TableUnion.Part(
      name, ChunkedTable(try CSVReader.read(Array(text.utf8), declared: declared).table, keeper: HeldParts()))
  }

  private func union(_ texts: String..., declared: [DeclaredColumn] = []) throws -> Table {
    let parts = try texts.enumerated().map { try part("f\($0.offset)", $0.element, declared) }
    return try TableUnion.table(parts, declared: declared, keeper: HeldParts()).table()
  }

  private func message(_ texts: String...) throws -> String? {
    let parts = try texts.enumerated().map { try part("f\($0.offset)", $0.element) }
    do throws(ReadingError) {
      _ = try TableUnion.table(parts, keeper: HeldParts())
      return nil
    } catch {
      #expect(error.kind == .drift)
      return error.message
    }
  }

  @Test func columnsMeetByName() throws {
    let table = try union("a,b\n1,x\n", "b,a\ny,2\n")
    #expect(table.schema.names == ["a", "b"])
    #expect(table.column("a")?.integers == [1, 2])
  }

  @Test func typesWiden() throws {
    let table = try union(
      "i,d,m,t\n1,2024-01-01,,x\n", "i,d,m,t\n2.5,2024-01-01T06:00:00,7,y\n")
    #expect(table.schema.fields.map(\.type) == [.number, .datetime, .integer, .category])
    #expect(table.column("m")?.scalars() == [.missing, .integer(7)])
  }

  @Test func whatDiffersIsNamed() throws {
    #expect(try message("a\n1\n", "a\nx\n") == "`a` is integer in `f0` and category in `f1`")
    #expect(try message("a,b\n1,2\n", "a\n1\n") == "`f1` has no column `b`, which `f0` has")
    #expect(try message("a\n1\n", "a,b\n1,2\n") == "`f1` has a column `b`, which `f0` has not")
    #expect(
      try message("a\n9007199254740993\n", "a\n0.5\n")
        == "`a` holds integers beyond 2^53 in `f0` and decimal numbers in `f1`")
    #expect(try message("a\ntrue\n", "a\n2024-01-01\n") != nil)
    #expect(try union("a\n1\n", "a\nx\n", declared: [DeclaredColumn("a", .text)]).rowCount == 2)
  }

  @Test func levelsAreThoseOfAllFiles() throws {
    let many = (0..<15).map { "v\($0)" }.joined(separator: "\n")
    let more = (15..<30).map { "v\($0)" }.joined(separator: "\n")
    #expect(try union("a\n\(many)\n", "a\n\(more)\n").schema.fields[0].type == .text)
    #expect(try union("a\n\(many)\n", "a\n\(many)\n").schema.fields[0].type == .category)
  }

  /// Cutting a file anywhere and joining the pieces gives the table of the whole, where the pieces go together at all.
  @Test func piecesGiveTheTableOfTheWhole() throws {
    var random = RandomStream(seed: 11, stream: 0)
    let kinds: [[String]] = [
      ["1", "-7", "", "12345678901234567"], ["1", "0.5", "", "1e3"], ["true", "no", ""],
      ["2024-02-29", "", "2024-02-29 10:00"], ["red", "green", "", "é"], (0..<40).map { "t\($0)" },
    ]
    var compared = 0
    for _ in 0..<600 {
      let columns = (0...random.next(below: 3)).map { _ in kinds[random.next(below: kinds.count)] }
      let header = columns.indices.map { "c\($0)" }.joined(separator: ",")
      let rows = (0...random.next(below: 50)).map { _ in
        columns.map { $0[random.next(below: $0.count)] + "" }.joined(separator: ",")
          + (columns.count == 1 ? "," : "")
      }
      let head = header + (columns.count == 1 ? ",z" : "") + "\n"
      let cut = random.next(below: rows.count + 1)
      let pieces = [rows[..<cut], rows[cut...]].filter { !$0.isEmpty }
      var dialect = CSVDialect(delimiter: UInt8(ascii: ","))
      dialect.header = true
      func read(_ rows: some Sequence<String>) throws -> Table {
        try CSVReader.read(Array((head + rows.joined(separator: "\n") + "\n").utf8), dialect: dialect).table
      }
      let whole = try read(rows)
      let parts = try pieces.map { TableUnion.Part("f", ChunkedTable(try read($0), keeper: HeldParts())) }
      guard let joined = try? TableUnion.table(parts, keeper: HeldParts()).table() else { continue }
      compared += 1
      #expect(joined.schema == whole.schema)
      for column in 0..<whole.columnCount { #expect(joined.column(at: column) == whole.column(at: column)) }
    }
    #expect(compared > 400)
  }
}
