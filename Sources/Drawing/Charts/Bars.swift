import Canonical

extension Charts {
  /// A labelled value, with an interval where one is known.
  package struct Bar: Sendable, Hashable {
    package var label: String
    package var value: Double
    package var low: Double?
    package var high: Double?
    /// Set behind the label, quietly: the size of a group, say.
    package var note: String?

    package init(
      _ label: String, _ value: Double, low: Double? = nil, high: Double? = nil, note: String? = nil
    ) {
      self.label = label
      self.value = value
      self.low = low
      self.high = high
      self.note = note
    }

    /// The ends of the interval where both are drawable and in order.
    var interval: (low: Double, high: Double)? {
      guard let low, let high, low.isDrawable, high.isDrawable, low <= high else { return nil }
      return (low, high)
    }
  }

  /// A value that others are compared with, drawn as a line through them.
  package struct Reference: Sendable, Hashable {
    package var label: String
    package var value: Double

    package init(_ label: String, _ value: Double) {
      self.label = label
      self.value = value
    }
  }

  /// Feature importances as horizontal bars in the order given, value at the end of the bar; the first fifteen.
  ///
  /// - Parameters:
  ///   - title: such as "What the model leans on".
  ///   - measure: what the bars measure, such as "permutation importance"; the title where there is none.
  package static func importance(bars: [Bar], title: String, measure: String? = nil) -> Picture {
    let drawable = bars.filter(\.value.isDrawable)
    let shown = Array(drawable.prefix(15))
    let remark = Phrase.leftOut(bars.count - drawable.count)
    guard !shown.isEmpty else { return empty(title, remark, width: compact) }
    let format = ValueFormat(for: shown.map(\.value))
    let first = shown.prefix(3).map { "\($0.label) (\(format.text($0.value)))" }
    let verb = shown.count == 1 ? "is" : "are"
    var sentence = "Largest \(verb) \(Phrase.list(Array(first)))."
    if first.count < shown.count { sentence += " \(shown.count) features are shown." }
    let rest = drawable.count - shown.count
    if rest > 0 {
      sentence += " \(Phrase.count(rest, "more feature")) \(rest == 1 ? "is" : "are") not shown."
    }
    let drawing = BarDrawing(
      shown, reference: nil, width: compact,
      foot: rest > 0 ? "and \(Phrase.count(rest, "more feature"))" : nil)
    return Picture(
      title: title, subtitle: measure, description: Phrase.sentences(sentence, remark), width: compact,
      height: drawing.height, twin: BarDrawing.twin(bars, head: "feature", value: measure ?? title)
    ) { _ in drawing.content() }
  }

  /// Models side by side on one metric: bars from zero with their intervals, at most thirty.
  ///
  /// - Parameters:
  ///   - metric: its name.
  ///   - reference: a line to compare with, such as the baseline.
  package static func metricBars(metric: String, bars: [Bar], reference: Reference? = nil) -> Picture {
    let drawable = bars.filter(\.value.isDrawable)
    let shown = Array(drawable.prefix(30))
    let remark = Phrase.leftOut(bars.count - drawable.count)
    guard !shown.isEmpty else { return empty(metric, remark) }
    let sentence = BarDrawing.range(shown, metric: metric, reference: reference)
    let drawing = BarDrawing(shown, reference: reference, width: width, foot: nil)
    return Picture(
      title: metric, description: Phrase.sentences(sentence, remark), width: width, height: drawing.height,
      twin: BarDrawing.twin(bars, head: "model", value: metric)
    ) { _ in drawing.content() }
  }
}

/// Horizontal bars from a common zero.
struct BarDrawing {
  private static let row = 26.0

  private let bars: [Charts.Bar]
  private let reference: Charts.Reference?
  private let width: Double
  private let foot: String?
  private let format: ValueFormat
  private let scale: LinearScale
  private let left: Double
  private let top: Double

  init(_ bars: [Charts.Bar], reference: Charts.Reference?, width: Double, foot: String?) {
    self.bars = bars
    self.width = width
    self.foot = foot
    let reference = reference.flatMap { $0.value.isDrawable ? $0 : nil }
    self.reference = reference
    let format = ValueFormat(for: bars.map(\.value))
    self.format = format
    let widest = bars.map { Self.labelWidth($0) }.max() ?? 0
    left = (min(max(widest, 40), width / 3) * 1.05 + 14).rounded()
    var values = [0, reference?.value ?? 0] + bars.map(\.value)
    for case let interval? in bars.map(\.interval) { values += [interval.low, interval.high] }
    let bounds = values.drawableBounds ?? (0, 1)
    let figures = bars.map { TextMeasure.width(format.text($0.value), size: 12) }.max() ?? 0
    let high = bounds.high > bounds.low ? bounds.high : bounds.low + 1
    scale = LinearScale(bounds.low, high, from: left, to: width - figures - 10)
    top = reference == nil ? 4 : 20
  }

  var height: Double { top + Double(bars.count) * Self.row + (foot == nil ? 4 : 24) }

  func content() -> [SVG] {
    var content = [zero()]
    for (index, bar) in bars.enumerated() { content.append(draw(bar, middle(index))) }
    if let reference { content.append(rule(reference)) }
    if let foot {
      content.append(.text(foot, ["class": "c-f", "x": .number(scale(0)), "y": .number(height - 6)]))
    }
    return content
  }

