import Canonical
import Frame
import Learning
import Pipeline
import Syntax

/// A checked `explain`.
struct ExplainWork: CellWork {
  var plan: ExplainPlan
  var type: ExplanationType
  var task: Task
  var target: TargetColumns?
  /// The column of queries, where rows are ranked.
  var group: String?
  var span: Span
  /// The model, then the table.
  var inputs: [InputUse]

  var outputs: [any ValueType] { [type] }
  var settings: [Ingredient] { plan.settings }
  var isRandom: Bool { plan.metric != nil }

  func run(_ context: RunContext) throws -> CellResult {
    do {
      return CellResult(manifest: try Explaining(self, context).manifest().bytes)
    } catch let error as LearningError {
      throw CellFailure(.cellFailed, error.message, hint: error.hint, at: span)
    }
  }

  func values(of result: StoredResult, _ context: RunContext) throws -> [any Value] {
    let manifest = try ExplainManifest(result.manifest)
    return [
      ExplanationValue(
        columns: manifest.permutation?.columns ?? [], means: manifest.permutation?.means ?? [],
        digest: Digest(of: result.manifest))
    ]
  }
}

/// One run of an `explain` cell.
private struct Explaining: Sendable {
  private let plan: ExplainPlan
  private let model: ModelValue
  private let table: Table
  private let target: TargetColumns?
  private let group: String?
  private let seed: UInt64

  /// How many features are drawn row by row.
  private static let mostFeatures = 10
  /// How many single rows are drawn behind an average.
  private static let mostIndividuals = 25
  /// How many levels of a category are tried.
  private static let mostLevels = 30

  init(_ work: ExplainWork, _ context: RunContext) throws {
    plan = work.plan
    target = work.target
    group = work.group
    seed = context.seed
    model = try context.input(0, as: ModelValue.self)
    table = try context.input(1, as: TableValue.self).table(columns: work.inputs[1].reads.columns)
    guard table.rowCount > 0 else { throw LearningError("there are no rows to explain") }
  }

  func manifest() throws -> ExplainManifest {
    ExplainManifest(
      permutation: try plan.metric.flatMap(permutation), shap: try shapley(),
      dependence: try plan.dependence.map { dependence in
        try dependence.columns.map {
          try self.dependence($0, of: dependence.outputClass, points: dependence.points)
        }
      } ?? [],
      rows: try plan.rows.map { try takenApart($0.number, of: $0.outputClass) })
  }

  private func predict(_ table: Table) throws -> Prediction {
    try model.predictor.predict(model.features.recipe.apply(to: table))
  }

  /// The table with another column in the place of one.
  private func replacing(_ name: String, by make: (Column) -> Column) throws -> Table {
    let columns = table.schema.names.indices.map { index -> Column in
      let column = table.column(at: index)
      return table.schema.names[index] == name ? make(column) : column
    }
    return try Table(schema: table.schema, columns: columns)
  }

  // MARK: Shuffled columns

  private func permutation(_ name: String) throws -> ExplainManifest.Permutation? {
    guard let metric = Metrics[name], let target else { return nil }
    let supervised = Supervised(target, group: group)
    let truth = try supervised.target(in: table)
    let queries = try supervised.groups(in: table)
    let columns = model.features.recipe.inputColumns
    let found = try PermutationImportance.measure(
      columns, rowCount: table.rowCount, repeats: plan.repeats, seed: seed,
      greaterIsBetter: metric.higherIsBetter
    ) { shuffled in
      let moved = try shuffled.map { shuffled in
        try replacing(columns[shuffled.column]) { $0.gathered(by: shuffled.order) }
      }
      let evaluated = try Evaluated(
        truth: truth, prediction: try predict(moved ?? table), queries: queries, ranks: queries != nil)
      guard let value = metric.compute(evaluated) else {
        throw LearningError("`\(name)` has no value on these rows", hint: "choose another metric")
      }
      return value
    }
    return .init(
      columns: columns, baseline: found.baseline, means: found.means, deviations: found.deviations)
  }

  // MARK: Shapley values

