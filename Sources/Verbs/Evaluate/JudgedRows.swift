import Frame
import Pipeline
import Syntax

/// How the rows that are judged relate to those that models have learned from.
struct JudgedRows: Sendable {
  /// One draw that a model has learned from.
  struct Learned: Sendable {
    /// The model, and the position of the draw in what it has seen.
    var model: Int
    var seen: Int
    var verdict: RowVerdict
    /// The columns by which rows are compared where they are not numbered alike.
    var columns: [String]
    var numbersRows: Bool
  }

  let learned: [Learned]
  private let table: TableType
  private let word: Word

  init(models: [(type: ModelType, source: CellCheck.Bound)], table: TableType, word: Word) {
    self.table = table
    self.word = word
    learned = models.enumerated().flatMap { index, model in
      model.type.seen.enumerated().map { position, origin in
        let verdict = RowVerdict(learned: origin, judged: table.origin, learner: model.source.word.text)
        return Learned(
          model: index, seen: position, verdict: verdict,
          columns: model.type.features.inputColumns + (model.type.target?.names ?? []),
          numbersRows: origin.numbersRows(as: table.origin))
      }
    }
  }

  var verdicts: [RowVerdict] { learned.map(\.verdict) }

  /// Whether rows have to be compared when the notebook runs.
  var isCompared: Bool { verdicts.contains { $0.verdict == .unproved } }

  /// Reports what is wrong with the rows, and what cannot be proved of them.
  func report(_ cell: inout CellCheck) {
    if let step = table.origin.steps.first(where: \.balances) {
      rejectBalanced(step.name, &cell)
      return
    }
    for verdict in verdicts {
      for side in verdict.informed { warn(of: side, verdict, &cell) }
      switch verdict.verdict {
      case .disjoint: break
      case .overlap:
        cell.error(
          .leakage, at: word.span,
          "`\(verdict.learner)` has learned from rows of `\(word.text)`: \(verdict.learned.path) and \(verdict.judged.path) share rows",
          hint:
            "`sample train, test from \(verdict.judged.name)` with `split 80%, 20%`; train on one and evaluate on the other"
        )
      case .unproved:
        cell.report(
          Diagnostic(
            .leakageUnproved, .warning, at: word.span,
            "rows of `\(word.text)` cannot be proved new to `\(verdict.learner)`: \(verdict.learned.path) and \(verdict.judged.path) are drawn apart",
            hint: "they are compared when the notebook runs; parts of one `split` are proved disjoint"))
      }
    }
  }

  /// A table of figures, such as the share of delays of each carrier, tells of the rows that it was computed from.
  private func warn(of side: RowOrigin, _ verdict: RowVerdict, _ cell: inout CellCheck) {
    cell.report(
      Diagnostic(
        .leakageThroughJoin, .warning, at: word.span,
        "`\(side.steps.last?.name ?? side.name)`, which was joined to the rows of `\(verdict.learner)` or of `\(word.text)`, is made from rows that are judged",
        hint: "split first, make it from the part that trains, and join that to both parts"))
  }

  /// Rule 4 of the language: balancing touches training rows only.
  private func rejectBalanced(_ balance: String, _ cell: inout CellCheck) {
    cell.error(
      .balancedEvaluation, at: word.span,
      "the classes of `\(word.text)` are balanced by `\(balance)`, and not as frequent as in the data",
      hint: "split first, and balance only the part that trains")
  }

  /// How many of the rows judged occur in each draw; nil where that is proved to be none.
  func shared(_ models: [ModelValue], _ judged: TableValue) throws -> [Int?] {
    guard isCompared else { return learned.map { _ in nil } }
    return try learned.map { learned in
      guard learned.verdict.verdict == .unproved, models.indices.contains(learned.model),
        models[learned.model].learned.indices.contains(learned.seen)
      else { return nil }
      let known = models[learned.model].learned[learned.seen]
      if learned.numbersRows { return try sharedByNumber(known, judged) }
      let columns = learned.columns
      let seen = Set(RowFingerprints.of(table: try known.table(columns: columns), columns: columns))
      return RowFingerprints.of(table: try judged.table(columns: columns), columns: columns).count {
        seen.contains($0)
      }
    }
  }

  private func sharedByNumber(_ learned: TableValue, _ judged: TableValue) throws -> Int {
    guard let a = learned.draw, let b = judged.draw else { return min(learned.rows, judged.rows) }
    let known = Set(try learned.parts.draw(a.digest).rows)
    return try judged.parts.draw(b.digest).rows.count { known.contains($0) }
  }
}
