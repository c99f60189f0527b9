/// What is learned: which of some classes a row belongs to, or a number.
package enum Task: String, Sendable, CaseIterable {
  case classification
  case regression
}
