import Canonical
import Frame

/// The columns of a table as the steps of a recipe have changed them so far, without their values.
struct WorkingSchema: Sendable {
  private(set) var fields: [WorkingField]
  /// What the features are to predict, where the table says so.
  let target: Field?
  private let excluded: [String]
  /// Columns that a step has taken away, and the step.
  private var gone: [(name: String, step: String)] = []

  init(_ schema: Schema, excluded: [String]) {
    fields = schema.fields.compactMap { field in
      excluded.containsBytes(of: field.name)
        ? nil : WorkingField(name: field.name, kind: WorkingKind(field.type), sources: [field.name])
    }
    target = schema.first(role: .target)
    self.excluded = schema.names.filter { excluded.containsBytes(of: $0) }
  }

  subscript(name: String) -> WorkingField? { fields.first { $0.name.hasSameBytes(as: name) } }

  /// Every column that can be named, for hints.
  var names: [String] { fields.map(\.name) }

  func isExcluded(_ name: String) -> Bool { excluded.containsBytes(of: name) }

  mutating func setKind(_ kind: WorkingKind, of name: String) {
    for index in fields.indices where fields[index].name.hasSameBytes(as: name) { fields[index].kind = kind }
  }

  mutating func remove(_ name: String, step: String) {
    fields.removeAll { $0.name.hasSameBytes(as: name) }
    gone.append((name, step))
  }

  mutating func append(_ field: WorkingField) { fields.append(field) }

  /// Adds a column that a step makes; fails where there is one of that name.
  mutating func add(_ name: String, _ kind: WorkingKind, from sources: [String], hint: String? = nil)
    throws(StepFailure)
  {
    guard self[name] == nil else { throw StepFailure("there is already a column `\(name)`", hint: hint) }
    append(WorkingField(name: name, kind: kind, sources: sources))
  }

  /// The field of this name, or why there is none.
  func field(_ name: String, orFeatures: Bool = false) throws(StepFailure) -> WorkingField {
    if let field = self[name] {
      guard field.kind.isFeatures, !orFeatures else { return field }
      throw StepFailure("an earlier step has turned `\(name)` into features", column: name)
    }
    if isExcluded(name) {
      throw StepFailure(
        "`\(name)` cannot become a feature",
        hint: "the target, ids, weights, groups and times of the table are left out of the features",
        column: name)
    }
    if let step = gone.last(where: { $0.name.hasSameBytes(as: name) })?.step {
      throw StepFailure("`\(name)` was left out by an earlier `\(step)`", column: name)
    }
    var failure = StepFailure(
      "there is no column `\(name)`",
      hint: suggestion(for: name, in: names), column: name)
    failure.isUnknown = true
    throw failure
  }
}

/// A column without its values.
struct WorkingField: Sendable {
  let name: String
  var kind: WorkingKind
  /// The columns of the table that it is made of.
  let sources: [String]
}
