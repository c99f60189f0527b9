/// Why data or options cannot be learned from or predicted with, in words for the author of a notebook.
package struct LearningError: Error, Sendable, Equatable {
  /// One sentence without a full stop, with names between backticks.
  package let message: String
  /// What to do about it; nil where nothing better than the message can be said.
  package let hint: String?
  /// What kind of trouble it is, where that has a name.
  package let kind: Kind
  /// The position, among the written steps of a recipe, of the one that cannot be done; nil where none is at fault.
  package var step: Int?

  /// Troubles that have a name.
  package enum Kind: Sendable {
    case other
    /// No text of a column has a term that may stay.
    case emptyVocabulary
    /// A column has no value in any row.
    case noValues
    /// A category has more levels than can become features.
    case tooManyLevels
  }

  package init(_ message: String, hint: String? = nil, kind: Kind = .other) {
    self.message = message
    self.hint = hint
    self.kind = kind
  }
}
