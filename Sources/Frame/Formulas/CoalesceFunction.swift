import Canonical

/// `coalesce`.
enum CoalesceFunction {
  static let coalesce = FormulaFunction(
    name: "coalesce", signature: "coalesce(a, b, …)", summary: "The first argument that is not missing.",
    arity: 2...Int.max
  ) { (arguments) throws(FormulaError) in
    let common = try Unification.common(arguments, "coalesce")
    return ResolvedCall(type: common[0].type, arguments: common) { values in
      values.dropFirst().reduce(values[0]) { found, next in
        Choice.merge(found.missing.map { !$0 }, found, next)
      }
    }
  }
}

extension FormulaFunctions {
  static func unknown(_ name: String) -> FormulaError {
    let nearest = nearestName(to: name, in: table.map(\.name))
    return FormulaError(
      "there is no function `\(name)`", hint: nearest.map { "did you mean `\($0)`?" })
  }
}
