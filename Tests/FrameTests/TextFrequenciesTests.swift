import Testing

@testable import Frame

/// Texts counted by their hashes are counted as those that have codes.
@Suite struct TextFrequenciesTests {
  @Test func countsAsLevelsDo() {
    var random = RandomStream(seed: 31, stream: 0)
    for round in 0..<300 {
      let distinct = [1, 3, 12, 200][round % 4]
      let texts = (0..<round).map { _ -> String? in
        let value = min(random.next(below: distinct), random.next(below: distinct))
        return random.next(below: 10) == 0 ? nil : value == 0 ? "" : "t\(value % 7)é\(value)"
      }
      let coded = LevelFrequencies(of: .text(texts))
      let bits = Bitmap.validity(texts.count) { texts[$0] != nil }
      let plain = TextFrequencies(TextRun(texts.map { $0 ?? "" }), bits)
      #expect(plain.distinct == coded.distinct)
      #expect(plain.mostFrequent(10).map { "\($0)" } == coded.mostFrequent(10).map { "\($0)" })
    }
  }
}
