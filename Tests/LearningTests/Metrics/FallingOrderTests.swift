import Frame
@testable import Learning
import Testing

@Suite("Rows by falling scores")
struct FallingOrderTests {
  /// What sorting by comparison gives, which keeps the order of equal scores.
  private func expect(_ scores: [Double], _ what: String) {
    let sorted = scores.indices.map { Int32($0) }.sorted { scores[Int($0)] > scores[Int($1)] }
    #expect(FallingOrder.rows(scores) == sorted, "\(what)")
  }

  @Test func isThatOfComparisons() {
    var stream = RandomStream(seed: 3, stream: 0)
    for count in [0, 1, 2, 255, 256, 3000] {
      expect((0..<count).map { _ in stream.nextDouble() }, "probabilities")
      expect((0..<count).map { _ in Double(stream.next(below: 7)) - 3 }, "ties on both sides of zero")
      expect((0..<count).map { _ in stream.nextNormal() * 1e300 }, "large")
      expect((0..<count).map { _ in 0.5 }, "one score")
      // Apart in the last bits alone.
      expect((0..<count).map { _ in 1 + Double(stream.next(below: 50)) * 0x1p-52 }, "near")
      expect((0..<count).map { $0 % 2 == 0 ? 0 : -0.0 }, "both zeros")
      expect(
        (0..<count).map { _ in
          [Double.infinity, -.infinity, 0, .leastNonzeroMagnitude][stream.next(below: 4)]
        },
        "ends")
    }
  }
}
