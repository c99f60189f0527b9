import Frame

/// Covariance matrix adaptation over the numeric parameters that every trial has; others are drawn evenly.
///
/// As in Optuna the parameters go from 0 to 1, the search starts in the middle with a sixth as its width, and a point outside is
/// drawn again up to ten times the dimensions before it is moved to the border.
struct CMAESSampler: Sampler {
  private let settings: StudySettings
  /// Positions of the parameters that are adapted.
  private let indices: [Int]
  private var search: CovarianceMatrixAdaptation

  init(_ settings: StudySettings) {
    self.settings = settings
    indices = settings.space.parameters.indices.filter { index in
      let parameter = settings.space.parameters[index]
      return parameter.conditions.isEmpty && !parameter.domain.isChoice && !parameter.domain.isSingle
    }
    let middle = [Double](repeating: 0.5, count: max(indices.count, 1))
    search = CovarianceMatrixAdaptation(mean: middle, sigma: 1.0 / 6)
  }

  mutating func propose(_ number: Int, after trials: [Trial], beside running: [Trial]) -> Trial? {
    let stream = TrialStream(seed: settings.seed, trial: number)
    guard !indices.isEmpty else {
      return Trial(number: number, values: settings.space.completed(by: stream))
    }
    learn(trials)
    var values = [Double?](repeating: nil, count: settings.space.parameters.count)
    for (index, place) in zip(indices, point(stream)) {
      let domain = settings.space.parameters[index].domain
      let (low, high) = domain.bounds
      values[index] = domain.value(atPlace: low + place * (high - low))
    }
    return Trial(
      number: number, values: settings.space.completed(values, by: stream), generation: search.generation)
  }

  private mutating func learn(_ trials: [Trial]) {
    while true {
      let generation = search.generation
      let chosen = trials.filter { $0.state == .complete && $0.generation == generation }.prefix(
        search.population)
      guard chosen.count == search.population else { return }
      search.tell(chosen.map { (places(of: $0), settings.directions[0].loss($0.objectives[0])) })
    }
  }

  /// The numbers that are adapted, from 0 to 1.
  private func places(of trial: Trial) -> [Double] {
    indices.map { index in
      let domain = settings.space.parameters[index].domain
      let (low, high) = domain.bounds
      return (domain.place(of: trial.values[index] ?? domain.ends.low) - low) / (high - low)
    }
  }

  private func point(_ stream: TrialStream) -> [Double] {
    var numbers = stream.numbers(.candidates)
    for _ in 0..<10 * indices.count {
      let point = search.sample(&numbers)
      if point.allSatisfy((0...1).contains) { return point }
    }
    return search.sample(&numbers).map { min(max($0, 0), 1) }
  }
}
