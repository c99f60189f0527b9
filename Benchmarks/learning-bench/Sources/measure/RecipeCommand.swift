import Canonical
import Foundation
import Frame
import Learning

/// Makes features of 12 numbers and 4 categories: `{"read_cpu":…,"fit_cpu":…,"apply_cpu":…,"row_us":…,"predict_row_us":…}` on one line.
///
/// The numbers are imputed and standardized, the categories become features of 0 and 1. Seconds are processor seconds: of unpacking the columns, of fitting
/// the recipe, of applying it to the same rows, and of a logistic model that predicts them; a row by itself is a table of one row, of
/// which the recipe makes features that the model predicts.
struct RecipeCommand {
  private let rows: Int

  init(_ words: [String]) { rows = max(1000, words.first.flatMap { Int($0) } ?? 1_000_000) }

  private let levels = [4, 3, 12, 15]

  private var fields: [Field] {
    (1...12).map { Field("x\($0)", .number) } + levels.indices.map { Field("c\($0 + 1)", .category) }
  }

  /// The columns as a reader would give them; every twentieth number is missing.
  private func table() throws -> Table {
    var stream = RandomStream(seed: 1, stream: 0)
    var columns: [Column] = []
    for place in 0..<12 {
      columns.append(
        .numbers(
          (0..<rows).map { _ in
            place > 3 && stream.nextDouble() < 0.05 ? .nan : (stream.nextNormal() * 1000).rounded() / 100
          }))
    }
    for count in levels {
      let names = (0..<count).map { "level \($0 < 10 ? "0" : "")\($0)" }
      let codes = (0..<rows).map { _ in Int32(stream.nextDouble() * Double(count)) }
      columns.append(.category(codes: codes, levels: names))
    }
    return try Table(schema: Schema(fields), columns: columns)
  }

  func run() throws {
    let packed = try table().baseColumns.map { ChunkedColumn($0, keeper: HeldParts()) }
    let schema = Schema(fields)
    let reading = Stopwatch()
    let table = try Table(schema: schema, columns: packed.map { try $0.column() })
    let read = reading.read()
    let steps = [
      StepCall("impute", ColumnSelector(.numeric)), StepCall("standardize", ColumnSelector(.numeric)),
      StepCall("one_hot", ColumnSelector(.categorical)),
    ]
    let fitting = Stopwatch()
    let (recipe, matrix) = try Recipe.fitted(steps, on: table, excluded: [])
    let fitted = fitting.read()
    let applying = Stopwatch()
    let applied = try recipe.apply(to: table)
    let application = applying.read()
    let codes = zip(matrix.column(0), matrix.column(1)).map { Int32($0 + $1 > 0 ? 1 : 0) }
    let learned = (0..<Int32(min(rows, 20_000))).map { $0 }
    guard let spec = Estimators["logistic"] else { return }
    let model = try spec.fit(
      FitRequest(
        matrix: matrix.rows(learned),
        target: .classes(labels: ["no", "yes"], codes: learned.map { codes[Int($0)] })))
    let predicting = Stopwatch()
    let all = try model.predict(applied)
    let predicted = predicting.read()
    let single = try alone(recipe, model, table)
    print(
      """
      {"rows":\(rows),"features":\(matrix.columnCount),"read_cpu":\(read.cpu),"fit_seconds":\(fitted.seconds),"fit_cpu":\(fitted.cpu),\
      "apply_seconds":\(application.seconds),"apply_cpu":\(application.cpu),"predict_cpu":\(predicted.cpu),\
      "row_us":\(single.row),"predict_row_us":\(single.predicted),"predicted":\(all.count)}
      """)
  }

  /// Medians in microseconds: of the features of a row, and of these and the prediction together.
  private func alone(
    _ recipe: FittedRecipe, _ model: any Predictor, _ table: Table
  ) throws -> (row: Double, predicted: Double) {
    let singles = try (0..<5000).map { row in
      try Table(
        schema: table.schema, columns: table.baseColumns.map { $0.gathered(by: [Int32(row % rows)]) })
    }
    var times: [Double] = []
    var whole: [Double] = []
    for single in singles {
      let watch = Stopwatch()
      let features = try recipe.apply(to: single)
      times.append(watch.read().seconds * 1e6)
      _ = try model.predict(features)
      whole.append(watch.read().seconds * 1e6)
    }
    times.sort()
    whole.sort()
    return (times[times.count / 2], whole[whole.count / 2])
  }
}
