import Canonical

/// The numbers of a confusion matrix, square whatever was given.
struct ConfusionCounts {
  let labels: [String]
  let cells: [[Double]]
  let rowTotals: [Double]
  let columnTotals: [Double]
  let total: Double

  init(labels: [String], counts: [[Int]]) {
    let cells = labels.indices.map { row in
      labels.indices.map { column in
        row < counts.count && column < counts[row].count ? max(0, Double(counts[row][column])) : 0
      }
    }
    self.init(labels, cells)
  }

  private init(_ labels: [String], _ cells: [[Double]]) {
    self.labels = labels
    self.cells = cells
    rowTotals = cells.map { $0.reduce(0, +) }
    columnTotals = labels.indices.map { column in cells.reduce(0) { $0 + $1[column] } }
    total = rowTotals.reduce(0, +)
  }

  /// The `limit - 1` classes with the most rows in their order, and one class for all others.
  func lumped(to limit: Int) -> ConfusionCounts {
    guard labels.count > limit else { return self }
    let byRows = labels.indices.sorted { (rowTotals[$1], $0) < (rowTotals[$0], $1) }
    let kept = byRows.prefix(limit - 1).sorted()
    var place = [Int](repeating: limit - 1, count: labels.count)
    for (position, index) in kept.enumerated() { place[index] = position }
    var merged = [[Double]](repeating: [Double](repeating: 0, count: limit), count: limit)
    for (row, values) in cells.enumerated() {
      for (column, value) in values.enumerated() { merged[place[row]][place[column]] += value }
    }
    return ConfusionCounts(kept.map { labels[$0] } + ["other (\(labels.count - limit + 1))"], merged)
  }

  /// The share of `row` that is in `column`; nil where the row is empty.
  func share(_ row: Int, _ column: Int) -> Double? {
    rowTotals[row] > 0 ? cells[row][column] / rowTotals[row] : nil
  }

  func precision(_ column: Int) -> Double? {
    columnTotals[column] > 0 ? cells[column][column] / columnTotals[column] : nil
  }

  var takeaway: String {
    let right = labels.indices.reduce(0) { $0 + cells[$1][$1] }
    var text =
      "\(ConfusionCounts.count(right)) of \(ConfusionCounts.count(total)) rows (\(NumberText.percent(right / total))) are on the diagonal."
    var worst: (row: Int, column: Int)?
    for row in labels.indices {
      for column in labels.indices where row != column && cells[row][column] > 0 {
        if let found = worst, cells[found.row][found.column] >= cells[row][column] { continue }
        worst = (row, column)
      }
    }
    if let worst {
      let count = ConfusionCounts.count(cells[worst.row][worst.column])
      text +=
        " The most frequent confusion is \(labels[worst.row]) taken for \(labels[worst.column]): \(count) \(count == "1" ? "row" : "rows")."
    }
    return text
  }

  var twin: PictureTable {
    PictureTable(
      header: ["true \\ predicted"] + labels + ["rows", "recall"],
      numeric: [false] + [Bool](repeating: true, count: labels.count + 2),
      rows: labels.indices.map { row in
        [labels[row]] + cells[row].map(ConfusionCounts.count)
          + [ConfusionCounts.count(rowTotals[row]), share(row, row).map { NumberText.percent($0) } ?? "–"]
      })
  }

  static func count(_ value: Double) -> String { NumberText.fixed(value, 0, grouped: true) }
}
