/// How much each parameter matters for being among the best tenth of the trials: PED-ANOVA.
///
/// S. Watanabe, A. Bansal and F. Hutter, "PED-ANOVA: Efficiently Quantifying Hyperparameter Importance in Arbitrary Subspaces"
/// (arXiv 2304.10255), and its extension to parameters that not all trials have (arXiv 2601.20800), with the estimators of Optuna 5.
package enum ParameterImportance {
  /// A share for each parameter of the space, which add up to one; nil where the trials do not tell.
  package static func shares(_ study: Study) -> [Double]? {
    let raw = divergences(study)
    let total = raw.reduce(0, +)
    return total > 0 && total.isFinite ? raw.map { $0 / total } : nil
  }

  /// The divergence between the best tenth and all complete trials, for each parameter.
  static func divergences(_ study: Study, share: Double = 0.1) -> [Double] {
    let trials = study.trials.filter { $0.state == .complete && $0.objectives.allSatisfy(\.isFinite) }
    let parameters = study.settings.space.parameters
    guard trials.count > 1 else { return [Double](repeating: 0, count: parameters.count) }
    let top = best(trials, study, share)
    let isTop = Set(top)
    let quantile = Double(top.count) / Double(trials.count)
    return parameters.indices.map { index in
      let having = trials.indices.filter { trials[$0].values[index] != nil }
      let chosen = having.filter(isTop.contains)
      guard !parameters[index].domain.isSingle, having.count >= 2, !chosen.isEmpty else { return 0 }
      let shareOfTop = Double(chosen.count) / Double(top.count)
      let shareOfAll = Double(having.count) / Double(trials.count)
      let domain = parameters[index].domain
      let divergence = divergence(
        GridDensity(chosen.compactMap { trials[$0].values[index] }, domain),
        GridDensity(having.compactMap { trials[$0].values[index] }, domain))
      return shareOfTop * shareOfTop / shareOfAll * divergence * quantile * quantile
    }
  }

  /// Positions of the best trials, equals of the last one with them.
  private static func best(_ trials: [Trial], _ study: Study, _ share: Double) -> [Int] {
    let count = Int((share * Double(trials.count)).rounded(.up))
    let losses = trials.map(study.losses)
    if study.settings.isMultiObjective { return HypervolumeSubset.best(losses, count: count) }
    let limit = losses.map { $0[0] }.sorted()[max(count, 1) - 1]
    return trials.indices.filter { losses[$0][0] <= limit }
  }

  /// Pearson's chi-square divergence.
  private static func divergence(_ top: GridDensity, _ all: GridDensity) -> Double {
    zip(top.values, all.values).reduce(0) { sum, pair in
      let (a, b) = (pair.0 + 1e-12, pair.1 + 1e-12)
      return sum + b * (a / b - 1) * (a / b - 1)
    }
  }
}

/// The density of a parameter's values on a grid of at most fifty cells: kernels of Scott's width, and one for what is known before.
private struct GridDensity {
  /// The density in each cell.
  let values: [Double]

  init(_ observed: [Double], _ domain: SearchDomain) {
    let cells = GridDensity.cells(domain)
    var counts = [Int](repeating: 0, count: cells)
    for value in observed { counts[GridDensity.cell(value, domain, cells)] += 1 }
    let places = counts.indices.filter { counts[$0] > 0 }
    let weights = places.map { Double(counts[$0]) } + [1]
    let total = weights.reduce(0, +)
    let kernels: KernelMixture.Kernels =
      domain.isChoice
      ? ParzenEstimator.choices(places.map(Double.init), cells)
      : .normal(GridDensity.normal(places, counts, cells))
    let mixture = KernelMixture(weights: weights.map { $0 / total }, kernels: [kernels])
    values = (0..<cells).map { Elementary.exp(mixture.logDensity([Double($0)])) }
  }

  private static func cells(_ domain: SearchDomain) -> Int {
    switch domain {
    case .choices(let choices): return choices.count
    case .number(_, _, nil): return 50
    case .integer(let range, true, _):
      let width = Double(range.upperBound - range.lowerBound + 1)
      return min(Int((Elementary.log(width) / Elementary.log(2)).rounded(.up)) + 1, 50)
    case .number, .integer: return min(domain.count ?? 50, 50)
    }
  }

  private static func cell(_ value: Double, _ domain: SearchDomain, _ cells: Int) -> Int {
    if domain.isChoice { return min(max(Int(exactly: value) ?? 0, 0), cells - 1) }
    let (low, high) = (domain.place(of: domain.ends.low), domain.place(of: domain.ends.high))
    let width = (high - low) / Double(cells - 1)
    return min(max(Int(((domain.place(of: value) - low) / width - 0.5).rounded(.up)), 0), cells - 1)
  }

  private static func normal(_ places: [Int], _ counts: [Int], _ cells: Int) -> NormalKernels {
    let total = places.reduce(0) { $0 + counts[$1] }
    let mean = places.reduce(0) { $0 + Double($1) * Double(counts[$1]) } / Double(total)
    let squares = places.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) * Double(counts[$1]) }
    let deviation = (squares / Double(max(1, total - 1))).squareRoot()
    var sums: [Int] = []
    for place in places { sums.append((sums.last ?? 0) + counts[place]) }
    let first = sums.firstIndex { $0 >= total / 4 } ?? 0
    let third = sums.firstIndex { $0 > total * 3 / 4 } ?? places.count - 1
    let range = Double(places[third] - places[first])
    let scott = 1.059 * min(range / 1.34, deviation) * Elementary.power(Double(total), -0.2)
    let width = max(scott, 0.5 / 1.64)
    let domain = SearchDomain.integer(0...Int64(cells - 1))
    return NormalKernels(
      domain, centres: places.map(Double.init) + [Double(cells - 1) / 2],
      widths: places.map { _ in width } + [Double(cells)], bounds: domain.bounds)
  }
}
