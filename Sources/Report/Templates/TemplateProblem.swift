/// A template that cannot be used, and why.
package struct TemplateProblem: Error, Sendable, Hashable, CustomStringConvertible {
  /// The name of the file within the folder `templates`.
  package let file: String
  /// Counted from 1; nil where the problem is the file as a whole.
  package let line: Int?
  package let reason: String

  init(file: String, line: Int?, _ reason: String) {
    self.file = file
    self.line = line
    self.reason = reason
  }

  /// Such as `templates/page.html:12: unknown name "titel"; did you mean "title"?`
  package var description: String {
    "templates/\(file)\(line.map { ":\($0)" } ?? ""): \(reason)"
  }
}
