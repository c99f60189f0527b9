import Canonical
import Frame
@testable import Learning
import Testing

/// A small table with a column of every kind.
enum Passengers {
  static func table() throws -> Table {
    let schema = Schema([
      Field("age", .number), Field("class", .integer), Field("sex", .category), Field("alone", .boolean),
      Field("name", .text), Field("born", .date), Field("port", .category),
      Field("survived", .category, role: .target),
    ])
    return try Table(
      schema: schema,
      columns: [
        .numbers([22, 38, 26, .nan, 35, 54]), .integers([3, 1, 3, 1, 3, 2]),
        .category(["m", "f", "f", "f", "m", "m"]), .booleans([false, false, true, false, nil, true]),
        .text(["Ann", "Bob Lee", "Cy", "Di", "Ed", "Flo Lee"]), .dates([1, 2, 3, 4, 5, 6]),
        .category(["S", "C", "S", nil, "S", "Q"]), .category(["n", "y", "y", "y", "n", "n"]),
      ])
  }

  static func fit(_ steps: StepCall...) throws -> FittedRecipe {
    try Recipe.fit(steps, on: table(), excluded: ["survived"])
  }

  static func outline(_ steps: StepCall...) throws -> RecipeOutline {
    Recipe.outline(steps, schema: try table().schema, excluded: ["survived"])
  }
}

@Suite("Recipes")
struct RecipeTests {
  @Test func numbersPassAndTheRestIsReported() throws {
    let recipe = try Passengers.fit()
    #expect(recipe.names == ["age", "class", "alone"])
    let matrix = try recipe.apply(to: Passengers.table())
    #expect(Array(matrix.column(1)) == [3, 1, 3, 1, 3, 2])
    #expect(agree(Array(matrix.column(2)), [0, 0, 1, 0, .nan, 1], within: 0))
    let outline = try Passengers.outline()
    #expect(outline.leftovers == ["sex", "name", "born", "port"])
    #expect(outline.columnsRead == ["age", "class", "alone"])
  }

  @Test func stepsInOrder() throws {
    let recipe = try Passengers.fit(
      StepCall("impute", ColumnSelector(.numeric)), StepCall("impute", ColumnSelector(.categorical)),
      StepCall("standardize", ColumnSelector(columns: "age")),
      StepCall("one_hot", ColumnSelector(.categorical)),
      StepCall("drop", ColumnSelector(columns: "alone")))
    #expect(recipe.names == ["age", "class", "sex_f", "sex_m", "port_C", "port_Q", "port_S"])
    #expect(recipe.inputColumns == ["age", "class", "sex", "port"])
    let matrix = try recipe.apply(to: Passengers.table())
    #expect(matrix.values[3] == 0)
    #expect(Array(matrix.column(6)) == [1, 0, 1, 1, 1, 0])
    #expect(recipe.steps.map(\.name) == ["impute", "impute", "standardize", "one_hot", "drop"])
    #expect(recipe.steps[0].learned == "age: mean 35; class: mean 2.1667")
    #expect(recipe.steps[1].learned == "sex: most frequent f; port: most frequent S")
    #expect(recipe.steps[3].learnedByColumn == ["2 levels: f, m", "3 levels: C, Q, S"])
    #expect(recipe.steps.map(\.featuresIn) == [2, 2, 1, 2, 1])
    #expect(recipe.steps.map(\.featuresOut) == [2, 2, 1, 5, 0])
  }

  /// What the outline says is read is all that can change the features.
  @Test func columnsReadAreEnough() throws {
    let steps = [
      StepCall("impute", ColumnSelector(columns: "age")), StepCall("one_hot", ColumnSelector(columns: "sex")),
      StepCall("drop", ColumnSelector(columns: "class", "alone")),
    ]
    let table = try Passengers.table()
    let outline = Recipe.outline(steps, schema: table.schema, excluded: ["survived"])
    #expect(outline.columnsRead == ["age", "sex"])
    #expect(outline.columns == [["age"], ["sex"], ["class", "alone"]])
    let changed = table.adding(Field("class", .integer), .integers([9, 9, 9, nil, 9, 9]))
    let recipe = try Recipe.fit(steps, on: table, excluded: ["survived"])
    let other = try Recipe.fit(steps, on: changed, excluded: ["survived"])
    #expect(bytes(recipe) == bytes(other))
    let narrow = table.selecting(outline.columnsRead)
    #expect(try recipe.apply(to: narrow) == recipe.apply(to: table))
  }

