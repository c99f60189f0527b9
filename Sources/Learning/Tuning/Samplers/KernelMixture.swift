import Frame

/// A mixture of products of kernels: one product for each trial that was observed, and one for what is known before any.
///
/// The densities of Optuna's `_MixtureOfProductDistribution`.
struct KernelMixture {
  /// The kernels of one parameter, one a component.
  enum Kernels {
    /// Probabilities of each choice, a row a component.
    case choices(count: Int, weights: [Double])
    /// Truncated normal distributions over `bounds` of the domain; those of a step above zero give it to the values on the grid.
    case normal(NormalKernels)
  }

  /// Add up to one.
  let weights: [Double]
  let kernels: [Kernels]

  /// The logarithm of the density at a point with a value for each parameter.
  func logDensity(_ point: [Double]) -> Double {
    var terms = weights.map { Elementary.log($0) }
    for (value, kernel) in zip(point, kernels) {
      switch kernel {
      case .choices(let count, let probabilities):
        let choice = min(max(Int(exactly: value) ?? 0, 0), count - 1)
        for component in terms.indices {
          terms[component] += Elementary.log(probabilities[component * count + choice])
        }
      case .normal(let normal): normal.addLogDensity(at: value, to: &terms)
      }
    }
    let largest = terms.max() ?? -.infinity
    guard largest > -.infinity else { return -.infinity }
    return largest + Elementary.log(terms.reduce(0) { $0 + Elementary.exp($1 - largest) })
  }

  /// A point drawn from the mixture.
  func sample(_ stream: inout RandomStream) -> [Double] {
    let component = KernelMixture.place(of: stream.nextDouble(), in: weights[...])
    return kernels.map { kernel in
      switch kernel {
      case .choices(let count, let probabilities):
        Double(
          KernelMixture.place(
            of: stream.nextDouble(), in: probabilities[component * count..<(component + 1) * count]))
      case .normal(let normal): normal.sample(component, stream.nextDouble())
      }
    }
  }

  /// The first place at which the sum so far reaches the share.
  private static func place(of share: Double, in weights: ArraySlice<Double>) -> Int {
    var sum = 0.0
    for (place, weight) in weights.enumerated() {
      sum += weight
      if share < sum { return place }
    }
    return weights.count - 1
  }
}

/// Normal kernels of one parameter, cut at the ends of its interval.
struct NormalKernels {
  private let domain: SearchDomain
  private let centres: [Double]
  private let widths: [Double]
  /// The logarithm of what each kernel has between the ends; its width too for real numbers.
  private let logMasses: [Double]

  init(_ domain: SearchDomain, centres: [Double], widths: [Double], bounds: (low: Double, high: Double)) {
    self.domain = domain
    self.centres = centres
    self.widths = widths
    let isContinuous = domain.step == 0
    logMasses = zip(centres, widths).map { centre, width in
      let mass = TruncatedNormal.logMass((bounds.low - centre) / width, (bounds.high - centre) / width)
      return isContinuous ? mass + Elementary.log(width) + TruncatedNormal.logRootTwoPi : mass
    }
  }

  /// Adds the logarithm of each kernel's density to the terms.
  func addLogDensity(at value: Double, to terms: inout [Double]) {
    let step = domain.step
    guard step > 0 else {
      let place = domain.place(of: value)
      for index in terms.indices {
        let distance = (place - centres[index]) / widths[index]
        terms[index] += -0.5 * distance * distance - logMasses[index]
      }
      return
    }
    let (left, right) = (domain.place(of: value - step / 2), domain.place(of: value + step / 2))
    for index in terms.indices {
      let (centre, width) = (centres[index], widths[index])
      terms[index] +=
        TruncatedNormal.logMass((left - centre) / width, (right - centre) / width) - logMasses[index]
    }
  }

  /// The value below which the share of one kernel lies.
  func sample(_ component: Int, _ share: Double) -> Double {
    let (low, high) = domain.bounds
    let (centre, width) = (centres[component], widths[component])
    let place = TruncatedNormal.quantile(share, (low - centre) / width, (high - centre) / width)
    return domain.value(atPlace: place * width + centre)
  }
}
