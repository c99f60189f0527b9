extension Formula {
  /// The values of the expression in the rows of `table` (its draw applied), as a column of `columnType`.
  ///
  /// Fails where a column is not there or of another type than the expression was built for, and where an integer
  /// operation leaves 64 bits; the message names the row, counted from 1. O(rows · size of the expression).
  package func evaluate(over table: Table) throws(FormulaError) -> Column {
    try evaluated(FormulaInput(table)).column(columnType)
  }

  /// For each row whether the condition is true; a missing condition is not.
  package func evaluateMask(over table: Table) throws(FormulaError) -> [Bool] {
    guard type == .boolean || type == .missing else {
      throw FormulaError(
        "a condition is wanted here, `\(FormulaText.shown(self))` is \(type.name)",
        hint: "compare it with a value")
    }
    guard case .truths(let truths) = try evaluated(FormulaInput(table)).converted(to: .boolean) else {
      return [Bool](repeating: false, count: table.rowCount)
    }
    return truths.map { $0 == .yes }
  }

  /// The value of an expression that reads no column.
  package func value() throws(FormulaError) -> Scalar {
    guard let name = columns.first else {
      return try evaluated(FormulaInput(rowCount: 1)).column(columnType)[0]
    }
    throw FormulaError("a constant is wanted here, `\(name)` is a column")
  }

  func evaluated(_ input: FormulaInput) throws(FormulaError) -> FormulaVector {
    switch node {
    case .literal(let value): return FormulaVector(value, as: type, count: input.rowCount)
    case .column(let name): return try input.column(name, as: type)
    case .converted(let inner): return try inner.evaluated(input).converted(to: type)
    case .minus(let operand):
      let values = try operand.evaluated(input).converted(to: type == .missing ? .number : type)
      return try located { () throws(IntegerOverflow) in try Arithmetic.negated(values) }
    case .not(let operand): return .truths(try operand.truths(input).map(\.negated))
    case .arithmetic(let op, let left, let right):
      let a = try left.evaluated(input).converted(to: type)
      let b = try right.evaluated(input).converted(to: type)
      return try located { () throws(IntegerOverflow) in try Arithmetic.apply(op, a, b) }
    case .comparison(let op, let left, let right):
      return .truths(Comparison.compare(op, try left.evaluated(input), try right.evaluated(input)))
    case .logic(let isAnd, let left, let right):
      return .truths(Logic.combine(isAnd: isAnd, try left.truths(input), try right.truths(input)))
    case .membership(let subject, let items, let negated):
      let result = try Membership.test(subject, items, input)
      return .truths(negated ? result.map(\.negated) : result)
    case .between(let subject, let lower, let upper, let negated):
      let values = try subject.evaluated(input)
      let result = Logic.combine(
        isAnd: true, Comparison.compare(.greaterOrEqual, values, try lower.evaluated(input)),
        Comparison.compare(.lessOrEqual, values, try upper.evaluated(input)))
      return .truths(negated ? result.map(\.negated) : result)
    case .isMissing(let operand, let negated):
      return .truths(try operand.evaluated(input).missing.map { Truth($0 != negated) })
    case .conditional(let condition, let first, let second):
      let choice = try condition.truths(input).map { $0 == .yes }
      return Choice.merge(
        choice, try first.evaluated(input).converted(to: type),
        try second.evaluated(input).converted(to: type))
    case .call(let call):
      var values: [FormulaVector] = []
      for argument in call.arguments { values.append(try argument.evaluated(input)) }
      return try call.evaluate(values)
    }
  }

  /// Names this expression and the row where an integer operation left 64 bits.
  private func located(
    _ body: () throws(IntegerOverflow) -> FormulaVector
  ) throws(FormulaError) -> FormulaVector {
    do { return try body() } catch { throw error.formulaError(in: canonicalText) }
  }

  private func truths(_ input: FormulaInput) throws(FormulaError) -> [Truth] {
    guard case .truths(let truths) = try evaluated(input).converted(to: .boolean) else {
      return [Truth](repeating: .missing, count: input.rowCount)
    }
    return truths
  }
}

/// The rows an expression is evaluated in.
struct FormulaInput {
  let table: Table?
  let rowCount: Int

  init(_ table: Table) {
    self.table = table
    rowCount = table.rowCount
  }

  /// Rows without columns, for constants.
  init(rowCount: Int) {
    table = nil
    self.rowCount = rowCount
  }

  func column(_ name: String, as type: FormulaType) throws(FormulaError) -> FormulaVector {
    guard let column = table?.column(name) else {
      throw FormulaError("the table has no column `\(name)`")
    }
    guard column.type.formulaType == type else {
      throw FormulaError("`\(name)` is \(column.type.name) here, \(type.name) is wanted")
    }
    return FormulaVector(column)
  }
}
