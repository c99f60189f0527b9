import Synchronization

/// What has been computed once for some keys and need not be again, for any number of cores.
package final class Remembered<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  private let known = Mutex<[Key: Value]>([:])

  package init() {}

  /// What is known for the key; else what `compute` gives, which is kept. Two cores may compute the same at once.
  package func value(_ key: Key, or compute: () throws -> Value) rethrows -> Value {
    if let value = known.withLock({ $0[key] }) { return value }
    let value = try compute()
    known.withLock { $0[key] = value }
    return value
  }
}
