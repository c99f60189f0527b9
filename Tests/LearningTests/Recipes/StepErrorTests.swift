import Frame
@testable import Learning
import Testing

@Suite("What steps cannot do, and what they say")
struct StepErrorTests {
  private func table(_ columns: [(String, Column)]) throws -> Table {
    try Table(schema: Schema(columns.map { Field($0.0, $0.1.type) }), columns: columns.map(\.1))
  }

  private func failure(
    _ step: String, _ columns: [String] = ["x"], _ options: [String: HyperparameterValue] = [:],
    on table: Table
  ) -> String? {
    let selector = ColumnSelector(columns.map(ColumnSelector.Term.column))
    return learningError {
      _ = try Recipe.fit([StepCall(step, selector, options: options)], on: table, excluded: [])
    }?.message
  }

  @Test func numbersOutsideOfAFunction() throws {
    let numbers = try table([("x", .numbers([1, 0, -3, .nan]))])
    #expect(
      failure("log", on: numbers) == "`log` takes numbers above 0, and `x` has 0 and the like in 2 rows")
    #expect(failure("sqrt", on: numbers) == "`sqrt` takes numbers from 0, and `x` has -3 in 1 row")
    #expect(failure("log1p", on: numbers) == "`log1p` takes numbers above -1, and `x` has -3 in 1 row")
    let positive = try table([("x", .numbers([1, 2, 3, 4]))])
    let recipe = try Recipe.fit(
      [StepCall("log", ColumnSelector(columns: "x"))], on: positive, excluded: [])
    #expect(learningError { _ = try recipe.apply(to: numbers) }?.hint?.contains("clip x") == true)
  }

  @Test func columnsWithoutAnyValue() throws {
    let empty = try table([("x", .missing(.number, count: 4))])
    for step in ["robust", "maxabs", "yeo_johnson"] {
      #expect(failure(step, on: empty) == "`\(step)` cannot learn from `x`, which has no value in any row")
    }
    #expect(failure("clip", ["x"], ["low": .share(0.1)], on: empty)?.contains("no value in any row") == true)
    let levels = try table([("x", .missing(.category, count: 4))])
    for step in ["ordinal", "frequency", "lump"] {
      #expect(failure(step, on: levels) == "`\(step)` cannot learn from `x`, which has no value in any row")
    }
  }

  @Test func rowsWithoutAValue() throws {
    let holes = try table([("x", .numbers([1, 2, .nan, 4])), ("y", .numbers([1, 3, 2, 4]))])
    for step in ["normalize", "pca", "svd"] {
      #expect(
        failure(step, ["x", "y"], on: holes)
          == "`\(step)` needs a value in every row, and `x` has none in 1 row")
    }
  }

  @Test func optionsThatContradict() throws {
    let numbers = try table([("x", .numbers([1, 2, 3, 4]))])
    #expect(failure("clip", on: numbers) == "`clip` needs a bound")
    #expect(
      failure("clip", ["x"], ["low": .integer(3), "high": .integer(1)], on: numbers)
        == "the lower bound of `clip` lies above the upper one")
    #expect(
      failure("clip", ["x"], ["low": .integer(3), "high": .share(0.25)], on: numbers)
        == "`clip` of `x` would end at 1.75, below its start at 3")
    #expect(failure("clip", ["x"], ["low": .share(1.5)], on: numbers)?.contains("from 0% to 100%") == true)
    #expect(failure("cyclic", on: numbers) == "`cyclic` needs a `period`")
    #expect(
      failure("fourier", ["x"], ["period": .integer(0)], on: numbers)?.contains("`period` takes") == true)
    #expect(
      failure("embed_position", ["x"], ["dimensions": .integer(3)], on: numbers)
        == "`dimensions` of `embed_position` is an even number")
    #expect(
      failure("bucket", ["x"], ["edges": .list([.integer(2), .integer(1)])], on: numbers)
        == "`edges` are numbers in ascending order")
    #expect(
      failure("bucket", ["x"], ["edges": .list([.integer(2)]), "bins": .integer(3)], on: numbers)?
        .contains("cannot stand beside it") == true)
    #expect(
      failure("pca", ["x"], ["components": .integer(2)], on: numbers)?.contains("no 2 components") == true)
    let constant = try table([("x", .numbers([2, 2, 2]))])
    #expect(failure("pca", on: constant) == "`pca` cannot learn from features that never vary")
  }

  @Test func levelsThatAreNotKnown() throws {
    let levels = try table([("x", .category(["a", "b", "a", "c"]))])
    let order = HyperparameterValue.list([.text("b"), .text("a")])
    #expect(
      failure("ordinal", ["x"], ["order": order], on: levels)
        == "`x` has the level `c` in 1 row, which `order` does not name")
    #expect(
      failure("ordinal", ["x"], ["order": .list([.text("b"), .text("b")])], on: levels)
        == "`order` names `b` twice")
    #expect(failure("one_hot", ["x"], ["unknown": .text("own")], on: levels)?.contains("`min_share`") == true)
    let later = try table([("x", .category(["d", "a", nil]))])
    let call = StepCall("frequency", ColumnSelector(columns: "x"), options: ["unknown": .text("error")])
    let recipe = try Recipe.fit([call], on: levels, excluded: [])
    #expect(
      learningError { _ = try recipe.apply(to: later) }?.message
        == "`x` has the level `d` in 1 row, which no training row had")
  }

  @Test func nearestRowsOfWhatIsNoNumber() throws {
    let mixed = try table([("x", .numbers([1, 2, .nan])), ("c", .category(["a", nil, "b"]))])
    #expect(
      failure("impute", ["x", "c"], ["with": .text("knn")], on: mixed)
        == "`c` is a category, and `knn` takes the mean of numbers")
    #expect(
      failure("impute", ["x"], ["n_neighbors": .integer(2)], on: mixed)
        == "`n_neighbors` goes with `with: knn`")
    let many = try table([("x", .numbers([Double](repeating: 1, count: 50_001)))])
    #expect(failure("impute", ["x"], ["with": .text("knn")], on: many)?.contains("more than 50,000") == true)
  }

  @Test func textsWithoutTerms() throws {
    let texts = try table([("x", .text(["a", "b !", nil]))])
    #expect(failure("count", on: texts) == "`count` finds no term in `x`: the vocabulary is empty")
    let words = try table([("x", .text(["one two", "one", nil]))])
    #expect(
      failure("tfidf", ["x"], ["min_df": .integer(3)], on: words)
        == "`min_df` and `max_df` leave none of the 2 terms of `x`")
    #expect(
      failure("count", ["x"], ["analyzer": .text("char_wb"), "stop_words": .list([.text("one")])], on: words)
        == "`stop_words` goes with `analyzer: word`")
    #expect(
      failure("count", ["x"], ["ngrams": .range(0, 2)], on: words)?.contains(
        "a range of whole numbers from 1 to 20")
        == true)
  }

  /// What would not fit is refused before it is allocated.
  @Test func tooManyFeatures() throws {
    let rows = try table([("x", .text([String](repeating: "one two", count: 300)))])
    let hashed = StepCall("hash_text", ColumnSelector(columns: "x"), options: ["into": .integer(1 << 20)])
    let pairs = StepCall("drop_correlated", ColumnSelector(columns: "x"))
    #expect(
      learningError { _ = try Recipe.fit([hashed, pairs], on: rows, excluded: []) }?.message.contains(
        "would make 1,048,576 features")
        == true)
    let columns = (0..<200).map { ("c\($0)", Column.numbers([1, 2])) }
    #expect(
      failure("polynomial", columns.map(\.0), ["degree": .integer(6)], on: try table(columns))?
        .contains("more than 10,000 products") == true)
  }

  /// Columns that a step leaves out because of their values are no error for the steps behind it.
  @Test func stepsPassOverColumnsThatAreGone() throws {
    let numbers = try table([("x", .numbers([2, 2, 2])), ("y", .numbers([1, 2, 4]))])
    let all = ColumnSelector(columns: "x", "y")
    let recipe = try Recipe.fit(
      [StepCall("drop_constant", all), StepCall("standardize", all), StepCall("polynomial", all)],
      on: numbers,
      excluded: [])
    #expect(recipe.names == ["y", "y^2"])
    let crossed = learningError {
      _ = try Recipe.fit(
        [StepCall("drop_constant", all), StepCall("cross", product: ["x", "y"])], on: numbers, excluded: [])
    }
    #expect(crossed?.message == "an earlier step has left `x` out")
  }

  @Test func choosingAmongFeaturesOfOneHot() throws {
    let schema = Schema([Field("town", .category), Field("y", .category, role: .target)])
    let towns = try Table(
      schema: schema,
      columns: [.category(["a", "a", "b", "b", "c", "a"]), .category(["n", "n", "y", "y", "n", "y"])])
    let recipe = try Recipe.fit(
      [
        StepCall("one_hot", ColumnSelector(columns: "town")),
        StepCall("select", ColumnSelector(.all), options: ["k": .integer(1)]),
      ], on: towns, excluded: ["y"])
    #expect(recipe.names == ["town_b"])
    #expect(recipe.steps[1].featuresIn == 3 && recipe.steps[1].featuresOut == 1)
  }

  @Test func percentagesAreSharesOfOne() throws {
    let share = Hyperparameter("share", .number(0...1), summary: "")
    #expect(try share.accept(.share(0.25)) == .number(0.25))
    #expect(HyperparameterValue.share(0.07).text == "7%")
    #expect(HyperparameterValue.list([.integer(1), .text("a")]).text == "[1, a]")
  }
}
