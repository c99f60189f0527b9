/// A figure of the values of a group of rows. Missing values are left out, except by `first` and `last`.
package enum Aggregate: Sendable, Hashable {
  /// Values that are there; rows, where there is no column.
  case count
  /// Different values that are there.
  case countDistinct
  case sum
  case mean
  case median
  case min
  case max
  /// Interpolated linearly, as by NumPy: the share lies in 0...1.
  case quantile(Double)
  /// Of a sample: with n - 1 in the denominator; missing for fewer than two values.
  case std
  case variance
  /// The value of the first row, missing or not.
  case first
  case last
  /// The share of values that are true.
  case share
  /// Whether any value is true; false of nothing.
  case any
  /// Whether no value is false; true of nothing.
  case all

  /// The words of the language, in the order of the documentation.
  package static let names = [
    "count", "count_distinct", "sum", "mean", "median", "min", "max", "quantile", "std", "var", "first",
    "last", "share", "any", "all",
  ]

  /// The figure of a name alone; nil for `quantile`, which needs a share, and for other names.
  package init?(name: String) {
    switch name {
    case "count": self = .count
    case "count_distinct": self = .countDistinct
    case "sum": self = .sum
    case "mean": self = .mean
    case "median": self = .median
    case "min": self = .min
    case "max": self = .max
    case "std": self = .std
    case "var": self = .variance
    case "first": self = .first
    case "last": self = .last
    case "share": self = .share
    case "any": self = .any
    case "all": self = .all
    default: return nil
    }
  }

  /// The type of the figure of a column of the type; nil where it has no meaning for it.
  package func resultType(of type: ColumnType) -> ColumnType? {
    switch self {
    case .count, .countDistinct: .integer
    case .sum: type == .number ? .number : type == .integer || type == .boolean ? .integer : nil
    case .mean, .median, .quantile, .std, .variance: type.isNumeric || type == .boolean ? .number : nil
    case .min, .max, .first, .last: type
    case .share: type == .boolean ? .number : nil
    case .any, .all: type == .boolean ? .boolean : nil
    }
  }

  /// Types that the figure has a meaning for, in words.
  package var wantedText: String {
    switch self {
    case .share, .any, .all: "a condition"
    default: "numbers"
    }
  }
}
