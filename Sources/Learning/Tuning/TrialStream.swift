import Frame

/// The random numbers of a trial. They depend on the seed of the study, the number of the trial, and what they are for: on nothing
/// that ran before or beside it, so that any number of workers draws the same.
struct TrialStream {
  let seed: UInt64
  let trial: Int

  /// What numbers of a trial are drawn for.
  enum Purpose: UInt64 {
    case independent = 1, candidates, mutation, crossover, population, order
  }

  /// A stream for a purpose and, where given, for one parameter.
  func numbers(_ purpose: Purpose, parameter: Int = 0) -> RandomStream {
    let key = RandomStream.mixed(seed ^ RandomStream.mixed(UInt64(bitPattern: Int64(trial)) &+ 1))
    return RandomStream(
      seed: key, stream: purpose.rawValue << 32 | UInt64(UInt32(truncatingIfNeeded: parameter)))
  }

  /// A value drawn evenly from the interval that samplers draw from.
  func uniform(_ domain: SearchDomain, parameter: Int) -> Double {
    var stream = numbers(.independent, parameter: parameter)
    let (low, high) = domain.bounds
    return domain.value(atPlace: low + stream.nextDouble() * (high - low))
  }
}
