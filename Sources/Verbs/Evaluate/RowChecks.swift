import Canonical
import Pipeline
import Report

extension EvaluateWork {
  /// What is known of the rows that training and evaluation have in common: a line for each pair of draws.
  ///
  /// - Parameter shared: rows found when the notebook ran, by draw; nil where they were proved to be none.
  func rowChecks(_ shared: [Int?]) -> [ReportBlock.Check] {
    var lines: [Line] = []
    for (index, verdict) in rowVerdicts.enumerated() {
      let count = verdict.verdict == .unproved && shared.indices.contains(index) ? shared[index] ?? 0 : nil
      let line = Line(
        verdict: verdict, shared: count, byNumber: rows.learned[index].numbersRows, models: [verdict.learner])
      if let known = lines.firstIndex(where: { $0.says(what: line) }) {
        lines[known].models += line.models
      } else {
        lines.append(line)
      }
    }
    return lines.map { $0.check(amongst: models.count) } + informedChecks
  }

  /// A line for each table that was joined to the rows and is made from rows that are judged.
  private var informedChecks: [ReportBlock.Check] {
    var sides: [RowOrigin] = []
    for side in rowVerdicts.flatMap(\.informed) where !sides.contains(side) { sides.append(side) }
    return sides.map { side in
      .init(
        .unproved, side.path, explanation: "joined to the rows, and made from rows that are judged",
        found: "not independent")
    }
  }
}

/// One line on shared rows, and the models that it holds for.
private struct Line {
  var verdict: RowVerdict
  var shared: Int?
  var byNumber: Bool
  var models: [String]

  func says(what other: Line) -> Bool {
    verdict.learned == other.verdict.learned && verdict.judged == other.verdict.judged
      && verdict.verdict == other.verdict.verdict && shared == other.shared
  }

  /// - Parameter count: of the models; a line that holds for all of them names none.
  func check(amongst count: Int) -> ReportBlock.Check {
    let whose = models.count == count ? "" : ", for " + models.map { "`\($0)`" }.joined(separator: " and ")
    return switch verdict.verdict {
    case .disjoint: .init(.passed, subject, explanation: "no row in common\(whose)", found: "proved")
    case .overlap: .init(.failed, subject, explanation: "rows in common\(whose)", found: "overlap")
    case .unproved:
      .init(
        shared == 0 ? .passed : .unproved, subject,
        explanation: "compared \(byNumber ? "by row number" : "by the columns read") when run\(whose)",
        found: shared == 0 ? "none shared" : "\(NumberText.thousands(shared ?? 0)) shared")
    }
  }

  /// `train ∩ test`, or the whole paths where the last names do not tell the draws apart.
  private var subject: String {
    let (learned, judged) = (verdict.learned, verdict.judged)
    let names = (learned.steps.last?.name ?? learned.name, judged.steps.last?.name ?? judged.name)
    if names.0.utf8.elementsEqual(names.1.utf8) { return "\(learned.path) ∩ \(judged.path)" }
    return "\(names.0) ∩ \(names.1)"
  }
}
