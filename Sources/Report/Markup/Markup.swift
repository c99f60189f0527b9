/// Finished HTML. It comes from `HTMLWriter` or, for a drawing, from `InertSVG`, and from nowhere else.
struct Markup: Sendable, Hashable {
  let html: String

  fileprivate init(html: String) { self.html = html }

  var isEmpty: Bool { html.isEmpty }
}

extension HTMLWriter {
  /// What has been written.
  var markup: Markup { Markup(html: text) }
}

extension InertSVG {
  /// The drawing, with every id and reference to one passed through `rename`.
  func markup(places: [String] = [], renaming rename: (String) -> String) -> Markup {
    Markup(html: written(places: places, renaming: rename))
  }
}
