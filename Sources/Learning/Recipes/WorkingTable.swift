import Canonical
import Frame

/// The columns of a table as the steps of a recipe have changed them so far.
struct WorkingTable: Sendable {
  let rowCount: Int
  private(set) var columns: [WorkingColumn] = []
  /// Levels that no training row had, met by the steps that were applied.
  private(set) var unknown: [UnknownLevel] = []

  /// The columns of `fields`, read from `table`. Fails where one is not there or of another type.
  init(_ table: Table, fields: [Field]) throws(LearningError) {
    rowCount = table.rowCount
    for field in fields {
      guard let column = table.column(field.name) else {
        throw LearningError(
          "the table has no column `\(field.name)`, which the recipe reads",
          hint: nearestName(to: field.name, in: table.schema.names).map { "is it `\($0)` here?" })
      }
      columns.append(WorkingColumn(name: field.name, values: try WorkingValues(column, as: field)))
    }
  }

  subscript(name: String) -> WorkingColumn? { columns.first { $0.name.hasSameBytes(as: name) } }

  /// The column of this name; its absence means that the recipe does not fit its own inputs.
  func column(_ name: String) throws(LearningError) -> WorkingColumn {
    guard let column = self[name] else {
      throw LearningError("the recipe has no column `\(name)` at this step")
    }
    return column
  }

  mutating func replace(_ name: String, by values: WorkingValues) {
    for index in columns.indices where columns[index].name.hasSameBytes(as: name) {
      columns[index].values = values
    }
  }

  mutating func remove(_ names: [String]) { columns.removeAll { names.containsBytes(of: $0.name) } }

  mutating func append(_ column: WorkingColumn) { columns.append(column) }

  mutating func report(unknown levels: [UnknownLevel]) { unknown += levels }
}

/// A column while a recipe works on it.
struct WorkingColumn: Sendable {
  let name: String
  var values: WorkingValues
}

/// The values of a column while a recipe works on it.
enum WorkingValues: Sendable {
  /// NaN is a missing value; the kind is `number`, `integer` or `boolean`.
  case numbers([Double], WorkingKind)
  /// Positions in `levels`, negative where missing; the kind is `category`, `bins` or `pairs`.
  case codes([Int32], levels: [String], WorkingKind)
  /// Finished features.
  case features(names: [String], columns: [[Double]])
  /// Nothing that a step can work on.
  case other(WorkingKind)

  var kind: WorkingKind {
    switch self {
    case .numbers(_, let kind), .codes(_, _, let kind), .other(let kind): kind
    case .features: .features
    }
  }

  /// Reads a column as the type it had when the recipe was fitted.
  init(_ column: Column, as field: Field) throws(LearningError) {
    let isAllMissing = column.missingCount == column.count
    switch field.type {
    case .number, .integer, .boolean:
      guard column.type.isNumeric || column.type == .boolean || isAllMissing else {
        throw LearningError(
          "`\(field.name)` is of type \(column.type.name), and the recipe was fitted on \(field.type.name)",
          hint: "declare the column where the table is loaded: `column \(field.name) \(field.type.name)`")
      }
      let values = column.doubles()
      if values.contains(where: \.isInfinite) {
        throw LearningError("`\(field.name)` has an infinite value")
      }
      self = .numbers(values, WorkingKind(field.type))
    case .category:
      let category = column.asCategory()
      self = .codes(category.codes ?? [], levels: category.levels, .category)
    case .text, .date, .datetime:
      self = .other(WorkingKind(field.type))
    }
  }
}

/// A category that no training row had.
package struct UnknownLevel: Sendable, Equatable {
  /// The column that it stands in.
  package let column: String
  /// The level as it is in the table.
  package let level: String
  /// The number of rows that have it.
  package let count: Int
}
