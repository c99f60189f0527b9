import Canonical
import Learning
import TestSupport
import Testing
@testable import Verbs

@Suite("Reports of evaluations")
struct EvaluationReportTests {
  private let report: EvaluationReport = {
    var report = EvaluationReport()
    report.rows = 40
    report.scores = [
      [.value(0.8), .undefined("it needs rows of every class")], [.value(0.5), .value(0.25)],
    ]
    report.intervals = [[ScoreInterval(low: 0.7, high: 0.9), nil], [nil, nil]]
    report.slices = [
      .init(column: nil, name: "women", rows: 25, scores: report.scores, intervals: report.intervals),
      .init(column: "region", name: "west", rows: 0, scores: [], intervals: []),
      .init(
        column: "region", name: "east", rows: 30,
        scores: [[.value(0.6), .value(1)], [.value(0.5), .value(1)]],
        intervals: [[ScoreInterval(low: 0.5, high: 0.7), nil], [nil, nil]]),
    ]
    report.discovered = [
      .init(
        slices: [.init(conditions: [.init(column: "a", group: "x")], rows: 9, loss: 0.5, adjusted: 0.01)],
        candidates: 7, loss: 0.2)
    ]
    report.comparisons = [
      .init(
        first: 0, second: 1, differences: [0.3, nil], intervals: [ScoreInterval(low: 0.1, high: 0.4), nil],
        mcNemar: 0.02, deLong: nil)
    ]
    report.tests = [
      TestResult(
        test: "invariant sex", model: 0, tried: 40, failed: 2, atMost: 0.04,
        examples: [.init(row: 3, change: "sex: f → m", before: "no", after: "yes")])
    ]
    report.costs = [
      CostSweep(
        falsePositive: 1, falseNegative: 5, threshold: 0.2, best: 0.3, own: 0.4, all: 1, none: 2,
        points: [.init(threshold: 0.9, cost: 1), .init(threshold: 0.2, cost: 0.3)])
    ]
    report.fairness = [
      .init(
        column: "sex",
        models: [
          GroupFairness(groups: [
            .init(name: "f", rows: 20, selected: 0.5, truePositiveRate: 0.8, falsePositiveRate: nil),
            .init(name: "m", rows: 20, selected: 0.25, truePositiveRate: 0.6, falsePositiveRate: 0.1),
          ])
        ])
    ]
    report.conformal = [
      ConformalPrediction(
        level: 0.9, calibrationRows: 50, reach: 0.4, coverage: 0.91, size: 1.2, sizes: [0, 32, 8])
    ]
    return report
  }()

  private var bytes: [UInt8] {
    var writer = ByteWriter()
    report.encode(into: &writer)
    return writer.bytes
  }

  private func read(_ bytes: [UInt8]) throws(DecodingFailure) -> EvaluationReport {
    var reader = ByteReader(bytes)
    let report = try EvaluationReport(decoding: &reader)
    try reader.finish()
    return report
  }

  @Test func comesBackFromItsBytes() throws {
    var writer = ByteWriter()
    let again = try read(bytes)
    again.encode(into: &writer)
    #expect(writer.bytes == bytes)
    #expect(again.fits(models: 2, metrics: 2))
    #expect(again.tests == report.tests && again.costs == report.costs && again.conformal == report.conformal)
  }

