/// The density of good or bad trials: a kernel about each, and one as wide as the domain.
///
/// After J. Bergstra and others, "Algorithms for Hyper-Parameter Optimization" (2011), with the widths of Optuna 5: the larger gap to
/// a neighbour, between `range / min(100, 1 + kernels)` and the range; the ends of the domain are no neighbours.
enum ParzenEstimator {
  /// - Parameters:
  ///   - observations: for each parameter the values of the trials, in the order of their numbers.
  ///   - trialWeights: a weight a trial; older ones fade away where nil.
  static func mixture(
    _ observations: [[Double]], of domains: [SearchDomain], trialWeights: [Double]? = nil
  ) -> KernelMixture {
    let count = observations.first?.count ?? 0
    var weights = count == 0 ? [1] : (trialWeights ?? fading(count)) + [1]
    let total = weights.reduce(0, +)
    for index in weights.indices { weights[index] /= total }
    let kernels = zip(observations, domains).map { values, domain -> KernelMixture.Kernels in
      if case .choices(let choices) = domain { return self.choices(values, choices.count) }
      return .normal(normal(values, domain))
    }
    return KernelMixture(weights: weights, kernels: kernels)
  }

  /// One for the latest 25 trials, and less and less for older ones.
  static func fading(_ count: Int) -> [Double] {
    guard count >= 25 else { return [Double](repeating: 1, count: count) }
    let older = count - 25
    let first = 1 / Double(count)
    let step = older > 1 ? (1 - first) / Double(older - 1) : 0
    return (0..<older).map { $0 == older - 1 && older > 1 ? 1 : first + Double($0) * step }
      + [Double](repeating: 1, count: 25)
  }

  /// Each observed choice, and a little of all.
  static func choices(_ values: [Double], _ count: Int) -> KernelMixture.Kernels {
    guard !values.isEmpty else {
      return .choices(count: count, weights: [Double](repeating: 1 / Double(count), count: count))
    }
    let kernels = values.count + 1
    let share = 1 / Double(kernels)
    var weights = [Double](repeating: share, count: kernels * count)
    for (row, value) in values.enumerated() {
      let choice = min(max(Int(exactly: value) ?? 0, 0), count - 1)
      weights[row * count + choice] += 1
    }
    for row in 0..<kernels {
      let sum = weights[row * count..<(row + 1) * count].reduce(0, +)
      for choice in 0..<count { weights[row * count + choice] /= sum }
    }
    return .choices(count: count, weights: weights)
  }

  private static func normal(_ values: [Double], _ domain: SearchDomain) -> NormalKernels {
    let centres = values.map(domain.place(of:))
    let (low, high) = domain.bounds
    return NormalKernels(
      domain, centres: centres + [0.5 * (low + high)], widths: widths(centres, low, high) + [high - low],
      bounds: (low, high))
  }

  /// The width of the kernel about each centre.
  static func widths(_ centres: [Double], _ low: Double, _ high: Double) -> [Double] {
    let count = centres.count
    let order = centres.indices.sorted { centres[$0] != centres[$1] ? centres[$0] < centres[$1] : $0 < $1 }
    let least = (high - low) / min(100, Double(count + 2))
    var widths = [Double](repeating: 0, count: count)
    for (place, index) in order.enumerated() {
      let before = place > 0 ? centres[order[place - 1]] : (count > 1 ? .nan : low)
      let after = place + 1 < count ? centres[order[place + 1]] : (count > 1 ? .nan : high)
      let gaps = [centres[index] - before, after - centres[index]].filter { !$0.isNaN }
      widths[index] = min(max(gaps.max() ?? 0, least), high - low)
    }
    return widths
  }
}
