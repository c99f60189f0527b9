import Canonical
import Frame

/// Normal distributions side by side, each with a share: what a Gaussian mixture is made of.
struct GaussianComponents: Sendable {
  /// What the covariances are allowed to be.
  enum Shape: String, CaseIterable {
    case full, tied, diag, spherical
  }

  let shape: Shape
  /// One a component; they add up to 1.
  let shares: [Double]
  /// One a component.
  let means: [[Double]]
  /// Full: a square matrix a component; tied: one for all; diag: a variance a feature; spherical: one variance.
  let covariances: [[Double]]
  private let factors: [Factor]

  /// How a covariance is applied.
  private enum Factor: Sendable {
    case matrix(Cholesky)
    case variances([Double])
  }

  /// Nil where a covariance is not positive definite, or no number.
  init?(shape: Shape, shares: [Double], means: [[Double]], covariances: [[Double]]) {
    let width = means.first?.count ?? 0
    var factors: [Factor] = []
    for covariance in covariances {
      switch shape {
      case .full, .tied:
        guard let factor = Cholesky(covariance, size: width, tolerance: 1e-15) else { return nil }
        factors.append(.matrix(factor))
      case .diag, .spherical:
        guard covariance.allSatisfy({ $0 > 0 && $0.isFinite }) else { return nil }
        factors.append(
          .variances(shape == .diag ? covariance : [Double](repeating: covariance[0], count: width)))
      }
    }
    self.shape = shape
    self.shares = shares
    self.means = means
    self.covariances = covariances
    self.factors = factors
  }

  /// How many numbers the mixture has learned.
  var parameterCount: Int {
    let (count, width) = (means.count, means.first?.count ?? 0)
    let own =
      switch shape {
      case .full: count * width * (width + 1) / 2
      case .tied: width * (width + 1) / 2
      case .diag: count * width
      case .spherical: count
      }
    return own + count * width + count - 1
  }

  /// The logarithm of each component's share times its density at a point.
  func logarithms(_ point: UnsafeBufferPointer<Double>) -> [Double] {
    let constant = Double(point.count) * Elementary.log(2 * Double.pi)
    return means.indices.map { component in
      let mean = means[component]
      var difference = point.indices.map { point[$0] - mean[$0] }
      let (squares, determinant): (Double, Double)
      switch factors[factors.count == 1 ? 0 : component] {
      case .matrix(let factor):
        factor.forward(&difference)
        squares = difference.reduce(0) { $0 + $1 * $1 }
        determinant = factor.logarithmOfDeterminant
      case .variances(let variances):
        squares = zip(difference, variances).reduce(0) { $0 + $1.0 * $1.0 / $1.1 }
        determinant = variances.reduce(0) { $0 + Elementary.log($1) }
      }
      return Elementary.log(shares[component]) - (constant + determinant + squares) / 2
    }
  }
}

/// Gaussian mixtures by expectation and maximisation in turn: Dempster, Laird and Rubin (1977), with scikit-learn's updates.
struct ExpectationMaximization {
  /// Row by row.
  let points: [Double]
  let width: Int
  let weights: [Double]?
  let shape: GaussianComponents.Shape
  /// What is added to each variance.
  let floor: Double
  let tolerance: Double
  let maximumIterations: Int

  struct Result {
    let components: GaussianComponents
    /// Mean over rows, of the last expectation.
    let logLikelihood: Double
    let iterations: Int
    let converged: Bool
  }

  private var rowCount: Int { points.count / width }

  /// From clusters; nil where a component falls in on too few rows.
  func run(from codes: [Int32], count: Int, observe: (Int) throws -> Void) rethrows -> Result? {
    var shares = [[Double]](repeating: [Double](repeating: 0, count: rowCount), count: count)
    for (row, code) in codes.enumerated() { shares[Int(code)][row] = weights?[row] ?? 1 }
    guard var components = maximized(shares) else { return nil }
    var before = -Double.infinity
    for iteration in 1...maximumIterations {
      try observe(iteration)
      let expected = expected(components)
      guard let next = maximized(expected.shares), expected.logLikelihood.isFinite else { return nil }
      components = next
      if (expected.logLikelihood - before).magnitude < tolerance {
        return Result(
          components: components, logLikelihood: self.expected(components).logLikelihood,
          iterations: iteration, converged: true)
      }
      before = expected.logLikelihood
    }
    return Result(
      components: components, logLikelihood: expected(components).logLikelihood,
      iterations: maximumIterations, converged: false)
  }

