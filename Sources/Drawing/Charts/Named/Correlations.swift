import Canonical

extension Charts {
  /// Correlations of columns with each other as a matrix of cells, blue above zero and orange below, the value in each
  /// cell of up to eleven columns; beyond, the lower half alone, with a bar in the cells below zero. At most 28.
  ///
  /// - Parameter values: a row for each name; what is not between -1 and 1 is left blank.
  package static func correlation(names: [String], values: [[Double]], method: String = "Pearson") -> Chart {
    let count = min(names.count, 28)
    let hasWords = count <= 11
    var (xs, ys, rs): ([String], [String], [Double]) = ([], [], [])
    for row in 0..<count {
      for column in 0..<count where row < values.count && column < values[row].count {
        // The upper half says the same again.
        guard (-1...1).contains(values[row][column]), hasWords || column < row else { continue }
        xs.append("\(column)")
        ys.append("\(row)")
        rs.append(values[row][column])
      }
    }
    let data = Chart.Data([
      .categories("x", xs), .categories("y", ys), .numbers("correlation", rs),
      .categories("text", rs.map { NumberText.fixed($0, 2) }),
    ])
    var chart = Chart(
      title: "Correlations", subtitle: method, data: data,
      layers: [Chart.Layer(.rect, x: "x", y: "y", color: "correlation")])
    if hasWords {
      chart.layers.append(
        Chart.Layer(.text, x: "x", y: "y", color: "correlation", label: "text", look: .quiet))
    }
    let places = (0..<count).map { "\($0)" }
    (chart.x.categories, chart.y.categories) = (places, places)
    (chart.x.names, chart.y.names) = (Array(names.prefix(count)), Array(names.prefix(count)))
    (chart.x.title, chart.y.title) = ("", "")
    chart.x.isOpposite = hasWords
    chart.color.shades = .diverging
    chart.color.domain = -1...1
    chart.size = Chart.Size(
      width: count <= 5 ? 440 : 700, panel: Double(max(count, 1)) * (count <= 11 ? 30 : count <= 24 ? 21 : 14)
    )
    chart.takeaway = strongest(names, values)
    chart.twin = twin(names, values)
    if names.count > 28 {
      chart.remarks.append("\(Phrase.count(names.count - 28, "more column")) not drawn.")
    }
    return chart
  }

  private static func strongest(_ names: [String], _ values: [[Double]]) -> String? {
    var best: (a: Int, b: Int, r: Double)?
    for a in names.indices where a < values.count {
      for b in names.indices where b > a && b < values[a].count && (-1...1).contains(values[a][b]) {
        if values[a][b].magnitude > best?.r.magnitude ?? -1 { best = (a, b, values[a][b]) }
      }
    }
    return best.map {
      "The strongest correlation of two columns is that of \(names[$0.a]) with \(names[$0.b]): \(NumberText.fixed($0.r, 2))."
    }
  }

  private static func twin(_ names: [String], _ values: [[Double]]) -> PictureTable {
    let names = names.prefix(40)
    return PictureTable(
      header: ["column"] + names, numeric: [false] + [Bool](repeating: true, count: names.count),
      rows: names.indices.map { row in
        [names[row]]
          + names.indices.map { column in
            row < values.count && column < values[row].count && values[row][column].isFinite
              ? NumberText.fixed(values[row][column], 2) : ""
          }
      })
  }
}
