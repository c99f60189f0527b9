import Canonical

/// Charts of results: each a function from numbers to a `Picture`, 700 pixels wide, with its takeaway and its numbers.
///
/// What is not a finite number is never drawn; the description says how much was left out. Lines and groups differ by
/// dash or marker as well as by colour, and are labelled where they are drawn.
package enum Charts {
  /// The width of every chart but a sparkline.
  static let width = 700.0

  /// A picture that says that there is nothing to draw.
  static func empty(_ title: String, _ remark: String = "") -> Picture {
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
