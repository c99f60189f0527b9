/// Gives headings their ids: lower-cased words joined by hyphens, each id once in a document.
struct HeadingIDs {
  private var taken: Set<String> = []
  private var next: [String: Int] = [:]

  /// The id of the next heading with this text.
  mutating func id(for text: String) -> String {
    let base = Self.slug(text)
    var id = base
    var number = next[base] ?? 2
    while taken.contains(id) {
      id = "\(base)-\(number)"
      number += 1
    }
    next[base] = number
    taken.insert(id)
    return id
  }

  private static func slug(_ text: String) -> String {
    var out = String.UnicodeScalarView()
    var pending = false
    for scalar in text.lowercased().unicodeScalars {
      if scalar == "'" || scalar == "\u{2019}" { continue }
      guard scalar.properties.isAlphabetic || scalar.properties.numericType != nil || isMark(scalar) else {
        pending = !out.isEmpty
        continue
      }
      if pending { out.append("-") }
      pending = false
      out.append(scalar)
    }
    return out.isEmpty ? "section" : String(out)
  }

  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark: true
    default: false
    }
  }
}
