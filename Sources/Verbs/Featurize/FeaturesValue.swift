import Canonical
import Frame
import Learning
import Pipeline

/// Features as known before anything runs.
struct FeaturesType: ValueType {
  /// The table that the recipe is fitted on.
  var table: TableType
  /// Columns of a table that the recipe reads.
  var inputColumns: [String]
  /// The columns with the role `target`, where there are any.
  var target: TargetColumns?
  /// How the recipe is fitted, here and in the folds of a cross-validation.
  var plan: RecipePlan
  /// The steps as parts of a key, for cells that fit the recipe again.
  var settings: [Ingredient]
  /// No error was found in the recipe, so that the columns it reads are known for sure.
  var isWhole = true

  var kind: String { "features" }
  var memberNames: [String] { ["count", "names", "rows"] }

  func memberType(_ path: [String]) -> FormulaType? {
    switch path {
    case ["count"], ["rows"]: .integer
    case ["names"]: .text
    default: nil
    }
  }
}

/// A fitted recipe, and the matrix that it makes of its own table.
struct FeaturesValue: Value {
  var recipe: FittedRecipe
  var recipeDigest: Digest
  /// The part that holds the matrix; nil where it is made again of recipe and table by whoever wants it.
  var storedMatrix: Digest?
  /// The share of the matrix' numbers that are kept: below 1 where zeros are left out.
  var storedShare: Double
  var table: TableValue

  /// What the recipe makes of the rows that it was fitted on, as a model learns from it. Held for the run.
  func matrix() throws -> FeatureMatrix {
    try table.parts.value(matrixDigest) {
      guard let storedMatrix else {
        return try recipe.apply(to: try table.table(columns: recipe.inputColumns))
      }
      return try table.parts.decoded(storedMatrix) { reader throws(DecodingFailure) in
        try FeatureMatrix(decoding: &reader)
      }
    }
  }

  /// What the matrix is known by: its bytes where they are stored, else what it is made of.
  var matrixDigest: Digest {
    if let storedMatrix { return storedMatrix }
    var ingredients = [Ingredient(.input, role: "recipe", value: recipeDigest.description)]
    ingredients += table.ingredients(reading: .columns(recipe.inputColumns), label: "")
    return Ingredient.key(ingredients)
  }

  func member(_ path: [String]) throws -> Scalar? {
    switch path {
    case ["count"]: .integer(Int64(recipe.names.count))
    case ["names"]: .text(recipe.names.joined(separator: ", "))
    case ["rows"]: .integer(Int64(table.rows))
    default: nil
    }
  }

  /// The matrix; with columns, those of its table too (the target, say).
  func ingredients(reading parts: PartsRead, label: String) -> [Ingredient] {
    let matrix = Ingredient(
      .input, role: "matrix", value: matrixDigest.description, label: label,
      detail: "\(NumberText.thousands(table.rows)) × \(recipe.names.count)")
    guard case .columns = parts else { return [matrix] }
    return [matrix] + table.ingredients(reading: parts, label: label)
  }

  /// What enters the key of a cell that applies the recipe to another table.
  func recipeIngredient(label: String) -> Ingredient {
    Ingredient(.input, role: "recipe", value: recipeDigest.description, label: "features of \(label)")
  }

  var headlines: [(path: String, value: Double)] { [("count", Double(recipe.names.count))] }
}
