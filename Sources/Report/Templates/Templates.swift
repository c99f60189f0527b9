/// The files that give a page its form: those built into the program, or a project's own in their place.
///
/// `page.html` and `index.html` are Mustache templates, `style.css` and `script.js` are taken as they are.
/// Nothing is checked here; `PageRenderer` and `IndexRenderer` check what they use and say what is wrong with it.
package struct Templates: Sendable, Hashable {
  /// A file that a project may put in place of the built-in one.
  package enum File: String, Sendable, CaseIterable {
    case page = "page.html"
    case index = "index.html"
    case style = "style.css"
    case script = "script.js"
  }

  /// Those built into the program.
  package static let builtin = Templates(overrides: [:])

  /// A project's own files by name, as in its folder `templates`.
  package let overrides: [String: [UInt8]]

  /// The built-in templates with `overrides` in place of those of the same name.
  package init(overrides: [String: [UInt8]]) { self.overrides = overrides }

  /// The text of a file.
  ///
  /// - Throws: `TemplateProblem` where an override is not UTF-8, or looks like a misspelt name.
  package func text(_ file: File) throws(TemplateProblem) -> String {
    try checkNames()
    let bytes = overrides[file.rawValue] ?? EmbeddedTemplates.files[file.rawValue] ?? []
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw TemplateProblem(file: file.rawValue, line: nil, "the file is not UTF-8")
    }
    return text
  }

  /// A file such as `styles.css` would be left aside in silence; other files in the folder are none of ours.
  private func checkNames() throws(TemplateProblem) {
    let known = File.allCases.map(\.rawValue)
    for name in overrides.keys.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    where !known.contains(name) && [".html", ".css", ".js"].contains(where: name.hasSuffix) {
      throw TemplateProblem(
        file: name, line: nil, "no template has this name; there are \(known.joined(separator: ", "))")
    }
  }
}
