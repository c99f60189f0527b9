import Frame
@testable import Learning
import Testing

private struct StepCase: Decodable {
  struct Step: Decodable {
    let step: String
    let columns: [String]
    let options: [String: FixtureOption]

    var call: StepCall {
      StepCall(
        step, ColumnSelector(columns.map(ColumnSelector.Term.column)), options: options.mapValues(\.value))
    }
  }

  struct TableColumn: Decodable {
    let kind: String
    let values: [FixtureCell]
    let later: [FixtureCell]

    var type: ColumnType { ColumnType(name: kind) ?? .number }

    func column(_ cells: [FixtureCell]) -> Column {
      switch kind {
      case "category": .category(cells.map(\.text))
      case "text": .text(cells.map(\.text))
      case "date": .dates(cells.map { $0.number.isNaN ? nil : Int32($0.number) })
      case "datetime": .datetimes(cells.map { $0.number.isNaN ? nil : Int64($0.number) })
      default: .numbers(cells.map(\.number))
      }
    }
  }

  let name: String
  let steps: [Step]
  let columns: [String]
  let target: String?
  let names: [String]
  /// Of the rows learned from, where that is not `fitted`.
  let training: [[FixtureNumber]]?
  let fitted: [[FixtureNumber]]
  let applied: [[FixtureNumber]]
  let tolerance: Double

  func table(_ pool: [String: TableColumn], _ cells: (TableColumn) -> [FixtureCell]) throws -> Table {
    let columns = columns.compactMap { name in pool[name].map { (name, $0) } }
    return try Table(
      schema: Schema(columns.map { Field($0, $1.type, role: $0 == target ? .target : .none) }),
      columns: columns.map { $1.column(cells($1)) })
  }
}

/// A cell of a table in a fixture: a number, a text, or nothing.
private struct FixtureCell: Decodable {
  var number = Double.nan
  var text: String?

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let value = try? container.decode(Double.self) { number = value }
    text = try? container.decode(String.self)
  }
}

@Suite("Every feature step answers as scikit-learn does")
struct StepParityTests {
  private struct Cases: Decodable {
    let columns: [String: StepCase.TableColumn]
    let cases: [StepCase]
  }

  private let cases: Cases

  init() throws { cases = try fixture("steps") }

  @Test func featuresOfTheRowsLearnedFromAndOfOthers() throws {
    for test in cases.cases {
      let training = try test.table(cases.columns, \.values)
      let excluded = test.target.map { [$0] } ?? []
      let result = try Recipe.fitted(test.steps.map(\.call), on: training, excluded: excluded)
      #expect(result.recipe.names == test.names, "\(test.name)")
      let fitted = try result.recipe.apply(to: training)
      check(fitted, test.fitted, test, "fitted")
      check(result.training, test.training ?? test.fitted, test, "training")
      check(
        try result.recipe.apply(to: try test.table(cases.columns, \.later)), test.applied, test, "applied")
    }
  }

  /// The last columns of the matrix against all that scikit-learn makes.
  private func check(_ matrix: FeatureMatrix, _ wanted: [[FixtureNumber]], _ test: StepCase, _ what: String) {
    let first = matrix.columnCount - wanted.count
    guard first >= 0 else {
      Issue.record("\(test.name) \(what): \(matrix.columnCount) features, not \(wanted.count)")
      return
    }
    for (index, column) in wanted.enumerated() {
      let made = Array(matrix.column(first + index))
      let same = agree(made, column.map(\.value), within: test.tolerance)
      #expect(same, "\(test.name) \(what) \(matrix.names[first + index]): \(made)")
    }
  }
}
