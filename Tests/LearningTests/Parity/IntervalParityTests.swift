@testable import Learning
import Testing

private struct IntervalFixture: Decodable {
  typealias Expected = [String: [String: [Double]]]

  struct Ranking: Decodable {
    let queries: [Int32]
    let truth: [Double]
    let score: [Double]
    let expected: Expected
  }

  struct Clusters: Decodable {
    let truth: [Int32]
    let clusters: [Int32]
    let expected: Expected
  }

  struct Pairs: Decodable {
    let truth: [Int32]
    let probabilities: [Double]
    let expected: Expected
  }

  let rankings: [Ranking]
  let clusters: Clusters
  let pairs: Pairs
}

/// Both draw at random: ends may lie apart by a small share of the interval.
@Suite("Intervals of rankings, clusters and pairs of classes agree with SciPy")
struct IntervalParityTests {
  private let fixture: IntervalFixture

  init() throws { fixture = try LearningTests.fixture("intervals") }

  private func compare(
    _ evaluated: Evaluated, _ expected: IntervalFixture.Expected, resamples: Int, within share: Double
  ) throws {
    let names = expected.keys.sorted()
    for method in BootstrapPlan.Method.allCases {
      let bootstrap = Bootstrap(
        [evaluated], try names.map { try #require(Metrics[$0]) },
        BootstrapPlan(resamples: resamples, method: method, seed: 5))
      for (metric, name) in names.enumerated() {
        let wanted = try #require(expected[name]?[method.rawValue])
        let found = try #require(bootstrap.interval(model: 0, metric: metric), "\(name)")
        let allowed = share * (wanted[1] - wanted[0])
        #expect((found.low - wanted[0]).magnitude <= allowed, "low of \(name) by \(method)")
        #expect((found.high - wanted[1]).magnitude <= allowed, "high of \(name) by \(method)")
      }
    }
  }

  @Test func rankings() throws {
    for test in fixture.rankings {
      let evaluated = try Evaluated(
        truth: .numbers(test.truth), prediction: .values(test.score), queries: test.queries)
      try compare(evaluated, test.expected, resamples: 20_000, within: 0.05)
    }
  }

  @Test func clusters() throws {
    let test = fixture.clusters
    let evaluated = try Evaluated(
      truth: .classes(labels: classLabels(3), codes: test.truth),
      prediction: .clusters(codes: test.clusters, count: 4))
    try compare(evaluated, test.expected, resamples: 6_000, within: 0.12)
  }

  @Test func pairsOfClasses() throws {
    let test = fixture.pairs
    let evaluated = try Evaluated(
      truth: .classes(labels: classLabels(3), codes: test.truth),
      prediction: .probabilities(labels: classLabels(3), values: test.probabilities))
    try compare(evaluated, test.expected, resamples: 6_000, within: 0.12)
    let score = try PairedRanks(evaluated, weighted: true)
    let less = try score.withoutEach()
    for row in [0, 17, 139] {
      let others = (0..<140).filter { $0 != row }.map { Int32($0) }
      let wanted = try PairedRanks(evaluated.rows(others), weighted: true).value()
      #expect(agree(less[row], wanted, within: 1e-12))
    }
  }

  @Test func whatIsNotResampledSaysWhy() throws {
    #expect(Metrics["silhouette"]?.noInterval(rows: 10)?.hasPrefix("a row that is drawn twice") == true)
    #expect(Metrics["adjusted_mutual_info"]?.noInterval(rows: 10) == nil)
    #expect(
      Metrics["adjusted_mutual_info"]?.noInterval(rows: 10_001)
        == "of more than 10,000 rows it takes too long to be computed for each resample")
    for metric in Metrics.all where !metric.needs.contains(.features) {
      #expect(metric.noInterval(rows: 99) == nil)
    }
  }
}
