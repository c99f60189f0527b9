import Syntax
import Testing

struct SourceFileTests {
  @Test func byteOrderMarkIsNoPartOfTheText() {
    let (file, diagnostics) = NotebookParser.sourceFile(
      path: "n.md", bytes: [0xEF, 0xBB, 0xBF] + Array("# é".utf8))
    #expect(diagnostics == [])
    #expect(file.text(Span(0, 4)) == "# é")
  }

  @Test(arguments: [
    ([UInt8]("ab".utf8) + [0xFF] + Array("c".utf8), 2, "ab\u{FFFD}c"),
    ([0xEF, 0xBB, 0xBF, 0x61, 0xC3], 4, "a\u{FFFD}"),
    ([0xEF, 0xBF, 0x61], 0, "\u{FFFD}a"),
    ([0x61, 0xE2, 0x82], 1, "a\u{FFFD}"),
    ([0xED, 0xA0, 0x80], 0, "\u{FFFD}\u{FFFD}\u{FFFD}"),
  ])
  func wrongBytesAreReportedAndReplaced(_ bytes: [UInt8], _ offset: Int, _ text: String) {
    let (file, diagnostics) = NotebookParser.sourceFile(path: "n.md", bytes: bytes)
    #expect(diagnostics.map(\.code) == [.invalidUTF8])
    #expect(diagnostics[0].message == "the file is not UTF-8 at byte \(offset)")
    #expect(String(decoding: file.bytes, as: UTF8.self) == text)
    #expect(file.text(diagnostics[0].span) == "\u{FFFD}")
  }

  @Test func zerosAreReplaced() {
    let (file, diagnostics) = NotebookParser.sourceFile(path: "n.md", bytes: [0x61, 0, 0x62])
    #expect(diagnostics == [])
    #expect(file.bytes == Array("a\u{FFFD}b".utf8))
  }

  @Test func lineEndsStay() {
    let (file, _) = NotebookParser.sourceFile(path: "n.md", bytes: Array("a\r\né\r\n".utf8))
    #expect(file.lineCount == 3)
    #expect(file.text(file.line(2)) == "é")
    #expect(file.position(of: 5) == SourcePosition(line: 2, column: 2))
  }
}
