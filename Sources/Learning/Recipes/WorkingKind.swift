import Frame

/// What a column is while a recipe works on it.
enum WorkingKind: UInt8, Sendable, Hashable {
  case number, integer, boolean
  /// A category of the table.
  case category
  /// Numbers that were put into bins: a category in order.
  case bins
  /// Pairs of categories.
  case pairs
  case text, date, datetime
  /// Finished features, such as the parts of a date.
  case features
  /// Finished features of which most numbers are zero, such as the columns of `one_hot`.
  case sparse

  init(_ type: ColumnType) {
    switch type {
    case .number: self = .number
    case .integer: self = .integer
    case .boolean: self = .boolean
    case .category: self = .category
    case .text: self = .text
    case .date: self = .date
    case .datetime: self = .datetime
    }
  }

  /// Whether its values are numbers: they can be features as they are.
  var isNumeric: Bool { self == .number || self == .integer || self == .boolean }

  /// Whether its values are points in time.
  var isTemporal: Bool { self == .date || self == .datetime }

  /// Whether it is a set of finished features.
  var isFeatures: Bool { self == .features || self == .sparse }

  /// Whether its values are levels.
  var isCoded: Bool { self == .category || self == .bins || self == .pairs }

  func belongs(to kind: ColumnSelector.Kind) -> Bool {
    switch kind {
    case .numeric: self == .number || self == .integer
    case .categorical: isCoded
    case .text: self == .text
    case .datetime: isTemporal
    case .all: true
    }
  }

  /// In words: `a category`.
  var article: String {
    switch self {
    case .number: "a number"
    case .integer: "an integer"
    case .boolean: "a truth value"
    case .category: "a category"
    case .bins: "a category of bins"
    case .pairs: "a category of pairs"
    case .text: "free text"
    case .date: "a date"
    case .datetime: "a point in time"
    case .features, .sparse: "already a set of features"
    }
  }
}
