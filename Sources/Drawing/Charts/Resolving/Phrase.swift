import Canonical

/// The words of generated descriptions.
enum Phrase {
  /// `1 row`, `1,234 rows`.
  static func count(_ count: Int, _ singular: String, _ plural: String? = nil) -> String {
    "\(NumberText.thousands(count)) \(count == 1 ? singular : plural ?? singular + "s")"
  }

  /// `a`, `a and b`, `a, b and c`; of more than `limit`, the first and a count of the rest.
  static func list(_ items: [String], limit: Int = 4) -> String {
    let shown =
      items.count > limit ? items.prefix(limit - 1) + ["\(items.count - limit + 1) more"] : items[...]
    guard let last = shown.last else { return "nothing" }
    return shown.count == 1 ? last : shown.dropLast().joined(separator: ", ") + " and " + last
  }

  /// Three significant digits, and halves of whole numbers as they are.
  static func figure(_ value: Double) -> String {
    let isHalf = value != value.rounded() && 2 * value == (2 * value).rounded()
    return isHalf && value.magnitude >= 100 && value.magnitude < 10_000
      ? NumberText.fixed(value, 1) : NumberText.significant(value, 3)
  }

  /// Where a figure is highest and where lowest, ties named together; nil where there is none.
  static func extremes(
    _ what: String, _ places: [(name: String, value: Double)], _ text: (Double) -> String
  ) -> String? {
    guard let high = places.map(\.value).max(), let low = places.map(\.value).min() else { return nil }
    if places.count == 1 { return "\(what) of \(places[0].name) is \(text(high))." }
    if high == low { return "\(what) is \(text(high)) for all \(places.count)." }
    func names(_ value: Double) -> String {
      list(places.filter { $0.value == value }.map(\.name), limit: 3)
    }
    return
      "\(what) is highest for \(names(high)) (\(text(high))) and lowest for \(names(low)) (\(text(low)))."
  }

  /// Sentences with a space between; empty ones are skipped.
  static func sentences(_ parts: String...) -> String {
    parts.filter { !$0.isEmpty }.joined(separator: " ")
  }

  /// A sentence about values that could not be drawn; empty when there are none.
  static func leftOut(_ count: Int, _ what: String = "value") -> String {
    count == 0
      ? ""
      : "\(self.count(count, what)) that \(count == 1 ? "is" : "are") not finite \(count == 1 ? "is" : "are") left out."
  }
}
