/// A finished drawing: an `<svg>` element that may stand in a page, and what it says in words and numbers.
///
/// Colours are CSS variables of the theme (`Theme.styleSheet`); the page defines them, and `standalone` adds them.
package struct Picture: Sendable, Hashable {
  /// The element, `<svg …>…</svg>`, well-formed XML, without a style sheet of its own. Byte-stable.
  package var svg: String
  package var width: Double
  package var height: Double
  package var title: String
  /// What is measured, in which unit: a line under the title.
  package var subtitle: String?
  /// One or two sentences that say what the picture shows, for readers who do not see it.
  package var description: String
  /// The numbers behind a chart, or the outline of a diagram; nil for decoration such as a sparkline.
  package var twin: PictureTable?

  package init(
    svg: String, width: Double, height: Double, title: String, subtitle: String? = nil, description: String,
    twin: PictureTable? = nil
  ) {
    self.svg = svg
    self.width = width
    self.height = height
    self.title = title
    self.subtitle = subtitle
    self.description = description
    self.twin = twin
  }
}

/// The data of a picture as text cells.
package struct PictureTable: Sendable, Hashable {
  package var header: [String]
  /// Which columns hold numbers, and so are set flush right.
  package var numeric: [Bool]
  package var rows: [[String]]

  package init(header: [String], numeric: [Bool], rows: [[String]]) {
    self.header = header
    self.numeric = numeric
    self.rows = rows
  }
}
