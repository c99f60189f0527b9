import Canonical

/// The outside world as the engine may use it.
package struct World: Sendable {
  package var files: any DataFiles
  /// Where cells write files; nil: they write none.
  package var outputs: (any OutputFiles)?
  package var store: (any Store)?
  package var memo: SessionMemo
  /// Where the parts of results are kept while the notebook runs.
  package var keeper: any PartKeeper
  package var memory: MemoryLimit
  /// Seconds from some fixed moment; for durations only.
  package var clock: @Sendable () -> Double
  /// How many cells may run at once.
  package var jobs: Int

  package init(
    files: any DataFiles, outputs: (any OutputFiles)? = nil, store: (any Store)?,
    memo: SessionMemo = SessionMemo(),
    keeper: any PartKeeper = HeldParts(), memory: MemoryLimit = MemoryLimit(bytes: .max),
    clock: @escaping @Sendable () -> Double, jobs: Int
  ) {
    self.files = files
    self.outputs = outputs
    self.store = store
    self.memo = memo
    self.keeper = keeper
    self.memory = memory
    self.clock = clock
    self.jobs = max(1, jobs)
  }
}
