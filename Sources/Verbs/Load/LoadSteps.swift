import Canonical
import Frame
import Pipeline
import Syntax

/// The steps of a load in the order written, typed against the schema as it is at each of them.
struct LoadSteps: Sendable {
  enum Step: Sendable {
    case select([String])
    case drop([String])
    case rename(String, to: String)
    case derive(String, Formula, ColumnType)
    case filter(Formula)
    case limit(Int)
    /// With what separates the labels that a target lists.
    case role(Role, [String], separator: String?)
  }

  private(set) var steps: [Step] = []
  /// As it is after the steps so far.
  private(set) var schema: Schema
  /// Derived columns, with all columns of the file that they were computed from.
  private(set) var derived: [String: Set<String>] = [:]

  /// - Parameter derived: columns of the schema that were computed from others before.
  init(schema: Schema, derived: [String: Set<String>] = [:]) {
    self.schema = schema
    self.derived = derived
  }

  /// Adds the step that a clause says, if it says one.
  mutating func add(_ clause: ParsedClause, _ cell: inout CellCheck) {
    switch clause.keyword {
    case "column":
      // An unknown column has been reported where the file was read.
      guard let word = clause.word("column"), schema[word.text] != nil else { return }
      if let new = clause.word("new") { rename(word, new, &cell) }
    case "select":
      if let names = columns(clause, &cell) { apply(.select(names)) }
    case "drop":
      if let names = columns(clause, &cell) { apply(.drop(names)) }
    case "rename":
      if let old = clause.word("column"), let new = clause.word("new") { rename(old, new, &cell) }
    case "derive": derive(clause, &cell)
    case "where":
      if let expression = clause.expression("condition"),
        let formula = cell.condition(expression, over: schema)
      {
        apply(.filter(formula))
      }
    case "limit":
      if let rows = clause.integer("rows") { apply(.limit(Int(rows))) }
    case "target": target(clause, &cell)
    case "time", "weight", "group":
      if let word = clause.word("column"), let role = Role.named(clause.keyword),
        let name = named(word, role, &cell)
      {
        apply(.role(role, [name], separator: nil))
      }
    case "id":
      apply(.role(.id, clause.words("columns").compactMap { named($0, .id, &cell) }, separator: nil))
    default: break
    }
  }

  /// Columns to predict, a label each where they are several, or one that lists labels.
  private mutating func target(_ clause: ParsedClause, _ cell: inout CellCheck) {
    let words = clause.words("columns")
    var names: [String] = []
    for word in words {
      guard let name = named(word, .target, &cell) else { continue }
      if names.contains(name) {
        cell.error(.duplicateColumn, at: word.span, "`\(word.text)` is named twice")
      } else {
        names.append(name)
      }
    }
    let fields = names.compactMap { schema[$0] }
    let separator = clause.text("separator")
    if let problem = TargetColumns.problem(fields, separator: separator) {
      cell.error(problem.code, at: clause.span, problem.message, hint: problem.hint)
      return
    }
    apply(.role(.target, names, separator: separator))
  }

  private func columns(_ clause: ParsedClause, _ cell: inout CellCheck) -> [String]? {
    let words = clause.words("columns")
    var names: [String] = []
    for word in words {
      guard let field = cell.field(word, in: schema) else { continue }
      if names.contains(field.name) {
        cell.error(.duplicateColumn, at: word.span, "`\(word.text)` is named twice")
      } else {
        names.append(field.name)
      }
    }
    return names.count == words.count ? names : nil
  }

  /// The column that has a role. One that is misspelt is reported, and the check goes on with the one that was meant.
  private func named(_ word: Word, _ role: Role, _ cell: inout CellCheck) -> String? {
    guard let field = cell.field(word, in: schema) else {
      return nearestName(to: word.text, in: schema.fields.map(\.name))
    }
    if field.role != .none, field.role != role {
      cell.error(
        .wrongValue, at: word.span, "`\(field.name)` is the \(field.role.name) already",
        hint: "a column has one role; `derive` a copy of it for another")
    } else if let wanted = role.wantedTypes, !wanted.contains(field.type) {
      cell.error(
        .typeError, at: word.span,
        "`\(field.name)` is \(field.type.name), and `\(role.name)` wants a \(role.wantedText)",
        hint: "give it a type: `column \(field.name) \(wanted[0].name)`")
    }
    return field.name
  }

