import Canonical
import Frame

/// The columns of a table as the steps of a recipe have changed them so far.
struct WorkingTable: Sendable {
  let rowCount: Int
  private(set) var columns: [WorkingColumn] = []
  /// Levels that no training row had, met by the steps that were applied.
  private(set) var unknown: [UnknownLevel] = []
  /// What the rows are to teach, while a recipe is fitted on them; nil where it is applied.
  private(set) var supervision: Supervision?

  /// The columns of `fields`, read from `table`. Fails where one is not there or of another type.
  init(
    _ table: Table, fields: [Field], supervision: Supervision? = nil
  ) throws(LearningError) {
    self.supervision = supervision
    rowCount = table.rowCount
    columns.reserveCapacity(fields.count)
    var places: [Int] = []
    for field in fields {
      let next = places.last.map { $0 + 1 } ?? 0
      guard
        let place = WorkingTable.place(
          of: field.name, among: table.schema.fields, near: next, name: { $0.name })
      else {
        throw LearningError(
          "the table has no column `\(field.name)`, which the recipe reads",
          hint: nearestName(to: field.name, in: table.schema.names).map { "is it `\($0)` here?" })
      }
      places.append(place)
    }
    let isLearning = supervision != nil
    guard rowCount >= Parallel.leastRows else {
      for (field, place) in zip(fields, places) {
        let values = try WorkingValues(table.column(at: place), as: field, isLearning: isLearning)
        columns.append(WorkingColumn(name: field.name, values: values))
      }
      return
    }
    let outcomes = Parallel.map(fields.count) { [places] index in
      Result { () throws(LearningError) in
        try WorkingValues(table.column(at: places[index]), as: fields[index], isLearning: isLearning)
      }
    }
    for (field, outcome) in zip(fields, outcomes) {
      columns.append(WorkingColumn(name: field.name, values: try outcome.get()))
    }
  }

  /// The first place of what has exactly this name, looked for from `near` on: names are mostly asked for in their order.
  @inline(__always)
  private static func place<Named>(
    of name: String, among all: [Named], near: Int, name own: (Named) -> String
  ) -> Int? {
    if all.indices.contains(near), own(all[near]).hasSameBytes(as: name) { return near }
    return all.firstIndex { own($0).hasSameBytes(as: name) }
  }

  /// The places of columns; the absence of one means that the recipe does not fit its own inputs.
  func places(of names: [String]) throws(LearningError) -> [Int] {
    var places: [Int] = []
    places.reserveCapacity(names.count)
    for name in names {
      let next = places.last.map { $0 + 1 } ?? 0
      guard let place = WorkingTable.place(of: name, among: columns, near: next, name: { $0.name }) else {
        throw LearningError("the recipe has no column `\(name)` at this step")
      }
      places.append(place)
    }
    return places
  }

  mutating func replace(at place: Int, by values: WorkingValues) { columns[place].values = values }

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

  /// The target to learn from.
  func target(for step: String) throws(LearningError) -> Target {
    guard let target = supervision?.target else {
      throw LearningError("`\(step)` needs a target to learn from")
    }
    return target
  }

  mutating func report(unknown levels: [UnknownLevel]) { unknown += levels }
}

/// What a recipe is fitted with beside the features' own columns.
struct Supervision: Sendable {
  /// Nil where no step learns from it.
  let target: Target?
  /// For steps that draw at random.
  let seed: UInt64
}

/// A column while a recipe works on it.
struct WorkingColumn: Sendable {
  let name: String
  var values: WorkingValues
}

/// The values of a column while a recipe works on it.
enum WorkingValues: Sendable {
  /// NaN is a missing value; the kind is `number`, `integer` or `boolean`.
  case numbers(NumberColumn, WorkingKind)
  /// Positions in `levels`, negative where missing; the kind is `category`, `bins`, `pairs` or `text`.
  case codes([Int32], levels: [String], WorkingKind)
  /// Texts as they stand in their rows, of which nobody knows yet which are equal.
  case texts(Column)
  /// Finished features.
  case features(names: [String], columns: [[Double]])
  /// Finished features of which each row has at most one: 1 for the feature at this position, negative for none.
  case indicators(names: [String], positions: [Int32])
  /// Finished features without their zeros.
  case sparse(names: [String], rows: SparseRows)
  /// Microseconds since 1970-01-01, nil where missing; the kind is `date` or `datetime`.
  case moments([Int64?], WorkingKind)

  var kind: WorkingKind {
    switch self {
    case .numbers(_, let kind), .codes(_, _, let kind), .moments(_, let kind): kind
    case .texts: .text
    case .features: .features
    case .indicators, .sparse: .sparse
    }
  }

  /// Reads a column as the type it had when the recipe was fitted; what is learned from is measured on the way.
  init(_ column: Column, as field: Field, isLearning: Bool) throws(LearningError) {
    let isAllMissing = column.missingCount == column.count
    switch field.type {
    case .number, .integer, .boolean:
      guard column.type.isNumeric || column.type == .boolean || isAllMissing else {
        throw LearningError(
          "`\(field.name)` is of type \(column.type.name), and the recipe was fitted on \(field.type.name)",
          hint: "declare the column where the table is loaded: `column \(field.name) \(field.type.name)`")
      }
      let numbers = isLearning ? NumberColumn(column).measured() : NumberColumn(column)
      if numbers.hasInfinite { throw LearningError("`\(field.name)` has an infinite value") }
      self = .numbers(numbers, WorkingKind(field.type))
    case .text where column.plainTexts != nil: self = .texts(column)
    case .category, .text:
      let category = column.type == .text && field.type == .text ? column : column.asCategory()
      self = .codes(category.codes ?? [], levels: category.levels, WorkingKind(field.type))
    case .date, .datetime:
      guard column.type.isTemporal || isAllMissing else {
        throw LearningError(
          "`\(field.name)` is of type \(column.type.name), and the recipe was fitted on \(field.type.name)",
          hint: "declare the column where the table is loaded: `column \(field.name) \(field.type.name)`")
      }
      self = .moments(column.moments(), WorkingKind(field.type))
    }
  }

  /// Whether each of so many rows has a value; features have one in every row.
  func isPresent(rowCount: Int) -> [Bool] {
    switch self {
    case .numbers(let column, _): column.values.map { !$0.isNaN }
    case .codes(let codes, _, _): codes.map { $0 >= 0 }
    case .moments(let moments, _): moments.map { $0 != nil }
    case .texts(let column): (0..<column.count).map { !column.isMissing($0) }
    case .features, .indicators, .sparse: [Bool](repeating: true, count: rowCount)
    }
  }
}

extension Column {
  /// Microseconds since 1970-01-01 of dates and points in time, nil where missing; nothing but nil of other columns.
  fileprivate func moments() -> [Int64?] {
    if let days = dates {
      return days.indices.map { isMissing($0) ? nil : Int64(days[$0]) * 86_400_000_000 }
    }
    if let moments = datetimes { return moments.indices.map { isMissing($0) ? nil : moments[$0] } }
    return [Int64?](repeating: nil, count: count)
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
