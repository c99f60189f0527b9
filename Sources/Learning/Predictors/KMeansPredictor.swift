import Canonical

/// The centres that k-means has found.
package struct KMeansPredictor: Predictor {
  package static let kind = "kmeans"

  package let featureNames: [String]
  /// One a cluster, a number a feature.
  package let centres: [[Double]]
  /// What features are shifted by before distances are computed.
  private let shift: [Double]
  /// How many training rows each cluster has.
  package let sizes: [Int]
  /// The sum of the squared distances of the training rows from their centres.
  package let inertia: Double
  /// How much nearer the rows are to their own cluster than to the next, from −1 to 1; nil for a single cluster.
  package let silhouette: Double?
  private let silhouetteRows: Int
  private let iterations: Int
  private let converged: Bool

  init(
    featureNames: [String], centres: [[Double]], shift: [Double], sizes: [Int], inertia: Double,
    silhouette: Double?, silhouetteRows: Int, iterations: Int, converged: Bool
  ) {
    self.featureNames = featureNames
    self.centres = centres
    self.shift = shift
    self.sizes = sizes
    self.inertia = inertia
    self.silhouette = silhouette
    self.silhouetteRows = silhouetteRows
    self.iterations = iterations
    self.converged = converged
  }

  package var task: Task { .clustering }
  package var classes: [String]? { nil }
  package var parameterCount: Int { centres.count * featureNames.count }

  package var facts: [ModelFact] {
    var facts = [ModelFact("clusters", NumberText.thousands(centres.count))]
    if let silhouette {
      let all = sizes.reduce(0, +)
      let some = silhouetteRows < all ? " (of \(NumberText.thousands(silhouetteRows)) rows)" : ""
      facts.append(ModelFact("silhouette", NumberText.significant(silhouette, 3) + some))
    }
    facts.append(ModelFact("inertia", NumberText.significant(inertia, 6)))
    facts.append(ModelFact("rows in clusters", ClusterSizes.text(sizes)))
    facts.append(ModelFact("iterations", NumberText.thousands(iterations)))
    return facts
  }

  package var warnings: [String] {
    var warnings: [String] = []
    if !converged {
      warnings.append(
        "The centres still moved after \(NumberText.thousands(iterations)) iterations: raise `max_iter`.")
    }
    let empty = sizes.count { $0 == 0 }
    if empty > 0 {
      warnings.append(
        "\(NumberText.count(empty, "cluster")) of \(centres.count) \(empty == 1 ? "has" : "have") no rows: there are not as many different rows."
      )
    }
    return warnings
  }

  package var importanceMeaning: String { "variance of the centres along the feature, as a share of the sum" }

  /// By the spread of the centres.
  package var importance: [FeatureImportance] {
    let weights = sizes.map(Double.init)
    let values = featureNames.indices.map { feature -> Double in
      let own = centres.map { $0[feature] }
      let mean = Moments.mean(own, weights: weights)
      return Moments.variance(own, mean: mean, weights: weights)
    }
    let total = FixedOrder.sum(values)
    guard total > 0, total.isFinite else { return [] }
    return FeatureImportance.ranked(featureNames, values.map { $0 / total })
  }

  package func predict(_ matrix: FeatureMatrix) throws(LearningError) -> Prediction {
    try matrix.checkNames(featureNames)
    try matrix.checkValues(for: "kmeans", takesMissing: false)
    // Sparse rows are never shifted; dense ones always by what they were learned with.
    let shift = matrix.isSparse ? [Double](repeating: 0, count: shift.count) : shift
    let distances = CentreDistances(matrix, shift: shift)
    if let row = distances.squares.firstIndex(where: { !$0.isFinite }) {
      throw LearningError("the features of row \(row + 1) are too large to compute distances with")
    }
    let nearest = distances.nearest(centres.map { zip($0, shift).map { $0 - $1 } })
    return .clusters(codes: nearest.map(\.code), count: centres.count)
  }
}

/// How large clusters are, in words.
enum ClusterSizes {
  /// As percentages: of up to ten clusters each, else the smallest and the largest.
  static func shares(_ shares: [Double]) -> String {
    func percent(_ share: Double) -> String { NumberText.fixed(100 * share, 1) + " %" }
    if shares.count <= 10 { return shares.map(percent).joined(separator: " · ") }
    return "\(percent(shares.min() ?? 0)) to \(percent(shares.max() ?? 0))"
  }

  /// The sizes of up to ten clusters, else the smallest and the largest.
  static func text(_ sizes: [Int]) -> String {
    if sizes.count <= 10 { return sizes.map(NumberText.thousands).joined(separator: " · ") }
    return "\(NumberText.thousands(sizes.min() ?? 0)) to \(NumberText.thousands(sizes.max() ?? 0))"
  }
}

extension KMeansPredictor {
  package func encode(into writer: inout ByteWriter) {
    writer.write(each: featureNames) { $0.write($1) }
    writer.write(each: centres) { $0.write($1) }
    writer.write(shift)
    writer.write(each: sizes) { $0.write($1) }
    writer.write(inertia)
    writer.write(optional: silhouette) { $0.write($1) }
    writer.write(silhouetteRows)
    writer.write(iterations)
    writer.write(converged)
  }

  package init(decoding reader: inout ByteReader) throws(DecodingFailure) {
    featureNames = try reader.readArray { reader throws(DecodingFailure) in try reader.readString() }
    centres = try reader.readArray { reader throws(DecodingFailure) in try reader.readDoubles() }
    shift = try reader.readDoubles()
    sizes = try reader.readArray { reader throws(DecodingFailure) in try reader.readInt() }
    inertia = try reader.readDouble()
    silhouette = try reader.readOptional { reader throws(DecodingFailure) in try reader.readDouble() }
    silhouetteRows = try reader.readInt()
    iterations = try reader.readInt()
    converged = try reader.readBool()
    let width = featureNames.count
    guard !centres.isEmpty, width > 0, shift.count == width, sizes.count == centres.count,
      centres.allSatisfy({ $0.count == width && $0.allSatisfy(\.isFinite) }), shift.allSatisfy(\.isFinite),
      sizes.allSatisfy({ (0...Int(Int32.max)).contains($0) }), centres.count <= Int(Int32.max),
      inertia.isFinite, silhouette?.isFinite ?? true, iterations >= 0, silhouetteRows >= 0
    else { throw DecodingFailure("clusters whose parts do not fit") }
  }
}
