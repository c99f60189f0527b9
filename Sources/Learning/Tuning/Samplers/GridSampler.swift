import Frame

/// Tries every combination once, in an order drawn from the seed, as Optuna's `GridSampler` does.
struct GridSampler: Sampler {
  private let points: [[Double?]]

  /// Fails where a parameter is a range of real numbers without a step, or the combinations are too many.
  init(_ settings: StudySettings) throws(LearningError) {
    if let open = settings.space.parameters.first(where: { $0.domain.count == nil }) {
      throw LearningError(
        "`grid` tries every value, and those of `\(open.name)` cannot be counted",
        hint: "give its range a `step`, or write the values as a set")
    }
    guard var points = settings.space.grid else {
      throw LearningError(
        "the grid has more than a million points", hint: "make the steps wider, or use `sampler sobol`")
    }
    var stream = TrialStream(seed: settings.seed, trial: 0).numbers(.order)
    stream.shuffle(&points)
    self.points = points
  }

  func propose(_ number: Int, after trials: [Trial], beside running: [Trial]) -> Trial? {
    points.indices.contains(number) ? Trial(number: number, values: points[number]) : nil
  }
}
