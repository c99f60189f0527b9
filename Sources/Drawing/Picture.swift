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
  /// What a page says under the picture: the takeaway of a chart; nil for nothing.
  package var caption: String?
  /// The numbers behind a chart; nil for diagrams and for decoration such as a sparkline.
  package var twin: PictureTable?
  /// What a diagram says, as nested lists; empty for others.
  package var outline: [PictureLine] = []
  /// Stories told on the picture: whatever belongs to a step has its ordinal among the words of `data-steps`.
  package var stories: [PictureStory] = []
  /// The insides of parts that are drawn closed, to be shown below; links of the picture lead to their ids.
  package var insides: [PictureInside] = []
  /// The diagram that it shows, which is drawn anew for a file of its own; nil for charts.
  package var diagram: Diagram?

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

/// A story told on a picture.
package struct PictureStory: Sendable, Hashable {
  package var title: String?
  package var steps: [Step]

  package struct Step: Sendable, Hashable {
    /// Counted from 1 through all stories of the picture.
    package var ordinal: Int
    /// The number that is drawn.
    package var number: Int
    package var sentence: String
  }
}

/// What lies in a part of a picture that is drawn closed.
package struct PictureInside: Sendable, Hashable {
  /// Where the link of the closed part leads.
  package var id: String
  package var label: String
  /// How many parts lie in it.
  package var count: Int
  package var picture: Picture
}
