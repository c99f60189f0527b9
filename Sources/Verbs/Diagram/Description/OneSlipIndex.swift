import Frame

/// Finds the name that is one slip of the keyboard away: a letter too many, too few, another or swapped with its
/// neighbour, or another case.
///
/// Names within one slip share a form with one letter left out, so a table of these forms finds them without comparing
/// every name with every other. Names of fewer than four letters, and names that differ in digits alone, are no slips.
struct OneSlipIndex {
  private var names: [[Unicode.Scalar]: [String]] = [:]

  private static let longest = 64

  init(_ names: [String]) {
    for name in names {
      for form in OneSlipIndex.forms(of: name) where self.names[form]?.count ?? 0 < 4 {
        self.names[form, default: []].append(name)
      }
    }
  }

  /// The first of the names that is one slip away, if there is any.
  func nearest(to name: String) -> String? {
    let wanted = OneSlipIndex.folded(name)
    for form in OneSlipIndex.forms(of: name) {
      for candidate in names[form] ?? [] where !candidate.hasSameBytes(as: name) {
        if OneSlipIndex.isSlip(wanted, OneSlipIndex.folded(candidate)) { return candidate }
      }
    }
    return nil
  }

  private static func folded(_ name: String) -> [Unicode.Scalar] { Array(name.lowercased().unicodeScalars) }

  /// The name, and the name with each of its letters left out.
  private static func forms(of name: String) -> [[Unicode.Scalar]] {
    guard name.utf8.count <= longest * 4 else { return [] }
    let scalars = folded(name)
    guard scalars.count <= longest else { return [] }
    return [scalars]
      + scalars.indices.map { index in
        var form = scalars
        form.remove(at: index)
        return form
      }
  }

  private static func isSlip(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Bool {
    guard max(a.count, b.count) >= 4, abs(a.count - b.count) <= 1 else { return false }
    if a != b, a.filter(isNoDigit) == b.filter(isNoDigit) { return false }
    let prefix = zip(a, b).prefix { $0 == $1 }.count
    let (restA, restB) = (a.dropFirst(prefix), b.dropFirst(prefix))
    if a.count != b.count {
      return a.count > b.count ? restA.dropFirst() == restB : restA == restB.dropFirst()
    }
    if restA.dropFirst() == restB.dropFirst() { return true }
    return restA.prefix(2).reversed() == Array(restB.prefix(2)) && restA.dropFirst(2) == restB.dropFirst(2)
  }

  private static func isNoDigit(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.numericType == nil }
}
