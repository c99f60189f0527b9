import Frame

/// Populations, each bred from the best of those before it.
///
/// K. Deb and others, "A Fast and Elitist Multiobjective Genetic Algorithm: NSGA-II" (2002), with the operators of Optuna: parents by
/// tournament, uniform crossover in nine children of ten, each value mutated with the probability of one in all.
struct NSGA2Sampler: Sampler {
  private let settings: StudySettings
  private let population: Int
  /// The parents of each generation from the second on, numbers of trials.
  private var parents: [Int: [Int]] = [:]

  init(_ settings: StudySettings, population: Int) {
    self.settings = settings
    self.population = population
  }

  mutating func propose(_ number: Int, after trials: [Trial], beside running: [Trial]) -> Trial? {
    let stream = TrialStream(seed: settings.seed, trial: number)
    let complete = trials.filter { $0.state == .complete }
    let generation = generation(complete)
    guard generation > 0 else {
      return Trial(number: number, values: settings.space.completed(by: stream), generation: 0)
    }
    let chosen = Set(parents(of: generation, complete))
    let child = child(of: complete.filter { chosen.contains($0.number) }, stream)
    return Trial(
      number: number, values: settings.space.completed(child, by: stream), generation: generation)
  }

  /// That of the latest trials, or the next one where these make a whole population.
  private func generation(_ trials: [Trial]) -> Int {
    let latest = trials.reduce(0) { max($0, $1.generation ?? 0) }
    let count = trials.count { $0.generation == latest }
    return count < population ? latest : latest + 1
  }

  private mutating func parents(of generation: Int, _ trials: [Trial]) -> [Int] {
    guard generation > 0 else { return [] }
    if let known = parents[generation] { return known }
    let before = Set(parents(of: generation - 1, trials))
    let candidates = trials.filter { $0.generation == generation - 1 || before.contains($0.number) }
    let chosen = elite(candidates).map(\.number)
    parents[generation] = chosen
    return chosen
  }

  /// As many as a population has: by rank, then by the distance to their neighbours.
  func elite(_ trials: [Trial]) -> [Trial] {
    let losses = trials.map { trial in zip(settings.directions, trial.objectives).map { $0.loss($1) } }
    let ranks = NonDomination.ranks(losses, violations: trials.map(\.violation))
    var chosen: [Trial] = []
    for rank in 0...(ranks.max() ?? 0) {
      let own = trials.indices.filter { ranks[$0] == rank }
      if chosen.count + own.count < population {
        chosen += own.map { trials[$0] }
      } else {
        let distances = CrowdingDistance.of(own.map { trials[$0].objectives })
        let order = own.indices.sorted {
          distances[$0] == distances[$1] ? $0 > $1 : distances[$0] > distances[$1]
        }
        chosen += order.prefix(population - chosen.count).map { trials[own[$0]] }
        break
      }
    }
    return chosen
  }

  private func child(of parents: [Trial], _ stream: TrialStream) -> [Double?] {
    var numbers = stream.numbers(.crossover)
    let first: Trial
    let second: Trial
    if numbers.nextDouble() < 0.9, parents.count > 1 {
      first = winner(parents, &numbers)
      second = winner(parents.filter { $0.number != first.number }, &numbers)
    } else {
      first = parents[numbers.next(below: parents.count)]
      second = first
    }
    let count = settings.space.parameters.count { !$0.domain.isSingle }
    var mutation = stream.numbers(.mutation)
    return settings.space.parameters.indices.map { index in
      let value =
        numbers.nextDouble() < 0.5
        ? first.values[index] ?? second.values[index] : second.values[index] ?? first.values[index]
      return mutation.nextDouble() * Double(max(count, 1)) < 1 ? nil : value
    }
  }

  /// The first of two unless the second is as good.
  private func winner(_ parents: [Trial], _ numbers: inout RandomStream) -> Trial {
    let a = parents[numbers.next(below: parents.count)]
    let b = parents[numbers.next(below: parents.count)]
    if a.violation > 0 || b.violation > 0 { return a.violation < b.violation ? a : b }
    func losses(_ trial: Trial) -> [Double] { zip(settings.directions, trial.objectives).map { $0.loss($1) } }
    return NonDomination.dominates(losses(a), losses(b)) ? a : b
  }
}

/// How far each of several points lies from its neighbours, summed over the objectives.
enum CrowdingDistance {
  static func of(_ points: [[Double]]) -> [Double] {
    var distances = [Double](repeating: 0, count: points.count)
    for column in 0..<(points.first?.count ?? 0) {
      let order = points.indices.sorted {
        points[$0][column] == points[$1][column] ? $0 < $1 : points[$0][column] < points[$1][column]
      }
      let values = order.map { points[$0][column] }
      guard let low = values.first, let high = values.last, low < high else { continue }
      for (place, index) in order.enumerated() {
        let isEnd = place == 0 || place == order.count - 1
        distances[index] += isEnd ? .infinity : (values[place + 1] - values[place - 1]) / (high - low)
      }
    }
    return distances
  }
}
