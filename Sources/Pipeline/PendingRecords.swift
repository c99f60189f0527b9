import Canonical
import Synchronization

/// Records that are done and not in the store yet. Writing takes longer than a short piece of work, so those that end within a few
/// hundredths of a second are kept together; no more than these are lost where the run is ended.
package final class PendingRecords: Sendable {
  private let records: WorkRecords
  private let clock: @Sendable () -> Double
  private let state: Mutex<State>

  private struct State {
    var pending: [(manifest: [UInt8], key: Digest)] = []
    var written: Double
  }

  /// Seconds between writes.
  private static let interval = 0.03

  /// Gives records on to `records`; `clock` counts seconds. `flush` must be called in the end.
  package init(_ records: WorkRecords, clock: @escaping @Sendable () -> Double) {
    self.records = records
    self.clock = clock
    state = Mutex(State(written: clock()))
  }

  /// Takes the bytes of a piece that is done; safe from any core.
  package func keep(_ bytes: [UInt8], for key: Digest) {
    state.withLock { state in
      state.pending.append((bytes, key))
      guard clock() - state.written >= Self.interval else { return }
      records.keep(state.pending)
      state.pending = []
      state.written = clock()
    }
  }

  /// Keeps what has been taken.
  package func flush() {
    state.withLock { state in
      records.keep(state.pending)
      state.pending = []
    }
  }
}
