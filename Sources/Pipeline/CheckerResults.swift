import Frame
import Syntax

extension Checker {
  /// Types the inline values of the prose.
  mutating func checkInlineValues() {
    for value in tree.markdown.inlineValues {
      if value.formats.count > 1 {
        error(
          .inlineValue, at: value.formats[1].name.span, "a value takes one format",
          hint: "keep one of the two")
      }
      guard let formula = typeResult(value.expression) else { continue }
      for format in value.formats {
        if let problem = ResultFormat.problem(format, on: formula.type) { diagnostics.append(problem) }
      }
    }
  }

  mutating func checkGates() {
    for index in cells.indices {
      for gate in cells[index].work?.gates ?? [] {
        guard let formula = typeResult(gate.expression) else {
          cells[index].isValid = false
          continue
        }
        if formula.type != .boolean {
          error(
            .typeError, at: gate.expression.span,
            "`require` wants a condition, and this is \(formula.type.name.withArticle)",
            hint: "compare it, as in `… >= 0.9`")
          cells[index].isValid = false
        }
      }
    }
  }

  mutating func typeResult(_ expression: Expression) -> Formula? {
    let scope = ResultScope(names: names, types: types)
    var typing = ExpressionTyping(parameters: parameters) { path in scope.placeholder(path) }
    let formula = typing.formula(expression)
    diagnostics += typing.diagnostics
    return formula
  }
}