  private mutating func rename(_ old: Word, _ new: Word, _ cell: inout CellCheck) {
    guard cell.field(old, in: schema) != nil else { return }
    guard schema[new.text] == nil || new.text == old.text else {
      cell.error(.duplicateColumn, at: new.span, "there is a column `\(new.text)` already")
      return
    }
    apply(.rename(old.text, to: new.text))
  }

  private mutating func derive(_ clause: ParsedClause, _ cell: inout CellCheck) {
    guard let new = clause.word("new"), let expression = clause.expression("value"),
      let formula = cell.formula(expression, over: schema)
    else { return }
    guard formula.type != .missing else {
      cell.error(.typeError, at: expression.span, "the column would hold nothing but missing values")
      return
    }
    apply(.derive(new.text, formula, formula.derivedColumnType))
  }

  private mutating func apply(_ step: Step) {
    steps.append(step)
    switch step {
    case .select(let names): schema = Schema(names.compactMap { schema[$0] })
    case .drop(let names): schema = Schema(schema.fields.filter { !names.contains($0.name) })
    case .rename(let old, let new):
      if let index = schema.index(of: old) { schema.fields[index].name = new }
      derived[new] = derived.removeValue(forKey: old)
      for (name, sources) in derived where sources.contains(old) {
        derived[name] = sources.subtracting([old]).union([new])
      }
    case .derive(let name, let formula, let type):
      var sources = Set(formula.columns)
      for column in formula.columns { sources.formUnion(derived[column] ?? []) }
      derived[name] = sources
      if let index = schema.index(of: name) {
        schema.fields[index].type = type
      } else {
        schema.fields.append(Field(name, type))
      }
    case .role(let role, let names, let separator):
      for index in schema.fields.indices {
        if names.contains(schema.fields[index].name) {
          schema.fields[index].role = role
          schema.fields[index].separator = separator
        } else if role == .target, schema.fields[index].role == .target {
          schema.fields[index].role = .none
          schema.fields[index].separator = nil
        }
      }
    case .filter, .limit: break
    }
  }

  /// Whether rows may be left out.
  var mayDropRows: Bool {
    steps.contains {
      switch $0 {
      case .filter, .limit: true
      default: false
      }
    }
  }

  /// Canonical text for the key; consecutive roles stand in a fixed order, as theirs means nothing.
  var canonicalTexts: [String] {
    var texts: [String] = []
    var roles: [String] = []
    for step in steps {
      switch step {
      case .select(let names): texts.append("select \(names.joined(separator: ", "))")
      case .drop(let names): texts.append("drop \(names.sorted().joined(separator: ", "))")
      case .rename(let old, let new): texts.append("rename \(old) as \(new)")
      case .derive(let name, let formula, _): texts.append("derive \(name) = \(formula.canonicalText)")
      case .filter(let formula): texts.append("where \(formula.canonicalText)")
      case .limit(let rows): texts.append("limit \(rows)")
      case .role(let role, let names, let separator):
        let mark = separator.map { " separator: \"\($0)\"" } ?? ""
        roles.append("\(role.name) \(names.sorted().joined(separator: ", "))\(mark) at \(texts.count)")
      }
    }
    return texts + roles.sorted()
  }
}

extension Formula {
  /// The type of a derived column: text that is computed names groups, so it becomes a category.
  fileprivate var derivedColumnType: ColumnType { columnType == .text ? .category : columnType }
}

extension Role {
  fileprivate static func named(_ name: String) -> Role? { allCases.first { $0.name == name } }

  /// The types that a column of the role may have; nil where any will do.
  fileprivate var wantedTypes: [ColumnType]? {
    switch self {
    case .time: [.datetime, .date, .integer, .number]
    case .weight: [.number, .integer]
    case .none, .target, .id, .group: nil
    }
  }

  fileprivate var wantedText: String { self == .time ? "date, datetime or number" : "number" }
}
