extension Formula {
  /// `-x` of a number, `not x` of a condition. `op` is `-` or `not`.
  package static func unary(_ op: String, _ operand: Formula) throws(FormulaError) -> Formula {
    switch op {
    case "-":
      try require(operand, "-", "a number") { $0.isNumeric }
      let text = "-" + FormulaText.part(operand)
      return try Formula(.minus(operand), operand.type, of: [operand], text: text)
    case "not":
      try require(operand, "not", "a condition") { $0 == .boolean }
      return try Formula(.not(operand), .boolean, of: [operand], text: "not " + FormulaText.part(operand))
    default: throw FormulaError("there is no operator `\(op)`")
    }
  }

  /// An operator between two expressions, as written: `+ - * / % == != < <= > >= and or`.
  ///
  /// Two integers give an integer, except for `/`, which gives a number. `%` has the sign of its divisor, as in Python.
  /// Numbers compare with numbers, texts with texts by bytes, dates with dates and with texts that are ISO dates.
  package static func binary(
    _ op: String, _ left: Formula, _ right: Formula
  ) throws(FormulaError) -> Formula {
    if let op = ArithmeticOperator(rawValue: op) { return try arithmetic(op, left, right) }
    if let op = ComparisonOperator(rawValue: op) { return try comparison(op, left, right) }
    guard op == "and" || op == "or" else { throw FormulaError("there is no operator `\(op)`") }
    for operand in [left, right] { try require(operand, op, "conditions") { $0 == .boolean } }
    let text = "\(FormulaText.part(left)) \(op) \(FormulaText.part(right))"
    return try Formula(.logic(isAnd: op == "and", left, right), .boolean, of: [left, right], text: text)
  }

  /// A function of that name.
  package static func call(_ name: String, _ arguments: [Formula]) throws(FormulaError) -> Formula {
    guard let function = FormulaFunctions.named(name) else {
      throw FormulaFunctions.unknown(name)
    }
    guard function.arity.contains(arguments.count) else { throw function.wrongCount(arguments.count) }
    let call = try function.resolve(arguments)
    let text = "\(name)(\(FormulaText.list(arguments)))"
    return try Formula(.call(call), call.type, of: call.arguments, text: text)
  }

  /// `x in [a, b]`: whether `x` equals any of them; missing where none does and `x` or one of them is missing.
  package static func membership(
    _ subject: Formula, in items: [Formula], negated: Bool = false
  ) throws(FormulaError) -> Formula {
    var subject = subject
    var comparable: [Formula] = []
    for item in items {
      let pair = try Unification.comparable(subject, item, "in")
      subject = pair.left
      comparable.append(pair.right)
    }
    // An item may have widened the subject (a date to a moment): the items before it follow.
    for index in comparable.indices {
      comparable[index] = try Unification.comparable(subject, comparable[index], "in").right
    }
    let word = negated ? "not in" : "in"
    let text = "\(FormulaText.part(subject)) \(word) [\(FormulaText.list(items))]"
    return try Formula(
      .membership(subject, comparable, negated: negated), .boolean, of: [subject] + comparable, text: text)
  }

  /// `x between a and b`, both ends included.
  package static func between(
    _ subject: Formula, _ lower: Formula, _ upper: Formula, negated: Bool = false
  ) throws(FormulaError) -> Formula {
    let low = try Unification.comparable(subject, lower, "between")
    let high = try Unification.comparable(low.left, upper, "between")
    let start = try Unification.comparable(high.left, low.right, "between")
    for end in [start.left, start.right, high.right] { try Unification.requireOrdered(end, "between") }
    let word = negated ? "not between" : "between"
    let text =
      "\(FormulaText.part(subject)) \(word) \(FormulaText.part(lower)) and \(FormulaText.part(upper))"
    return try Formula(
      .between(start.left, start.right, high.right, negated: negated), .boolean,
      of: [start.left, start.right, high.right], text: text)
  }

  /// `x is missing`; never missing itself.
  package static func isMissing(_ operand: Formula, negated: Bool = false) throws(FormulaError) -> Formula {
    let text = "\(FormulaText.part(operand)) is \(negated ? "not " : "")missing"
    return try Formula(.isMissing(operand, negated: negated), .boolean, of: [operand], text: text)
  }

  /// `if c then a else b`; `b` where the condition is false or missing. Both branches give one type.
  /// They are evaluated in all rows: an integer overflow in a row that is not chosen is an error too.
  package static func conditional(
    _ condition: Formula, then first: Formula, else second: Formula
  ) throws(FormulaError) -> Formula {
    try require(condition, "if", "a condition") { $0 == .boolean }
    let branches = try Unification.common([first, second], "if")
    let text =
      "if \(condition.canonicalText) then \(first.canonicalText) else \(FormulaText.part(second))"
    return try Formula(
      .conditional(condition, branches[0], branches[1]), branches[0].type, of: [condition] + branches,
      text: text)
  }

  private static func arithmetic(
    _ op: ArithmeticOperator, _ left: Formula, _ right: Formula
  ) throws(FormulaError) -> Formula {
    for operand in [left, right] { try require(operand, op.rawValue, "numbers") { $0.isNumeric } }
    let isInteger = op != .divide && left.type != .number && right.type != .number
    let operandType: FormulaType = isInteger ? .integer : .number
    let operands = [try left.converted(to: operandType), try right.converted(to: operandType)]
    let text = "\(FormulaText.part(left)) \(op.rawValue) \(FormulaText.part(right))"
    return try Formula(.arithmetic(op, operands[0], operands[1]), operandType, of: operands, text: text)
  }

  private static func comparison(
    _ op: ComparisonOperator, _ left: Formula, _ right: Formula
  ) throws(FormulaError) -> Formula {
    let pair = try Unification.comparable(left, right, op.rawValue)
    if op != .equal && op != .notEqual {
      try Unification.requireOrdered(pair.left, op.rawValue)
    }
    let text = "\(FormulaText.part(left)) \(op.rawValue) \(FormulaText.part(right))"
    return try Formula(
      .comparison(op, pair.left, pair.right), .boolean, of: [pair.left, pair.right], text: text)
  }

  /// Fails unless the type of the operand is wanted; a bare missing literal always is.
  static func require(
    _ operand: Formula, _ op: String, _ wanted: String, _ isWanted: (FormulaType) -> Bool
  ) throws(FormulaError) {
    guard operand.type != .missing, !isWanted(operand.type) else { return }
    throw FormulaError(
      "`\(op)` needs \(wanted), `\(FormulaText.shown(operand))` is \(operand.type.name)",
      hint: FormulaError.hint(for: operand, op))
  }
}

extension FormulaError {
  fileprivate static func hint(for operand: Formula, _ op: String) -> String? {
    switch (operand.type, op) {
    case (.text, "+"), (.text, "-"), (.text, "*"), (.text, "/"), (.text, "%"):
      operand.isConstant ? nil : "declare it as a number where it is loaded: `column … number`"
    case (.date, "-"), (.datetime, "-"): "`days_between(a, b)` gives the days from a to b"
    case (.boolean, "+"): "`if c then 1 else 0` turns a condition into a number"
    default: nil
    }
  }
}
