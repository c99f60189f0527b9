import Canonical
import Frame

extension Recipe {
  /// Fits `steps`, in order, on `table` alone. Fails on the first error that `outline` would name, on a column from which
  /// nothing can be learned, and where no feature is left. The same table and steps give the same recipe.
  ///
  /// `schema` is that of the whole table, where `table` holds no more than the columns that the outline says are read.
  package static func fit(
    _ steps: [StepCall], on table: Table, excluded: [String], schema: Schema? = nil, seed: UInt64 = 0
  ) throws(LearningError) -> FittedRecipe {
    try fitted(steps, on: table, excluded: excluded, schema: schema, seed: seed).recipe
  }

  /// A recipe as `fit` gives it, and the features that a model learns from: those of `table`, in which no row has seen its own
  /// target where a step learns from targets (cross-fitting). For all other steps they are what the recipe makes of `table`.
  package static func fitted(
    _ steps: [StepCall], on table: Table, excluded: [String], schema: Schema? = nil, seed: UInt64 = 0
  ) throws(LearningError) -> (recipe: FittedRecipe, training: FeatureMatrix) {
    try fitted(steps, on: table, excluded: excluded, schema: schema, seed: seed, layout: nil)
  }

  /// - Parameter layout: nil for the one that suits the features.
  static func fitted(
    _ steps: [StepCall], on table: Table, excluded: [String], schema: Schema? = nil, seed: UInt64 = 0,
    layout: FeatureLayout?
  ) throws(LearningError) -> (recipe: FittedRecipe, training: FeatureMatrix) {
    let schema = schema ?? table.schema
    let plan = plan(steps, schema: schema, excluded: excluded)
    if let problem = plan.outline.errors.first { throw LearningError(problem.message, hint: problem.hint) }
    guard table.rowCount > 0 else { throw LearningError("there are no rows to learn features from") }
    let inputs = plan.outline.columnsRead.compactMap { table.schema[$0] }.map { Field($0.name, $0.type) }
    let target = plan.outline.readsTarget ? try target(of: table, schema) : nil
    let supervision = Supervision(target: target, seed: seed)
    var fitting = Fitting(table: try WorkingTable(table, fields: inputs, supervision: supervision))
    for (index, step) in plan.steps.enumerated() {
      do throws(LearningError) {
        try fitting.run(step)
      } catch {
        var failure = error
        failure.step = index
        throw failure
      }
    }
    if !plan.pairs.isEmpty {
      let options = try Options(of: OneHot.name, [:], declared: OneHot.spec.hyperparameters)
      try fitting.run(Plan.Step(spec: OneHot.spec, columns: plan.pairs, options: options))
    }
    let matrix = try fitting.table.matrix(layout)
    if matrix.names.isEmpty {
      throw LearningError(
        "the recipe leaves no feature",
        hint: plan.outline.leftovers.isEmpty
          ? nil
          : "\(enumeration(plan.outline.leftovers)) are no numbers: encode them, for instance with `one_hot`")
    }
    let recipe = FittedRecipe(
      names: matrix.names, inputs: inputs, layout: matrix.isSparse ? .sparse : .dense,
      remakesTraining: fitting.remakesTraining, steps: fitting.summaries,
      fitted: fitting.fitted)
    return (recipe, matrix)
  }

  private static func target(of table: Table, _ schema: Schema) throws(LearningError) -> Target {
    guard let name = schema.first(role: .target)?.name, let column = table.column(name) else {
      throw LearningError("the table has no target to learn from")
    }
    return try Target(column: column, name: name)
  }

  /// Fits and applies steps one after the other.
  private struct Fitting {
    var table: WorkingTable
    private(set) var summaries: [FittedRecipe.StepSummary] = []
    private(set) var fitted: [(name: String, step: any FittedStep)] = []
    private(set) var remakesTraining = true

    init(table: WorkingTable) { self.table = table }

    /// The columns that earlier steps have left: some take columns away because of their values.
    private func present(_ step: Plan.Step) -> [String] {
      if step.spec.name == Drop.name || step.spec.name == Keep.name { return step.columns }
      return step.columns.filter { table[$0] != nil }
    }

    mutating func run(_ step: Plan.Step) throws(LearningError) {
      let columns = present(step)
      if case .product = step.spec.takes, columns.count < step.columns.count {
        throw LearningError(
          "an earlier step has left \(enumeration(step.columns.filter { !columns.containsBytes(of: $0) })) out",
          hint: "do `\(step.spec.name)` before it")
      }
      let before = table.width
      let taken = table.width(of: columns)
      let outcome = try step.spec.fit(columns, step.options, table)
      if outcome.applied.isEmpty { try outcome.step.apply(to: &table) }
      for column in outcome.applied { table.replace(column.name, by: column.values) }
      if outcome.step.isSlow || !outcome.training.isEmpty { remakesTraining = false }
      for column in outcome.training { table.replace(column.name, by: column.values) }
      let made = outcome.made ?? max(0, table.width - before + taken)
      summaries.append(
        FittedRecipe.StepSummary(
          name: step.spec.name, columns: columns, learnedByColumn: outcome.learned,
          featuresIn: taken, featuresOut: made, remarks: outcome.remarks))
      fitted.append((step.spec.name, outcome.step))
    }
  }
}

extension WorkingTable {
  /// Columns and features.
  fileprivate var width: Int { columns.reduce(0) { $0 + $1.width } }

  /// Columns that no feature needs are not in the table and count as one.
  fileprivate func width(of names: [String]) -> Int {
    names.reduce(0) { $0 + (self[$1]?.width ?? 1) }
  }
}

extension WorkingColumn {
  fileprivate var width: Int {
    values.kind.isFeatures ? block?.names.count ?? 1 : 1
  }
}
