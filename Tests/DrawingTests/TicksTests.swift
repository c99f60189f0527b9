import Testing

@testable import Drawing

@Suite struct TicksTests {
  @Test func knownAxes() {
    #expect(Ticks(covering: 0, 1).labels == ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"])
    #expect(Ticks(covering: 0.12, 0.31).values == [0.1, 0.15, 0.2, 0.25, 0.3, 0.35])
    #expect(Ticks(covering: -3, 17).labels == ["-5", "0", "5", "10", "15", "20"])
    #expect(Ticks(covering: 0, 42_000).labels == ["0", "10,000", "20,000", "30,000", "40,000", "50,000"])
  }

  @Test func stepsAreNiceAndCoverTheRange() {
    var numbers = Numbers(seed: 11)
    for _ in 0..<4000 {
      let scale = Double("1e\(Int(numbers.next() * 60) - 30)") ?? 1
      let (a, b) = ((numbers.next() - 0.5) * scale, (numbers.next() - 0.5) * scale)
      let count = 2 + Int(numbers.next() * 8)
      let ticks = Ticks(covering: a, b, count: count)
      let (low, high) = (min(a, b), max(a, b))
      let slack = ticks.step * 1e-5
      #expect(ticks.low <= low + slack && ticks.high >= high - slack)
      #expect(ticks.low > low - ticks.step && ticks.high < high + ticks.step)
      #expect((2...count + 2).contains(ticks.values.count))
      #expect(zip(ticks.values, ticks.values.dropFirst()).allSatisfy { $0 < $1 })
      #expect(isNice(ticks.step))
      #expect(ticks.values.allSatisfy { abs($0 / ticks.step - ($0 / ticks.step).rounded()) < 1e-6 })
      #expect(Set(ticks.labels).count == ticks.labels.count)
    }
  }

  private func isNice(_ step: Double) -> Bool {
    let text = "\(step)".filter { $0 != "." }
    let digits = text.prefix { $0 != "e" }.drop { $0 == "0" }
    return ["1", "2", "5"].contains(digits.prefix(1)) && digits.dropFirst().allSatisfy { $0 == "0" }
  }

  @Test(arguments: [
    (0.0, 0.0), (5, 5), (-1e15, -1e15), (1e15, 1e15 + 0.125), (.nan, 1), (0, .infinity), (1e300, -1e300),
    (.leastNonzeroMagnitude, 4 * .leastNonzeroMagnitude), (1e-290, 3e-290), (1e308, 1e308),
    (-.greatestFiniteMagnitude, .greatestFiniteMagnitude),
  ])
  func oddRangesGiveUsableTicks(_ low: Double, _ high: Double) {
    let ticks = Ticks(covering: low, high)
    #expect(ticks.values.count >= 2 && ticks.values.count <= 12)
    #expect(ticks.values.allSatisfy { $0.isFinite })
    #expect(ticks.low < ticks.high)
    #expect(ticks.labels.count == ticks.values.count)
  }
}
