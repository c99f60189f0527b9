import Canonical

extension Charts {
  /// A confusion matrix: true classes in rows, predicted ones in columns, counts and shares of the row in the cells,
  /// recall at the end of each row and precision under each column.
  ///
  /// - Parameters:
  ///   - labels: the classes. Beyond thirty, the rarest are drawn as one, "other".
  ///   - counts: a row for each class; missing cells and negative counts count as none.
  ///   - model: its name, for the title.
  package static func confusion(labels: [String], counts: [[Int]], model: String) -> Chart {
    let matrix = ConfusionCounts(labels: labels, counts: counts).lumped(to: 30)
    let title = model.isEmpty ? "Confusion matrix" : "Confusion matrix of \(model)"
    guard matrix.total > 0 else {
      var chart = Chart(title: title, layers: [])
      chart.size = .compact
      return chart
    }
    return ConfusionLayers(matrix).chart(title: title)
  }
}

/// The layers of a confusion matrix: shaded cells, the diagonal, counts and shares, and the margins.
private struct ConfusionLayers {
  private let matrix: ConfusionCounts
  private let places: [String]
  private let width: Double
  private let row: Double
  private let cell: Double

  init(_ matrix: ConfusionCounts) {
    self.matrix = matrix
    let count = matrix.labels.count
    // Places instead of names, so that two classes of one name stay two.
    places = (0...count).map { "\($0)" }
    width = count <= 4 ? 440 : 700
    row = count <= 6 ? 44 : count <= 12 ? 40 : max((480 / Double(count)).rounded(), 17)
    let names = matrix.labels.map { TextMeasure.width($0, size: 13) }.max() ?? 0
    cell = (width - min(max(names, 52), width / 3) * 1.05 - 24) / Double(count + 1)
  }

  /// Two lines in each cell: the count, and its share of the row.
  private var isDetailed: Bool { cell >= 46 && row >= 36 && matrix.labels.count <= 8 }

  func chart(title: String) -> Chart {
    let count = matrix.labels.count
    var layers = [cells(), diagonal()]
    // More words than these would not be read one by one; the table has them.
    if count <= 18 { layers += words() }
    layers += margins()
    var chart = Chart(title: title, layers: layers)
    chart.x.categories = places
    chart.y.categories = places
    chart.x.names = matrix.labels + ["recall"]
    chart.y.names = matrix.labels + [isDetailed ? "precision" : ""]
    if !isDetailed { chart.y.categories = Array(places.prefix(count)) }
    chart.x.isOpposite = true
    chart.x.title = "predicted"
    chart.y.title = "true"
    chart.color.domain = 0...1
    chart.color.shades = .ramp
    chart.color.isShown = false
    chart.size = Chart.Size(width: width, panel: row * Double(count + (isDetailed ? 1 : 0)))
    chart.takeaway = matrix.takeaway
    chart.twin = matrix.twin
    return chart
  }

  private struct Entry {
    var x: Int
    var y: Int
    var share: Double
    var label = ""
  }

  private func data(_ entries: [Entry]) -> Chart.Data {
    Chart.Data([
      .categories("predicted", entries.map { "\($0.x)" }), .categories("true", entries.map { "\($0.y)" }),
      .numbers("share", entries.map(\.share)), .categories("label", entries.map(\.label)),
    ])
  }

  private func entries(_ label: (Int, Int) -> String) -> [Entry] {
    matrix.labels.indices.flatMap { row in
      matrix.labels.indices.map { column in
        Entry(x: column, y: row, share: matrix.share(row, column) ?? 0, label: label(row, column))
      }
    }
  }

  private func cells() -> Chart.Layer {
    Chart.Layer(.rect, x: "predicted", y: "true", color: "share", data: data(entries { _, _ in "" }))
  }

  private func diagonal() -> Chart.Layer {
    let entries = matrix.labels.indices.map { Entry(x: $0, y: $0, share: 0) }
    return Chart.Layer(.rect, x: "predicted", y: "true", data: data(entries), look: .outlined)
  }

  private func words() -> [Chart.Layer] {
    let isDetailed = self.isDetailed
    let many = matrix.labels.count > 8
    let figures = entries { row, column in
      let value = matrix.cells[row][column]
      return value == 0 && (many || isDetailed) ? "" : ConfusionCounts.count(value)
    }
    var layer = Chart.Layer(
      .text, x: "predicted", y: "true", color: "share", label: "label", data: data(figures))
    layer.look = many ? .quiet : .strong
    guard isDetailed else { return [layer] }
    layer.offset.y = -7
    let shares = entries { row, column in
      matrix.share(row, column).map { $0 > 0 ? NumberText.percent($0, cell >= 60 ? 1 : 0) : "" } ?? ""
    }
    var below = Chart.Layer(
      .text, x: "predicted", y: "true", color: "share", label: "label", data: data(shares), look: .quiet)
    below.offset.y = 9
    let zeros = entries { row, column in matrix.cells[row][column] == 0 ? "0" : "" }
    let none = Chart.Layer(.text, x: "predicted", y: "true", label: "label", data: data(zeros), look: .quiet)
    return [layer, below, none]
  }

  /// Recall behind each row, precision below each column.
  private func margins() -> [Chart.Layer] {
    let last = matrix.labels.count
    let places = cell >= 52 ? 1 : 0
    var entries = matrix.labels.indices.map { row in
      Entry(
        x: last, y: row, share: 0, label: matrix.share(row, row).map { NumberText.percent($0, places) } ?? "–"
      )
    }
    if isDetailed {
      entries += matrix.labels.indices.map { column in
        Entry(
          x: column, y: last, share: 0,
          label: matrix.precision(column).map { NumberText.percent($0, places) } ?? "–")
      }
    }
    return [Chart.Layer(.text, x: "predicted", y: "true", label: "label", data: data(entries))]
  }
}
