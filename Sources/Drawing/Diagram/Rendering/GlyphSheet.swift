/// All symbols with their names on one sheet, and in words: what the manual shows of them.
package enum GlyphSheet {
  private static let columns = 6
  private static let cell = (width: 132, height: 72)

  /// The sheet as a picture.
  package static func picture() -> Picture {
    let rows = (Glyph.allCases.count + columns - 1) / columns
    let margin = DiagramPicture.margin
    return Picture(
      title: "Symbols", description: "The \(Glyph.allCases.count) symbols that nodes of diagrams can have.",
      width: Double(columns * cell.width + 2 * margin), height: Double(rows * cell.height + 2 * margin),
      role: "graphics-document", className: "picture diagram"
    ) { _ in
      Glyph.allCases.enumerated().map { index, glyph in
        let x = index % columns * cell.width + margin
        let y = index / columns * cell.height + margin
        return SVG(
          "g",
          ["role": "graphics-symbol", "class": "d-data"],
          [
            SVG.title("\(glyph.rawValue): \(glyph.meaning)"),
            SVG(
              "path",
              [
                "class": "d-i", "d": .text(glyph.path),
                "transform": "translate(\(x + cell.width / 2 - 16) \(y + 8))scale(2)",
              ]),
            .text(
              glyph.rawValue,
              ["class": "d-s d-mid", "x": .number(Double(x + cell.width / 2)), "y": .number(Double(y + 60))]),
          ])
      }
    }
  }

  /// The page of the manual: the sheet, and a table of names and meanings.
  package static func manual() -> String {
    var text = """
      # Symbols of diagrams

      A node shows the symbol of its kind, or another that `icon:` names: `fit "Train" kind: step icon: train`.
      They are drawn for Limn, in one style and in the colour of the node's role.

      ![All symbols](symbols.svg)

      | `icon:` | stands for |
      |---|---|

      """
    for glyph in Glyph.allCases { text += "| `\(glyph.rawValue)` | \(glyph.meaning) |\n" }
    return text
  }
}
