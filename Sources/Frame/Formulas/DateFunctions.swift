/// Functions of dates and moments.
enum DateFunctions {
  static let all: [FormulaFunction] = [
    part("year", "The year.") { $0.year },
    part("month", "The month, 1...12.") { $0.month },
    part("day", "The day of the month, 1...31.") { $0.day },
    FormulaFunction(
      name: "hour", signature: "hour(moment)", summary: "The hour of a datetime, 0...23, UTC.", arity: 1...1
    ) { (arguments) throws(FormulaError) in
      try Formula.require(arguments[0], "hour", "a datetime") { $0 == .datetime }
      return ResolvedCall(type: .integer, arguments: [try arguments[0].converted(to: .datetime)]) { values in
        guard case .datetimes(let moments, let validity) = values[0] else { return values[0] }
        return .integers(moments.map { Int64(Moment($0).hour) }, validity)
      }
    },
    part("weekday", "The day of the week: Monday is 1, Sunday is 7.") { $0.weekday },
    FormulaFunction(
      name: "days_between", signature: "days_between(a, b)",
      summary: "Calendar days from a to b; negative where b is earlier.", arity: 2...2
    ) { (arguments) throws(FormulaError) in try daysBetween(arguments) },
  ]

  private static func part(
    _ name: String, _ summary: String, _ value: @escaping @Sendable (CivilDate) -> Int
  ) -> FormulaFunction {
    FormulaFunction(name: name, signature: "\(name)(date)", summary: summary, arity: 1...1) {
      (arguments) throws(FormulaError) in
      ResolvedCall(type: .integer, arguments: [try temporal(arguments[0], name)]) { values in
        let (days, validity) = values[0].days
        return .integers(days.map { Int64(value(CivilDate(daysSinceEpoch: Int($0)))) }, validity)
      }
    }
  }

  private static func daysBetween(_ arguments: [Formula]) throws(FormulaError) -> ResolvedCall {
    let operands = [
      try temporal(arguments[0], "days_between"), try temporal(arguments[1], "days_between"),
    ]
    return ResolvedCall(type: .integer, arguments: operands) { values in
      let (a, aValid) = values[0].days
      let (b, bValid) = values[1].days
      return .integers(a.indices.map { b[$0] - a[$0] }, Bitmap.both(aValid, bValid))
    }
  }

  /// A date or datetime; a text literal is read as one.
  private static func temporal(_ argument: Formula, _ name: String) throws(FormulaError) -> Formula {
    if argument.type == .missing { return try argument.converted(to: .date) }
    if case .literal(.text) = argument.node { return try argument.asMoment(besides: argument, name) }
    try Formula.require(argument, name, "a date") { $0.isTemporal }
    return argument
  }
}

extension FormulaVector {
  /// Days since 1970-01-01 of dates and moments.
  fileprivate var days: ([Int64], Bitmap?) {
    switch self {
    case .dates(let days, let validity): (days.map { Int64($0) }, validity)
    case .datetimes(let moments, let validity): (moments.map { Int64(Moment($0).day) }, validity)
    default: ([Int64](repeating: 0, count: count), Bitmap(repeating: false, count: count))
    }
  }
}
