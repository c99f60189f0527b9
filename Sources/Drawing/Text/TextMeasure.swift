/// How wide text will be, and how it is cut to a width, without a browser.
///
/// Widths are those of Inter plus six per cent: wide enough for Inter, Arial, Roboto and Open Sans in every case and for
/// DejaVu Sans in most, the widest of the faces that a system is likely to put in their place.
package enum TextMeasure {
  package enum Weight: Sendable, Hashable { case regular, medium, bold }

  /// The width in pixels of one line of `text` at `size` pixels. Linear in the length of the text.
  package static func width(
    _ text: String, size: Double, weight: Weight = .regular, mono: Bool = false
  ) -> Double {
    Double(units(text, mono: mono)) / 1000 * size * margin * emboldening(weight, mono)
  }

  /// `text` whole where it is no wider than `width`, else its beginning with an ellipsis behind; empty when not even
  /// an ellipsis fits. Characters (grapheme clusters) are never cut.
  package static func fitted(
    _ text: String, width: Double, size: Double, weight: Weight = .regular, mono: Bool = false
  ) -> String {
    let text = clipped(text)
    if self.width(text, size: size, weight: weight, mono: mono) <= width { return text }
    let factor = size * margin * emboldening(weight, mono) / 1000
    let room = width - Double(units("…", mono: mono)) * factor
    guard room >= 0 else { return "" }
    var used = 0
    var kept = ""
    for character in text {
      used += units(String(character), mono: mono)
      if Double(used) * factor > room { break }
      kept.append(character)
    }
    while let last = kept.last, last == " " || last == "," || last == "\u{A0}" { kept.removeLast() }
    return kept + "…"
  }

  /// The beginning of `text` that any drawing may show at all: what is longer could only be meant to break it.
  static func clipped(_ text: String) -> String {
    let scalars = text.unicodeScalars
    guard let end = scalars.index(scalars.startIndex, offsetBy: 600, limitedBy: scalars.endIndex) else {
      return text
    }
    return end == scalars.endIndex ? text : String(scalars[..<end]) + "…"
  }

  private static let margin = 1.06

  private static func emboldening(_ weight: Weight, _ mono: Bool) -> Double {
    switch weight {
    case _ where mono: 1
    case .regular: 1
    case .medium: 1.02
    case .bold: 1.055
    }
  }

  private static func units(_ text: String, mono: Bool) -> Int {
    var total = 0
    var joins = false
    for scalar in text.unicodeScalars {
      // What a zero-width joiner or a skin tone adds to an emoji takes no room of its own.
      let joined = joins || (0x1F3FB...0x1F3FF).contains(scalar.value)
      joins = scalar.value == 0x200D
      if joined, scalar.value >= 0x2600 { continue }
      XMLText.visible(scalar) {
        total +=
          mono ? AdvanceWidths.cells($0) * AdvanceWidths.monospaced : AdvanceWidths.proportional($0)
      }
    }
    return total
  }
}
