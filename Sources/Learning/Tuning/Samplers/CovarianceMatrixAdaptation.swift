import Frame

/// The state of a search by covariance matrix adaptation: a normal distribution that follows the better points.
///
/// N. Hansen, "The CMA Evolution Strategy: A Tutorial" (arXiv 1604.00772, 2016), whose equations are numbered below, with negative
/// weights; the constants are those of the Python package `cmaes`.
struct CovarianceMatrixAdaptation {
  let dimensions: Int
  let population: Int
  private let parents: Int
  private let weights: [Double]
  private let effective: Double
  private let rate: Rates
  private let expectedLength: Double
  private(set) var mean: [Double]
  private(set) var sigma: Double
  /// Row by row.
  private(set) var covariance: [Double]
  private var pathSigma: [Double]
  private var pathCovariance: [Double]
  private(set) var generation = 0
  private var axes: (vectors: [[Double]], lengths: [Double])

  private struct Rates {
    var c1: Double
    var cMu: Double
    var cSigma: Double
    var damping: Double
    var cc: Double
  }

  /// Starts about a point, with one width in all directions.
  init(mean: [Double], sigma: Double) {
    let n = Double(mean.count)
    dimensions = mean.count
    population = 4 + Int((3 * Elementary.log(n)).rounded(.down))
    parents = population / 2
    let size = Double(population)
    let raw = (0..<population).map { Elementary.log((size + 1) / 2) - Elementary.log(Double($0 + 1)) }
    func effective(_ part: ArraySlice<Double>) -> Double {
      let sum = part.reduce(0, +)
      return sum * sum / part.reduce(0) { $0 + $1 * $1 }
    }
    let mu = effective(raw[..<parents])
    let muMinus = effective(raw[parents...])
    let c1 = 2 / ((n + 1.3) * (n + 1.3) + mu)
    let cMu = min(1 - c1 - 1e-8, 2 * (mu - 2 + 1 / mu) / ((n + 2) * (n + 2) + mu))
    // Equations 50 to 53.
    let alpha = min(1 + c1 / cMu, 1 + 2 * muMinus / (mu + 2), (1 - c1 - cMu) / (n * cMu))
    let positive = raw.reduce(0) { $0 + max($1, 0) }
    let negative = raw.reduce(0) { $0 + max(-$1, 0) }
    weights = raw.map { $0 >= 0 ? $0 / positive : alpha / negative * $0 }
    self.effective = mu
    let cSigma = (mu + 2) / (n + mu + 5)
    rate = Rates(
      c1: c1, cMu: cMu, cSigma: cSigma,
      damping: 1 + 2 * max(0, ((mu - 1) / (n + 1)).squareRoot() - 1) + cSigma,
      cc: (4 + mu / n) / (n + 4 + 2 * mu / n))
    expectedLength = n.squareRoot() * (1 - 1 / (4 * n) + 1 / (21 * n * n))
    self.mean = mean
    self.sigma = sigma
    covariance = (0..<mean.count * mean.count).map { $0 % (mean.count + 1) == 0 ? 1 : 0 }
    pathSigma = [Double](repeating: 0, count: mean.count)
    pathCovariance = pathSigma
    axes = CovarianceMatrixAdaptation.axes(&covariance, mean.count)
  }

  /// The principal axes, and the matrix made of them again so that it is symmetric and positive.
  private static func axes(_ matrix: inout [Double], _ size: Int) -> ([[Double]], [Double]) {
    for i in 0..<size {
      for j in 0..<i {
        let middle = (matrix[i * size + j] + matrix[j * size + i]) / 2
        matrix[i * size + j] = middle
        matrix[j * size + i] = middle
      }
    }
    let eigen = SymmetricEigen(matrix, size: size)
    let lengths = eigen.values.map { ($0 < 0 ? 1e-8 : $0).squareRoot() }
    for i in 0..<size {
      for j in 0..<size {
        matrix[i * size + j] = eigen.vectors.indices.reduce(0) {
          $0 + eigen.vectors[$1][i] * lengths[$1] * lengths[$1] * eigen.vectors[$1][j]
        }
      }
    }
    return (eigen.vectors, lengths)
  }

  /// A point of the distribution.
  func sample(_ stream: inout RandomStream) -> [Double] {
    let z = (0..<dimensions).map { _ in stream.nextNormal() }
    return (0..<dimensions).map { i in
      let y = axes.vectors.indices.reduce(0) { $0 + axes.vectors[$1][i] * axes.lengths[$1] * z[$1] }
      return mean[i] + sigma * y
    }
  }

  /// Learns from one population of points with their losses.
  mutating func tell(_ solutions: [(point: [Double], loss: Double)]) {
    let n = Double(dimensions)
    generation += 1
    let order = solutions.indices.sorted {
      solutions[$0].loss == solutions[$1].loss ? $0 < $1 : solutions[$0].loss < solutions[$1].loss
    }
    let steps = order.map { index in zip(solutions[index].point, mean).map { ($0 - $1) / sigma } }
    let step = (0..<dimensions).map { i in (0..<parents).reduce(0) { $0 + weights[$1] * steps[$1][i] } }
    for i in 0..<dimensions { mean[i] += sigma * step[i] }
    let whitened = whiten(step)
    let pull = (rate.cSigma * (2 - rate.cSigma) * effective).squareRoot()
    for i in 0..<dimensions { pathSigma[i] = (1 - rate.cSigma) * pathSigma[i] + pull * whitened[i] }
    let length = norm(pathSigma)
    sigma = min(sigma * Elementary.exp(rate.cSigma / rate.damping * (length / expectedLength - 1)), 1e32)
    let bound = (1 - Elementary.power(1 - rate.cSigma, 2 * Double(generation + 1))).squareRoot()
    let isShort = length / bound < (1.4 + 2 / (n + 1)) * expectedLength
    let drag = isShort ? (rate.cc * (2 - rate.cc) * effective).squareRoot() : 0
    for i in 0..<dimensions { pathCovariance[i] = (1 - rate.cc) * pathCovariance[i] + drag * step[i] }
    adapt(steps, isShort: isShort)
    axes = CovarianceMatrixAdaptation.axes(&covariance, dimensions)
  }

  /// Equation 47.
  private mutating func adapt(_ steps: [[Double]], isShort: Bool) {
    let n = Double(dimensions)
    let scaled = zip(weights, steps).map { weight, step -> Double in
      guard weight < 0 else { return weight }
      let length = norm(whiten(step))
      return weight * n / (length * length + 1e-8)
    }
    let loss = isShort ? 0 : rate.cc * (2 - rate.cc)
    let kept = 1 + rate.c1 * loss - rate.c1 - rate.cMu * weights.reduce(0, +)
    for i in 0..<dimensions {
      for j in 0..<dimensions {
        let rankMu = steps.indices.reduce(0) { $0 + scaled[$1] * steps[$1][i] * steps[$1][j] }
        covariance[i * dimensions + j] =
          kept * covariance[i * dimensions + j] + rate.c1 * pathCovariance[i] * pathCovariance[j]
          + rate.cMu * rankMu
      }
    }
  }

  /// The vector times the inverse root of the covariance.
  private func whiten(_ vector: [Double]) -> [Double] {
    let turned = zip(axes.vectors, axes.lengths).map { axis, length in
      zip(axis, vector).reduce(0) { $0 + $1.0 * $1.1 } / length
    }
    return (0..<dimensions).map { i in turned.indices.reduce(0) { $0 + axes.vectors[$1][i] * turned[$1] } }
  }

  private func norm(_ vector: [Double]) -> Double { vector.reduce(0) { $0 + $1 * $1 }.squareRoot() }
}