  private func shapley() throws -> ExplainManifest.Shapley? {
    guard let plan = plan.shap else { return nil }
    let count = min(plan.rows, table.rowCount)
    let chosen = (0..<count).map { Int32($0 * table.rowCount / count) }
    do {
      let features = try model.features.recipe.apply(to: table.drawing(RowDraw(chosen)))
      let found = try exact(features, of: plan.outputClass)
      let importance = found.importance
      let shown = importance.prefix(Self.mostFeatures).compactMap { entry in
        found.names.firstIndex(of: entry.feature)
      }
      return .init(
        outputClass: found.outputClass, scale: found.scale.title, method: found.method, base: found.base,
        rows: count, importance: importance.map { ($0.feature, $0.value) },
        effects: shown.map(found.feature), values: shown.map(features.column))
    } catch let error as LearningError {
      if plan.asked { throw error }
      return nil
    }
  }

  /// The rows that the model has learned from stand for what is usual.
  private func exact(_ features: FeatureMatrix, of name: String?) throws -> ShapleyValues {
    try ShapleyValues.exact(
      model.predictor, features, of: name, background: try model.features.matrix())
  }

  private func takenApart(_ number: Int, of name: String?) throws -> ExplainManifest.TakenApart {
    guard number < table.rowCount else {
      throw LearningError(
        "there is no row \(NumberText.thousands(number + 1))",
        hint: "the table has \(NumberText.count(table.rowCount, "row"))")
    }
    let features = try model.features.recipe.apply(to: table.drawing(RowDraw([Int32(number)])))
    let found = try exact(features, of: name)
    let effects = found.names.indices.map { index in
      (feature: found.names[index], value: features.column(index)[0], effect: found.values[index])
    }
    return .init(
      number: number, outputClass: found.outputClass, scale: found.scale.title, base: found.base,
      total: found.total(0),
      effects: effects.enumerated().sorted {
        ($1.element.effect.magnitude, $0.offset) < ($0.element.effect.magnitude, $1.offset)
      }.map(\.element))
  }

  // MARK: Dependence

  private func dependence(
    _ name: String, of outputClass: String?, points: Int
  ) throws -> ExplainManifest.Dependence {
    guard let column = table.column(name) else { throw LearningError("there is no column `\(name)`") }
    let labels = (model.predictor as? OneVersusRestPredictor)?.labels
    if let labels, outputClass == nil {
      throw LearningError(
        "of \(labels.count) labels `dependence` must be told which one is meant",
        hint: "`class: \"\(labels.first ?? "")\"`")
    }
    let classes = labels ?? model.predictor.classes
    let code = try ShapleyValues.code(of: outputClass, classes)
    let constants = try self.constants(column, name, points)
    let found = try PartialDependence.measure(
      name, outputClass: classes?[code],
      grid: constants.isEmpty ? [] : (0..<constants.count).map(Double.init), individuals: Self.mostIndividuals
    ) { place in
      let moved = try replacing(name) { _ in constants[Int(place)].column }
      return try predict(moved).numbers(of: code)
    }
    let isNumeric = column.type.isNumeric || column.type == .date || column.type == .datetime
    return .init(
      column: name, outputClass: found.outputClass, grid: constants.map(\.number),
      words: isNumeric && column.type.isNumeric ? [] : constants.map(\.text), averages: found.averages,
      individuals: found.individuals)
  }

  /// A value that a column has in every row.
  private struct Constant: Sendable {
    var column: Column
    var number: Double
    var text: String
  }

  /// Numbers of a grid; of anything else the values that occur, the most frequent ones of many.
  private func constants(_ column: Column, _ name: String, _ points: Int) throws -> [Constant] {
    let count = table.rowCount
    if column.type == .number {
      return PartialDependence.grid(column.doubles(), points: points).map {
        Constant(
          column: .numbers([Double](repeating: $0, count: count)), number: $0,
          text: NumberText.significant($0, 4))
      }
    }
    if column.type == .integer {
      let grid = PartialDependence.grid(column.doubles(), points: points).map { $0.rounded() }
      return Set(grid).sorted().compactMap { value in
        Int64(exactly: value).map {
          Constant(
            column: .integers([Int64?](repeating: $0, count: count)), number: value, text: String($0))
        }
      }
    }
    var first: [String: (row: Int, count: Int)] = [:]
    for row in 0..<count where !column.isMissing(row) {
      first[column[row].text, default: (row, 0)].count += 1
    }
    let frequent = first.sorted { a, b in
      a.value.count != b.value.count ? a.value.count > b.value.count : a.key.precedesByBytes(b.key)
    }.prefix(Self.mostLevels)
    return frequent.enumerated().map { place, level in
      Constant(
        column: column.gathered(by: [Int32](repeating: Int32(level.value.row), count: count)),
        number: Double(place), text: level.key)
    }
  }
}
