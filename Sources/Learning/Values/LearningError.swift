/// Why data or options cannot be learned from or predicted with, in words for the author of a notebook.
package struct LearningError: Error, Sendable, Equatable {
  /// One sentence without a full stop, with names between backticks.
  package let message: String
  /// What to do about it; nil where nothing better than the message can be said.
  package let hint: String?

  package init(_ message: String, hint: String? = nil) {
    self.message = message
    self.hint = hint
  }
}
