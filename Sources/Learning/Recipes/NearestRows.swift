import Canonical

/// `impute with: knn`: the mean of the nearest rows that have a value, as scikit-learn's `KNNImputer`.
///
/// Rows are compared by the columns of the step in which both have values, and the distance is scaled up to all of them. Of rows
/// equally far the earlier one counts. Where a row has nothing to be compared by, the mean of the column stands in.
struct NearestRows: FittedStep {
  static let name = "knn"

  private let columns: [String]
  private let neighbors: Int
  /// The rows learned from, column by column.
  private let values: [[Double]]
  private let means: [Double]

  /// All rows are kept in the recipe, and every missing value is compared with all of them.
  private static let largestCount = 50_000

  static func plan(
    _ columns: [String], _ options: Options, _ schema: inout WorkingSchema
  ) throws(StepFailure) {
    if options.isWritten("value") {
      throw StepFailure("`value` goes with `with: constant`, not with `with: knn`")
    }
    for column in columns {
      let field = try schema.field(column)
      guard field.kind.isNumeric else {
        throw StepFailure(
          "`\(column)` is \(field.kind.article), and `knn` takes the mean of numbers",
          hint: "use `with: most_frequent`, or write `impute numeric`", column: column)
      }
      schema.setKind(.number, of: column)
    }
  }

  static func fit(
    _ columns: [String], _ options: Options, _ table: WorkingTable
  ) throws(LearningError) -> FitOutcome {
    guard table.rowCount <= largestCount else {
      throw LearningError(
        "`impute with: knn` keeps all rows, and \(NumberText.count(table.rowCount, "row")) are more than "
          + "\(NumberText.thousands(largestCount))",
        hint: "use `with: median`, or fit on a sample")
    }
    var values: [[Double]] = []
    var means: [Double] = []
    for column in columns {
      let column = try table.column(column)
      let mean = Moments.mean(try presentValues(Impute.name, column.name, column.values))
      guard let numbers = column.values.numbers, mean.isFinite else {
        throw LearningError("the values of `\(column.name)` are too large to compute their mean")
      }
      values.append(numbers)
      means.append(mean)
    }
    let neighbors = options.integer("n_neighbors") ?? 5
    let step = NearestRows(columns: columns, neighbors: neighbors, values: values, means: means)
    let text = "mean of the \(NumberText.count(neighbors, "nearest row"))"
    return FitOutcome(step: step, learned: columns.map { _ in text })
  }

  private init(columns: [String], neighbors: Int, values: [[Double]], means: [Double]) {
    self.columns = columns
    self.neighbors = neighbors
    self.values = values
    self.means = means
  }

  func apply(to table: inout WorkingTable) throws(LearningError) {
    var rows: [[Double]] = []
    for name in columns {
      guard let numbers = try table.column(name).values.numbers else { throw mismatch(Impute.name, name) }
      rows.append(numbers)
    }
    var filled = rows
    for row in 0..<table.rowCount where rows.contains(where: { $0[row].isNaN }) {
      let distances = distances(from: rows.map { $0[row] })
      for column in columns.indices where rows[column][row].isNaN {
        filled[column][row] = filling(column, distances)
      }
    }
    for (name, numbers) in zip(columns, filled) { table.replace(name, by: .numbers(numbers, .number)) }
  }

  /// The squared distance to each row learned from; NaN where there is nothing to compare by.
  private func distances(from row: [Double]) -> [Double] {
    let count = values.first?.count ?? 0
    var sums = [Double](repeating: 0, count: count)
    var shared = [Double](repeating: 0, count: count)
    for (value, column) in zip(row, values) where !value.isNaN {
      for (other, known) in column.enumerated() where !known.isNaN {
        sums[other] += (known - value) * (known - value)
        shared[other] += 1
      }
    }
    return zip(sums, shared).map { $1 == 0 ? .nan : $0 / $1 * Double(row.count) }
  }

  private func filling(_ column: Int, _ distances: [Double]) -> Double {
    let donors = distances.indices.filter { !distances[$0].isNaN && !values[column][$0].isNaN }
    if donors.isEmpty { return means[column] }
    var nearest: [Int] = []
    for donor in donors {
      if nearest.count == neighbors, let last = nearest.last, distances[donor] >= distances[last] { continue }
      let place = nearest.firstIndex { distances[$0] > distances[donor] } ?? nearest.count
      nearest.insert(donor, at: place)
      if nearest.count > neighbors { nearest.removeLast() }
    }
    return Moments.mean(nearest.map { values[column][$0] })
  }

  func encode(into writer: inout ByteWriter) {
    writer.write(neighbors)
    writer.write(each: columns) { $0.write($1) }
    writer.write(means)
    writer.write(each: values) { $0.write($1) }
  }

  init(decoding reader: inout ByteReader) throws(DecodingFailure) {
    neighbors = try reader.readInt()
    columns = try reader.readArray { reader throws(DecodingFailure) in try reader.readString() }
    means = try reader.readDoubles()
    values = try reader.readArray { reader throws(DecodingFailure) in try reader.readDoubles() }
    guard (1...1000).contains(neighbors), means.count == columns.count, values.count == columns.count,
      means.allSatisfy(\.isFinite), values.allSatisfy({ $0.count == values[0].count }),
      values.allSatisfy({ $0.allSatisfy { !$0.isInfinite } })
    else { throw DecodingFailure("rows that do not fit each other") }
  }
}
