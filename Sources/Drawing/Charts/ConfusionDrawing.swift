import Canonical

/// Where the parts of a confusion matrix stand.
struct ConfusionDrawing {
  private let matrix: ConfusionCounts
  private let left: Double
  private let top: Double
  private let cell: (width: Double, height: Double)
  private let columnLabels: [String]
  private let slanted: Bool

  let width: Double

  private var size: Int { matrix.labels.count }
  private var right: Double { left + cell.width * Double(size) }
  private var bottom: Double { top + cell.height * Double(size) }
  /// Two lines in each cell: the count, and its share of the row.
  private var detailed: Bool { cell.width >= 46 && cell.height >= 36 }

  init(_ matrix: ConfusionCounts) {
    self.matrix = matrix
    let count = Double(matrix.labels.count)
    let widest = matrix.labels.map { TextMeasure.width($0, size: 13) }.max() ?? 0
    left = (min(max(widest, 52), 170) * 1.05 + 14).rounded()
    width = count <= 4 ? Charts.compact : Charts.width
    let room = width - left - (count <= 4 ? 64 : 76)
    let side = min(count <= 2 ? 120 : 96, (room / count).rounded(.down))
    cell = (side, count <= 6 ? 44 : max(min(side, 42), 18))
    slanted = widest > side - 8
    columnLabels = matrix.labels.map {
      TextMeasure.fitted($0, width: widest > side - 8 ? 104 : side - 6, size: 13)
    }
    let longest = columnLabels.map { TextMeasure.width($0, size: 13) }.max() ?? 0
    top = slanted ? (longest * 0.708 + 36).rounded() : 46
  }

  var height: Double { bottom + (detailed ? 32 : 8) }

  func content() -> [SVG] {
    [heads(), rowLabels(), fills(), gaps(), diagonal()] + figures() + [recalls()]
      + (detailed ? [precisions()] : [])
  }

  private func center(_ column: Int) -> Double { left + (Double(column) + 0.5) * cell.width }
  private func middle(_ row: Int) -> Double { top + (Double(row) + 0.5) * cell.height }

  private func heads() -> SVG {
    var group = SVG("g", ["class": "c-t c-mid"])
    for (column, label) in columnLabels.enumerated() { group.append(head(label, center(column))) }
    var recall = head("recall", right + 32)
    recall["class"] = "c-f"
    group.append(recall)
    group.append(.text("predicted", ["class": "c-f c-start", "x": .number(left), "y": 12]))
    group.append(.text("true", ["class": "c-f c-end", "x": .number(left - 12), "y": .number(top - 10)]))
    return group
  }

  private func head(_ label: String, _ x: Double) -> SVG {
    guard slanted, x < right else { return .text(label, ["x": .number(x), "y": .number(top - 10)]) }
    let at = "\(SVG.number(x + 2)) \(SVG.number(top - 7))"
    return .text(label, ["class": "c-start", "transform": "translate(\(at))rotate(-45)"])
  }

  private func rowLabels() -> SVG {
    var group = SVG("g", ["class": "c-t c-end"])
    for (row, label) in matrix.labels.enumerated() {
      let shown = TextMeasure.fitted(label, width: left - 12, size: 13)
      group.append(.text(shown, ["x": .number(left - 12), "y": .number(middle(row) + 4.5)]))
    }
    return group
  }

  /// One path for all cells of a step of the ramp, over one field for those that hold nothing.
  private func fills() -> SVG {
    var paths = [SVGPath](repeating: SVGPath(), count: 6)
    for row in matrix.labels.indices {
      for column in matrix.labels.indices where step(row, column) > 0 {
        paths[step(row, column)].rectangle(
          x: left + Double(column) * cell.width, y: top + Double(row) * cell.height,
          width: cell.width, height: cell.height)
      }
    }
    paths[0].rectangle(x: left, y: top, width: right - left, height: bottom - top)
    var group = SVG("g")
    for (step, path) in paths.enumerated() where !path.isEmpty {
      group.append(SVG("path", ["class": "c-r\(step)", "d": path.data]))
    }
    return group
  }

  /// Lines of paper between the cells.
  private func gaps() -> SVG {
    var path = SVGPath()
    for index in matrix.labels.indices.dropFirst() {
      path.move(left + Double(index) * cell.width, top)
      path.vertical(bottom)
      path.move(left, top + Double(index) * cell.height)
      path.horizontal(right)
    }
    return SVG("path", ["class": "c-gap", "d": path.data])
  }

  private func step(_ row: Int, _ column: Int) -> Int {
    guard let share = matrix.share(row, column), share > 0 else { return 0 }
    return 1 + min(4, Int(share * 5))
  }

  private func diagonal() -> SVG {
    var path = SVGPath()
    for index in matrix.labels.indices {
      path.rectangle(
        x: left + Double(index) * cell.width + 0.8, y: top + Double(index) * cell.height + 0.8,
        width: cell.width - 1.6, height: cell.height - 1.6)
    }
    return SVG("path", ["class": "c-hit", "d": path.data])
  }

  private func figures() -> [SVG] {
    (0...5).compactMap { step in
      var group = SVG("g", ["class": step == 0 ? "c-f c-mid" : "c-o\(step) c-mid"])
      var any = false
      for row in matrix.labels.indices {
        for column in matrix.labels.indices where self.step(row, column) == step {
          for text in figure(row, column) {
            group.append(text)
            any = true
          }
        }
      }
      return any ? group : nil
    }
  }

  private func figure(_ row: Int, _ column: Int) -> [SVG] {
    let count = ConfusionCounts.count(matrix.cells[row][column])
    let x = SVG.Value.number(center(column))
    guard detailed, let share = matrix.share(row, column), share > 0 else {
      let size = size > 20 ? 9.0 : 11.0
      let wanted = detailed || matrix.cells[row][column] > 0
      guard wanted, TextMeasure.width(count, size: size) <= cell.width - 1 else { return [] }
      return [
        .text(count, ["font-size": .number(size), "x": x, "y": .number(middle(row) + size * 0.36)])
      ]
    }
    let percent = NumberText.percent(share, cell.width >= 60 ? 1 : 0)
    let shown = TextMeasure.fitted(count, width: cell.width - 4, size: 13)
    return [
      .text(shown, ["x": x, "y": .number(middle(row) - 2)]),
      .text(percent, ["font-size": 11, "x": x, "y": .number(middle(row) + 13)]),
    ]
  }

  private func recalls() -> SVG {
    var group = SVG("g", ["class": "c-s c-mid"])
    for row in matrix.labels.indices {
      let text = matrix.share(row, row).map { NumberText.percent($0) } ?? "–"
      group.append(.text(text, ["x": .number(right + 32), "y": .number(middle(row) + 4)]))
    }
    return group
  }

  private func precisions() -> SVG {
    var group = SVG("g", ["class": "c-s c-mid"])
    let y = SVG.Value.number(bottom + 20)
    group.append(.text("precision", ["class": "c-f c-end", "x": .number(left - 12), "y": y]))
    for column in matrix.labels.indices {
      let places = cell.width >= 60 ? 1 : 0
      let text = matrix.precision(column).map { NumberText.percent($0, places) } ?? "–"
      group.append(.text(text, ["x": .number(center(column)), "y": y]))
    }
    return group
  }
}
