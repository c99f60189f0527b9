import Testing

@testable import Frame

@Suite struct SamplingWeightTests {
  @Test func weightedDrawsHaveTheProbabilitiesOfSuccessiveDraws() throws {
    let values: [Double] = [1, 2, 3, 4, 0]
    let weights = try Weights(values, name: "w")
    var expected: [[Int32]: Double] = [:]
    for first in 0..<4 {
      for second in 0..<4 where second != first {
        let probability = values[first] / 10 * values[second] / (10 - values[first])
        expected[[Int32(first), Int32(second)].sorted(), default: 0] += probability
      }
    }
    let distance = try SamplingMethodTests.distance(expected, seeds: 20_000) {
      try Sampling.takeWeighted(weights, amount: .count(2), seed: $0).rows.rows
    }
    // Five degrees of freedom.
    #expect(distance < 20.52)
  }

  @Test func equalWeightsMakeASimpleDraw() throws {
    let weights = try Weights([Double](repeating: 1e-300, count: 5), name: "w")
    let distance = try SamplingMethodTests.distance(SamplingMethodTests.pairs, seeds: 20_000) {
      try Sampling.takeWeighted(weights, amount: .count(2), seed: $0).rows.rows
    }
    #expect(distance < 27.88)
  }

  @Test func allRowsOfAWeightAndNoOthers() throws {
    let weights = try Weights([0, 1e308, 1e308, 0, 1], name: "w")
    #expect(try Sampling.takeWeighted(weights, amount: .count(3), seed: 4).rows.rows == [1, 2, 4])
    let error = #expect(throws: SamplingError.self) {
      try Sampling.takeWeighted(weights, amount: .count(4), seed: 4)
    }
    #expect(error?.message == "4 rows wanted, and 3 have a weight above zero")
  }

  @Test func importanceDrawsFollowTheWeights() throws {
    let weights = try Weights([1, 2, 3, 4, 0], name: "w")
    let expected: [[Int32]: Double] = [[0]: 0.1, [1]: 0.2, [2]: 0.3, [3]: 0.4]
    let distance = try SamplingMethodTests.distance(expected, seeds: 20_000) {
      try Sampling.takeImportance(weights, amount: .count(1), seed: $0).drawn.rows.rows
    }
    // Three degrees of freedom.
    #expect(distance < 16.27)
  }

  @Test func importanceWeightsAreTheInverseOfTheExpectedCount() throws {
    let weights = try Weights([1, 2, 3, 4, 0], name: "w")
    var sums = 0.0
    for seed in 0..<4000 {
      let draw = try Sampling.takeImportance(weights, amount: .count(8), seed: UInt64(seed))
      for row in Set(draw.drawn.rows.rows) {
        let expected = 1 / (8 * [0.1, 0.2, 0.3, 0.4, 0][Int(row)])
        #expect((draw.weights[Int(row)] / expected - 1).magnitude < 1e-12)
      }
      sums += draw.drawn.rows.rows.reduce(0) { $0 + draw.weights[Int($1)] }
    }
    // The weights sum to the four rows that can be drawn, on average: a standard deviation of 0.0107.
    #expect((sums / 4000 - 4).magnitude < 0.04)
  }

  @Test func theEffectiveSizeIsThatOfKish() throws {
    let equal = try Weights([2, 2, 2, 2], name: "w")
    let same = try Sampling.takeImportance(equal, amount: .count(10), seed: 1)
    #expect(((same.drawn.facts[.effectiveSize] ?? 0) - 10).magnitude < 1e-9)
    let draw = try Sampling.takeImportance(Weights([1, 9], name: "w"), amount: .count(50), seed: 1)
    let drawn = draw.drawn.rows.rows.map { draw.weights[Int($0)] }
    let sum = drawn.reduce(0, +)
    let kish = sum * sum / drawn.reduce(0) { $0 + $1 * $1 }
    #expect(((draw.drawn.facts[.effectiveSize] ?? 0) / kish - 1).magnitude < 1e-12)
  }

  @Test func weightsThatAreNoneSayWhich() {
    func message(_ values: [Double]) -> String? {
      (#expect(throws: SamplingError.self) { try Weights(values, name: "w") })?.message
    }
    #expect(message([1, .nan, .nan]) == "the weight `w` is missing in 2 rows")
    #expect(message([1, 2, -0.5]) == "the weight `w` is -0.5 in row 3")
    #expect(message([1, .infinity]) == "the weight `w` is ∞ in row 2")
    #expect(message([0, 0]) == "the weights `w` are all zero")
    #expect(message([]) == "the weights `w` are all zero")
  }
}
