import Frame

/// What a recipe will do, from the schema alone: nothing is fitted.
package struct RecipeOutline: Sendable {
  /// The columns that each written step works on; empty for a step with an error.
  package var columns: [[String]] = []
  /// The columns of the table that can change the result, in the table's order: those that end up in features,
  /// and those that a step learns from.
  package var columnsRead: [String] = []
  /// Columns that are no numbers and that no step turns into features: they are left out of the matrix.
  package var leftovers: [String] = []
  /// A step learns from the target too.
  package var readsTarget = false
  /// A step draws at random.
  package var isRandom = false
  /// What is wrong, in the order of the steps; a recipe with an error cannot be fitted.
  package var errors: [Problem] = []

  /// Why a step cannot be done.
  package struct Problem: Sendable {
    /// The position among the written steps.
    package let stepIndex: Int
    /// One sentence without a full stop.
    package let message: String
    /// What to do about it, where there is something to say.
    package let hint: String?
    /// The column at fault, where there is one.
    package let column: String?
    /// The column is there, and the step has no use for what it holds.
    package var isAboutType = false
    /// There is no such column, nor was there ever one.
    package var isUnknown = false
  }
}

/// Feature recipes.
package enum Recipe {
  /// Checks `steps` against a schema. Columns in `excluded` (target, ids, weights, groups, times) are no features.
  /// A step with an error is left out, and the others are checked without it.
  package static func outline(_ steps: [StepCall], schema: Schema, excluded: [String]) -> RecipeOutline {
    plan(steps, schema: schema, excluded: excluded).outline
  }

  static func plan(_ steps: [StepCall], schema: Schema, excluded: [String]) -> Plan {
    var working = WorkingSchema(schema, excluded: excluded)
    var outline = RecipeOutline()
    var resolved: [Plan.Step] = []
    var touched: [String] = []
    for (index, call) in steps.enumerated() {
      do throws(StepFailure) {
        let step = try resolve(call, in: working)
        if step.spec.readsTarget { try requireTarget(step.spec.name, schema) }
        let sources = step.columns.flatMap { working[$0]?.sources ?? [] }
        try step.spec.plan(step.columns, step.options, &working)
        if step.spec.name != Drop.name && step.spec.name != Keep.name { touched += sources }
        if step.spec.readsTarget { outline.readsTarget = true }
        if step.spec.isRandom { outline.isRandom = true }
        resolved.append(step)
        outline.columns.append(step.columns)
      } catch {
        outline.columns.append([])
        outline.errors.append(
          RecipeOutline.Problem(
            stepIndex: index, message: error.error.message, hint: error.error.hint, column: error.column,
            isAboutType: error.isAboutType, isUnknown: error.isUnknown))
      }
    }
    let features = working.fields.filter { $0.kind.isNumeric || $0.kind.isCoded || $0.kind.isFeatures }
    let made = NameIndex(features.map(\.name))
    let mentioned = NameIndex(touched)
    outline.leftovers = working.fields.filter { field in
      if field.kind.isTemporal, mentioned[field.name] != nil { return false }
      return field.kind == .category || made[field.name] == nil
    }.map(\.name)
    let used = NameIndex(touched + features.filter { $0.kind != .category }.flatMap(\.sources))
    outline.columnsRead = schema.names.filter { used[$0] != nil }
    return Plan(steps: resolved, outline: outline, pairs: features.filter { $0.kind == .pairs }.map(\.name))
  }

  private static func requireTarget(_ step: String, _ schema: Schema) throws(StepFailure) {
    let targets = schema.fields.filter { $0.role == .target }
    guard targets.isEmpty || targets.count > 1 || targets[0].separator != nil else { return }
    guard targets.isEmpty else {
      throw StepFailure(
        "`\(step)` learns from a target with one value a row, and here a row has several labels",
        hint: "leave the step out, or fit a recipe for one label with a `load` of its own")
    }
    throw StepFailure(
      "`\(step)` learns from the target, and the table has none",
      hint: "name it where the table is loaded: `target COLUMN`")
  }

  private static func resolve(_ call: StepCall, in working: WorkingSchema) throws(StepFailure) -> Plan.Step {
    guard let spec = Steps[call.name] else { throw Steps.unknown(call.name) }
    let options: Options
    do throws(LearningError) {
      options = try Options(of: call.name, call.options, declared: spec.hyperparameters)
    } catch {
      throw StepFailure(error)
    }
    switch spec.takes {
    case .selector:
      return Plan.Step(spec: spec, columns: try working.columns(call.selector, for: spec), options: options)
    case .product: return Plan.Step(spec: spec, columns: call.product, options: options)
    }
  }

  /// Steps with their columns and options resolved.
  struct Plan {
    struct Step {
      let spec: StepSpec
      let columns: [String]
      let options: Options
    }

    let steps: [Step]
    let outline: RecipeOutline
    /// Pairs of categories that nothing has encoded: `one_hot` does it at the end.
    let pairs: [String]
  }
}
