import Frame

/// How many rows of one table may have a key that rows of the other have.
enum Cardinality: String, Sendable, CaseIterable {
  case oneToOne = "one_to_one"
  case oneToMany = "one_to_many"
  case manyToOne = "many_to_one"
  case manyToMany = "many_to_many"

  /// Whether a key stands once only in the left table.
  var isUniqueLeft: Bool { self == .oneToOne || self == .oneToMany }
  var isUniqueRight: Bool { self == .oneToOne || self == .manyToOne }
}

/// A join as checked: which rows go together, and what the columns of the result are made of.
struct JoinPlan: Sendable {
  /// A column of either table whose values are compared.
  struct Key: Sendable, Hashable {
    var left: String
    var right: String
  }

  /// A column of the result.
  struct Output: Sendable {
    enum Source: Sendable {
      case key(Int)
      case left(String)
      case right(String)
    }

    var field: Field
    var source: Source
  }

  var kind: JoinKind
  var keys: [Key]
  /// What the author says of the keys; nil where nothing is promised.
  var cardinality: Cardinality?
  var outputs: [Output]
  /// Right columns whose names the left table has too: the name there, and the name in the result.
  var renamed: [(name: String, new: String)]

  var schema: Schema { Schema(outputs.map(\.field)) }

  /// Rows of this table are those of the result, one by one or several times.
  var mainIsRight: Bool { kind == .right }

  /// Canonical text for the key.
  var text: String {
    let on = keys.map { "`\($0.left)` = `\($0.right)`" }.joined(separator: ", ")
    return "\(kind.rawValue) on \(on) \(cardinality?.rawValue ?? "any cardinality")"
  }

  /// As it is written, such as `tailnum` or `origin = code`.
  var keyText: String {
    keys.map { $0.left.hasSameBytes(as: $0.right) ? $0.left : "\($0.left) = \($0.right)" }
      .joined(separator: ", ")
  }
}
