import Pipeline

/// `plot [NAME] from SOURCE[, SOURCE…]`: a chart of a table, an evaluation or a model.
struct PlotVerb: Verb {
  let spec = VerbSpec(
    name: "plot",
    summary: "Draw a chart of a table, an evaluation or a model.",
    manual: """
      `chart` draws one of the charts below. Without it a chart is put together: `mark` says what rows are drawn as, \
      and `x`, `y`, `color`, `size`, `text`, `low` and `high` what the marks say with their place and look. Each of \
      these takes a column, a formula such as `price / area`, or an aggregate: `count()`, `mean(price)`, `median`, \
      `sum`, `min`, `max`, `quantile(price, 0.9)`, and formulas of aggregates such as `sum(paid) / count()`. Where one \
      is an aggregate, there is one mark for each combination of the others.

      Without `mark` the types decide: two numbers are dots, a time or a whole number and an aggregate a line, a \
      category and a number bars in the order of their lengths, one number a histogram, one category its counts, two \
      categories a heat map. Lines, areas and bars show one value for each place; where several rows share it, their \
      mean.

      Several tables behind `from` are drawn as one, `source` naming the table of each row; several models and \
      evaluations give a series each. An evaluation is also a table, with a row for each row judged and each model: \
      `model`, `actual`, `predicted`, `residual` of a regression, `correct` and `confidence` of a classification, and \
      the columns of the rows judged. A model is a table of `feature` and `importance`.

      A figure has the members `rows`, the rows that it is drawn from, and `marks`.

      \(PlotVerb.chartList)
      """,
    names: .optional, sources: .oneOrMoreValues, clauses: PlotClauses.all,
    example: """
      ```load birds
      inline
        species,mass,bill
        Adelie,3750,39
        Adelie,3800,40
        Adelie,3250,38
        Gentoo,5000,47
        Gentoo,5850,50
        Gentoo,4500,46
      ```

      ```plot from birds
      x mass title: "Body mass (g)"
      y bill title: "Bill length (mm)"
      color species
      ```

      ```plot masses from birds
      mark bar
      x species
      y median(mass)
      rule y 4000 "a heavy bird"
      title "Median mass"
      ```
      """,
    meaning: 2)

  /// The charts by source, for the manual.
  private static var chartList: String {
    PlotSource.Kind.allCases.map { kind in
      let charts = NamedPlot.all.filter { $0.kind == kind }.map { "`\($0.name)`: \($0.summary)" }
      return "Charts of \(kind.plural): \(charts.joined(separator: "; "))."
    }.joined(separator: "\n\n")
  }

  func check(_ cell: inout CellCheck) -> (any CellWork)? {
    guard let source = PlotSource.of(&cell) else { return nil }
    var reading = PlotReading(source: source)
    return reading.work(&cell)
  }
}
