import Canonical
import Frame
import Learning
import Pipeline
import Syntax

/// `featurize NAME from TABLE`: a recipe of steps, fitted on the table alone.
struct FeaturizeVerb: Verb {
  let spec = VerbSpec(
    name: "featurize",
    summary:
      "Make features: a recipe of steps, fitted on one table and applied to whatever a model later meets.",
    manual: """
      Steps are done in the order written and learn from the table named here, never from the rows of an evaluation. \
      The target and ids never become features. Columns that no step mentions pass as they are where they are \
      numeric, and are reported where they are not. Steps that learn from the target (`target_encode`, `select`) take \
      the column of that role; the rows learned from are encoded by the other folds, so that none sees its own target. \
      Zeros of sparse features (texts, hashes, levels) are not kept where \
      less than 30% of the numbers would be kept without them, as in scikit-learn's `ColumnTransformer`; what other columns \
      hold counts in full. \
      A selector is a list of columns and of `numeric`, `categorical`, \
      `text`, `datetime`, `all`, `starts_with("x_")`, `matches(/re/)`, with `except` behind it.
      """,
    names: .one, sources: .value,
    clauses: StepClauses.all,
    example: """
      ```load birds
      inline
        species,island,mass
        Adelie,Dream,3750
        Adelie,Biscoe,3800
        Gentoo,Biscoe,
        Gentoo,Biscoe,5850
      target species
      ```

      ```featurize features from birds
      impute numeric with: median
      standardize numeric
      one_hot island
      ```
      """,
    meaning: 3)

  func check(_ cell: inout CellCheck) -> (any CellWork)? {
    guard let (table, source) = cell.source(0, as: TableType.self, wanted: "a table") else { return nil }
    var calls: [StepCall] = []
    var clauses: [ParsedClause] = []
    for clause in cell.clauses {
      guard let call = StepClauses.call(clause, &cell) else { continue }
      calls.append(call)
      clauses.append(clause)
    }
    let excluded = table.schema.fields.filter { $0.role != .none }.map(\.name)
    let outline = Recipe.outline(calls, schema: table.schema, excluded: excluded)
    for problem in outline.errors {
      let clause = clauses[problem.stepIndex]
      let word = problem.column.flatMap { StepClauses.span(of: $0, in: clause) }
      if let column = problem.column, problem.isUnknown, table.schema[column] == nil {
        cell.report(.unknownColumn(column, at: word ?? clause.span, in: table.schema))
        continue
      }
      cell.error(
        code(of: problem, in: table.schema), at: word ?? clause.span, problem.message, hint: problem.hint)
    }
    reportDerivedFromTarget(outline, table, &cell)
    let isWhole = outline.errors.isEmpty && !cell.hasErrors && !cell.isIncomplete
    if isWhole {
      reportLeftovers(outline, table.schema, &cell)
      if outline.columnsRead.isEmpty {
        cell.error(
          .missingClause, at: cell.cell.verb.span, "the recipe leaves no feature",
          hint:
            "columns that are not numbers need a step, such as `one_hot`; the target and ids are no features")
      }
    }
    let target = outline.readsTarget ? table.schema.first(role: .target)?.name : nil
    return FeaturizeWork(
      stepSpans: clauses.map(\.span),
      type: FeaturesType(
        table: table, inputColumns: outline.columnsRead, target: TargetColumns(roleIn: table.schema),
        plan: RecipePlan(
          steps: calls, excluded: excluded, inputs: outline.columnsRead + (target.map { [$0] } ?? []),
          schema: table.schema),
        settings: settings(cell), isWhole: isWhole),
      input: InputUse(
        source.producer, name: source.word.text,
        reads: .columns(outline.columnsRead + (target.map { [$0] } ?? []))),
      target: target, isRandom: outline.isRandom)
  }

  private func code(of problem: RecipeOutline.Problem, in schema: Schema) -> DiagnosticCode {
    guard let column = problem.column else { return .wrongValue }
    switch schema[column]?.role {
    case .target?: return .targetAsFeature
    case .none?: return problem.isAboutType ? .typeError : .unknownColumn
    case .some: return .wrongValue
    case nil: return problem.isAboutType ? .typeError : problem.isUnknown ? .unknownColumn : .wrongValue
    }
  }

  /// Rule 3 of the language: what is computed from the target is no feature.
  private func reportDerivedFromTarget(_ outline: RecipeOutline, _ table: TableType, _ cell: inout CellCheck)
  {
    let targets = table.schema.fields.filter { $0.role == .target }.map(\.name)
    for column in outline.columnsRead {
      guard let target = targets.first(where: { table.derived[column]?.contains($0) ?? false }) else {
        continue
      }
      let clause = cell.clauses.first { StepClauses.span(of: column, in: $0) != nil }
      let span = clause.flatMap { StepClauses.span(of: column, in: $0) } ?? cell.cell.verb.span
      cell.error(
        .targetAsFeature, at: span, "`\(column)` is computed from the target `\(target)`",
        hint: "`drop \(column)`: what is made from the target is no feature")
    }
  }

  private func reportLeftovers(_ outline: RecipeOutline, _ schema: Schema, _ cell: inout CellCheck) {
    for column in outline.leftovers {
      let step = encoder(of: schema[column]?.type)
      cell.report(
        Diagnostic(
          .unusedColumn, .warning, at: cell.cell.verb.span, "no step makes a feature of `\(column)`",
          hint: "`\(step) \(column)`, or `drop \(column)` to leave it out on purpose"))
    }
  }

  /// A step that makes features of a column.
  private func encoder(of type: ColumnType?) -> String {
    switch type {
    case .text: "tfidf"
    case .date, .datetime: "date_parts"
    default: "one_hot"
    }
  }

  private func settings(_ cell: CellCheck) -> [Ingredient] {
    cell.clauses.enumerated().compactMap { index, clause in
      StepClauses.all.first { $0.keyword == clause.keyword }.map { spec in
        Ingredient(
          .setting, role: "step \(index + 1)",
          value:
            "\(clause.keyword) \(SettingsText.text(clause, spec: spec))\(StepClauses.shares(clause))"
            + "/\(StepClauses.meaning(clause.keyword))",
          label: "step \(index + 1), \(clause.keyword)")
      }
    }
  }
}
