import Canonical
import Frame

/// A fitted Gaussian mixture.
package struct GaussianMixturePredictor: Predictor {
  package static let kind = "gaussian_mixture"

  package let featureNames: [String]
  private let components: GaussianComponents
  /// What features are shifted by before they are read.
  private let shift: [Double]
  /// The mean logarithm of the density at the training rows.
  package let logLikelihood: Double
  /// How many training rows there were, or their weight.
  private let rows: Double
  private let iterations: Int
  private let converged: Bool

  init(
    featureNames: [String], components: GaussianComponents, shift: [Double], logLikelihood: Double,
    rows: Double, iterations: Int, converged: Bool
  ) {
    self.featureNames = featureNames
    self.components = components
    self.shift = shift
    self.logLikelihood = logLikelihood
    self.rows = rows
    self.iterations = iterations
    self.converged = converged
  }

  package var task: Task { .clustering }
  package var classes: [String]? { nil }
  package var parameterCount: Int { components.parameterCount }
  package var importance: [FeatureImportance] { [] }
  package var importanceMeaning: String { "" }

  /// The Bayesian information criterion: lower is better.
  package var bayesianCriterion: Double {
    -2 * logLikelihood * rows + Double(parameterCount) * Elementary.log(rows)
  }

  /// Akaike's information criterion: lower is better.
  package var akaikeCriterion: Double { -2 * logLikelihood * rows + 2 * Double(parameterCount) }

  package var facts: [ModelFact] {
    [
      ModelFact("distributions", NumberText.thousands(components.means.count)),
      ModelFact("BIC", NumberText.significant(bayesianCriterion, 7)),
      ModelFact("AIC", NumberText.significant(akaikeCriterion, 7)),
      ModelFact("log-likelihood a row", NumberText.significant(logLikelihood, 6)),
      ModelFact("covariances", components.shape.rawValue),
      ModelFact("shares", ClusterSizes.shares(components.shares)),
      ModelFact("iterations", NumberText.thousands(iterations)),
    ]
  }

  package var warnings: [String] {
    guard !converged else { return [] }
    return [
      "The log-likelihood still rose after \(NumberText.thousands(iterations)) iterations: raise `max_iter`."
    ]
  }

  package func predict(_ matrix: FeatureMatrix) throws(LearningError) -> Prediction {
    try matrix.checkNames(featureNames)
    try matrix.checkValues(for: "gaussian_mixture", takesMissing: false)
    let points = matrix.rowMajor
    let width = featureNames.count
    let codes = [Int32](count: matrix.rowCount, atLeast: 64) { range, slots in
      for row in range {
        let point = (0..<width).map { points[row * width + $0] - shift[$0] }
        let own = point.withUnsafeBufferPointer { components.logarithms($0) }
        var best = 0
        for component in own.indices where own[component] > own[best] { best = component }
        slots[row] = Int32(truncatingIfNeeded: own[best].isFinite ? best : -1)
      }
    }
    if let row = codes.firstIndex(of: -1) {
      throw LearningError("the features of row \(row + 1) are too large to compute a density at")
    }
    return .clusters(codes: codes, count: components.means.count)
  }
}

extension GaussianMixturePredictor {
  package func encode(into writer: inout ByteWriter) {
    writer.write(each: featureNames) { $0.write($1) }
    writer.write(components.shape.rawValue)
    writer.write(components.shares)
    writer.write(each: components.means) { $0.write($1) }
    writer.write(each: components.covariances) { $0.write($1) }
    writer.write(shift)
    writer.write(logLikelihood)
    writer.write(rows)
    writer.write(iterations)
    writer.write(converged)
  }

  package init(decoding reader: inout ByteReader) throws(DecodingFailure) {
    featureNames = try reader.readArray { reader throws(DecodingFailure) in try reader.readString() }
    let name = try reader.readString()
    let shares = try reader.readDoubles()
    let means = try reader.readArray { reader throws(DecodingFailure) in try reader.readDoubles() }
    let covariances = try reader.readArray { reader throws(DecodingFailure) in try reader.readDoubles() }
    shift = try reader.readDoubles()
    logLikelihood = try reader.readDouble()
    rows = try reader.readDouble()
    iterations = try reader.readInt()
    converged = try reader.readBool()
    let width = featureNames.count
    guard let shape = GaussianComponents.Shape(rawValue: name), width > 0, !shares.isEmpty,
      means.count == shares.count, shares.allSatisfy({ (0...1).contains($0) }), shift.count == width,
      (means + [shift]).allSatisfy({ $0.count == width && $0.allSatisfy(\.isFinite) }),
      covariances.count == (shape == .tied ? 1 : shares.count), logLikelihood.isFinite, rows.isFinite,
      rows > 0, iterations >= 0
    else { throw DecodingFailure("a mixture whose parts do not fit") }
    let size =
      switch shape {
      case .full, .tied: width * width
      case .diag: width
      case .spherical: 1
      }
    guard covariances.allSatisfy({ $0.count == size && $0.allSatisfy(\.isFinite) }),
      let components = GaussianComponents(
        shape: shape, shares: shares, means: means, covariances: covariances)
    else { throw DecodingFailure("a mixture whose covariances are none") }
    self.components = components
  }
}
