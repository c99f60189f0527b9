import Foundation
import Testing

@testable import Frame

/// What `scripts/parity/balance.py` asked imbalanced-learn.
private struct BalanceCase: Decodable {
  let classes: [Int]
  let x: [Double]
  let y: [Double]
  let kept: [Int32]?
  let neighbors: [String: [Int32]]
  let oversampled: [Int]?
  let undersampled: [Int]?
  let colours: [Int]?
  let rows: Int?
  let means: [Double]?
  let deviations: [Double]?
  let shares: [Double]?
}

@Suite("Balanced classes agree with imbalanced-learn")
struct BalanceParityTests {
  private let cases: [BalanceCase]

  init() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")
    let text = try String(contentsOf: folder.appending(path: "balance.jsonl"), encoding: .utf8)
    cases = try text.split(separator: "\n").map {
      try JSONDecoder().decode(BalanceCase.self, from: Data($0.utf8))
    }
  }

  private func classes(_ test: BalanceCase) throws -> BalancedClasses {
    try BalancedClasses(.category(test.classes.map { "\($0)" }), name: "c")
  }

  private func colours(_ test: BalanceCase) -> Column? {
    test.colours.map { .category($0.map { "\($0)" }) }
  }

  private func points(_ test: BalanceCase) throws -> RowPoints {
    try RowPoints(
      numbers: [("x", .numbers(test.x)), ("y", .numbers(test.y))],
      categories: colours(test).map { [$0] } ?? [])
  }

  private func counts(_ rows: RowDraw, _ classes: BalancedClasses) -> [Int] {
    classes.labels.indices.map { code in rows.rows.count { Int(classes.codes[Int($0)]) == code } }
  }

  @Test func rowsWithoutTomekLinks() throws {
    let tests = cases.filter { $0.kept != nil }
    #expect(tests.count == 24)
    for test in tests {
      let drawn = try Sampling.withoutTomekLinks(try classes(test), among: try points(test))
      #expect(drawn.rows.rows == test.kept)
    }
  }

  @Test func rowsDrawnAgainAndLeftOut() throws {
    for test in cases {
      guard let over = test.oversampled, let under = test.undersampled else { continue }
      let classes = try classes(test)
      #expect(counts(try Sampling.oversample(classes, ratio: 1, seed: 3).rows, classes) == over)
      #expect(counts(try Sampling.undersample(classes, ratio: 1, seed: 3).rows, classes) == under)
    }
  }

  /// The same neighbours, with numbers alone and with categories; each new row lies on the line to one of them.
  @Test func newRowsLieTowardsTheSameNeighbours() throws {
    for test in cases {
      let made = try SmoteRows(try classes(test), among: try points(test), ratio: 1, neighbors: 5, seed: 1)
      let begun = made.origins.filter { test.neighbors["\($0.row)"] != nil }
      #expect(!begun.isEmpty)
      for origin in begun { #expect(origin.neighbors.sorted() == test.neighbors["\(origin.row)"]) }
      let (x, y) = (
        made.extended(.numbers(test.x), .between).doubles(),
        made.extended(.numbers(test.y), .between).doubles()
      )
      for (index, origin) in made.origins.enumerated() {
        let (start, end) = (Int(origin.row), Int(origin.neighbor))
        let (a, b) = (x[test.x.count + index] - test.x[start], y[test.y.count + index] - test.y[start])
        let (c, d) = (test.x[end] - test.x[start], test.y[end] - test.y[start])
        #expect((a * d - b * c).magnitude < 1e-9 * (1 + (c * d).magnitude))
        #expect(origin.step >= 0 && origin.step < 1)
      }
    }
  }

  /// Both draw at random: means, spreads and shares over many seeds lie within four standard errors. imbalanced-learn breaks a tie
  /// of categories by chance and Limn by their bytes, so shares may differ by as much as ties are frequent.
  @Test func newRowsAreSpreadAlike() throws {
    let tests = cases.filter { $0.shares != nil }
    #expect(tests.count == 6)
    for test in tests {
      let (classes, points) = (try classes(test), try points(test))
      let column = try #require(colours(test))
      var (x, y, codes, ties, rows) = ([Double](), [Double](), [0, 0, 0], 0, 0)
      for seed in 0..<200 as Range<UInt64> {
        let made = try SmoteRows(classes, among: points, ratio: 1, neighbors: 5, seed: seed)
        x += made.extended(.numbers(test.x), .between).doubles().dropFirst(test.x.count)
        y += made.extended(.numbers(test.y), .between).doubles().dropFirst(test.y.count)
        let new = made.extended(column, .frequent)
        for row in test.x.count..<new.count {
          if case .text(let text) = new[row], let code = Int(text) { codes[code] += 1 }
        }
        rows += made.count
        ties += made.origins.count { origin in
          let tally = (0..<3).map { code in origin.neighbors.count { test.colours?[Int($0)] == code } }
          return tally.count { $0 == tally.max() } > 1
        }
      }
      #expect(rows == test.rows)
      let (means, deviations) = (try #require(test.means), try #require(test.deviations))
      for (values, (mean, deviation)) in zip([x, y], zip(means, deviations)) {
        let own = values.reduce(0, +) / Double(values.count)
        let spread =
          (values.reduce(0) { $0 + ($1 - own) * ($1 - own) } / Double(values.count)).squareRoot()
        let error = deviation * (2 / Double(values.count)).squareRoot()
        #expect((own - mean).magnitude < 4 * error)
        #expect((spread - deviation).magnitude < 4 * error)
      }
      for (code, share) in try #require(test.shares).enumerated() {
        let error = 4 * (2 * share * (1 - share) / Double(rows)).squareRoot()
        let tied = Double(ties) / Double(rows)
        #expect((Double(codes[code]) / Double(rows) - share).magnitude < error + 0.003 + tied)
      }
    }
  }
}
