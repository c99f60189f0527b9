import Frame
@testable import Learning
import Testing

@Suite("Target encoding")
struct TargetEncodeTests {
  private func recipe(
    _ options: [String: HyperparameterValue], seed: UInt64 = 0, table: Table? = nil
  ) throws -> (recipe: FittedRecipe, training: FeatureMatrix) {
    try Recipe.fitted(
      [
        StepCall("keep", ColumnSelector(columns: "sex")),
        StepCall("target_encode", ColumnSelector(columns: "sex"), options: options),
      ], on: table ?? Passengers.table(), excluded: ["survived"], seed: seed)
  }

  /// No row sees its own target, so the rows learned from differ from what the recipe makes of them later.
  @Test func rowsLearnedFromAreCrossFitted() throws {
    let result = try recipe(["folds": .integer(3), "shuffle": .boolean(false), "smooth": .number(0)])
    #expect(result.recipe.names == ["sex"])
    #expect(Array(try result.recipe.apply(to: Passengers.table()).values) == [0, 1, 1, 1, 0, 0])
    #expect(result.training.values == [0, 1, 1, 1, 0, 0])
    let changed = try Passengers.table().adding(
      Field("survived", .category, role: .target), .category(["y", "y", "y", "n", "n", "n"]))
    let other = try recipe(
      ["folds": .integer(3), "shuffle": .boolean(false), "smooth": .number(0)], table: changed)
    #expect(other.training != (try other.recipe.apply(to: changed)))
  }

  @Test func theSeedShufflesTheRows() throws {
    let options: [String: HyperparameterValue] = ["folds": .integer(2), "smooth": .number(1)]
    let first = try recipe(options, seed: 1).training
    #expect(try recipe(options, seed: 1).training == first)
    #expect(try (2..<20).contains { try recipe(options, seed: $0).training != first })
  }

  @Test func whatItNeeds() throws {
    let noTarget = Recipe.outline(
      [StepCall("target_encode", ColumnSelector(columns: "sex"))],
      schema: Schema([Field("sex", .category)]), excluded: [])
    #expect(
      noTarget.errors.first?.message == "`target_encode` learns from the target, and the table has none")
    #expect(
      learningError { _ = try recipe([:]) }?.message == "no class has more than 3 rows, too few for 5 folds")
    #expect(
      learningError { _ = try recipe(["folds": .integer(7)]) }?.message == "6 rows cannot be cut into 7 folds"
    )
    #expect(learningError { _ = try recipe(["smooth": .text("x")]) }?.message.contains("smooth") == true)
    let holes = try Passengers.table().adding(
      Field("survived", .category, role: .target), .category(["y", "y", "y", "n", "n", nil]))
    #expect(
      learningError { _ = try recipe([:], table: holes) }?.message
        == "1 row has no value for the target `survived`")
  }
}