  @Test func fitsOnTheRowsOfAView() throws {
    let table = try Passengers.table()
    let view = table.drawing(RowDraw([0, 4]))
    let steps = [
      StepCall("minmax", ColumnSelector(columns: "age")),
      StepCall("one_hot", ColumnSelector(columns: "port")),
      StepCall("drop", ColumnSelector(columns: "class", "alone")),
    ]
    let recipe = try Recipe.fit(steps, on: view, excluded: ["survived"])
    #expect(recipe.names == ["age", "port_S"])
    let result = try recipe.application(to: table)
    #expect(result.matrix.values[1] == (38.0 - 22) / 13)
    #expect(
      result.unknown == [
        UnknownLevel(column: "port", level: "C", count: 1),
        UnknownLevel(column: "port", level: "Q", count: 1),
      ])
  }

  @Test func crossesNumbersAndCategories() throws {
    let recipe = try Passengers.fit(
      StepCall("impute", ColumnSelector(columns: "age")), StepCall("cross", product: ["age", "class"]),
      StepCall("cross", product: ["sex", "port"]),
      StepCall("keep", ColumnSelector([.prefix("age*"), .prefix("sex*")])))
    #expect(recipe.names == ["age*class", "sex*port_f*C", "sex*port_f*S", "sex*port_m*Q", "sex*port_m*S"])
    let matrix = try recipe.apply(to: Passengers.table())
    #expect(Array(matrix.column(0)) == [66, 38, 78, 35, 105, 108])
    #expect((1..<5).map { matrix.column($0)[3] } == [0, 0, 0, 0])
    #expect(recipe.steps.last?.name == "one_hot")
    #expect(recipe.steps[1].featuresOut == 1)
  }

  @Test func crossesBins() throws {
    let recipe = try Passengers.fit(
      StepCall("bucket", ColumnSelector(columns: "age"), options: ["bins": .integer(2)]),
      StepCall("cross", product: ["age", "alone"]), StepCall("keep", ColumnSelector([.prefix("age")])))
    #expect(recipe.names.first == "age")
    #expect(
      recipe.names.dropFirst() == [
        "age*alone_< 35*false", "age*alone_< 35*true", "age*alone_≥ 35*false", "age*alone_≥ 35*true",
      ])
  }

  @Test func bucketsPassAsNumbersOrBecomeCategories() throws {
    let bucket = StepCall("bucket", ColumnSelector(columns: "age"), options: ["bins": .integer(3)])
    let keep = StepCall("keep", ColumnSelector(columns: "age"))
    let plain = try Passengers.fit(bucket, keep)
    #expect(plain.names == ["age"])
    #expect(agree(try plain.apply(to: Passengers.table()).values, [0, 2, 0, .nan, 1, 2], within: 0))
    let encoded = try Passengers.fit(bucket, keep, StepCall("one_hot", ColumnSelector(.categorical)))
    #expect(encoded.names.count == 3)
    #expect(encoded.names.first?.hasPrefix("age_< ") == true)
  }

  @Test func oneHotOfWholeNumbersAndTruthValues() throws {
    let recipe = try Passengers.fit(
      StepCall("one_hot", ColumnSelector(columns: "class", "alone")),
      StepCall("drop", ColumnSelector(columns: "age")))
    #expect(recipe.names == ["class_1", "class_2", "class_3", "alone_false", "alone_true"])
    let matrix = try recipe.apply(to: Passengers.table())
    #expect(Array(matrix.column(3)) == [1, 1, 0, 1, 0, 0])
    #expect(Array(matrix.column(4)) == [0, 0, 1, 0, 0, 1])
  }

  @Test func unknownLevelsCanBeAnError() throws {
    let recipe = try Recipe.fit(
      [StepCall("one_hot", ColumnSelector(columns: "port"), options: ["unknown": .text("error")])],
      on: Passengers.table().drawing(RowDraw([0, 1])), excluded: ["survived", "age", "class", "alone"])
    let error = learningError { _ = try recipe.apply(to: Passengers.table()) }
    #expect(error?.message == "`port` has the level `Q` in 1 row, which no training row had")
  }

  @Test func levelsAreToldApartByBytes() throws {
    let schema = Schema([Field("city", .category)])
    let table = try Table(schema: schema, columns: [.category(["\u{e9}", "e\u{301}"])])
    let recipe = try Recipe.fit([StepCall("one_hot", ColumnSelector(.all))], on: table, excluded: [])
    #expect(recipe.count == 2)
    #expect(try recipe.apply(to: table).values == [0, 1, 1, 0])
  }

  private func bytes(_ recipe: FittedRecipe) -> [UInt8] {
    var writer = ByteWriter()
    recipe.encode(into: &writer)
    return writer.bytes
  }
}

@Suite("Recipes and tables that do not fit")
struct RecipeInputTests {
  private func recipe() throws -> FittedRecipe {
    try Passengers.fit(
      StepCall("one_hot", ColumnSelector(columns: "sex")),
      StepCall("drop", ColumnSelector(columns: "class", "alone")))
  }

