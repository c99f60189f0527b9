/// A chart as a value: data, layers of marks, scales, panels, annotations, and what it says in words.
///
/// The named charts (`Charts.roc` and the like) return one, and every field may be changed before it is drawn:
///
///     var chart = Chart(title: "Load", data: table, layers: [Chart.Layer(.line, x: "hour", y: "load")])
///     chart.y.title = "load, kW"
///     let picture = chart.picture()
///
/// What is left out is chosen from the types of the columns: scales, ticks, labels, the takeaway, the table. A column
/// that is named and not there counts as all missing. Whatever the data hold, a picture comes out.
package struct Chart: Sendable, Hashable {
  /// What the chart is about, in a few words.
  package var title: String
  /// What is measured, in which unit: a line under the title.
  package var subtitle: String?
  /// What the chart shows, in one sentence; made from the data where nil.
  package var takeaway: String?
  /// Sentences behind the takeaway, such as what the chart leaves out.
  package var remarks: [String] = []
  /// The columns that layers encode.
  package var data: Data
  /// Drawn in their order, the first at the bottom.
  package var layers: [Layer]
  package var x = Scale()
  package var y = Scale()
  package var color = ColorScale()
  /// A panel for each category of a column.
  package var facet: Facet?
  package var annotations: [Annotation] = []
  /// A lower panel over the same x scale, such as a histogram of the predictions.
  package var below: Pane?
  /// How the categories of `color` are named.
  package var labels = SeriesLabels.automatic
  package var size = Size.full
  /// The numbers of the chart as text; made from what is drawn where nil.
  package var twin: PictureTable?

  package init(title: String, subtitle: String? = nil, data: Data = Data([]), layers: [Layer]) {
    self.title = title
    self.subtitle = subtitle
    self.data = data
    self.layers = layers
  }

  /// Where the names of series stand.
  package enum SeriesLabels: Sendable, Hashable {
    /// At the ends of lines where there is one panel of them, else in a row above.
    case automatic
    /// At the right, each beside the end of its line.
    case ends
    /// At the right as a list in the order of the colour scale, each with a sample and its note.
    case list
    /// In a row above the panels.
    case above
    case none
  }

  /// How large a chart is drawn, in pixels.
  package struct Size: Sendable, Hashable {
    package var width: Double
    /// The height of one panel; from the content where nil.
    package var panel: Double?
    /// Whether a panel is as wide as it is high.
    package var square = false
    /// Whether marks alone are drawn: no axes, no words; decoration for a table cell.
    package var bare = false

    package init(width: Double, panel: Double? = nil, square: Bool = false, bare: Bool = false) {
      self.width = min(max(width.isDrawable ? width : 0, 16), 2000)
      self.panel = panel.map { min(max($0.isDrawable ? $0 : 0, 8), 4000) }
      self.square = square
      self.bare = bare
    }

    /// As wide as the text of a page: 700 pixels.
    package static let full = Size(width: 700)
    /// 440 pixels: two stand beside each other, and a telephone shows one whole.
    package static let compact = Size(width: 440)
    /// 72 by 16 pixels, marks alone.
    package static let spark = Size(width: 72, panel: 16, bare: true)
  }

  /// One panel below another, on the same x scale.
  package struct Pane: Sendable, Hashable {
    package var layers: [Layer]
    package var y: Scale
    package var annotations: [Annotation] = []
    /// In pixels.
    package var height: Double

    package init(layers: [Layer], y: Scale = Scale(), height: Double = 56) {
      self.layers = layers
      self.y = y
      self.height = min(max(height.isDrawable ? height : 0, 8), 2000)
    }
  }

  /// Panels by the categories of one column, or by those of two: one across, one down.
  package struct Facet: Sendable, Hashable {
    /// A panel for each category, in rows of up to three.
    package var column: String
    /// A row of panels for each category, where given.
    package var row: String?
    /// Set at the right over each panel, in the order of the categories of `column`.
    package var notes: [String] = []

    package init(_ column: String, row: String? = nil, notes: [String] = []) {
      self.column = column
      self.row = row
      self.notes = notes
    }
  }
}
