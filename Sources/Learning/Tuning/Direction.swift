/// Whether an objective is to be small or large.
package enum Direction: UInt8, Sendable, Hashable {
  case minimize, maximize

  /// A number that is the smaller the better the objective is.
  package func loss(_ value: Double) -> Double { self == .minimize ? value : -value }

  /// Whether the first is better than the second.
  package func prefers(_ a: Double, to b: Double) -> Bool { loss(a) < loss(b) }
}
