import Canonical

/// Charts of results: each a function from numbers to a `Chart` with its takeaway and its numbers, which may be changed
/// before it is drawn.
///
/// Those of rows over a common scale, of panels and of time are as wide as the text, 700 pixels; those that say as
/// much in less room are 440 wide, so that two stand beside each other and a telephone shows one whole.
///
/// What is not a finite number is never drawn; the description says how much was left out. Lines and groups differ by
/// dash or marker as well as by colour, and are labelled where they are drawn.
package enum Charts {
  /// A picture that says that there is nothing to draw.
  static func empty(_ title: String, _ remark: String = "", width: Double) -> Picture {
    let reason = Phrase.sentences("There is no data to draw.", remark)
    return Picture(title: title, description: reason, width: width, height: 56) { _ in
      [
        SVG("line", ["class": "c-grid", "x1": 0, "x2": .number(width), "y1": 0.5, "y2": 0.5]),
        SVG.text("no data", ["class": "c-s c-mid", "x": .number(width / 2), "y": 32]),
        SVG("line", ["class": "c-grid", "x1": 0, "x2": .number(width), "y1": 55.5, "y2": 55.5]),
      ]
    }
  }
}
