/// A parsed pattern.
indirect enum PatternNode: Sendable, Hashable {
  case empty
  case scalar(Unicode.Scalar)
  /// Any scalar but a line feed.
  case any
  case set(ScalarClass)
  case assertion(PatternAssertion)
  case sequence([PatternNode])
  case alternatives([PatternNode])
  case repeated(PatternNode, least: Int, most: Int?)
}

/// A place between two scalars.
enum PatternAssertion: Sendable, Hashable {
  case start
  case end
  case wordBoundary
  case noWordBoundary

  func holds(between before: Unicode.Scalar?, and after: Unicode.Scalar?) -> Bool {
    switch self {
    case .start: before == nil
    case .end: after == nil
    case .wordBoundary: isWord(before) != isWord(after)
    case .noWordBoundary: isWord(before) == isWord(after)
    }
  }

  private func isWord(_ scalar: Unicode.Scalar?) -> Bool {
    scalar.map { ScalarClass.contains($0, in: .word) } ?? false
  }
}
