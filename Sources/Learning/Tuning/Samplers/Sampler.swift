/// Chooses what is tried next. The same trials before give the same proposal.
protocol Sampler: Sendable {
  /// A trial with this number, after those that have ended, and beside those of the same batch; nil where nothing is left to try.
  mutating func propose(_ number: Int, after trials: [Trial], beside running: [Trial]) -> Trial?
}

/// The ways to choose what is tried next.
package enum SamplerKind: Sendable, Hashable {
  /// Tree-structured Parzen estimators (Bergstra and others 2011) as in Optuna 5.
  case tpe(TPESettings = TPESettings())
  /// Every value drawn evenly.
  case random
  /// Every combination once, in an order drawn from the seed.
  case grid
  /// The points of Sobol's sequence, not scrambled.
  case sobol
  /// Covariance matrix adaptation (Hansen 2016) of the numeric parameters.
  case cmaes
  /// Non-dominated sorting and crossover (Deb and others 2002), by populations.
  case nsga2(population: Int = 50)

  /// A sampler for a study; fails where it cannot search the space.
  func sampler(_ settings: StudySettings) throws(LearningError) -> any Sampler {
    switch self {
    case .tpe(let options): return TPESampler(settings, options)
    case .random: return RandomSampler(settings)
    case .grid: return try GridSampler(settings)
    case .sobol: return try SobolSampler(settings)
    case .cmaes:
      guard !settings.isMultiObjective else {
        throw LearningError("`cmaes` improves one objective", hint: "`sampler tpe` or `sampler nsga2`")
      }
      return CMAESSampler(settings)
    case .nsga2(let population): return NSGA2Sampler(settings, population: max(2, population))
    }
  }
}

/// Proposes each value for itself, evenly.
struct RandomSampler: Sampler {
  private let space: SearchSpace
  private let seed: UInt64

  init(_ settings: StudySettings) {
    space = settings.space
    seed = settings.seed
  }

  func propose(_ number: Int, after trials: [Trial], beside running: [Trial]) -> Trial? {
    Trial(number: number, values: space.completed(by: TrialStream(seed: seed, trial: number)))
  }
}

extension SearchSpace {
  /// Values for all parameters that a trial has, those that are not given drawn evenly; what is given and not had is dropped.
  func completed(
    _ given: [Double?]? = nil, by stream: TrialStream, otherwise draw: ((Int, SearchDomain) -> Double)? = nil
  ) -> [Double?] {
    var values = [Double?](repeating: nil, count: parameters.count)
    for (index, parameter) in parameters.enumerated() where isActive(index, values) {
      values[index] =
        given?[index]
        ?? (parameter.domain.isSingle ? parameter.domain.value(at: 0) : nil)
        ?? draw?(index, parameter.domain) ?? stream.uniform(parameter.domain, parameter: index)
    }
    return values
  }

  /// The parameters with something to search that any trial has, those apart that not the same trials have: the groups into which
  /// Optuna takes a space with conditions apart.
  func groups(by trials: [Trial]) -> [[Int]] {
    var groups: [(having: [Bool], parameters: [Int])] = []
    for index in parameters.indices where !parameters[index].domain.isSingle {
      let having = trials.map { $0.values[index] != nil }
      guard having.contains(true) else { continue }
      if let known = groups.firstIndex(where: { $0.having == having }) {
        groups[known].parameters.append(index)
      } else {
        groups.append((having, [index]))
      }
    }
    return groups.map(\.parameters)
  }

  /// The parameters with something to search that all the trials have.
  func shared(by trials: [Trial]) -> [Int] {
    parameters.indices.filter { index in
      !parameters[index].domain.isSingle && trials.allSatisfy { $0.values[index] != nil }
    }
  }
}
