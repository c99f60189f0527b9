import Canonical
import Testing

@testable import Frame

@Suite struct TableTests {
  let table = makeTable([("a", .integers([10, 11, 12, 13])), ("b", .category(["x", nil, "y", "x"]))])

  @Test func drawsComposeOverTheBase() {
    let view = table.drawing(RowDraw([3, 1, 1])).drawing(RowDraw([2, 0]))
    #expect(view.draw == RowDraw([1, 3]))
    #expect(view.column("a")?.scalars() == [.integer(11), .integer(13)])
    #expect(view.baseRowCount == 4 && view.rowCount == 2)
    #expect(view.missingCount == 1 && table.missingCount == 1)
    #expect(view.cell(row: 1, column: 1) == .text("x"))
    #expect(view.filtered([false, true]).column("a")?.scalars() == [.integer(13)])
    #expect(view.prefix(1).rowCount == 1 && view.prefix(-1).rowCount == 0 && view.prefix(9).rowCount == 2)
  }

  @Test func columnsAreChosenAddedAndRenamed() {
    #expect(table.selecting(["b", "nope", "a", "b"]).schema.names == ["b", "a"])
    #expect(table.dropping(["a"]).schema.names == ["b"])
    let view = table.drawing(RowDraw([0, 2]))
    let wider = view.adding(Field("c", .number), .numbers([1, 2]))
    #expect(wider.draw == nil && wider.column("a")?.scalars() == [.integer(10), .integer(12)])
    #expect(wider.adding(Field("a", .number), .numbers([7, 8])).schema.names == ["a", "b", "c"])
    #expect(table.renaming("a", to: "b").schema == table.schema)
    #expect(table.renaming("a", to: "n").schema.names == ["n", "b"])
    #expect(table.replacing(role: .target, of: "b").schema.first(role: .target)?.name == "b")
    #expect(view.materialized().baseColumn("b")?.levels == ["x", "y"])
    let single = table.drawing(RowDraw([2, 1]))
    #expect(single.column("b")?.levels == ["x", "y"])
    #expect(
      single.materialized().baseColumn("b")?.canonicalBytes == Column.category(["y", nil]).canonicalBytes)
  }

  @Test func schemasComeBackWithWhatSeparatesLabels() throws {
    let schema = Schema([
      Field("tags", .text, role: .target, separator: ";"), Field("a", .number, role: .target),
      Field("b", .text),
    ])
    var writer = ByteWriter()
    schema.encode(into: &writer)
    var reader = ByteReader(writer.bytes)
    let back = try Schema(decoding: &reader)
    #expect(back == schema && back.fields[0].separator == ";")
    #expect(Field("tags", .text, role: .target) != schema.fields[0])
    for length in 0..<writer.bytes.count {
      var cut = ByteReader(Array(writer.bytes.prefix(length)))
      #expect(throws: DecodingFailure.self) { try Schema(decoding: &cut) }
    }
  }

  @Test func namesCompareByBytes() {
    let composed = makeTable([("caf\u{E9}", .integers([1])), ("cafe\u{301}", .integers([2]))])
    #expect(composed.column("cafe\u{301}")?[0] == .integer(2))
    #expect(Field("\u{E9}", .text) != Field("e\u{301}", .text))
  }

  @Test func decodingChecksWhatItReads() throws {
    let columns = table.baseColumns
    #expect(throws: DecodingFailure.self) { try Table(schema: table.schema, columns: [columns[0]]) }
    #expect(throws: DecodingFailure.self) { try Table(schema: table.schema, columns: columns.reversed()) }
    #expect(throws: DecodingFailure.self) {
      try Table(schema: table.schema, columns: columns, draw: RowDraw([4]))
    }
    #expect(throws: DecodingFailure.self) {
      try Table(schema: table.schema, columns: [columns[0], .category(["x"])])
    }
    var writer = ByteWriter()
    table.schema.encode(into: &writer)
    RowDraw([2, 0, 2]).encode(into: &writer)
    var reader = ByteReader(writer.bytes)
    #expect(try Schema(decoding: &reader) == table.schema)
    #expect(try RowDraw(decoding: &reader) == RowDraw([2, 0, 2]))
    try reader.finish()
    var negative = ByteWriter()
    negative.write([-1] as [Int32])
    var damaged = ByteReader(negative.bytes)
    #expect(throws: DecodingFailure.self) { try RowDraw(decoding: &damaged) }
  }

  @Test func writtenTablesReadTheSame() throws {
    let text =
      "t,n,i,b,d,m\n\"a \"\"b\"\"\n, c\",1.0,007,true,2024-02-29,1969-12-31T23:59:59.999999\n,-0.0,\" x\",,,\n\" y \",1e+300,z,false,0001-01-01,2024-01-01T00:00:00\n"
    let reading = try CSVReader.read(Array(text.utf8))
    let written = CSVWriter.text(reading.table)
    #expect(written == text)
    let alone = makeTable([("x y", .numbers([.nan, 0.1, .leastNonzeroMagnitude]))])
    #expect(CSVWriter.text(alone) == "x y\n\"\"\n0.1\n5e-324\n")
    #expect(try CSVReader.read(Array(CSVWriter.text(alone).utf8)).table.baseColumns == alone.baseColumns)
  }

  @Test func fingerprintsCompareContent() {
    let other = makeTable([("b", .text(["x", nil])), ("a", .numbers([13, 11]))])
    #expect(RowFingerprints.sharedRowCount(of: table, in: other, columns: ["a", "b"]) == 2)
    #expect(RowFingerprints.sharedRowCount(of: table, in: other, columns: ["b", "a"]) == 2)
    #expect(RowFingerprints.sharedRowCount(of: table, in: other, columns: ["b"]) == 3)
    let pairs = makeTable([("p", .text(["ab", "a"])), ("q", .text(["c", "bc"]))])
    #expect(Set(RowFingerprints.of(table: pairs, columns: ["p", "q"])).count == 2)
    let zeros = makeTable([("z", .numbers([0, -0.0, .nan])), ("i", .numbers([1, 1, 1]))])
    #expect(Set(RowFingerprints.of(table: zeros, columns: ["z"])).count == 2)
    let big = makeTable([("n", .integers([9_007_199_254_740_993, 9_007_199_254_740_992]))])
    #expect(Set(RowFingerprints.of(table: big, columns: ["n"])).count == 2)
  }
}
