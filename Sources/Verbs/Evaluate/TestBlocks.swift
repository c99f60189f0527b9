import Canonical
import Learning
import Report

/// Behavioural tests as a list of what passed and failed, and the first rows that failed.
struct TestBlocks {
  let results: [TestResult]
  let models: [String]
  /// What a page calls a row of the table judged.
  let rowName: (Int) -> String

  var checks: [ReportBlock.Check] {
    results.map { result in
      let whose = models.count > 1 ? " with \(models[result.model])" : ""
      let share = NumberText.percent(Double(result.failed) / Double(max(result.tried, 1)))
      let limit = NumberText.percent(result.atMost)
      let says =
        result.failed == 0
        ? "holds everywhere"
        : result.passed ? "fails for no more than \(limit)" : "fails for more than \(limit)"
      return ReportBlock.Check(
        result.passed ? .passed : .failed, result.test, explanation: says + whose,
        found: result.failed == 0
          ? NumberText.thousands(result.tried)
          : "\(NumberText.thousands(result.failed)) of \(NumberText.thousands(result.tried)), \(share)")
    }
  }

  /// Examples of the tests that failed.
  var table: ReportTable? {
    let failed = results.filter { !$0.passed }
    let rows = failed.flatMap { result in
      result.examples.enumerated().map { place, example -> [ReportTable.Entry] in
        let name = result.test + (models.count > 1 ? ", \(models[result.model])" : "")
        return [
          place == 0 ? .text(name) : .ditto(name),
          .text(result.test.hasPrefix("expect") ? "case \(example.row + 1)" : rowName(example.row)),
          .text(example.change), .text(example.before), .text(example.after),
        ]
      }
    }
    guard !rows.isEmpty else { return nil }
    return ReportTable(
      caption: "Rows that fail",
      columns: [
        .init("test"), .init("row"), .init("change", wraps: true), .init("before, or expected"),
        .init("predicted"),
      ], rows: rows)
  }
}
