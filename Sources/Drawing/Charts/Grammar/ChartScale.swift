extension Chart {
  /// How values of one axis become places. What is nil follows from the data.
  package struct Scale: Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
      case linear
      /// To base ten; values that are not positive are left out.
      case log
      /// Square root; values below zero are left out.
      case sqrt
      /// Ticks at round dates and times.
      case time
      /// A strip for each category.
      case band
      /// A place for each category.
      case point
    }

    package var kind: Kind?
    /// The ends, which are kept as they are; values beyond are left out.
    package var domain: ClosedRange<Double>?
    /// The categories and their order; others are left out.
    package var categories: [String]?
    /// What is written for each category, in their order, where that is not the category itself.
    package var names: [String] = []
    /// Set behind the name of each category, quietly, in their order.
    package var notes: [String] = []
    /// The name of the axis with its unit; the name of the column where nil, nothing where empty.
    package var title: String?
    /// Whether zero is always in view; bars see to it themselves.
    package var includesZero = false
    /// Whether all values are whole, so that no tick stands between two.
    package var isWhole = false
    /// Whether labels are shares of one, written as per cent.
    package var isPercent = false
    /// Whether the labels of an x axis stand above the panel, as over a matrix.
    package var isOpposite = false
    /// Whether the axis and its labels are drawn.
    package var isShown = true
    /// The most categories that are drawn; the first ones, the rest is counted in words.
    package var limit: Int?

    package init(_ kind: Kind? = nil, title: String? = nil, domain: ClosedRange<Double>? = nil) {
      self.kind = kind
      self.title = title
      self.domain = domain
    }
  }

  /// How `color` is drawn.
  package struct ColorScale: Sendable, Hashable {
    package enum Shades: Sendable, Hashable {
      /// Pale to dark, with words on it: cells with their value in them.
      case ramp
      /// All at least 3 to 1 against the paper: marks that stand alone.
      case shades
      /// Two hues away from zero.
      case diverging
    }

    /// The categories and their order; others are left out.
    package var categories: [String]?
    /// What is written for each category, in their order, where that is not the category itself.
    package var names: [String] = []
    /// Said behind the name of each category, in their order.
    package var notes: [String] = []
    /// The places of categories in the order in which a list names them; their own order where empty.
    package var ranking: [Int] = []
    /// The name of the key; the name of the column where nil.
    package var title: String?
    /// For numbers; `ramp` under words and `shades` elsewhere where nil.
    package var shades: Shades?
    /// For numbers: what the first and last shade stand for.
    package var domain: ClosedRange<Double>?
    /// Whether numbers are shares of one, written as per cent.
    package var isPercent = false
    /// Whether a key of shades is drawn.
    package var isShown = true

    package init() {}
  }
}
