import Canonical
import Frame
import Learning
import Pipeline

/// What a chart is drawn from, as known before anything runs: tables, an evaluation or models, read as one table.
struct PlotSource: Sendable {
  enum Kind: String, Sendable, CaseIterable {
    case table, evaluation, model

    /// `tables`, `evaluations`, `models`.
    var plural: String { rawValue + "s" }
  }

  var kind: Kind
  /// The names behind `from`.
  var names: [String]
  var producers: [Producer]
  /// The columns that expressions may use: those of the tables, or what an evaluation or a model has to show.
  var schema: Schema
  /// What was predicted, for evaluations and models.
  var task: Task?
  var target: Field?
  /// Of the models behind an evaluation, or the models themselves.
  var models: [String] = []
  /// The scores that evaluations have.
  var scores: [String] = []
  /// How the models themselves were fitted, by position.
  var estimators: [String] = []

  /// The column that tells rows of several tables apart.
  static let sourceColumn = "source"

  /// The values behind `from`; nil after an error.
  static func of(_ cell: inout CellCheck) -> PlotSource? {
    guard let first = cell.sources.first else { return nil }
    switch first.type {
    case is TableType: return tables(&cell)
    case is EvaluationType: return evaluation(&cell)
    case is ModelType: return models(&cell)
    default:
      cell.error(
        .wrongKind, at: first.word.span,
        "`plot` draws tables, evaluations and models, and `\(first.word.text)` is \(first.type.kind.withArticle)",
        hint: first.type.kind == "features" ? "draw the table that they were made from" : nil)
      return nil
    }
  }

  private static func each<T: ValueType>(_ cell: inout CellCheck, as: T.Type, wanted: String) -> [T]? {
    var types: [T] = []
    for position in cell.sources.indices {
      guard let (type, _) = cell.source(position, as: T.self, wanted: wanted) else { return nil }
      types.append(type)
    }
    return types
  }

  private init(_ kind: Kind, _ cell: CellCheck, schema: Schema) {
    self.kind = kind
    self.schema = schema
    names = cell.sources.map(\.word.text)
    producers = cell.sources.map(\.producer)
  }

  // MARK: Kinds

  /// Several tables are read one below the other: their common columns, and `source` with the table's name.
  private static func tables(_ cell: inout CellCheck) -> PlotSource? {
    guard let tables = each(&cell, as: TableType.self, wanted: "a table beside a table") else { return nil }
    let common = tables[0].schema.fields.filter { field in
      tables.dropFirst().allSatisfy { $0.schema[field.name].map { $0.type.isAlike(field.type) } ?? false }
    }
    var source = PlotSource(.table, cell, schema: Schema(common))
    guard tables.count > 1 else { return source }
    guard !common.isEmpty else {
      cell.error(
        .unknownColumn, at: cell.sources[1].word.span,
        "`\(cell.sources[0].word.text)` and `\(cell.sources[1].word.text)` have no column in common",
        hint: "tables that are drawn together share the columns that are drawn")
      return nil
    }
    if source.schema[sourceColumn] == nil { source.schema.fields.append(Field(sourceColumn, .category)) }
    return source
  }

  /// A row for each row judged and each model, with the columns of the table that was judged on.
  private static func evaluation(_ cell: inout CellCheck) -> PlotSource? {
    guard let types = each(&cell, as: EvaluationType.self, wanted: "an evaluation beside an evaluation"),
      let type = types.first
    else { return nil }
    for (other, bound) in zip(types, cell.sources).dropFirst() where other.target.name != type.target.name {
      cell.error(
        .wrongKind, at: bound.word.span,
        "`\(bound.word.text)` is about `\(other.target.name)`, and `\(cell.sources[0].word.text)` about `\(type.target.name)`",
        hint: "draw them in cells of their own")
      return nil
    }
    var fields = [Field("model", .category)]
    switch type.task {
    case .regression, .ranking:
      fields += [Field("actual", .number), Field("predicted", .number), Field("residual", .number)]
    case .classification:
      fields += [
        Field("actual", .category), Field("predicted", .category), Field("correct", .boolean),
        Field("confidence", .number),
      ]
    case .multilabel, .clustering, .anomaly: break
    }
    let shared = type.judged.schema.fields.filter { field in
      !fields.contains { $0.name.hasSameBytes(as: field.name) }
        && types.dropFirst().allSatisfy { $0.judged.schema[field.name]?.type == field.type }
    }
    var source = PlotSource(.evaluation, cell, schema: Schema(fields + shared))
    source.task = type.task
    source.target = type.target
    source.scores = types.flatMap(\.metrics)
    source.models = zip(types, source.names).flatMap { type, name in
      types.count == 1 ? type.models : type.models.map { "\(name): \($0)" }
    }
    return source
  }

  /// A row for each feature of each model.
  private static func models(_ cell: inout CellCheck) -> PlotSource? {
    guard let types = each(&cell, as: ModelType.self, wanted: "a model beside a model") else { return nil }
    let fields = [Field("model", .category), Field("feature", .category), Field("importance", .number)]
    var source = PlotSource(.model, cell, schema: Schema(fields))
    source.task = types[0].task
    source.target = types[0].target?.single
    source.models = source.names
    source.estimators = types.map(\.estimator)
    return source
  }

  /// Which parts of the sources are read where the chart needs these columns.
  func inputs(reading columns: [String]) -> [InputUse] {
    zip(producers, names).map { producer, name in
      let own = columns.filter { !isMade($0) }.sorted { $0.precedesByBytes($1) }
      return switch kind {
      case .table: InputUse(producer, name: name, reads: .columns(own))
      case .evaluation: InputUse(producer, name: name, reads: own.isEmpty ? .whole : .columns(own))
      case .model: InputUse(producer, name: name, reads: .whole)
      }
    }
  }

  /// Whether a column is made for the chart and stands in no table.
  private func isMade(_ name: String) -> Bool {
    switch kind {
    case .table: names.count > 1 && name.hasSameBytes(as: Self.sourceColumn)
    case .evaluation: EvaluationRows.columns.contains { $0.hasSameBytes(as: name) }
    case .model: true
    }
  }
}

extension ColumnType {
  /// Whether values of both may stand in one column: numbers and integers, categories and texts.
  func isAlike(_ other: ColumnType) -> Bool {
    self == other || (isNumeric && other.isNumeric) || (isTextual && other.isTextual)
  }
}
