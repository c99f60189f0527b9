import Frame
import Learning
import Pipeline
import Syntax

/// The steps of recipes as clauses of `featurize`; made from the steps' own declarations.
enum StepClauses {
  static let all: [ClauseSpec] = Steps.all.map { step in
    var spec: ClauseSpec
    switch step.takes {
    case .selector: spec = ClauseSpec(step.name, .one("columns", .selector))
    case .product:
      spec = ClauseSpec(step.name, .one("first", .column), .literal("*"), .one("second", .column))
    }
    spec.options = step.hyperparameters.map(HyperparameterOptions.spec)
    spec.repeatable = true
    spec.summary = step.summary
    return spec
  }

  /// Names the options that are written as percentages and would mean something else as numbers: part of the key.
  static func shares(_ clause: ParsedClause) -> String {
    let names = (Steps[clause.keyword]?.hyperparameters ?? []).filter { parameter in
      switch (parameter.kind, clause.options[parameter.name]) {
      case (.valueOrShare, .literal(.percent, _)), (.countOrShare, .literal(.percent, _)): true
      default: false
      }
    }.map(\.name)
    return names.isEmpty ? "" : " shares: " + names.joined(separator: ", ")
  }

  static func meaning(_ step: String) -> Int { Steps[step]?.meaningVersion ?? 0 }

  static func call(_ clause: ParsedClause, _ cell: inout CellCheck) -> StepCall? {
    let options = HyperparameterOptions.values(clause)
    if let first = clause.word("first"), let second = clause.word("second") {
      return StepCall(clause.keyword, product: [first.text, second.text], options: options)
    }
    guard let selector = clause.selector("columns") else { return nil }
    let terms = selector.terms.compactMap { term($0, &cell) }
    let exceptions = selector.exceptions.compactMap { term($0, &cell) }
    guard terms.count == selector.terms.count, exceptions.count == selector.exceptions.count else {
      return nil
    }
    return StepCall(clause.keyword, ColumnSelector(terms, except: exceptions), options: options)
  }

  private static func term(_ term: Selector.Term, _ cell: inout CellCheck) -> ColumnSelector.Term? {
    switch term {
    case .kind(let word): return ColumnSelector.Kind(rawValue: word.text).map { .kind($0) }
    case .column(let word): return .column(word.text)
    case .startsWith(let prefix, _): return .prefix(prefix)
    case .matches(let pattern, let span):
      do {
        _ = try Pattern(pattern)
      } catch {
        cell.error(
          .wrongValue, at: span, "the pattern /\(pattern)/ cannot be read: \(error.message)",
          hint: "write `\\(` for the character itself")
        return nil
      }
      return .pattern(pattern)
    }
  }

  /// Where a clause names a column.
  static func span(of column: String, in clause: ParsedClause) -> Span? {
    for label in ["first", "second"] {
      if let word = clause.word(label), word.text == column { return word.span }
    }
    guard let selector = clause.selector("columns") else { return nil }
    for case .column(let word) in selector.terms + selector.exceptions where word.text == column {
      return word.span
    }
    return nil
  }
}
