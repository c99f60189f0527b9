import Drawing

extension PageWriter {
  /// The choice to see a drawing in its real size, in a box that scrolls, where its column makes it smaller.
  ///
  /// Style alone decides whether there is a choice: beside a ruler nearly as long as the drawing, a gauge takes what is
  /// left of the column, and where nothing is left it shows the choice. Nobody misses the last twentieth of a size.
  mutating func size(of picture: Picture, label: String) {
    guard let length = Int(exactly: (picture.width * 0.95).rounded(.down)),
      let ruler = InertSVG(
        "<svg class=\"ruler\" width=\"\(length)\" height=\"0\" aria-hidden=\"true\"></svg>")
    else { return }
    html.open(.div, [.class("size")])
    html.markup(ruler.markup { $0 })
    html.open(.div, [.class("gauge")])
    html.open(.label)
    html.void(.input, [.checkbox])
    html.text("actual size")
    html.spoken(Escaped(": \(label)"))
    html.close(.label)
    html.close(.div)
    html.close(.div)
    html.newline()
  }
}
