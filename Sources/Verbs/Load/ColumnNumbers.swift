import Canonical
import Frame

/// How the numbers of one column are written: one way wherever they are shown.
struct ColumnNumbers {
  /// Whether thousands are separated: not in years, nor in ids.
  let grouped: Bool

  init(_ field: Field, _ summary: ColumnSummary?) {
    grouped = field.role != .id && !ColumnNumbers.areYears(field, summary)
  }

  /// Whole numbers that all lie within the years that people keep data of.
  private static func areYears(_ field: Field, _ summary: ColumnSummary?) -> Bool {
    guard field.type == .integer, let numeric = summary?.numeric else { return false }
    return numeric.min >= 1500 && numeric.max <= 2200
  }

  /// A statistic of the column: four significant digits, and no fewer than its whole ones.
  func rounded(_ value: Double) -> String {
    guard 1000..<1e9 ~= value.magnitude else { return NumberText.significant(value) }
    return NumberText.fixed(value, 0, grouped: grouped)
  }

  /// Values of the column as they are, with as many decimals each; nil where one is missing.
  func exact(_ values: [Scalar]) -> [String?] {
    let places = values.lazy.compactMap(ColumnNumbers.decimals).max() ?? 0
    return values.map { value in
      switch value {
      case .integer(let integer): grouped ? NumberText.thousands(Int(integer)) : String(integer)
      case .number(let number) where places <= 6 && number.magnitude < 1e9:
        NumberText.fixed(number, places, grouped: grouped)
      case .missing: nil
      default: value.text
      }
    }
  }

  /// The decimals that it takes to write a number exactly; more than any table shows where it has an exponent.
  private static func decimals(_ value: Scalar) -> Int? {
    guard case .number(let number) = value, number.isFinite else { return nil }
    let text = NumberText.exact(number)
    if text.utf8.contains(UInt8(ascii: "e")) { return .max }
    return text.utf8.firstIndex(of: UInt8(ascii: ".")).map {
      text.utf8.distance(from: $0, to: text.utf8.endIndex) - 1
    } ?? 0
  }
}
