extension Chart {
  /// What a row is drawn as.
  package enum Mark: String, Sendable, Hashable, CaseIterable {
    /// A line through the rows of each series.
    case line
    /// A line and what lies between it and zero, or between `low` and `high`.
    case area
    /// A rectangle from zero, or from `low` to `high`; level where the category is on y.
    case bar
    case dot
    /// A cell between two categories, or of a grid.
    case rect
    /// An interval from `low` to `high`; without them a line across the panel.
    case rule
    /// A short stroke; along the edge where only one of x and y is given.
    case tick
    /// The words of `label`.
    case text
    /// A tint between `low` and `high` along x.
    case band
    /// Median, quartiles, whiskers to 1.5 times their distance, and what lies beyond.
    case box
  }

  /// What is computed from rows before they are drawn, for each series of each panel.
  package enum Statistic: Sendable, Hashable {
    /// Counts of x in about this many intervals with round ends, the same for all series; `share` of the series instead
    /// of counts; `density` divides that by the width.
    case bin(count: Int? = nil, of: BinMeasure = .count)
    /// Rows of each category of x, or of y where x is not given.
    case count
    /// The share of rows at or below x.
    case ecdf
    /// The given quantiles of y (of x where the category is on y) for each category: `low` and `high` are the outer
    /// two, the value is the middle one.
    case quantile([Double])
    /// The mean of y in this many neighbourhoods of x with as many rows each; `low` and `high` are its interval of 95 %.
    case smooth(windows: Int = 24)
    /// Values set one upon the other, `normalized` to one for each position.
    case stack(normalized: Bool = false)
    /// Counts on a grid over x and y, about this many cells across.
    case bin2d(cells: Int = 28)

    package enum BinMeasure: Sendable, Hashable { case count, share, density }
  }

  /// Which column each channel reads, by name.
  package struct Encoding: Sendable, Hashable {
    package var x: String?
    package var y: String?
    /// A category gives series their colour, dash and marker; a number gives a shade.
    package var color: String?
    /// The area of dots.
    package var size: String?
    /// The words of `text` marks, and of values at the ends of bars.
    package var label: String?
    /// One end of an interval: on x where y is a category, else on y.
    package var low: String?
    package var high: String?
    /// The order in which a line goes through its rows; by x where nil.
    package var order: String?
    /// Rows of one line, where `color` does not tell them apart.
    package var group: String?

    package init(
      x: String? = nil, y: String? = nil, color: String? = nil, size: String? = nil, label: String? = nil,
      low: String? = nil, high: String? = nil, order: String? = nil, group: String? = nil
    ) {
      self.x = x
      self.y = y
      self.color = color
      self.size = size
      self.label = label
      self.low = low
      self.high = high
      self.order = order
      self.group = group
    }
  }

  /// How the marks of a layer stand out from, or behind, those of others.
  package enum Look: Sendable, Hashable {
    case plain
    /// Thin and grey, behind what matters.
    case quiet
    /// In the colour of text.
    case strong
    /// In the accent of the theme.
    case accent
    /// Strokes across a pale ground.
    case hatched
    /// An outline alone.
    case outlined
  }

  /// Marks of one kind over columns.
  package struct Layer: Sendable, Hashable {
    package var mark: Mark
    package var encoding: Encoding
    package var statistic: Statistic?
    /// Where the columns are looked up; those of the chart where nil.
    package var data: Data?
    package var look = Look.plain
    /// Whether lines and areas go from row to row in steps.
    package var stepped = false
    /// Whether each row of a line has a marker, instead of a few along it.
    package var pointed = false
    /// Whether shaded dots of one strip that would lie on one another move aside, in the order of their rows.
    package var swarmed = false
    /// The share of its strip that a bar takes; a quiet one where nil.
    package var thickness: Double?
    /// Pixels by which words stand off their place, to the right and down.
    package var offset: Offset = Offset()
    /// Where words stand about their place.
    package var anchor = Anchor.middle

    package init(
      _ mark: Mark, x: String? = nil, y: String? = nil, color: String? = nil, size: String? = nil,
      label: String? = nil, low: String? = nil, high: String? = nil, order: String? = nil,
      group: String? = nil, statistic: Statistic? = nil, data: Data? = nil, look: Look = .plain
    ) {
      self.mark = mark
      encoding = Encoding(
        x: x, y: y, color: color, size: size, label: label, low: low, high: high, order: order, group: group)
      self.statistic = statistic
      self.data = data
      self.look = look
    }
  }

  package struct Offset: Sendable, Hashable {
    package var x = 0.0
    package var y = 0.0

    package init(x: Double = 0, y: Double = 0) {
      self.x = x
      self.y = y
    }
  }

  package enum Anchor: Sendable, Hashable { case start, middle, end }
}
