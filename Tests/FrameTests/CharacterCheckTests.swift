import Testing

@testable import Frame

/// Text looked at by its bytes above 127 is UTF-8 where the standard library says so.
@Suite struct CharacterCheckTests {
  @Test func everyPairAndEdgeIsJudgedAlike() {
    for first in 0x80...0xFF {
      for second in stride(from: 0, through: 0xFF, by: 1) {
        for rest in [[], [0x80], [0xBF], [0x41], [0x80, 0x80], [0xBF, 0xBF], [0x80, 0x41]] {
          compare([UInt8(first), UInt8(second)] + rest.map { UInt8($0) })
        }
      }
    }
  }

  @Test func randomTextsAreJudgedAlike() {
    var random = RandomStream(seed: 19, stream: 0)
    let pieces = ["a", "é", "日", "😀", "\u{7FF}", "\u{FFFF}", "\u{10FFFF}", "-----------"].map {
      Array($0.utf8)
    }
    var sound = 0
    for _ in 0..<20_000 {
      var bytes = (0..<random.next(below: 60)).flatMap { _ in pieces[random.next(below: pieces.count)] }
      if random.next(below: 2) == 0, !bytes.isEmpty {
        bytes[random.next(below: bytes.count)] = UInt8(random.next(below: 256))
      }
      if compare(bytes) { sound += 1 }
    }
    #expect(sound > 5000 && sound < 19_000)
  }

  @discardableResult private func compare(_ bytes: [UInt8]) -> Bool {
    var check = CharacterCheck()
    for start in stride(from: 0, to: bytes.count, by: 64) {
      var high: UInt64 = 0
      for place in start..<min(start + 64, bytes.count) where bytes[place] > 127 {
        high |= 1 << UInt64(place - start)
      }
      if high != 0 { check.read(bytes.span.bytes, start, high) }
    }
    let isValid = (try? UTF8Span(validating: bytes.span)) != nil
    #expect(check.isSound == isValid, "\(bytes)")
    return isValid
  }
}
