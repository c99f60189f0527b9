import Learning
import Syntax

/// The clauses of `evaluate` beside those that name models, rows, metrics and charts.
enum EvaluateClauses {
  static let all: [ClauseSpec] = [
    ClauseSpec(
      "confidence", .one("level", .share),
      options: [
        OptionSpec(
          "bootstrap", .integer(100...100_000), default: "1000", summary: "How often rows are drawn anew."),
        OptionSpec(
          "method", .word(BootstrapPlan.Method.allCases.map(\.rawValue)), default: "percentile",
          summary: "`percentile`: quantiles of the scores; `bca`: corrected for bias and skewness."),
      ], summary: "An interval for each score, such as `confidence 95%`."),
    ClauseSpec(
      "slice", .one("name", .newName), .literal("where"), .one("condition", .expression), repeatable: true,
      summary: "Scores of the rows for which a condition is true, under a name."),
    ClauseSpec(
      "slice by", .one("column", .column),
      options: [
        OptionSpec(
          "bins", .integer(2...20), default: "4", summary: "Into how many intervals numbers are cut.")
      ], repeatable: true, summary: "Scores for each value of a column."),
    ClauseSpec(
      "slice discover",
      options: [
        OptionSpec("top", .integer(1...50), default: "5", summary: "How many groups are shown."),
        OptionSpec(
          "least", .amount, default: "1%",
          summary: "The fewest rows of a group, as a count or a share; never less than 20."),
      ], summary: "Search conditions, and pairs of them, for the groups of rows where a model is worst."),
    ClauseSpec(
      "costs",
      options: [
        OptionSpec(
          "false_positive", .number(0...1e12), default: "1",
          summary: "What a row of the first class costs that is taken for the second."),
        OptionSpec(
          "false_negative", .number(0...1e12), default: "1",
          summary: "What a row of the second class costs that is taken for the first."),
      ], summary: "What wrong decisions cost, and the threshold at which they cost least."),
    ClauseSpec(
      "fairness by", .one("column", .column), repeatable: true,
      summary: "How often each group is taken for the second class, rightly and wrongly."),
    ClauseSpec(
      "conformal", .one("level", .share), .literal("using"), .one("table", .valueName),
      summary:
        "Sets of classes, or intervals, that hold the truth so often: calibrated on rows that are neither trained nor judged on."
    ),
    ClauseSpec(
      "invariant", .one("column", .column), options: [atMost("0%"), tolerance], repeatable: true,
      summary: "A test: another value in this column must not change a prediction."),
    ClauseSpec(
      "directional", .one("column", .column), .one("direction", .word(["up", "down"])),
      options: [
        OptionSpec(
          "by", .number(0...1e300),
          summary: "By how much the column is raised; its standard deviation when left out."),
        OptionSpec(
          "class", .text, summary: "The class whose probability is meant; the second of two when left out."),
        atMost("0%"), tolerance,
      ], repeatable: true,
      summary: "A test: raising this column must not move the prediction the other way."),
    ClauseSpec(
      "perturb", .one("columns", .selector),
      options: [
        OptionSpec(
          "noise", .number(0...1000), default: "0.1",
          summary: "Standard deviation of the noise, in standard deviations of each column."),
        OptionSpec(
          "draws", .integer(1...100), default: "5", summary: "How often noise is drawn for each row."),
        atMost("5%"),
      ], repeatable: true, summary: "A test: noise in these columns must hardly change predictions."),
    ClauseSpec(
      "expect", .one("cases", .rawLines), options: [tolerance],
      summary: "A test: cases with what is to be predicted of them, as indented lines of CSV."),
    ClauseSpec(
      "errors", options: [OptionSpec("top", .integer(1...1000), default: "10", summary: "How many rows.")],
      summary:
        "The rows that are predicted worst, with their values and the file and line that they come from."),
    ClauseSpec(
      "weight", .one("column", .column), summary: "A column that says what each row counts for in the scores."
    ),
    ClauseSpec(
      "queries by", .one("column", .column),
      summary: "The column whose equal values are one query, for metrics of rankings such as `ndcg`."),
  ]

  private static func atMost(_ standard: String) -> OptionSpec {
    OptionSpec("at_most", .share, default: standard, summary: "The share of rows that may fail.")
  }

  private static let tolerance = OptionSpec(
    "tolerance", .number(0...1000), default: "0.01",
    summary: "For numbers: how far a prediction may move, in standard deviations of the target.")
}
