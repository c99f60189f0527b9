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
