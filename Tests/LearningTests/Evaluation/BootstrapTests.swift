import Frame
@testable import Learning
import Testing

@Suite("Rows drawn anew")
struct BootstrapTests {
  private func evaluated(_ rows: Int, ties: Bool = false, weights: [Double]? = nil) throws -> Evaluated {
    var stream = RandomStream(seed: 5, stream: 1)
    var (codes, values): ([Int32], [Double]) = ([0, 1], [0.8, 0.2, 0.3, 0.7])
    while codes.count < rows {
      let code: Int32 = stream.nextDouble() < 0.4 ? 1 : 0
      var probability = Elementary.logistic(stream.nextNormal() + (code == 1 ? 0.7 : -0.7))
      if ties { probability = (probability * 5).rounded() / 5 }
      codes.append(code)
      values += [1 - probability, probability]
    }
    return try Evaluated(
      truth: .classes(labels: ["a", "b"], codes: codes),
      prediction: .probabilities(labels: ["a", "b"], values: values), weights: weights)
  }

  @Test func drawsAreAsManyAsRows() {
    for rows in [1, 2, 7, 1000, 4097] {
      var resample = ResampledRows(rows: rows)
      for number in 0..<20 {
        resample.draw(seed: 3, number: number)
        #expect(resample.counts.reduce(0) { $0 + Int($1) } == rows)
      }
    }
  }

  /// A row's count has mean 1 and variance 1 − 1/n, and counts of two rows the covariance −1/n.
  @Test func drawsAreMultinomial() {
    let (rows, draws) = (5, 40_000)
    var resample = ResampledRows(rows: rows)
    var (sums, squares, products) = ([Double](repeating: 0, count: rows), 0.0, 0.0)
    for number in 0..<draws {
      resample.draw(seed: 11, number: number)
      for row in 0..<rows { sums[row] += Double(resample.counts[row]) }
      squares += Double(resample.counts[0]) * Double(resample.counts[0])
      products += Double(resample.counts[0]) * Double(resample.counts[1])
    }
    for sum in sums { #expect((sum / Double(draws) - 1).magnitude < 0.02) }
    #expect((squares / Double(draws) - 1 - 0.8).magnitude < 0.04)
    #expect((products / Double(draws) - 1 + 0.2).magnitude < 0.03)
  }

  /// Counted sums are those of the rows repeated as often as they were drawn.
  @Test(arguments: [false, true]) func countedScoresAreThoseOfTheRepeatedRows(ties: Bool) throws {
    let evaluated = try evaluated(230, ties: ties)
    let metrics = Metrics.all.filter { $0.tasks.contains(.classification) && $0.noInterval(rows: 100) == nil }
    var resample = ResampledRows(rows: evaluated.count)
    var compared = 0
    for number in 0..<3 {
      resample.draw(seed: 2, number: number)
      let rows = resample.counts.indices.flatMap {
        [Int32](repeating: Int32($0), count: Int(resample.counts[$0]))
      }
      let repeated = try evaluated.rows(rows)
      for metric in metrics {
        guard let score = try? ResampledScore(metric, evaluated), let wanted = metric.compute(repeated) else {
          continue
        }
        #expect(agree(score.value(&resample), wanted, within: 1e-12), "\(metric.name)")
        compared += 1
      }
    }
    #expect(compared > 100)
  }

  @Test func scoresOfNumbersAreThoseOfTheRepeatedRows() throws {
    var stream = RandomStream(seed: 8, stream: 0)
    let truth = (0..<150).map { _ in 2 + stream.nextDouble() * 5 }
    let evaluated = try Evaluated(
      truth: .numbers(truth), prediction: .values(truth.map { max(0.1, $0 + stream.nextNormal()) }),
      featureCount: 3)
    var resample = ResampledRows(rows: evaluated.count)
    resample.draw(seed: 2, number: 9)
    let rows = resample.counts.indices.flatMap {
      [Int32](repeating: Int32($0), count: Int(resample.counts[$0]))
    }
    let repeated = try evaluated.rows(rows)
    // The quantile of weighted rows is a value of one of them, or the middle of two; that of equal rows lies between.
    for metric in Metrics.all
    where metric.tasks.contains(.regression) && !metric.needs.contains(.queries)
      && !metric.name.hasPrefix("d2_pinball")
    {
      let score = try ResampledScore(metric, evaluated)
      #expect(
        agree(score.value(&resample), metric.compute(repeated) ?? .nan, within: 1e-10), "\(metric.name)")
    }
  }

  @Test func withoutSingleRows() throws {
    let evaluated = try evaluated(40, ties: true)
    for name in ["accuracy", "f1", "log_loss", "roc_auc"] {
      let metric = try #require(Metrics[name])
      let score = try ResampledScore(metric, evaluated)
      let found = try #require(try score.withoutEach())
      let slow = try (0..<40).map { row in
        metric.compute(try evaluated.rows((0..<40).filter { $0 != row }.map { Int32($0) })) ?? .nan
      }
      let all = found.flatMap { [Double](repeating: $0.value, count: Int($0.rows)) }
      #expect(agree(all.sorted(), slow.sorted(), within: 1e-12), "\(name)")
    }
  }

  @Test func sameSeedSameIntervals() throws {
    let evaluated = try evaluated(300)
    let metrics = ["accuracy", "roc_auc", "ece"].compactMap { Metrics[$0] }
    let first = Bootstrap([evaluated], metrics, BootstrapPlan(resamples: 300, seed: 4))
    let again = Bootstrap([evaluated], metrics, BootstrapPlan(resamples: 300, seed: 4))
    let other = Bootstrap([evaluated], metrics, BootstrapPlan(resamples: 300, seed: 5))
    #expect(first.replicates == again.replicates)
    #expect(first.replicates != other.replicates)
    let equal = Bootstrap([evaluated, evaluated], metrics, BootstrapPlan(resamples: 300, seed: 4))
    #expect(equal.difference(0, 1, metric: 1) == ScoreInterval(low: 0, high: 0))
  }

  @Test func weightedRows() throws {
    let weights = (0..<120).map { Double($0 % 3) + 0.5 }
    let evaluated = try evaluated(120, weights: weights)
    let metrics = ["accuracy", "roc_auc", "log_loss", "average_precision"].compactMap { Metrics[$0] }
    let bootstrap = Bootstrap([evaluated], metrics, BootstrapPlan(resamples: 400, method: .bca, seed: 1))
    for (index, metric) in metrics.enumerated() {
      let interval = try #require(bootstrap.interval(model: 0, metric: index))
      let value = try #require(metric.compute(evaluated))
      #expect(interval.low < value && value < interval.high, "\(metric.name)")
    }
  }

  @Test func whatHasNoValueHasNoInterval() throws {
    let one = try evaluated(30).rows((0..<30).filter { $0 % 7 == 0 }.map { Int32($0) })
    let single = try one.rows([0])
    let metrics = ["roc_auc", "accuracy"].compactMap { Metrics[$0] }
    let bootstrap = Bootstrap([single], metrics, BootstrapPlan(resamples: 100, seed: 1))
    #expect(bootstrap.interval(model: 0, metric: 0) == nil)
    #expect(bootstrap.interval(model: 0, metric: 1) == ScoreInterval(low: 1, high: 1))
  }
}
