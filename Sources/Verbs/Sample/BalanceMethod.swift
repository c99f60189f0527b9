import Canonical
import Frame

/// How a checked `sample` balances classes.
struct BalanceMethod: Sendable {
  enum Way: String, Sendable, CaseIterable { case oversample, undersample, smote, tomek }

  var way: Way
  /// The column of the classes.
  var column: String
  /// Rows of the rarest class to those of the most frequent one, at least.
  var ratio: Double
  /// Neighbours that a new row may lie towards.
  var neighbors: Int
  /// What distances are measured by.
  var numbers: [String]
  var categories: [String]
  /// All columns of the table, and how each passes to new rows.
  var passing: [(name: String, passing: SmoteRows.Passing)]

  /// The columns that the result depends on.
  var columns: [String] {
    switch way {
    case .oversample, .undersample: [column]
    case .tomek: [column] + numbers
    case .smote: passing.map(\.name)
    }
  }

  /// Canonical text for the key.
  var text: String {
    let names = SampleMethod.names
    return switch way {
    case .oversample, .undersample: "\(way.rawValue) \(names([column])) ratio \(NumberText.exact(ratio))"
    case .tomek: "tomek \(names([column])) of \(names(numbers))"
    case .smote:
      "smote \(names([column])) ratio \(NumberText.exact(ratio)) neighbors \(neighbors) of \(names(numbers + categories))"
    }
  }
}

extension BalanceMethod {
  /// The rows kept, for the ways that make none.
  func draw(from table: Table, seed: UInt64) throws(SamplingError) -> Drawn {
    let classes = try classes(of: table)
    switch way {
    case .oversample: return try Sampling.oversample(classes, ratio: ratio, seed: seed)
    case .undersample: return try Sampling.undersample(classes, ratio: ratio, seed: seed)
    case .tomek, .smote:
      return try Sampling.withoutTomekLinks(classes, among: RowPoints(numbers: numbers(of: table)))
    }
  }

  /// The new rows of SMOTE.
  func rows(for table: Table, seed: UInt64) throws(SamplingError) -> SmoteRows {
    let points = try RowPoints(
      numbers: numbers(of: table), categories: categories.compactMap { table.column($0) })
    return try SmoteRows(
      try classes(of: table), among: points, ratio: ratio, neighbors: neighbors, seed: seed)
  }

  private func classes(of table: Table) throws(SamplingError) -> BalancedClasses {
    try BalancedClasses(table.column(column) ?? .missing(.category, count: table.rowCount), name: column)
  }

  private func numbers(of table: Table) -> [(name: String, column: Column)] {
    numbers.compactMap { name in table.column(name).map { (name: name, column: $0) } }
  }
}
