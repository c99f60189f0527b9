import Canonical

/// Stacked bars of one length, the names of the classes above.
struct BalanceDrawing {
  private static let row = 30.0

  /// Few classes need little room.
  let width: Double

  private let table: BalanceTable
  private let parts: [BalanceTable.Part]
  private let left: Double
  private let right: Double
  private let heads: [Head]
  private let top: Double

  /// The name of a class, above its segment where there is room.
  private struct Head {
    let label: String
    let x: Double
    let line: Int
  }

  init(_ table: BalanceTable) {
    self.table = table
    width = table.classes.count <= 4 ? Charts.compact : Charts.width
    parts = Array(table.parts.prefix(20))
    let names = parts.map { TextMeasure.width($0.name, size: 13) }.max() ?? 0
    left = (min(max(names, 30), 150) * 1.05 + 12).rounded()
    let totals = parts.map { TextMeasure.width(Self.rows($0), size: 12) }.max() ?? 0
    right = width - totals - 12
    heads = Self.heads(table, left, right)
    top = 22 + Double(heads.map(\.line).max() ?? 0) * 18
  }

  var height: Double { top + Double(parts.count) * Self.row + 2 }

  private static func rows(_ part: BalanceTable.Part) -> String {
    NumberText.fixed(part.total, 0, grouped: true) + (part.total == 1 ? " row" : " rows")
  }

  private static func heads(_ table: BalanceTable, _ left: Double, _ right: Double) -> [Head] {
    let room = min(180, right - left)
    let labels = table.classes.map { TextMeasure.fitted($0, width: room - 32, size: 12) }
    let sizes = labels.map { TextMeasure.width($0, size: 12) + 32 }
    if sizes.reduce(0, +) - 18 <= right - left, let first = table.parts.first(where: { $0.total > 0 }) {
      var desired: [Double] = []
      var before = 0.0
      for index in labels.indices {
        desired.append(left + before * (right - left))
        before += first.share(index)
      }
      let starts = LabelStack.place(desired: desired, sizes: sizes, low: left, high: right + 18)
      return zip(labels, starts).map { Head(label: $0, x: $1, line: 0) }
    }
    var heads: [Head] = []
    var (x, line) = (left, 0)
    for (label, size) in zip(labels, sizes) {
      if x > left, x + size - 18 > right { (x, line) = (left, line + 1) }
      heads.append(Head(label: label, x: x, line: line))
      x += size
    }
    return heads
  }

  func content() -> [SVG] {
    [names()] + parts.enumerated().map { draw($1, top + (Double($0) + 0.5) * Self.row) }
  }

  private func names() -> SVG {
    var group = SVG("g", ["class": "c-s"])
    for (index, head) in heads.enumerated() {
      let y = 12 + Double(head.line) * 18
      group.append(
        SVG(
          "rect",
          [
            "class": "\(SeriesStyle(index: index).fillClass)", "x": .number(head.x), "y": .number(y - 9),
            "width": 10, "height": 10,
          ]))
      group.append(.text(head.label, ["x": .number(head.x + 15), "y": .number(y)]))
    }
    return group
  }

  private func draw(_ part: BalanceTable.Part, _ y: Double) -> SVG {
    let name = TextMeasure.fitted(part.name, width: left - 12, size: 13)
    var group = SVG(
      "g", ["class": "c-t"],
      [
        .text(name, ["class": "c-end", "x": .number(left - 12), "y": .number(y + 4.5)]),
        .text(
          Self.rows(part), ["class": "c-s c-end", "x": .number(width), "y": .number(y + 4)]),
      ])
    var start = left
    for index in part.counts.indices where part.counts[index] > 0 {
      let size = part.share(index) * (right - left)
      for element in segment(part.share(index), SeriesStyle(index: index), start, size, y) {
        group.append(element)
      }
      start += size
    }
    return group
  }

  private func segment(
    _ share: Double, _ style: SeriesStyle, _ start: Double, _ size: Double, _ y: Double
  ) -> [SVG] {
    let bar = SVG(
      "rect",
      [
        "class": "\(style.fillClass)", "x": .number(start), "y": .number(y - 11),
        "width": .number(max(size - 2, 0.6)), "height": 22,
      ])
    for text in [NumberText.percent(share), NumberText.percent(share, 0)]
    where TextMeasure.width(text, size: 12) + 10 <= size {
      let label = SVG.text(
        text, ["class": "c-on c-mid", "x": .number(start + size / 2 - 1), "y": .number(y + 4)])
      return [bar, label]
    }
    return [bar]
  }
}
