import Canonical
import Frame

extension Recipe {
  /// Fits `steps`, in order, on `table` alone. Fails on the first error that `outline` would name, on a column from which
  /// nothing can be learned, and where no feature is left. The same table and steps give the same recipe.
  ///
  /// `schema` is that of the whole table, where `table` holds no more than the columns that the outline says are read.
  package static func fit(
    _ steps: [StepCall], on table: Table, excluded: [String], schema: Schema? = nil
  ) throws(LearningError) -> FittedRecipe {
    let plan = plan(steps, schema: schema ?? table.schema, excluded: excluded)
    if let problem = plan.outline.errors.first { throw LearningError(problem.message, hint: problem.hint) }
    guard table.rowCount > 0 else { throw LearningError("there are no rows to learn features from") }
    let inputs = plan.outline.columnsRead.compactMap { table.schema[$0] }.map { Field($0.name, $0.type) }
    var fitting = Fitting(table: try WorkingTable(table, fields: inputs))
    for step in plan.steps { try fitting.run(step) }
    if !plan.pairs.isEmpty {
      let options = try Options(of: OneHot.name, [:], declared: OneHot.spec.hyperparameters)
      try fitting.run(Plan.Step(spec: OneHot.spec, columns: plan.pairs, options: options))
    }
    let matrix = try fitting.table.matrix()
    if matrix.names.isEmpty {
      throw LearningError(
        "the recipe leaves no feature",
        hint: plan.outline.leftovers.isEmpty
          ? nil
          : "\(enumeration(plan.outline.leftovers)) are no numbers: encode them, for instance with `one_hot`")
    }
    return FittedRecipe(names: matrix.names, inputs: inputs, steps: fitting.summaries, fitted: fitting.fitted)
  }

  /// Fits and applies steps one after the other.
  private struct Fitting {
    var table: WorkingTable
    private(set) var summaries: [FittedRecipe.StepSummary] = []
    private(set) var fitted: [(name: String, step: any FittedStep)] = []

    init(table: WorkingTable) { self.table = table }

    mutating func run(_ step: Plan.Step) throws(LearningError) {
      let outcome = try step.spec.fit(step.columns, step.options, table)
      let before = table.width
      let taken = step.columns.count
      try outcome.step.apply(to: &table)
      let made = outcome.made ?? max(0, table.width - before + taken)
      summaries.append(
        FittedRecipe.StepSummary(
          name: step.spec.name, columns: step.columns, learnedByColumn: outcome.learned,
          featuresIn: taken, featuresOut: made))
      fitted.append((step.spec.name, outcome.step))
    }
  }
}

extension WorkingTable {
  /// Columns and features.
  fileprivate var width: Int {
    columns.reduce(0) { sum, column in
      guard case .features(let names, _) = column.values else { return sum + 1 }
      return sum + names.count
    }
  }

  /// Numbers, bins (as their positions) and finished features, in the order of the columns.
  func matrix() throws(LearningError) -> FeatureMatrix {
    var names: [String] = []
    var values: [[Double]] = []
    for column in columns {
      switch column.values {
      case .numbers(let numbers, _):
        names.append(column.name)
        values.append(numbers)
      case .codes(let codes, _, .bins):
        names.append(column.name)
        values.append(codes.map { $0 < 0 ? .nan : Double($0) })
      case .features(let own, let features):
        names += own
        values += features
      case .codes, .other: continue
      }
    }
    if let name = NameIndex.firstDuplicate(in: names) {
      throw LearningError(
        "two features would be called `\(name)`", hint: "rename a column where the table is loaded")
    }
    return FeatureMatrix(rowCount: rowCount, names: names, columns: values)
  }
}
