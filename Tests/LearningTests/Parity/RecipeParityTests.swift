import Frame
@testable import Learning
import Testing

private struct RecipeFixture: Decodable {
  struct Column: Decodable {
    let name: String
    let step: String
    let options: [String: Option]
    let values: [FixtureNumber]
    let later: [Double]
    let fitted: [FixtureNumber]
    let applied: [FixtureNumber]
    let tolerance: Double
  }

  struct OneHot: Decodable {
    let name: String
    let training: [String?]
    let later: [String?]
    let names: [String]
    let rows: [[Double]]
  }

  struct Option: Decodable {
    let value: HyperparameterValue

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let number = try? container.decode(Int64.self) {
        value = .integer(number)
      } else {
        value = .text(try container.decode(String.self))
      }
    }
  }

  let columns: [Column]
  let oneHot: [OneHot]
}

@Suite("Feature steps agree with scikit-learn")
struct RecipeParityTests {
  private let cases: RecipeFixture

  init() throws { cases = try fixture("recipes") }

  private func table(_ values: [Double]) throws -> Table {
    try Table(schema: Schema([Field("x", .number)]), columns: [.numbers(values)])
  }

  @Test func columns() throws {
    for test in cases.columns {
      let call = StepCall(test.step, ColumnSelector(columns: "x"), options: test.options.mapValues(\.value))
      let training = try table(test.values.map(\.value))
      let recipe = try Recipe.fit([call], on: training, excluded: [])
      let fitted = try recipe.apply(to: training).values
      let applied = try recipe.apply(to: try table(test.later)).values
      #expect(agree(fitted, test.fitted.map(\.value), within: test.tolerance), "\(test.name)")
      #expect(agree(applied, test.applied.map(\.value), within: test.tolerance), "\(test.name)")
    }
  }

  @Test func oneHot() throws {
    for test in cases.oneHot {
      let drop = test.name.hasSuffix("first") ? "first" : "none"
      let schema = Schema([Field("city", .category)])
      let call = StepCall("one_hot", ColumnSelector(.categorical), options: ["drop": .text(drop)])
      let training = try Table(schema: schema, columns: [.category(test.training)])
      let recipe = try Recipe.fit([call], on: training, excluded: [])
      #expect(recipe.names == test.names)
      let later = try Table(schema: schema, columns: [.category(test.later)])
      let result = try recipe.application(to: later)
      for (row, wanted) in test.rows.enumerated() {
        #expect(
          recipe.names.indices.map { result.matrix.values[$0 * 4 + row] } == wanted, "\(test.name) row \(row)"
        )
      }
      #expect(result.unknown == [UnknownLevel(column: "city", level: "unknown", count: 1)])
    }
  }
}
