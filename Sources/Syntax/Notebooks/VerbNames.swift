/// The verbs that make a fenced code block a cell.
package struct VerbNames: Sendable {
  /// Verbs that there are.
  package var known: [String]
  /// Verbs of later versions: their cells are cells too, and are answered with "not yet".
  package var reserved: [String]

  /// No name should be in both lists.
  package init(known: [String], reserved: [String]) {
    self.known = known
    self.reserved = reserved
  }

  var all: [String] { known + reserved }
}
