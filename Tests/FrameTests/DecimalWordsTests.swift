import Canonical
import Testing

@testable import Frame

/// Numbers read by words are those that are read digit by digit.
@Suite struct DecimalWordsTests {
  /// Sixteen bytes that must not matter.
  private static let before = Array("7,9\"-.e0123é56".utf8)

  @Test(arguments: [
    "0", "-0", "7", "-7", "12345678", "123456789", "9999999999999999", "-1.5", "0.126388", "-0.0278082",
    "1.0",
    "163979", "1234567.12345678", "0.5", ".5", "-.25", "999999999999999", "1234567.1",
  ])
  func readsShortDecimals(text: String) throws {
    let words = try #require(DecimalWordsTests.words(text))
    try compare(words, text)
  }

  @Test(arguments: [
    "", "-", ".", "5.", "-5.", "007", "00.5", "-01", "1e5", "1.2.3", "1-2", "--1", "+1", " 1", "1 ", "0x10",
    "nan",
    "12345678901234567", "1,5", "1/2", "1:2", "é", "..", "1..",
  ])
  func leavesTheRest(text: String) {
    #expect(DecimalWordsTests.words(text) == nil)
  }

  @Test func agreesOnRandomTexts() throws {
    var random = RandomStream(seed: 7, stream: 0)
    let characters = Array("0123456789012345678901234567890123456789.-e,".utf8)
    var read = 0
    for _ in 0..<200_000 {
      let bytes = (0..<(1 + random.next(below: 18))).map { _ in
        characters[random.next(below: characters.count)]
      }
      let text = String(decoding: bytes, as: UTF8.self)
      guard let words = DecimalWordsTests.words(text) else { continue }
      read += 1
      try compare(words, text)
    }
    #expect(read > 50_000)
  }

  private func compare(_ words: DecimalWords, _ text: String) throws {
    let bytes = Array(text.utf8)
    let split = DecimalText(bytes.span, bytes.indices)
    let digits = try #require(split, "\(text)")
    if words.isInteger { #expect(Int64(words) == digits.integer, "\(text)") }
    #expect(words.isInteger == digits.isInteger)
    if let number = Double(words) {
      let nearest = DecimalDouble.value(bytes.span, bytes.indices)
      #expect(number.bitPattern == nearest?.bitPattern, "\(text)")
    } else {
      #expect(digits.digits > 15)
    }
  }

  private static func words(_ text: String) -> DecimalWords? {
    let bytes = before + Array(text.utf8) + Array("5,".utf8)
    let range = before.count..<(before.count + text.utf8.count)
    return range.isEmpty ? nil : DecimalWords(bytes.span.bytes, range)
  }
}
