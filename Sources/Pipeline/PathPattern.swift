/// A path that may stand for several: `*` is any characters of one name, `?` is one. Names compare by bytes, and a name
/// that starts with a point is never met.
package struct PathPattern: Sendable, Hashable {
  /// As written.
  package let text: String
  /// The names between the slashes.
  package let components: [String]

  /// Nil for a path that is no pattern.
  package init?(_ path: String) {
    guard PathPattern.isPattern(path) else { return nil }
    text = path
    components = path.split(separator: "/").map(String.init).filter { $0 != "." }
  }

  /// Whether a path, or a name in one, has a wildcard.
  package static func isPattern(_ name: String) -> Bool {
    name.utf8.contains(UInt8(ascii: "*")) || name.utf8.contains(UInt8(ascii: "?"))
  }

  /// Whether a whole path is met.
  package func matches(_ path: String) -> Bool {
    let names = path.split(separator: "/").map(String.init).filter { $0 != "." }
    return names.count == components.count
      && zip(components, names).allSatisfy { PathPattern.matches($1, $0) }
  }

  /// Whether one name is met by one component. O(name · component).
  package static func matches(_ name: String, _ component: String) -> Bool {
    let (name, pattern) = (Array(name.utf8), Array(component.utf8))
    if isPattern(component), name.first == UInt8(ascii: ".") { return false }
    var (at, place) = (0, 0)
    var star: (at: Int, place: Int)?
    while at < name.count {
      if place < pattern.count, pattern[place] == UInt8(ascii: "*") {
        place += 1
        star = (at, place)
      } else if place < pattern.count, pattern[place] == name[at] || pattern[place] == UInt8(ascii: "?") {
        at += 1
        place += 1
        while pattern[place - 1] == UInt8(ascii: "?"), at < name.count, name[at] & 0xC0 == 0x80 { at += 1 }
      } else if let last = star {
        at = last.at + 1
        place = last.place
        star = (at, place)
      } else {
        return false
      }
    }
    return pattern[place...].allSatisfy { $0 == UInt8(ascii: "*") }
  }
}
