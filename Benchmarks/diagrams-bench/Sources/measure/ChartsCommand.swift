import Canonical
import Drawing

/// Times the drawing of charts of 200 points, of every mark.
enum ChartsCommand {
  private static let count = 200

  static func run() {
    var table = TextTable(["chart", "bytes", "ms"])
    for mark in Chart.Mark.allCases {
      for isColored in [false, true] {
        let chart = chart(mark, isColored)
        let bytes = chart.picture().svg.utf8.count
        let time = Stopwatch.median { _ = chart.picture() }
        table.add([mark.rawValue + (isColored ? ", 4 series" : ""), "\(bytes)", NumberText.fixed(time, 3)])
      }
    }
    table.print()
  }

  /// Values between zero and one without a pattern, from the fractions of multiples of an irrational number.
  private static func chart(_ mark: Chart.Mark, _ isColored: Bool) -> Chart {
    let places = (0..<count).map(Double.init)
    let values = places.map { ($0 * 0.754_877_666_246_692_8).truncatingRemainder(dividingBy: 1) }
    var columns: [Chart.Column] = [
      .numbers("x", places), .numbers("y", values), .numbers("low", values.map { $0 - 0.1 }),
      .numbers("high", values.map { $0 + 0.1 }), .categories("label", places.map { "\(Int($0))" }),
      .categories("group", places.map { "group \(Int($0) % 10)" }),
    ]
    if isColored { columns.append(.categories("series", places.map { "series \(Int($0) % 4)" })) }
    let hasSpan = mark == .rule || mark == .band
    let layer = Chart.Layer(
      mark, x: mark == .box ? "group" : "x", y: hasSpan ? nil : "y", color: isColored ? "series" : nil,
      label: mark == .text ? "label" : nil, low: hasSpan ? "low" : nil, high: hasSpan ? "high" : nil,
      statistic: mark == .rect ? .bin2d() : nil)
    return Chart(title: mark.rawValue, data: Chart.Data(columns), layers: [layer])
  }
}
