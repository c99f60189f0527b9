/// A line of a picture's outline, with what belongs to it below.
package struct PictureLine: Sendable, Hashable {
  package var text: String
  package var children: [PictureLine]

  package init(_ text: String, _ children: [PictureLine]) {
    self.text = text
    self.children = children
  }

  /// The line and those below it as text, two spaces further in for each level.
  func write(to out: inout String, depth: Int) {
    out += String(repeating: "  ", count: depth) + text + "\n"
    for child in children { child.write(to: &out, depth: depth + 1) }
  }
}
