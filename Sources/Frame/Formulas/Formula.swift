import Canonical

/// What an expression gives. Categories and texts are both `text` here.
package enum FormulaType: String, Sendable, Hashable {
  case number
  case integer
  case boolean
  case text
  case date
  case datetime
  /// A bare missing literal; it fits wherever a value of any type may stand.
  case missing

  /// As named in messages.
  package var name: String { rawValue }

  var isNumeric: Bool { self == .number || self == .integer }
  var isTemporal: Bool { self == .date || self == .datetime }
}

/// An expression that cannot be built or evaluated.
package struct FormulaError: Error, Sendable, Hashable {
  private let text: String
  package let hint: String?
  /// The row that has no result, counted from 0; nil where the error is about no row.
  package var row: Int?

  package init(_ message: String, hint: String? = nil, row: Int? = nil) {
    text = message
    self.hint = hint
    self.row = row
  }

  /// What is wrong and, where it is about a row, in which, counted from 1.
  package var message: String { text + (row.map { " in row \(NumberText.thousands($0 + 1))" } ?? "") }
}

/// A typed expression over the columns of a table.
///
/// It is built bottom-up by the static functions, which check types, and evaluated by column. A missing operand makes
/// a result missing, except where SQL's three-valued logic decides without it (`false and missing` is false).
/// What has no value is missing: division by zero, the logarithm of a negative number, a result that is not finite.
package struct Formula: Sendable {
  package let type: FormulaType
  /// The names of the columns that are read: sorted by bytes, unique.
  package let columns: [String]
  /// The one text of this expression, for cache keys and messages: names in backticks where they are no identifiers,
  /// parentheses around every inner operation.
  package let canonicalText: String
  /// The type of the column that `evaluate` gives: a text is a `category` where all texts in it are categories or
  /// literals, and `text` otherwise; a bare missing literal is a `number`.
  package let columnType: ColumnType

  let node: FormulaNode
  let depth: Int

  /// Deeper expressions are refused when they are built.
  static let maximumDepth = 256

  /// Whether it reads no column, so that `value()` can compute it.
  package var isConstant: Bool { columns.isEmpty }

  /// A constant.
  package static func literal(_ value: Scalar) -> Formula {
    Formula(
      .literal(value), value.formulaType, [], FormulaText.literal(value), isCategorical: true, depth: 1)
  }

  /// The values of a column.
  package static func column(_ field: Field) -> Formula {
    Formula(
      .column(field.name), field.type.formulaType, [field.name], FormulaText.name(field.name),
      isCategorical: field.type == .category, depth: 1)
  }

  /// An operation on parts; fails when the whole would be nested too deeply.
  init(
    _ node: FormulaNode, _ type: FormulaType, of parts: [Formula], text: String
  ) throws(FormulaError) {
    let depth = 1 + (parts.map(\.depth).max() ?? 0)
    guard depth <= Formula.maximumDepth else {
      throw FormulaError(
        "an expression nested more than \(Formula.maximumDepth) deep",
        hint: "derive a column for a part of it")
    }
    var columns: [String] = []
    for name in parts.flatMap(\.columns) where !columns.contains(where: { $0.hasSameBytes(as: name) }) {
      columns.append(name)
    }
    let isCategorical = parts.allSatisfy { $0.type != .text || $0.columnType == .category }
    self.init(
      node, type, columns.sorted { $0.precedesByBytes($1) }, text, isCategorical: isCategorical, depth: depth)
  }

  /// The same expression under another text.
  init(renaming formula: Formula, text: String) {
    self.init(
      formula.node, formula.type, formula.columns, text, isCategorical: formula.columnType == .category,
      depth: formula.depth)
  }

  private init(
    _ node: FormulaNode, _ type: FormulaType, _ columns: [String], _ text: String, isCategorical: Bool,
    depth: Int
  ) {
    self.node = node
    self.type = type
    self.columns = columns
    self.canonicalText = text
    self.depth = depth
    columnType =
      switch type {
      case .number, .missing: .number
      case .integer: .integer
      case .boolean: .boolean
      case .text: isCategorical ? .category : .text
      case .date: .date
      case .datetime: .datetime
      }
  }
}

/// What a formula does with its parts. Types have been checked.
indirect enum FormulaNode: Sendable {
  case literal(Scalar)
  case column(String)
  case converted(Formula)
  case minus(Formula)
  case not(Formula)
  case arithmetic(ArithmeticOperator, Formula, Formula)
  case comparison(ComparisonOperator, Formula, Formula)
  case logic(isAnd: Bool, Formula, Formula)
  case membership(Formula, [Formula], negated: Bool)
  case between(Formula, Formula, Formula, negated: Bool)
  case isMissing(Formula, negated: Bool)
  case conditional(Formula, Formula, Formula)
  case call(ResolvedCall)
}

enum ArithmeticOperator: String, Sendable {
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case remainder = "%"
}

enum ComparisonOperator: String, Sendable {
  case equal = "=="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
}

extension Scalar {
  var formulaType: FormulaType {
    switch self {
    case .missing: .missing
    case .number: .number
    case .integer: .integer
    case .boolean: .boolean
    case .text: .text
    case .date: .date
    case .datetime: .datetime
    }
  }
}

extension ColumnType {
  var formulaType: FormulaType {
    switch self {
    case .number: .number
    case .integer: .integer
    case .boolean: .boolean
    case .category, .text: .text
    case .date: .date
    case .datetime: .datetime
    }
  }
}
