/// Brings expressions to one type, so that they can be compared or chosen between.
enum Unification {
  /// Both sides as one kind of value: two numbers (which may be integer and number), or the same type.
  static func comparable(
    _ left: Formula, _ right: Formula, _ op: String
  ) throws(FormulaError) -> (left: Formula, right: Formula) {
    if left.type.isNumeric, right.type.isNumeric { return (left, right) }
    if left.type == .missing { return (try left.converted(to: right.type), right) }
    if right.type == .missing { return (left, try right.converted(to: left.type)) }
    if left.type.isTemporal || right.type.isTemporal {
      return try temporal(left, right, op)
    }
    guard left.type == right.type else { throw .incomparable(left, right, op) }
    return (left, right)
  }

  /// All of one type: the type of the first that has one, widened from integer to number and from date to datetime.
  static func common(_ formulas: [Formula], _ op: String) throws(FormulaError) -> [Formula] {
    var widest = formulas.first { $0.type != .missing } ?? formulas[0]
    for formula in formulas where formula.type != .missing {
      let pair = try comparable(widest, formula, op)
      widest = pair.left.type == .integer ? pair.right : pair.left
    }
    var result: [Formula] = []
    for formula in formulas {
      let pair = try comparable(widest, formula, op)
      result.append(try pair.right.converted(to: widest.type))
    }
    return result
  }

  /// Fails for conditions, which have no order.
  static func requireOrdered(_ formula: Formula, _ op: String) throws(FormulaError) {
    guard formula.type == .boolean else { return }
    throw FormulaError("`\(op)` needs an order, `\(FormulaText.shown(formula))` is boolean", hint: "use `==`")
  }

  private static func temporal(
    _ left: Formula, _ right: Formula, _ op: String
  ) throws(FormulaError) -> (left: Formula, right: Formula) {
    let a = try left.asMoment(besides: right, op)
    let b = try right.asMoment(besides: left, op)
    guard a.type != b.type else { return (a, b) }
    return (try a.converted(to: .datetime), try b.converted(to: .datetime))
  }
}

extension Formula {
  /// This expression as another type that can hold all its values; the same where it has it already.
  func converted(to wanted: FormulaType) throws(FormulaError) -> Formula {
    guard type != wanted, wanted != .missing else { return self }
    if case .literal(let value) = node {
      switch (value, wanted) {
      case (.integer(let integer), .number):
        // Exact integers become number literals, so that equal expressions evaluate alike.
        return Formula.literal(.number(Double(integer))).named(canonicalText)
      case (.date(let day), .datetime):
        return Formula.literal(.datetime(Moment.midnight(ofDay: day))).named(canonicalText)
      default: break
      }
    }
    return try Formula(.converted(self), wanted, of: [self], text: canonicalText)
  }

  /// A date or datetime, which a text literal beside one may be written as.
  func asMoment(besides other: Formula, _ op: String) throws(FormulaError) -> Formula {
    if type.isTemporal { return self }
    guard case .literal(.text(let text)) = node else { throw .incomparable(self, other, op) }
    if let day = TemporalText.date(text) { return .literal(.date(day)).named(canonicalText) }
    if let moment = TemporalText.datetime(text) { return .literal(.datetime(moment)).named(canonicalText) }
    throw FormulaError(
      "`\(canonicalText)` is not a date", hint: "write it as \"2024-12-31\" or \"2024-12-31T18:30:00\"")
  }

  /// The same under the text as written.
  private func named(_ text: String) -> Formula { Formula(renaming: self, text: text) }
}

extension FormulaError {
  static func incomparable(_ left: Formula, _ right: Formula, _ op: String) -> FormulaError {
    let verb = op == "if" || op == "coalesce" ? "do not go together in" : "cannot be compared by"
    return FormulaError(
      "`\(FormulaText.shown(left))` is \(left.type.name) and `\(FormulaText.shown(right))` is "
        + "\(right.type.name): they \(verb) `\(op)`",
      hint: hint(left, right) ?? hint(right, left))
  }

  private static func hint(_ a: Formula, _ b: Formula) -> String? {
    guard a.type == .text else { return nil }
    if b.isConstant, b.type.isNumeric || b.type == .boolean { return "write the value in quotes" }
    if case .literal = a.node, b.type.isNumeric { return "write the number without quotes" }
    if case .literal = a.node, b.type == .boolean { return "write `yes` or `no` without quotes" }
    return nil
  }
}
