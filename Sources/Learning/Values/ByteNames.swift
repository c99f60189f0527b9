import Frame

/// Names mapped to numbers, told apart by their bytes.
struct NameIndex: Sendable {
  private var positions: [[UInt8]: Int] = [:]

  /// The position of each name; of names that occur twice, the first.
  init(_ names: [String]) {
    positions.reserveCapacity(names.count)
    for (position, name) in names.enumerated() where positions[Array(name.utf8)] == nil {
      positions[Array(name.utf8)] = position
    }
  }

  subscript(name: String) -> Int? { positions[Array(name.utf8)] }

  /// The first name that occurs a second time.
  static func firstDuplicate(in names: [String]) -> String? {
    var seen = Set<[UInt8]>()
    return names.first { !seen.insert(Array($0.utf8)).inserted }
  }
}

extension Sequence<String> {
  /// Whether a name of exactly these bytes is among them.
  func containsBytes(of name: String) -> Bool { contains { $0.hasSameBytes(as: name) } }
}

/// `a`, `b`, `c` and 4 more.
func enumeration(_ names: [String], limit: Int = 5) -> String {
  let shown = names.prefix(limit).map { "`\($0)`" }
  if names.count > limit { return shown.joined(separator: ", ") + " and \(names.count - limit) more" }
  guard let last = shown.last, shown.count > 1 else { return shown.first ?? "" }
  return shown.dropLast().joined(separator: ", ") + " and " + last
}
