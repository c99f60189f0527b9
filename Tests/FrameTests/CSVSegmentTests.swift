import Canonical
import Testing

@testable import Frame

/// A file read in several runs of rows gives what it gives in one.
@Suite struct CSVSegmentTests {
  @Test func anyNumberOfSegmentsReadsTheSame() {
    var random = RandomStream(seed: 21, stream: 0)
    for _ in 0..<1500 {
      let bytes = Array(CSVSegmentTests.file(&random).utf8)
      let whole = outcome(bytes, segments: 1)
      for segments in [2, 3, 7] { #expect(outcome(bytes, segments: segments) == whole) }
    }
  }

  @Test func anySizeOfWindowsReadsTheSame() {
    var random = RandomStream(seed: 22, stream: 0)
    for round in 0..<600 {
      let bytes = Array(CSVSegmentTests.file(&random).utf8)
      let whole = outcome(bytes, segments: 1)
      for size in [1, 7 + round % 90, 200] {
        #expect(outcome(bytes, segments: 1 + round % 3, windowBytes: size) == whole)
      }
    }
  }

  @Test func everySizeOfWindowsReadsTheSame() {
    var random = RandomStream(seed: 24, stream: 0)
    var files = CSVRobustnessTests.seeds
    files += [
      "\n\n\r\n\na,b\n1,2\n3,4\n", "\u{FEFF}\n\n\"a\nb\",c\n\n1,2\n", "\u{FEFF}\n", "a\n", "\n\n1;2\r3;4",
    ]
    while files.count < 24 { files.append(CSVSegmentTests.file(&random)) }
    for text in files {
      let bytes = Array(text.utf8)
      let whole = outcome(bytes, segments: 1)
      for size in 1...min(bytes.count, 200) {
        #expect(outcome(bytes, segments: 1 + size % 2, windowBytes: size) == whole)
      }
    }
  }

  @Test func packedColumnsAreThoseOfTheWholeTable() throws {
    var random = RandomStream(seed: 23, stream: 0)
    for round in 0..<300 {
      let bytes = Array(CSVSegmentTests.file(&random).utf8)
      guard let whole = try? read(bytes, segments: 1).table else { continue }
      let packed = try CSVReader.read(
        ByteSource(bytes), dialect: CSVDialect(), declared: [], keeper: HeldParts(), windowBytes: 40 + round
      ).table
      #expect(packed.schema == whole.schema && packed.rowCount == whole.rowCount)
      #expect(packed.columns.map(\.digest) == whole.baseColumns.map { Digest(of: $0.canonicalBytes) })
    }
  }

  @Test func columnsOfMixedKindsAreReadAgainAsTexts() throws {
    let rows = (0..<200).map { "\($0),2024-01-\($0 % 20 + 10),\($0)\n" }.joined()
    let text = "a,b,c\n" + rows + "x,2024-02-01T10:00:00,0.5\n" + rows + "7,,9007199254740993\n"
    for segments in 1...5 {
      let table = try read(Array(text.utf8), segments: segments).table
      #expect(table.schema.fields.map(\.type) == [.category, .datetime, .text])
      #expect(table.column("a")?[200] == .text("x") && table.column("c")?[401] == .text("9007199254740993"))
    }
  }

  @Test func strayQuotesMakeNoDifference() throws {
    let text = "a,b\n" + (0..<40).map { "5\" pipe,\($0)\n\"two\nlines, \"\"quoted\"\"\",\($0)\n" }.joined()
    let whole = outcome(Array(text.utf8), segments: 1)
    #expect(whole.contains("80 rows"))
    for segments in 2...9 { #expect(outcome(Array(text.utf8), segments: segments) == whole) }
  }

  @Test func theFirstFaultOfTheFileIsReported() throws {
    let good = (0..<50).map { "\($0),1\n" }.joined()
    let ragged = "a,b\n" + good + "1\n" + good + "1,2,3\n" + good
    let wrong = "a,b\n" + good + "x,1\n" + good + "1,y\n" + good
    for segments in 1...6 {
      let error = #expect(throws: CSVError.self) { try read(Array(ragged.utf8), segments: segments) }
      #expect(error?.line == 52)
      #expect(error?.message == "line 52 has 1 field, the first line has 2; 2 rows are so in all")
      let declared = [DeclaredColumn("b", .integer), DeclaredColumn("a", .integer)]
      let misfit = #expect(throws: CSVError.self) {
        try read(Array(wrong.utf8), declared: declared, segments: segments)
      }
      #expect(misfit?.line == 52 && misfit?.name == "a")
    }
  }

  private func read(
    _ bytes: [UInt8], declared: [DeclaredColumn] = [], segments: Int, windowBytes: Int = .max
  ) throws(CSVError) -> CSVReading {
    try CSVReader.read(
      bytes, dialect: CSVDialect(), declared: declared, limits: .standard, segments: segments,
      windowBytes: windowBytes)
  }

  private func outcome(_ bytes: [UInt8], segments: Int, windowBytes: Int = .max) -> String {
    do throws(CSVError) {
      let reading = try read(bytes, segments: segments, windowBytes: windowBytes)
      let columns = reading.table.baseColumns.map { "\($0.type) \($0.scalars())" }
      return "\(reading.rowsRead) rows, \(reading.blankLines) blank, \(columns)"
    } catch {
      return "\(error)"
    }
  }

  /// A small file of columns that change their kind, with quotes, line breaks, gaps and faults here and there.
  private static func file(_ random: inout RandomStream) -> String {
    let kinds: [[String]] = [
      ["1", "22", "-3"], ["1.5", "1e3", "-0"], ["true", "no"], ["2024-01-02", "2023-12-31"],
      ["2024-01-02T03:04:05"], ["red", "\"a, b\"", "\"say \"\"hi\"\"\"", "\"two\nlines\""], ["", "NA"],
      ["9007199254740993"],
    ]
    let faults = ["\"x\"y", "5\" pipe", "a,b", "\"", "\u{FF}"]
    let columns = 1 + random.next(below: 4)
    let lineEnd = ["\n", "\r\n", "\r"][random.next(below: 3)]
    var text = (0..<columns).map { "c\($0)" }.joined(separator: ",") + lineEnd
    var kind = (0..<columns).map { _ in random.next(below: kinds.count) }
    for _ in 0..<(5 + random.next(below: 40)) {
      if random.next(below: 12) == 0 { kind[random.next(below: columns)] = random.next(below: kinds.count) }
      if random.next(below: 30) == 0 { text += lineEnd }
      let fields = kind.map { kind -> String in
        if random.next(below: 400) == 0 { return faults[random.next(below: faults.count)] }
        if random.next(below: 10) == 0 { return "" }
        return kinds[kind][random.next(below: kinds[kind].count)]
      }
      text += fields.joined(separator: ",") + lineEnd
    }
    return text
  }
}