  @Test func damagedBytesAreRefused() {
    let bytes = bytes
    for length in 0..<bytes.count { #expect((try? read(Array(bytes.prefix(length)))) == nil, "\(length)") }
    for place in bytes.indices {
      var damaged = bytes
      damaged[place] ^= 0x80
      // Whatever it says now, it is read or refused, and its shape is checked before it is used.
      if let report = try? read(damaged) { _ = report.fits(models: 2, metrics: 2) }
    }
  }

  @Test func shapesAreChecked() {
    #expect(!report.fits(models: 3, metrics: 2))
    #expect(!report.fits(models: 2, metrics: 3))
    var other = report
    other.comparisons[0].second = 2
    #expect(!other.fits(models: 2, metrics: 2))
    other = report
    other.tests[0].model = -1
    #expect(!other.fits(models: 2, metrics: 2))
    other = report
    other.conformal += other.conformal
    #expect(!other.fits(models: 2, metrics: 2))
  }

  @Test func membersAreFoundInTheReport() {
    var plan = EvaluatePlan()
    plan.confidence = .init(level: 0.9, resamples: 100, method: .percentile)
    plan.columnSlices = [.init(column: "region", bins: 4)]
    plan.costs = .init(falsePositive: 1, falseNegative: 5)
    plan.fairness = ["sex"]
    plan.conformal = .init(level: 0.9, table: "t", columns: [])
    plan.discovery = .init(top: 3, least: 0.01, columns: ["a"])
    plan.tests = [BehaviourTest(.invariant("sex"), atMost: 0, tolerance: 0)]
    let members = EvaluationMembers(models: ["m"], metrics: ["accuracy", "roc_auc"], plan: plan)
    func value(_ path: String) -> Double? { members.all.first { $0.path == path }?.value(report).value }
    func reason(_ path: String) -> String? { members.all.first { $0.path == path }?.value(report).reason }
    #expect(value("accuracy") == 0.8 && value("m.accuracy") == 0.8 && value("baseline.accuracy") == 0.5)
    #expect(value("accuracy.low") == 0.7 && value("accuracy.high") == 0.9)
    #expect(value("roc_auc") == nil && value("rows") == 40)
    #expect(value("region.worst.accuracy") == 0.6)
    #expect(value("tests.failed") == 1 && value("tests.passed") == 0)
    #expect(value("costs.threshold") == 0.2 && value("m.costs.best") == 0.3)
    #expect(value("fairness.sex.demographic_parity_difference") == 0.25)
    #expect(value("conformal.coverage") == 0.91)
    #expect(value("discovered.count") == 1 && value("discovered.significant") == 1)
    #expect(value("m.discovered.worst.rows") == 9 && value("discovered.worst.p") == 0.01)
    #expect(value("discovered.worst.ratio") == 2.5)
    // 0.8 − 0.5 and its interval, from either side.
    #expect(agrees(value("vs.baseline.accuracy"), 0.3) && agrees(value("baseline.vs.m.accuracy"), -0.3))
    #expect(value("vs.baseline.accuracy.low") == 0.1 && value("vs.baseline.accuracy.high") == 0.4)
    #expect(value("baseline.vs.m.accuracy.low") == -0.4 && value("baseline.vs.m.accuracy.high") == -0.1)
    #expect(value("vs.baseline.mcnemar_p") == 0.02 && value("baseline.vs.m.mcnemar_p") == 0.02)
    #expect(reason("roc_auc") == "it needs rows of every class")
    #expect(reason("roc_auc.low") == "it needs rows of every class")
    #expect(reason("vs.baseline.roc_auc") == "it needs rows of every class")
    #expect(reason("vs.baseline.delong_p")?.hasPrefix("DeLong's test needs") == true)
    #expect(Set(members.all.map(\.path)).count == members.all.count)
  }

  private func agrees(_ a: Double?, _ b: Double) -> Bool { a.map { ($0 - b).magnitude < 1e-12 } ?? false }

  /// Through a filter, files of several, and line breaks within quotes.
  @Test func worstRowsAreNamedByFileAndLine() async throws {
    let notebook = TestNotebook(
      """
      ```load birds from "part*.csv"
      where x > 0
      drop note
      target kind
      ```

      ```sample train, test from birds
      split 50%, 50%
      order by x
      ```

      ```featurize features from train
      standardize numeric
      ```

      ```train model from features
      model logistic
      ```

      ```evaluate scores from model
      on test
      errors top: 5
      ```
      """,
      files: VirtualFiles([
        "part1.csv": "x,note,kind\n-1,,a\n1,\"two\nlines\",a\n2,,b\n",
        "part2.csv": "x,note,kind\n\n3,,a\n-2,,b\n4,\"\n\",a\n",
      ]))
    let report = try await notebook.run().report
    #expect(report.contains("    part2.csv:3 | a | b"))
    #expect(report.contains("    part2.csv:5 | a | b"))
  }
}
