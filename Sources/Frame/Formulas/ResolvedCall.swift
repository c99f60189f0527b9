/// A function of the expression language.
struct FormulaFunction: Sendable {
  let name: String
  /// As documented: `round(x[, places])`.
  let signature: String
  let summary: String
  let arity: ClosedRange<Int>
  /// Checks the arguments, whose number fits, and chooses the evaluation.
  let resolve: @Sendable ([Formula]) throws(FormulaError) -> ResolvedCall

  func wrongCount(_ count: Int) -> FormulaError {
    let wanted =
      arity.lowerBound == arity.upperBound
      ? "\(arity.lowerBound)"
      : arity.upperBound > 100
        ? "at least \(arity.lowerBound)" : "\(arity.lowerBound) or \(arity.upperBound)"
    let noun = wanted == "1" ? "argument" : "arguments"
    return FormulaError("`\(name)` takes \(wanted) \(noun), not \(count)", hint: "write `\(signature)`")
  }
}

/// A call whose arguments have been checked.
struct ResolvedCall: Sendable {
  let type: FormulaType
  let arguments: [Formula]
  /// Gives the result for the values of the arguments, which all have the same number of rows.
  let evaluate: @Sendable ([FormulaVector]) throws(FormulaError) -> FormulaVector
}

/// The functions of the expression language.
package enum FormulaFunctions {
  /// Name, signature and one line of documentation of each, in the order of the manual.
  package static var all: [(name: String, signature: String, summary: String)] {
    table.map { ($0.name, $0.signature, $0.summary) }
  }

  static let table: [FormulaFunction] =
    NumberFunctions.all + TextFunctions.all + DateFunctions.all + [CoalesceFunction.coalesce]

  static func named(_ name: String) -> FormulaFunction? { table.first { $0.name == name } }
}
