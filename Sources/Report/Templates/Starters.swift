/// The notebooks that `limn init` begins with.
package enum Starters {
  /// The first is the default.
  package static let names = ["analysis", "architecture"]

  /// The text of a starter; nil where there is none of that name.
  package static func text(_ name: String) -> [UInt8]? {
    names.contains(name) ? EmbeddedTemplates.files["starters/\(name).md"] : nil
  }
}
