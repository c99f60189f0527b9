/// Sobol's sequence, not scrambled: its n-th point is that of SciPy's `qmc.Sobol(d, scramble=False)`.
package struct SobolSequence: Sendable {
  /// 2^30 points, as in SciPy.
  private static let bits = 30

  private let directions: [[UInt32]]

  /// The most dimensions that a sequence may have.
  package static let dimensions = SobolDirections.count

  /// Of up to `SobolSequence.dimensions`; more are left out.
  package init(dimensions: Int) {
    directions = (0..<min(dimensions, SobolDirections.count)).map {
      SobolDirections.directions($0, bits: SobolSequence.bits)
    }
  }

  /// The point with this number, from zero, each coordinate in [0, 1): made of the bits of the number's Gray code.
  package func point(_ number: Int) -> [Double] {
    let index = UInt32(truncatingIfNeeded: max(number, 0)) & (1 << UInt32(SobolSequence.bits) - 1)
    let gray = index ^ index >> 1
    return directions.map { numbers in
      var place: UInt32 = 0
      for bit in 0..<SobolSequence.bits where gray >> UInt32(bit) & 1 == 1 { place ^= numbers[bit] }
      return Double(place) / Double(1 << SobolSequence.bits)
    }
  }
}

/// Proposes the points of Sobol's sequence, a dimension for each parameter with something to search, in their order.
struct SobolSampler: Sampler {
  private let space: SearchSpace
  private let seed: UInt64
  private let sequence: SobolSequence
  /// The dimension of each parameter; nil where there is nothing to search.
  private let dimension: [Int?]

  /// Fails where the space has more dimensions than the sequence.
  init(_ settings: StudySettings) throws(LearningError) {
    space = settings.space
    seed = settings.seed
    var count = 0
    var places: [Int?] = []
    for parameter in settings.space.parameters {
      places.append(parameter.domain.isSingle ? nil : count)
      count += parameter.domain.isSingle ? 0 : 1
    }
    guard count <= SobolSequence.dimensions else {
      throw LearningError(
        "`sobol` has \(SobolSequence.dimensions) dimensions, and \(count) parameters are searched",
        hint: "`sampler random` or `sampler tpe`")
    }
    dimension = places
    sequence = SobolSequence(dimensions: count)
  }

  func propose(_ number: Int, after trials: [Trial], beside running: [Trial]) -> Trial? {
    let point = sequence.point(number)
    let values = space.parameters.indices.map { index -> Double? in
      guard let dimension = dimension[index] else { return nil }
      let domain = space.parameters[index].domain
      let (low, high) = domain.bounds
      return domain.value(atPlace: low + point[dimension] * (high - low))
    }
    return Trial(number: number, values: space.completed(values, by: TrialStream(seed: seed, trial: number)))
  }
}
