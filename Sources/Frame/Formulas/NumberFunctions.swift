/// Functions of numbers.
enum NumberFunctions {
  static let all: [FormulaFunction] = [
    FormulaFunction(
      name: "abs", signature: "abs(x)", summary: "The magnitude; of an integer an integer.", arity: 1...1
    ) { (arguments) throws(FormulaError) in
      try sameType("abs", arguments[0], integer: { $0.magnitudeOrNil }, number: { $0.magnitude })
    },
    real("sqrt", "The square root; missing for negative numbers.") { $0.squareRoot() },
    real("log", "The natural logarithm; missing for zero and negative numbers.", logarithm),
    real("log1p", "log(1 + x), exact for small x; missing for x <= -1.", logarithmOfOnePlus),
    real("exp", "e to the power of x; missing where it is too large for a number.", exponential),
    FormulaFunction(
      name: "round", signature: "round(x[, places])",
      summary: "Rounded to whole numbers or to 0...12 decimals, halves away from zero.", arity: 1...2
    ) { (arguments) throws(FormulaError) in try round(arguments) },
    whole("floor", "The largest whole number that is not above x.", .down),
    whole("ceil", "The smallest whole number that is not below x.", .up),
    extreme("min", "The smallest argument; missing where one is.", .less),
    extreme("max", "The largest argument; missing where one is.", .greater),
  ]

  private static func real(
    _ name: String, _ summary: String, _ function: @escaping @Sendable (Double) -> Double
  ) -> FormulaFunction {
    FormulaFunction(name: name, signature: "\(name)(x)", summary: summary, arity: 1...1) {
      (arguments) throws(FormulaError) in
      let argument = try number(arguments[0], name)
      return ResolvedCall(type: .number, arguments: [argument]) { values in
        values[0].mappingNumbers { function($0).finiteOrMissing }
      }
    }
  }

  private static func whole(
    _ name: String, _ summary: String, _ rule: FloatingPointRoundingRule
  ) -> FormulaFunction {
    FormulaFunction(name: name, signature: "\(name)(x)", summary: summary, arity: 1...1) {
      (arguments) throws(FormulaError) in
      try sameType(name, arguments[0], integer: { $0 }, number: { $0.rounded(rule) })
    }
  }

  private static func extreme(
    _ name: String, _ summary: String, _ op: ComparisonOperator
  ) -> FormulaFunction {
    FormulaFunction(name: name, signature: "\(name)(a, b, …)", summary: summary, arity: 2...Int.max) {
      (arguments) throws(FormulaError) in
      let common = try Unification.common(arguments, name)
      try Unification.requireOrdered(common[0], name)
      return ResolvedCall(type: common[0].type, arguments: common) { values in
        values.dropFirst().reduce(values[0]) { best, other in
          let wins = Comparison.compare(op, other, best)
          let missing = other.missing
          return Choice.merge(wins.indices.map { wins[$0] == .yes || missing[$0] }, other, best)
        }
      }
    }
  }

  private static func round(_ arguments: [Formula]) throws(FormulaError) -> ResolvedCall {
    var places = 0
    if arguments.count == 2 {
      guard case .literal(.integer(let written)) = arguments[1].node, (0...12).contains(written) else {
        throw FormulaError(
          "`round` needs its places as a constant in 0...12, not `\(FormulaText.shown(arguments[1]))`",
          hint: "write `round(x, 2)`")
      }
      places = Int(written)
    }
    let scale = (0..<places).reduce(1.0) { power, _ in power * 10 }
    return try sameType(
      "round", arguments[0], integer: { $0 },
      number: { value in
        let scaled = (value * scale).rounded(.toNearestOrAwayFromZero)
        return scaled.isFinite ? scaled / scale : value
      })
  }

  /// A function that keeps integers integers; a nil result of one is an overflow.
  private static func sameType(
    _ name: String, _ argument: Formula, integer: @escaping @Sendable (Int64) -> Int64?,
    number: @escaping @Sendable (Double) -> Double
  ) throws(FormulaError) -> ResolvedCall {
    try Formula.require(argument, name, "a number") { $0.isNumeric }
    let text = "\(name)(\(argument.canonicalText))"
    let type: FormulaType = argument.type == .integer ? .integer : .number
    return ResolvedCall(type: type, arguments: [try argument.converted(to: type)]) {
      (values) throws(FormulaError) in
      guard case .integers(let integers, let validity) = values[0] else {
        return values[0].mappingNumbers(number)
      }
      var result = integers
      for row in integers.indices where validity?[row] ?? true {
        guard let value = integer(integers[row]) else {
          throw IntegerOverflow(row: row).formulaError(in: text)
        }
        result[row] = value
      }
      return .integers(result, validity)
    }
  }

  static func number(_ argument: Formula, _ name: String) throws(FormulaError) -> Formula {
    try Formula.require(argument, name, "a number") { $0.isNumeric }
    return try argument.converted(to: .number)
  }
}

extension FormulaVector {
  func mappingNumbers(_ function: (Double) -> Double) -> FormulaVector {
    guard case .numbers(let values) = self else { return self }
    return .numbers(values.map { $0.isNaN ? .nan : function($0) })
  }
}

extension Int64 {
  fileprivate var magnitudeOrNil: Int64? { self == .min ? nil : Swift.abs(self) }
}
