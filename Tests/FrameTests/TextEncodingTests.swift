import Frame
import Testing

/// Bytes of other encodings as UTF-8.
struct TextEncodingTests {
  private func utf16(_ text: String, isBig: Bool, marked: Bool = true) -> [UInt8] {
    ((marked ? [0xFEFF] : []) + Array(text.utf16)).flatMap { unit -> [UInt8] in
      let (high, low) = (UInt8(unit >> 8), UInt8(unit & 0xFF))
      return isBig ? [high, low] : [low, high]
    }
  }

  private func text(_ encoding: TextEncoding, _ bytes: [UInt8]) throws(ReadingError) -> String {
    String(decoding: try encoding.utf8(bytes), as: UTF8.self)
  }

  @Test(arguments: ["", "a,b\n1,2\n", "é ß Ω ሴ 😀 \u{10FFFF} \u{0}", "\u{FFFF}\u{E000}\u{D7FF}"])
  func utf16OfBothOrders(_ content: String) throws {
    #expect(try text(.utf16, utf16(content, isBig: true)) == content)
    #expect(try text(.utf16, utf16(content, isBig: false)) == content)
    #expect(try text(.utf16, utf16(content, isBig: false, marked: false)) == content)
  }

  @Test func everyByteIsALatin1Character() throws {
    let all = (0...255).map { UInt8($0) }
    #expect(try text(.latin1, all).unicodeScalars.map(\.value) == (0...255).map { UInt32($0) })
    #expect(try text(.latin1, Array("plain".utf8)) == "plain")
  }

  @Test func halfCharactersAreErrorsWithTheirPlace() throws {
    let bytes = utf16("a\nb", isBig: false)
    for broken in [
      bytes + [0x3D], bytes + [0x3D, 0xD8], bytes + [0x00, 0xDE], bytes + [0x3D, 0xD8, 0x41, 0x00],
    ] {
      #expect { try TextEncoding.utf16.utf8(broken) } throws: {
        guard let error = $0 as? ReadingError else { return false }
        return error.kind == .encoding && error.line == 2 && error.message.contains("byte 8")
      }
    }
  }

  @Test func noBytesMakeItTrap() {
    var random = RandomStream(seed: 3, stream: 0)
    for _ in 0..<20_000 {
      let bytes = (0..<random.next(below: 12)).map { _ in
        random.next(below: 2) == 0
          ? UInt8(0xD8 + random.next(below: 8)) : UInt8(truncatingIfNeeded: random.next())
      }
      for encoding in TextEncoding.allCases where encoding != .utf8 {
        guard let text = try? encoding.utf8(bytes) else { continue }
        #expect(String(validating: text, as: UTF8.self) != nil)
      }
    }
  }
}