  private func middle(_ index: Int) -> Double { top + (Double(index) + 0.5) * Self.row }

  private func zero() -> SVG {
    let bottom = top + Double(bars.count) * Self.row
    let path = SVGPath(through: [(scale(0), top), (scale(0), bottom)])
    return SVG("path", ["class": "c-rule", "d": path.data])
  }

  private func draw(_ bar: Charts.Bar, _ y: Double) -> SVG {
    var group = Self.label(bar, right: left - 12, y: y)
    var path = SVGPath()
    let (from, to) = (min(scale(0), scale(bar.value)), max(scale(0), scale(bar.value)))
    path.rectangle(x: from, y: y - 7.5, width: max(to - from, 0.8), height: 15)
    group.append(SVG("path", ["class": "c-bar", "d": path.data]))
    var end = to
    if let interval = bar.interval {
      let (low, high) = (scale(interval.low), scale(interval.high))
      let whisker = SVGPath(through: [(low, y), (high, y)]).data
      group.append(SVG("path", ["class": "c-under", "d": whisker]))
      group.append(SVG("path", ["class": "c-whisker", "d": whisker]))
      end = max(end, high)
    }
    group.append(
      .text(
        format.text(bar.value),
        ["class": "c-s c-start", "x": .number(end + 7), "y": .number(y + 4)]))
    return group
  }

  private func rule(_ reference: Charts.Reference) -> SVG {
    let x = scale(reference.value)
    let path = SVGPath(through: [(x, top - 2), (x, top + Double(bars.count) * Self.row)])
    return SVG(
      "g", [:],
      [
        SVG("path", ["class": "c-under", "d": path.data]),
        SVG("path", ["class": "c-ref", "d": path.data]),
        Self.referenceLabel(reference, format, x, y: top - 7),
      ])
  }
}

extension BarDrawing {
  /// The label of a reference line, kept inside the picture.
  static func referenceLabel(
    _ reference: Charts.Reference, _ format: ValueFormat, _ x: Double, y: Double
  ) -> SVG {
    let text = TextMeasure.fitted("\(reference.label) \(format.text(reference.value))", width: 300, size: 11)
    let half = TextMeasure.width(text, size: 11) / 2
    let center = min(max(x, half), Charts.width - half)
    return .text(text, ["class": "c-reft c-mid", "x": .number(center), "y": .number(y)])
  }

  static func labelWidth(_ bar: Charts.Bar) -> Double {
    let note = bar.note.map { TextMeasure.width($0, size: 11) + 10 } ?? 0
    return TextMeasure.width(bar.label, size: 13) + note
  }

  /// A group with the label of `bar`, and its note behind it, ending at `right`.
  static func label(_ bar: Charts.Bar, right: Double, y: Double) -> SVG {
    var end = right
    var group = SVG("g", ["class": "c-t c-end"])
    if let note = bar.note {
      let shown = TextMeasure.fitted(note, width: right / 2, size: 11)
      group.append(.text(shown, ["class": "c-f", "x": .number(end), "y": .number(y + 4)]))
      end -= TextMeasure.width(shown, size: 11) + 10
    }
    let shown = TextMeasure.fitted(bar.label, width: end / 1.05, size: 13)
    if !shown.utf8.elementsEqual(bar.label.utf8) { group.append(.title(TextMeasure.clipped(bar.label))) }
    group.append(.text(shown, ["x": .number(end), "y": .number(y + 4.5)]))
    return group
  }

  /// The numbers of bars, all of them.
  static func twin(_ bars: [Charts.Bar], head: String, value: String) -> PictureTable {
    let format = ValueFormat(for: bars.map(\.value))
    let intervals = bars.contains { $0.interval != nil }
    let notes = bars.contains { $0.note != nil }
    return PictureTable(
      header: [head, value] + (intervals ? ["low", "high"] : []) + (notes ? ["note"] : []),
      numeric: [false, true] + (intervals ? [true, true] : []) + (notes ? [false] : []),
      rows: bars.map { bar in
        let ends = bar.interval.map { [format.text($0.low), format.text($0.high)] } ?? ["", ""]
        return [bar.label, format.text(bar.value)] + (intervals ? ends : []) + (notes ? [bar.note ?? ""] : [])
      })
  }

  /// Says which bars are highest and lowest, and where the reference is.
  static func range(_ bars: [Charts.Bar], metric: String, reference: Charts.Reference?) -> String {
    let format = ValueFormat(for: bars.map(\.value))
    guard let first = bars.first else { return "" }
    let high = bars.dropFirst().reduce(first) { $1.value > $0.value ? $1 : $0 }
    let low = bars.dropFirst().reduce(first) { $1.value < $0.value ? $1 : $0 }
    var text =
      bars.count == 1
      ? "\(metric) of \(first.label) is \(format.text(first.value))"
      : "\(metric) is highest for \(high.label) (\(format.text(high.value))) and lowest for \(low.label) (\(format.text(low.value)))"
    if let reference, reference.value.isDrawable {
      text += "; the line marks \(reference.label) (\(format.text(reference.value)))"
    }
    return text + "."
  }
}
