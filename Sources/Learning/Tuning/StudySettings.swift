/// What a study is, apart from its trials.
package struct StudySettings: Sendable, Hashable {
  package var space: SearchSpace
  /// One for each objective.
  package var directions: [Direction]
  package var sampler: SamplerKind
  package var pruner: PrunerKind
  /// Every random choice derives from it.
  package var seed: UInt64
  /// So many trials are asked for at once and run beside each other: each knows the trials of the batches before, and of its own
  /// batch only what is tried there. That makes the trials the same for any number of workers.
  package var batch: Int

  package init(
    space: SearchSpace, directions: [Direction], sampler: SamplerKind = .tpe(), pruner: PrunerKind = .none,
    seed: UInt64 = 0, batch: Int = 1
  ) {
    self.space = space
    self.directions = directions
    self.sampler = sampler
    self.pruner = pruner
    self.seed = seed
    self.batch = max(1, batch)
  }

  /// Whether trials differ in more than one objective.
  package var isMultiObjective: Bool { directions.count > 1 }
}
