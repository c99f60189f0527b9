import Frame
@testable import Learning
import Testing

@Suite("What a recipe's outline finds before anything runs")
struct OutlineTests {
  private func problem(_ steps: StepCall...) throws -> RecipeOutline.Problem? {
    let outline = Recipe.outline(steps, schema: try Passengers.table().schema, excluded: ["survived"])
    #expect(outline.columns.count == steps.count)
    return outline.errors.first
  }

  @Test func unknownColumnsAndSteps() throws {
    let column = try problem(StepCall("impute", ColumnSelector(columns: "aeg")))
    #expect(column?.message == "there is no column `aeg`")
    #expect(column?.hint == "did you mean `age`?")
    #expect(column?.column == "aeg")
    let step = try problem(StepCall("standardise", ColumnSelector(.numeric)))
    #expect(step?.message == "there is no feature step `standardise`")
    #expect(step?.hint == "did you mean `standardize`?")
    let option = try problem(StepCall("bucket", ColumnSelector(.numeric), options: ["bin": .integer(3)]))
    #expect(option?.hint == "did you mean `bins`?")
    let value = try problem(StepCall("bucket", ColumnSelector(.numeric), options: ["by": .text("quantiles")]))
    #expect(value?.message == "`by` takes one of quantile, uniform, not quantiles")
  }

  @Test func theTargetIsNoFeature() throws {
    #expect(
      try problem(StepCall("one_hot", ColumnSelector(columns: "survived")))?.message
        == "`survived` cannot become a feature")
    #expect(try problem(StepCall("drop", ColumnSelector(columns: "survived"))) == nil)
    let all = try Passengers.outline(StepCall("one_hot", ColumnSelector(.categorical)))
    #expect(all.columns == [["sex", "port"]])
  }

  @Test func columnsThatAreGone() throws {
    let dropped = try problem(
      StepCall("drop", ColumnSelector(columns: "age")), StepCall("impute", ColumnSelector(columns: "age")))
    #expect(dropped?.stepIndex == 1)
    #expect(dropped?.message == "`age` was left out by an earlier `drop`")
    let encoded = try problem(
      StepCall("one_hot", ColumnSelector(columns: "sex")), StepCall("cross", product: ["sex", "port"]))
    #expect(encoded?.message == "an earlier step has turned `sex` into features")
    let kept = try problem(
      StepCall("keep", ColumnSelector(columns: "age")), StepCall("impute", ColumnSelector(columns: "class")))
    #expect(kept?.message == "`class` was left out by an earlier `keep`")
  }

  @Test func stepsThatDoNotSuitAColumn() throws {
    #expect(
      try problem(StepCall("standardize", ColumnSelector(columns: "sex")))?.message
        == "`standardize` does not take `sex`, which is a category")
    #expect(
      try problem(StepCall("one_hot", ColumnSelector(columns: "age")))?.hint
        == "put it into bins first: `bucket`")
    #expect(try problem(StepCall("one_hot", ColumnSelector(.text)))?.column == "name")
    #expect(
      try problem(StepCall("impute", ColumnSelector(.categorical), options: ["with": .text("mean")]))?.message
        == "`sex` is a category and has no mean")
    #expect(
      try problem(StepCall("cross", product: ["age", "sex"]))?.hint == "put it into bins first: `bucket age`")
    #expect(try problem(StepCall("cross", product: ["age"]))?.message == "`cross` needs two columns or more")
    #expect(
      try problem(StepCall("impute", ColumnSelector(columns: "age"), options: ["with": .text("constant")]))?
        .message
        == "`impute with: constant` needs a `value`")
    #expect(
      try problem(
        StepCall(
          "impute", ColumnSelector(columns: "age"), options: ["with": .text("mean"), "value": .integer(0)]))?
        .message == "`value` goes with `with: constant`, not with `with: mean`")
  }

  @Test func selectors() throws {
    func picked(_ selector: ColumnSelector, by step: String = "impute") throws -> [String] {
      try Passengers.outline(StepCall(step, selector)).columns[0]
    }
    #expect(try picked(ColumnSelector(.numeric)) == ["age", "class"])
    #expect(try picked(ColumnSelector(.all)) == ["age", "class", "sex", "alone", "port"])
    #expect(try picked(ColumnSelector(.all), by: "one_hot") == ["sex", "port"])
    #expect(try picked(ColumnSelector(.all), by: "standardize") == ["age", "class"])
    #expect(try picked(ColumnSelector(.datetime), by: "drop") == ["born"])
    #expect(try picked(ColumnSelector([.pattern("^(age|sex)$")])) == ["age", "sex"])
    #expect(try picked(ColumnSelector([.column("port"), .prefix("a")])) == ["age", "alone", "port"])
    #expect(
      try picked(ColumnSelector([.kind(.all)], except: [.column("age"), .kind(.categorical)])) == [
        "class", "alone",
      ])
    #expect(
      try picked(ColumnSelector([.kind(.text), .kind(.datetime)], except: [.column("name")]), by: "drop") == [
        "born"
      ])
    #expect(
      try problem(StepCall("impute", ColumnSelector([.prefix("zz")])))?.message
        == "`impute starts_with(\"zz\")` picks no column")
    #expect(try problem(StepCall("impute", ColumnSelector([.pattern("(")]))) != nil)
    #expect(
      try problem(StepCall("impute", ColumnSelector([.kind(.all)], except: [.column("agge")])))?.hint
        == "did you mean `age`?")
  }

  /// An erroneous step is left out, and those behind it are still checked.
  @Test func errorsDoNotHideEachOther() throws {
    let outline = try Passengers.outline(
      StepCall("impute", ColumnSelector(columns: "nope")),
      StepCall("one_hot", ColumnSelector(columns: "sex")),
      StepCall("minmax", ColumnSelector(columns: "port")))
    #expect(outline.errors.map(\.stepIndex) == [0, 2])
    #expect(outline.columns == [[], ["sex"], []])
    #expect(outline.leftovers == ["name", "born", "port"])
  }

  @Test func everyStepIsDeclared() {
    #expect(
      Steps.all.map(\.name) == [
        "impute", "indicate_missing", "standardize", "minmax", "robust", "maxabs", "log", "log1p", "sqrt",
        "yeo_johnson", "clip", "normalize", "bucket", "one_hot", "ordinal", "target_encode", "frequency",
        "lump",
        "hash", "cross", "polynomial", "date_parts", "cyclic", "fourier", "embed_position", "count", "tfidf",
        "hash_text", "drop_constant",
        "drop_correlated", "select", "pca", "svd", "drop", "keep",
      ])
    for step in Steps.all {
      #expect(!step.summary.isEmpty)
      for option in step.hyperparameters { #expect(!option.summary.isEmpty) }
    }
  }
}
