/// What is written at an edge: the steps that it begins, its label, how many edges it stands for, and what got lost on
/// the way.
struct EdgeText {
  /// The steps whose way begins with it.
  let steps: [StepNumber]
  /// At most two lines.
  var lines: [String]
  /// Set apart below the label, with a mark.
  var loss: String?
  /// Whether it runs back, which a loop before the label says.
  let hasLoop: Bool
  let isCut: Bool

  static let widest = 132.0
  private static let loopRoom = 14.0
  private static let lossRoom = 12.0

  init(_ edge: Diagram.Edge, steps: [StepNumber] = []) {
    self.steps = steps
    var written = DiagramText.isBlank(edge.label) ? "" : edge.label ?? ""
    if edge.count > 1 { written += (written.isEmpty ? "×" : " ×") + "\(edge.count)" }
    lines =
      written.isEmpty
      ? []
      : TextMeasure.wrapped(written, width: EdgeText.widest, size: DiagramText.smallSize, maxLines: 2)
    if let loss = edge.loss, !DiagramText.isBlank(loss) {
      self.loss = TextMeasure.fitted(
        loss, width: EdgeText.widest, size: DiagramText.smallSize, weight: .medium)
    }
    hasLoop = edge.kind == .feedback
    isCut = DiagramText.isCut(written, lines.last) || DiagramText.isCut(edge.loss, loss)
  }

  var isEmpty: Bool { lineCount == 0 }

  /// The lines of the label, then that of the loss; a line for marks where they are alone.
  var lineCount: Int {
    let hasMarks = hasLoop || !steps.isEmpty
    return max(lines.count, hasMarks ? 1 : 0) + (loss == nil ? 0 : 1)
  }

  private func isLoss(_ line: Int) -> Bool { loss != nil && line == lineCount - 1 }

  /// The width of a line without its marks.
  func width(ofLine line: Int) -> Double {
    if isLoss(line) {
      return TextMeasure.widest(loss ?? "", size: DiagramText.smallSize, weight: .medium)
    }
    return line < lines.count ? TextMeasure.widest(lines[line], size: DiagramText.smallSize) : 0
  }

  /// The room that marks before a line take.
  func marksWidth(_ line: Int) -> Double {
    if isLoss(line) { return EdgeText.lossRoom }
    guard line == 0 else { return 0 }
    return Double(steps.count) * StepMark.room + (hasLoop ? EdgeText.loopRoom : 0)
  }

  /// From the top of the text to the top of a line: numbers stand higher than letters.
  func top(ofLine line: Int) -> Int {
    line * DiagramText.smallLineHeight + (line > 0 && !steps.isEmpty ? EdgeText.numberRoom : 0)
  }

  private static let numberRoom = 4

  /// The height of all lines.
  var height: Int { top(ofLine: lineCount) }

  var size: DiagramSize? {
    guard !isEmpty else { return nil }
    let widths = (0..<lineCount).map { width(ofLine: $0) + marksWidth($0) }
    let whole = Int((widths.max() ?? 0).rounded(.up)) + 8
    return DiagramSize(width: whole + whole % 2, height: height + 4)
  }
}