  @Test func aMissingColumn() throws {
    let table = try Passengers.table().renaming("age", to: "agee")
    let error = learningError { _ = try recipe().apply(to: table) }
    #expect(error?.message == "the table has no column `age`, which the recipe reads")
    #expect(error?.hint == "is it `agee` here?")
  }

  @Test func anotherType() throws {
    let table = try Passengers.table()
    let text = table.adding(Field("age", .text), .text(["a", "b", "c", "d", "e", "f"]))
    #expect(
      learningError { _ = try recipe().apply(to: text) }?.message
        == "`age` is of type text, and the recipe was fitted on number")
    let whole = table.adding(Field("age", .integer), .integers([1, 2, 3, 4, 5, nil]))
    #expect(agree(Array(try recipe().apply(to: whole).column(0)), [1, 2, 3, 4, 5, .nan], within: 0))
    let empty = table.adding(Field("age", .category), .missing(.category, count: 6))
    #expect(try recipe().apply(to: empty).column(0).allSatisfy(\.isNaN))
    let levels = table.adding(Field("sex", .text), .text(["m", "m", "f", nil, "f", "f"]))
    #expect(Array(try recipe().apply(to: levels).column(1)) == [0, 0, 1, 0, 1, 1])
  }

  @Test func noRowsToApplyTo() throws {
    let matrix = try recipe().apply(to: Passengers.table().prefix(0))
    #expect(matrix.rowCount == 0 && matrix.columnCount == 3)
  }

  @Test func nothingToLearnFrom() throws {
    let empty = try Passengers.table().adding(Field("age", .number), .missing(.number, count: 6))
    for step in ["impute", "standardize", "minmax", "bucket"] {
      let error = learningError {
        _ = try Recipe.fit([StepCall(step, ColumnSelector(columns: "age"))], on: empty, excluded: [])
      }
      #expect(error?.message == "`\(step)` cannot learn from `age`, which has no value in any row")
    }
    let noRows = learningError { _ = try Recipe.fit([], on: empty.prefix(0), excluded: []) }
    #expect(noRows?.message == "there are no rows to learn features from")
    let infinite = try Passengers.table().adding(
      Field("age", .number), .numbers([1, .infinity, 2, 3, 4, 5]))
    #expect(
      learningError { _ = try Recipe.fit([], on: infinite, excluded: []) }?.message
        == "`age` has an infinite value")
  }

  @Test func noFeatureIsLeft() throws {
    let error = learningError {
      _ = try Passengers.fit(StepCall("drop", ColumnSelector(columns: "age", "class", "alone")))
    }
    #expect(error?.message == "the recipe leaves no feature")
    #expect(error?.hint?.contains("`sex`") == true)
  }

  @Test func twoFeaturesOfOneName() throws {
    let table = try Passengers.table().adding(Field("sex_f", .number), .numbers([1, 2, 3, 4, 5, 6]))
    let error = learningError {
      _ = try Recipe.fit(
        [StepCall("one_hot", ColumnSelector(columns: "sex"))], on: table, excluded: ["survived"])
    }
    #expect(error?.message == "two features would be called `sex_f`")
  }

  /// A damaged entry is refused or is another recipe; it never ends the process.
  @Test func damagedBytes() throws {
    let recipe = try Passengers.fit(
      StepCall("impute", ColumnSelector(columns: "age", "port")),
      StepCall("minmax", ColumnSelector(columns: "class")),
      StepCall("bucket", ColumnSelector(columns: "age")), StepCall("cross", product: ["sex", "port"]),
      StepCall("standardize", ColumnSelector(columns: "alone")),
      StepCall("one_hot", ColumnSelector(columns: "sex")),
      StepCall("keep", ColumnSelector([.kind(.all)], except: [.column("name")])))
    var writer = ByteWriter()
    recipe.encode(into: &writer)
    let bytes = writer.bytes
    var reader = ByteReader(bytes)
    let read = try FittedRecipe(decoding: &reader)
    try reader.finish()
    let table = try Passengers.table()
    #expect(try read.apply(to: table) == recipe.apply(to: table))
    #expect(read.steps == recipe.steps)
    var stream = RandomStream(seed: 11, stream: 0)
    for _ in 0..<2000 {
      var damaged = bytes
      if stream.next(below: 4) == 0 {
        damaged.removeLast(stream.next(below: damaged.count))
      } else {
        for _ in 0...stream.next(below: 3) {
          damaged[stream.next(below: damaged.count)] = UInt8(stream.next(below: 256))
        }
      }
      var reader = ByteReader(damaged)
      guard let other = try? FittedRecipe(decoding: &reader) else { continue }
      _ = try? other.apply(to: table)
      _ = other.steps.map(\.learned)
    }
  }
}
