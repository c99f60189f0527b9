import Learning
import Syntax

/// The clauses of `plot`.
enum PlotClauses {
  static let all: [ClauseSpec] = form + channels + order + words

  static let titleOption = OptionSpec(
    "title", .text, summary: "What the axis or key is called; the expression itself when left out.")

  private static let top = OptionSpec(
    "top", .integer(1...12), summary: "So many of the most frequent values; the others become `other`.")

  private static let form: [ClauseSpec] = [
    ClauseSpec(
      "chart", .one("name", .word(names)),
      summary: "A chart that has a name; which ones there are is listed above."),
    ClauseSpec(
      "mark", .one("kind", .word(PlotMark.allCases.map(\.rawValue))),
      options: [
        OptionSpec(
          "stack", .word(PlotLayer.Stacking.allCases.map(\.rawValue)), default: "no",
          summary: "Whether the colours of a place stand on each other; with `share`, as parts of one.")
      ], repeatable: true, summary: "What rows are drawn as; the first mark lies lowest."),
  ]

  /// Every name once; a name may be that of one chart for each kind of source.
  private static var names: [String] {
    NamedPlot.all.map(\.name).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  private static let channels: [ClauseSpec] = [
    ClauseSpec(
      "x", .one("value", .expression), options: [bins, titleOption],
      summary: "The place across: a column, a formula or an aggregate."),
    ClauseSpec(
      "y", .one("value", .expression), options: [titleOption],
      summary: "The place upwards: a column, a formula or an aggregate."),
    ClauseSpec(
      "color", .one("value", .expression), options: [top, titleOption],
      summary: "The series of each row; a shade for numbers."),
    ClauseSpec("size", .one("value", .expression), options: [titleOption], summary: "The area of dots."),
    ClauseSpec(
      "text", .one("value", .expression), summary: "The words of `mark text`, and of values at bars."),
    ClauseSpec("low", .one("value", .expression), summary: "The lower end of bands, rules and bars."),
    ClauseSpec("high", .one("value", .expression), summary: "The upper end of bands, rules and bars."),
    ClauseSpec(
      "facet", .one("value", .expression),
      options: [
        OptionSpec("row", .expression, summary: "A row of panels for each value."), top,
      ], summary: "A panel for each value."),
    ClauseSpec(
      "columns", .one("columns", .selector),
      summary: "The columns of `correlation`, `missing` and `parallel`; all that fit when left out."),
  ]

  private static let bins = OptionSpec(
    "bins", .integer(1...200),
    summary: "About so many intervals of x with round ends: for a histogram, or for aggregates of y.")

  private static let order: [ClauseSpec] = [
    ClauseSpec("where", .one("condition", .expression), summary: "Draw the rows that fulfil the condition."),
    ClauseSpec(
      "scale", .one("axis", .word(["x", "y"])), .one("kind", .word(["linear", "log", "sqrt"])),
      repeatable: true, summary: "How numbers become places; `linear` when left out."),
    ClauseSpec(
      "sort", .one("order", .word(PlotSorting.allCases.map(\.rawValue))),
      summary: "The order of the categories of an axis: by value, by name, or as the table has them."),
    ClauseSpec(
      "limit", .one("count", .integer(1...60)), summary: "Draw the first so many categories or features."),
    ClauseSpec("smooth", summary: "A moving mean with its interval of 95 % over the dots of each series."),
    ClauseSpec(
      "rule", .one("axis", .word(["x", "y"])), .one("at", .expression), .optional([.one("label", .text)]),
      repeatable: true,
      summary: "A line at a value of an axis, such as `rule y 0.5 \"chance\"` or `rule x mean(price)`."),
    ClauseSpec(
      "class", .one("label", .text), summary: "The class that counts as positive in charts of one class."),
    ClauseSpec(
      "metrics", .list("names", .word(Metrics.all.map(\.name))),
      summary: "Which scores `chart metrics` draws; all that the evaluation has when left out."),
    ClauseSpec(
      "on", .one("table", .valueName), summary: "Rows beside the training rows, for `training_curve`."),
  ]

  private static let words: [ClauseSpec] = [
    ClauseSpec("title", .one("text", .text), summary: "The title of the chart."),
    ClauseSpec(
      "subtitle", .one("text", .text), summary: "A line under the title: what is measured, and where."),
  ]
}

/// The order of the categories of an axis.
enum PlotSorting: String, Sendable, CaseIterable { case descending, ascending, name, given }
