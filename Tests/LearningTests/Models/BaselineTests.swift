@testable import Learning
import Testing

@Suite("Baselines")
struct BaselineTests {
  private func predicted(
    _ strategy: String?, _ target: Target, weights: [Double]? = nil, seed: UInt64 = 0, rows: Int = 4
  ) throws -> Prediction {
    let request = FitRequest(
      matrix: FeatureMatrix(rowCount: target.count, names: [], values: []), target: target, weights: weights,
      parameters: strategy.map { ["strategy": .text($0)] } ?? [:], seed: seed)
    return try Baseline.spec.fit(request).predict(FeatureMatrix(rowCount: rows, names: [], values: []))
  }

  private let classes = Target.classes(labels: ["a", "b", "c"], codes: [1, 1, 2, 0, 1, 2])

  @Test func majorityAndPrior() throws {
    #expect(try predicted(nil, classes).labelCodes == [1, 1, 1, 1])
    #expect(values(try predicted("prior", classes, rows: 1)) == [1.0 / 6, 0.5, 2.0 / 6])
    let weighted = try predicted("majority", classes, weights: [0, 0, 1, 5, 1, 1])
    #expect(weighted.labelCodes == [0, 0, 0, 0])
    #expect(try predicted("previous", classes).labelCodes == [2, 2, 2, 2])
  }

  @Test func tiesGoToTheFirst() throws {
    let tied = Target.classes(labels: ["a", "b"], codes: [1, 0, 1, 0])
    #expect(try predicted("majority", tied).labelCodes == [0, 0, 0, 0])
  }

  @Test func stratifiedFollowsTheShares() throws {
    let drawn = try predicted("stratified", classes, rows: 6000).labelCodes
    for (code, share) in [(0, 1.0 / 6), (1, 0.5), (2, 2.0 / 6)] {
      let count = drawn.reduce(0) { $0 + ($1 == Int32(code) ? 1 : 0) }
      #expect(abs(Double(count) / 6000 - share) < 0.02)
    }
    #expect(try predicted("stratified", classes, rows: 6000).labelCodes == drawn)
    #expect(try predicted("stratified", classes, seed: 1, rows: 6000).labelCodes != drawn)
    #expect(Array(try predicted("stratified", classes, rows: 10).labelCodes) == Array(drawn.prefix(10)))
  }

  @Test func uniformIsEven() throws {
    let prediction = try predicted("uniform", classes, rows: 6000)
    for code in 0..<3 {
      let count = prediction.labelCodes.reduce(0) { $0 + ($1 == Int32(code) ? 1 : 0) }
      #expect(abs(Double(count) / 6000 - 1.0 / 3) < 0.02)
    }
    #expect(values(prediction).allSatisfy { abs($0 - 1.0 / 3) < 1e-11 })
  }

  @Test func numbers() throws {
    let target = Target.numbers([1, 10, 4, 5])
    #expect(values(try predicted(nil, target, rows: 2)) == [5, 5])
    #expect(values(try predicted("median", target, rows: 1)) == [4.5])
    #expect(values(try predicted("previous", target, rows: 1)) == [5])
    #expect(values(try predicted("median", target, weights: [9, 1, 1, 1], rows: 1)) == [1])
  }
}
