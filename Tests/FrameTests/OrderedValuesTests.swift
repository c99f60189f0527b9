import Testing

@testable import Frame

/// Sorting by bits agrees with sorting by comparison.
@Suite struct OrderedValuesTests {
  @Test func wholeNumbersAreSortedAsByComparison() {
    var random = RandomStream(seed: 5, stream: 0)
    for count in [0, 1, 2, 255, 256, 1000, 5000] {
      for shift in [0, 20, 40, 63] {
        let values = (0..<count).map { _ in Int64(bitPattern: random.next()) >> Int64(shift) }
        #expect(RadixSort.ascending(values) == values.sorted())
      }
    }
    #expect(RadixSort.ascending(Array(repeating: Int64.min, count: 300) + [.max]).last == .max)
  }

  @Test func numbersAreSortedAsByComparison() {
    var random = RandomStream(seed: 6, stream: 0)
    for count in [0, 1, 300, 4000] {
      let values = (0..<count).map { _ in
        let value = Double(bitPattern: random.next())
        return value.isNaN ? -.infinity : value
      }
      #expect(RadixSort.ascending(values) == values.sorted())
    }
    let signs = [Double](repeating: 0.0, count: 300) + [Double](repeating: -0.0, count: 300)
    #expect(RadixSort.ascending(signs).prefix(300).allSatisfy { $0.sign == .minus })
  }

  @Test func distinctValuesAreCountedExactly() {
    let large: [Int64?] = (0..<600).map { 9_007_199_254_740_992 + Int64($0 % 3) } + [nil]
    #expect(ColumnSummary(of: .integers(large)).distinct == 3)
    let numbers = (0..<900).map { Double($0 % 7) } + [.infinity, -.infinity, .nan]
    let ordered = OrderedValues(of: .numbers(numbers))
    #expect(ordered.distinct == 9 && ordered.finite.count == 900)
  }

  @Test func theMostFrequentLevelsComeFirstAndTiesByBytes() {
    let texts = (0..<40).flatMap { level in Array(repeating: "level \(level)", count: 1 + level % 4) }
    let top = ColumnSummary(of: .text(texts)).top
    let wanted = Dictionary(grouping: texts) { $0 }.map { ($0.key, $0.value.count) }
      .sorted { $0.1 != $1.1 ? $0.1 > $1.1 : $0.0 < $1.0 }.prefix(10)
    #expect(top.map(\.text) == wanted.map(\.0) && top.map(\.count) == wanted.map(\.1))
  }
}

/// Numbers of every shape come out in their order.
@Suite struct RadixSortTests {
  @Test func sortsAsComparisonsDo() {
    var random = RandomStream(seed: 61, stream: 0)
    for round in 0..<120 {
      let decimals = [1.0, 10, 1000, 1e6, 3][round % 5]
      let numbers = (0..<(200 + round * 10)).map { _ -> Double in
        switch random.next(below: 40 + round) {
        case 0: return -0.0
        case 1: return random.next(below: 2) == 0 ? .infinity : -.infinity
        case 2: return random.nextNormal()
        default: return Double(random.next(below: 1 << (round % 45))) / decimals - 3
        }
      }
      let expected = numbers.map(OrderKey.of).sorted().map(OrderKey.double)
      #expect(RadixSort.ascending(numbers).map(\.bitPattern) == expected.map(\.bitPattern))
      let wholes = (0..<600).map { _ in
        Int64(bitPattern: random.next() >> UInt64(round % 64)) &* (round % 3 == 0 ? 1000 : 1)
      }
      #expect(RadixSort.ascending(wholes) == wholes.sorted())
    }
  }
}
