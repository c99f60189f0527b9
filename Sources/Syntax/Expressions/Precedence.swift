/// How tightly an operator binds, from loose to tight.
enum Precedence: Int, Comparable {
  case conditional, or, and, not, comparison, additive, multiplicative, unary, primary

  /// One step tighter.
  var next: Precedence { Precedence(rawValue: rawValue + 1) ?? .primary }

  static func < (a: Precedence, b: Precedence) -> Bool { a.rawValue < b.rawValue }
}

extension BinaryOperator {
  var precedence: Precedence {
    switch self {
    case .or: .or
    case .and: .and
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: .comparison
    case .add, .subtract: .additive
    case .multiply, .divide, .remainder: .multiplicative
    }
  }
}
