import Canonical
import Testing

@testable import Frame

@Suite struct CSVRobustnessTests {
  static let seeds = [
    "id,when,flag,name\n1,2024-01-01,yes,\"a, \"\"b\"\"\nc\"\n2,,no,5\" x\n",
    "\u{FEFF}a;b\r\n1,5;x\r\n\r\n-9223372036854775808;\"\"\r\n",
    "t\tu\n1e-400\tinf\n1970-01-01T00:00:00.123456789+23:59\t9999-12-31 23:59\n",
    String(repeating: "x,\"quoted\",12.5,\"with \"\"doubled\"\" quotes\"\n", count: 12),
  ]

  @Test func neverTrapsOnMutatedBytes() {
    var random = RandomStream(seed: 7, stream: 0)
    let alphabet = Array("\",;\t|\n\r 0129-+.eE:TZNAinfyesé\u{FEFF}".utf8) + [0, 0xFF, 0xC3]
    for round in 0..<6000 {
      var bytes = Array(Self.seeds[round % Self.seeds.count].utf8)
      for _ in 0...random.next(below: 8) where !bytes.isEmpty {
        let place = random.next(below: bytes.count)
        switch random.next(below: 4) {
        case 0: bytes[place] = alphabet[random.next(below: alphabet.count)]
        case 1: bytes.remove(at: place)
        case 2: bytes.insert(alphabet[random.next(below: alphabet.count)], at: place)
        default: bytes.append(contentsOf: bytes[place...].prefix(random.next(below: 80)))
        }
      }
      check(bytes)
    }
  }

  /// A reading accounts for every row, and reading again what was written gives the same texts.
  private func check(_ bytes: [UInt8]) {
    guard let reading = try? CSVReader.read(bytes) else { return }
    #expect(reading.rowsRead == reading.rowsKept + reading.rejected)
    #expect(reading.table.rowCount == reading.rowsKept)
    for column in reading.table.baseColumns {
      var reader = ByteReader(column.canonicalBytes)
      #expect((try? Column(decoding: &reader)) == column)
      #expect(ColumnSummary(of: column).count == column.count)
    }
  }

  @Test func blocksFindTheSameFieldsAsBytes() throws {
    var random = RandomStream(seed: 11, stream: 0)
    let pieces = [
      "\"", ",", "\n", "\r\n", "\r", "a", "bcd", "12", "\"\"", "\"x,y\"", "\"p\nq\"", "é", "long text ",
    ]
    for _ in 0..<4000 {
      var text = ""
      for _ in 0..<(20 + random.next(below: 120)) { text += pieces[random.next(below: pieces.count)] }
      let bytes = Array(text.utf8)
      #expect(outcome(bytes, inBlocks: true) == outcome(bytes, inBlocks: false))
    }
  }

  @Test func blocksFindTheFieldsOfWellFormedText() throws {
    var random = RandomStream(seed: 12, stream: 0)
    let fields = [
      "", "12", "\"a,b\"", "\"say \"\"hi\"\"\"", "\"line\nbreak\"", "plain text of some length", "\"\"",
    ]
    for _ in 0..<300 {
      var text = ""
      for _ in 0..<30 {
        text += (0..<5).map { _ in fields[random.next(below: fields.count)] }.joined(separator: ",") + "\n"
      }
      let bytes = Array(text.utf8)
      let index = try FieldIndexer.index(bytes.span, from: 0, delimiter: 44, quote: 34)
      #expect(index.rowCount == 30 && index.columnCount == 5)
      #expect(outcome(bytes, inBlocks: true) == outcome(bytes, inBlocks: false))
    }
  }

  private func outcome(_ bytes: [UInt8], inBlocks: Bool) -> String {
    do {
      let index = try FieldIndexer.index(
        bytes.span, from: 0, delimiter: 44, quote: 34, inBlocks: inBlocks)
      return "\(index.ends) \(index.rowStarts)"
    } catch {
      return "\(error)"
    }
  }
}