  /// Each component's part of each row, times the row's weight, and the mean logarithm of the density.
  private func expected(_ components: GaussianComponents) -> (shares: [[Double]], logLikelihood: Double) {
    let count = components.means.count
    let size = max(256, (rowCount + 15) / 16)
    let starts = Array(stride(from: 0, to: rowCount, by: size))
    let parts = Parallel.map(starts.count) { part in
      points.withUnsafeBufferPointer { points in
        (starts[part]..<min(starts[part] + size, rowCount)).map { row in
          let own = components.logarithms(
            UnsafeBufferPointer(rebasing: points[row * width..<(row + 1) * width]))
          let highest = own.reduce(-.infinity) { max($0, $1) }
          let sum = highest + Elementary.log(own.reduce(0) { $0 + Elementary.exp($1 - highest) })
          let weight = weights?[row] ?? 1
          return own.map { weight * Elementary.exp($0 - sum) } + [weight * sum]
        }
      }
    }.flatMap { $0 }
    let total = weights.map(FixedOrder.sum) ?? Double(rowCount)
    return (
      (0..<count).map { component in parts.map { $0[component] } },
      FixedOrder.sum(parts.map { $0[count] }) / total
    )
  }

  private func maximized(_ shares: [[Double]]) -> GaussianComponents? {
    let totals = shares.map { FixedOrder.sum($0) + 10 * Double.ulpOfOne }
    let means = zip(shares, totals).map { own, total in
      (0..<width).map { column in
        (0..<rowCount).reduce(0.0) { $0 + own[$1] * points[$1 * width + column] } / total
      }
    }
    let all = FixedOrder.sum(totals)
    let count = shares.count
    var covariances = Parallel.map(count) { component in
      switch shape {
      case .full, .tied: scatter(shares[component], means[component])
      case .diag, .spherical: spread(shares[component], means[component])
      }
    }
    if shape == .tied {
      var sum = [Double](repeating: 0, count: width * width)
      for own in covariances { for index in sum.indices { sum[index] += own[index] } }
      covariances = [regular(sum.map { $0 / all })]
    } else {
      covariances = zip(covariances, totals).map { own, total in regular(own.map { $0 / total }) }
    }
    return GaussianComponents(
      shape: shape, shares: totals.map { $0 / all }, means: means, covariances: covariances)
  }

  /// With the floor under its variances; one variance for all features where the shape wants it.
  private func regular(_ covariance: [Double]) -> [Double] {
    switch shape {
    case .diag: return covariance.map { $0 + floor }
    case .spherical: return [Moments.mean(covariance.map { $0 + floor })]
    case .full, .tied:
      var result = covariance
      for index in 0..<width { result[index * width + index] += floor }
      return result
    }
  }

  /// The weighted sums of the products of differences from the mean.
  private func scatter(_ shares: [Double], _ mean: [Double]) -> [Double] {
    var sums = [Double](repeating: 0, count: width * width)
    sums.withUnsafeMutableBufferPointer { sums in
      var difference = [Double](repeating: 0, count: width)
      for row in 0..<rowCount where shares[row] > 0 {
        for column in 0..<width { difference[column] = points[row * width + column] - mean[column] }
        for a in 0..<width {
          let factor = shares[row] * difference[a]
          for b in 0...a { sums[a * width + b] += factor * difference[b] }
        }
      }
      for a in 0..<width { for b in 0..<a { sums[b * width + a] = sums[a * width + b] } }
    }
    return sums
  }

  private func spread(_ shares: [Double], _ mean: [Double]) -> [Double] {
    (0..<width).map { column in
      (0..<rowCount).reduce(0.0) {
        let difference = points[$1 * width + column] - mean[column]
        return $0 + shares[$1] * difference * difference
      }
    }
  }
}
