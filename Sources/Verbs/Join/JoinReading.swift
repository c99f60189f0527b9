import Canonical
import Frame
import Pipeline
import Syntax

/// Reads the clauses of a `join` against the schemas of its tables.
struct JoinReading {
  let left: TableType
  let right: TableType
  let names: (left: String, right: String)
  /// The clause that failures at run time point at.
  private(set) var span: Span?

  init(left: TableType, right: TableType, names: (left: String, right: String)) {
    self.left = left
    self.right = right
    self.names = names
  }

  /// nil after diagnostics.
  mutating func plan(_ cell: inout CellCheck) -> JoinPlan? {
    let clauses = cell.clauses("on")
    if let cross = cell.clause("cross") {
      guard clauses.isEmpty else {
        cell.error(
          .wrongValue, at: cross.keywordSpan, "`cross` compares no keys, and `on` names some",
          hint: "keep one of the two")
        return nil
      }
      span = cross.span
      return outputs(kind: .cross, keys: [], cardinality: nil, suffix(cross), &cell)
    }
    guard let first = clauses.first else {
      if cell.isIncomplete { return nil }
      let shared = left.schema.names.filter { right.schema[$0] != nil }
      cell.error(
        .missingClause, at: cell.cell.verb.span, "`join` does not say which columns must be equal",
        hint: shared.isEmpty
          ? "`on a = b`, or `cross` for each row with each"
          : "`on \(shared.prefix(3).joined(separator: ", "))` \(shared.count == 1 ? "stands" : "stand") in both tables"
      )
      return nil
    }
    span = first.span
    var keys: [JoinPlan.Key] = []
    for clause in clauses { keys += self.keys(clause, &cell) }
    let kind = option("kind", of: clauses, &cell).flatMap(JoinKind.init) ?? .inner
    let cardinality = option("cardinality", of: clauses, &cell).flatMap(Cardinality.init)
    let suffix = clauses.lazy.compactMap { $0.text("suffix") }.first ?? "_right"
    let wanted = clauses.reduce(0) { $0 + $1.words("keys").count }
    guard keys.count == wanted, !keys.isEmpty else { return nil }
    return outputs(kind: kind, keys: keys, cardinality: cardinality, suffix, &cell)
  }

  private func suffix(_ clause: ParsedClause) -> String { clause.text("suffix") ?? "_right" }

  /// An option that may stand behind any of the clauses, once.
  private func option(_ name: String, of clauses: [ParsedClause], _ cell: inout CellCheck) -> String? {
    let words = clauses.compactMap { $0.word(name) }
    for word in words.dropFirst() where word.text != words[0].text {
      cell.error(
        .wrongValue, at: word.span, "`\(name):` is `\(words[0].text)` already",
        hint: "say it once, behind any of the `on` clauses")
    }
    return words.first?.text
  }

  // MARK: Keys

  private func keys(_ clause: ParsedClause, _ cell: inout CellCheck) -> [JoinPlan.Key] {
    let words = clause.words("keys")
    guard let other = clause.word("other") else {
      return words.compactMap { key($0, $0, &cell) }
    }
    guard words.count == 1 else {
      cell.error(
        .wrongValue, at: other.span, "`=` stands between two names",
        hint: "a clause for each pair: `on \(words[words.count - 1].text) = \(other.text)`")
      return []
    }
    return key(words[0], other, &cell).map { [$0] } ?? []
  }

  private func key(_ a: Word, _ b: Word, _ cell: inout CellCheck) -> JoinPlan.Key? {
    let one = field(a, in: left.schema, of: names.left, &cell)
    let other = field(b, in: right.schema, of: names.right, &cell)
    guard let one, let other else { return nil }
    guard RowMatches.agree(one.type, other.type) else {
      cell.error(
        .joinTypes, at: a.span.union(b.span),
        "`\(one.name)` is \(one.type.name) in `\(names.left)`, and `\(other.name)` is \(other.type.name) in `\(names.right)`",
        hint: "give both one type where they are loaded: `column \(other.name) \(one.type.name)`")
      return nil
    }
    return JoinPlan.Key(left: one.name, right: other.name)
  }

  private func field(_ word: Word, in schema: Schema, of table: String, _ cell: inout CellCheck) -> Field? {
    if let field = schema[word.text] { return field }
    cell.error(
      .unknownColumn, at: word.span, "`\(table)` has no column `\(word.text)`",
      hint: suggestion(for: word.text, in: schema.names)
        ?? "columns of `\(table)`: \(schema.names.prefix(12).joined(separator: ", "))\(schema.names.count > 12 ? ", …" : ""); `on \(names.left)'s name = \(names.right)'s` compares columns of different names"
    )
    return nil
  }

  // MARK: Columns of the result

  private func outputs(
    kind: JoinKind, keys: [JoinPlan.Key], cardinality: Cardinality?, _ suffix: String, _ cell: inout CellCheck
  ) -> JoinPlan? {
    var plan = JoinPlan(kind: kind, keys: keys, cardinality: cardinality, outputs: [], renamed: [])
    for field in left.schema.fields {
      guard let key = keys.firstIndex(where: { $0.left.hasSameBytes(as: field.name) }) else {
        plan.outputs.append(.init(field: field, source: .left(field.name)))
        continue
      }
      var merged = field
      // Right values stand among the left ones: a category then holds texts too.
      if kind.keepsRight, let other = right.schema[keys[key].right], other.type != field.type {
        merged.type = .text
      }
      plan.outputs.append(.init(field: merged, source: .key(key)))
    }
    if kind.isFilter { return plan }
    for field in right.schema.fields
    where !keys.contains(where: { $0.right.hasSameBytes(as: field.name) }) {
      var new = field
      new.role = role(of: field)
      if left.schema[field.name] != nil {
        new.name = field.name + suffix
        plan.renamed.append((field.name, new.name))
      }
      guard plan.schema[new.name] == nil else {
        cell.error(
          .duplicateColumn, at: (cell.clause("on") ?? cell.clause("cross"))?.span ?? cell.cell.verb.span,
          "two columns would be named `\(new.name)`, one of them `\(field.name)` of `\(names.right)`",
          hint: "`suffix: \"_\(names.right)\"`, or `rename` it where it is loaded")
        return nil
      }
      plan.outputs.append(.init(field: new, source: .right(field.name)))
    }
    return plan
  }

  /// Ids never become features and stay; of the other roles a table has one column.
  private func role(of field: Field) -> Role {
    field.role == .id || left.schema.first(role: field.role) == nil ? field.role : .none
  }
}
