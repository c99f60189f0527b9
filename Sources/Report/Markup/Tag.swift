/// The elements that a page is made of.
enum Tag: String, Sendable {
  case a, article, aside, b, blockquote, caption, code, dd, del, details, div, dl, dt, em, fieldset,
    figcaption, figure
  case h1, h2, h3, h4, h5, h6, header, label, legend, li, nav, ol, p, pre, section, small, span, strong,
    summary, sup
  case table, tbody, td, th, thead, time, tr, ul

  /// The heading of a level, held within 1...6.
  static func heading(_ level: Int) -> Tag {
    [.h1, .h2, .h3, .h4, .h5, .h6][min(max(level, 1), 6) - 1]
  }
}

/// The elements without content.
enum VoidTag: String, Sendable {
  case br, hr, img, input
}
