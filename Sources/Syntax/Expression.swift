/// A word of the source with its place: a name, a keyword, an option.
package struct Word: Sendable, Hashable {
  package var text: String
  package var span: Span

  package init(_ text: String, _ span: Span) {
    self.text = text
    self.span = span
  }
}

/// A constant as written. `80%` is a `percent` whose value is 0.8.
package enum Literal: Sendable, Hashable {
  /// An integer that fits 64 bits.
  case integer(Int64)
  case number(Double)
  case percent(Double)
  case text(String)
  case boolean(Bool)

  /// The number meant, for the three kinds that are numbers.
  package var number: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .number(let value), .percent(let value): value
    case .text, .boolean: nil
    }
  }
}

/// An expression of the cell language, with the span of every node.
package struct Expression: Sendable, Hashable {
  package indirect enum Kind: Sendable, Hashable {
    case literal(Literal)
    /// `age`, or a dotted path such as `scores.women.accuracy`.
    case name([Word])
    case parameter(String)
    case unary(UnaryOperator, Expression)
    case binary(BinaryOperator, Expression, Expression)
    case call(Word, [Expression])
    case membership(Expression, [Expression], negated: Bool)
    case between(Expression, Expression, Expression, negated: Bool)
    case isMissing(Expression, negated: Bool)
    case conditional(Expression, Expression, Expression)
    /// A part that could not be parsed; its diagnostic has been given.
    case invalid
  }

  package var kind: Kind
  package var span: Span

  package init(_ kind: Kind, _ span: Span) {
    self.kind = kind
    self.span = span
  }
}

package enum UnaryOperator: String, Sendable, Hashable {
  case minus = "-"
  case not = "not"
}

package enum BinaryOperator: String, Sendable, Hashable, CaseIterable {
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case remainder = "%"
  case equal = "=="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case and = "and"
  case or = "or"
}

/// Which columns a step is about.
package struct Selector: Sendable, Hashable {
  package indirect enum Term: Sendable, Hashable {
    /// `numeric`, `categorical`, `text`, `datetime`, `all`.
    case kind(Word)
    case column(Word)
    case startsWith(String, Span)
    case matches(String, Span)
  }

  package var terms: [Term]
  package var exceptions: [Term]
  package var span: Span

  package init(terms: [Term], exceptions: [Term], span: Span) {
    self.terms = terms
    self.exceptions = exceptions
    self.span = span
  }
}
