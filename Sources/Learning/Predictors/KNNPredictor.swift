import Canonical

/// The rows that a nearest neighbours model has learned from: all of them.
package struct KNNPredictor: Predictor {
  package static let kind = "knn"

  private let matrix: FeatureMatrix
  private let target: Target
  private let neighbours: Int
  /// A row counts by the inverse of its distance; where some are at none, they alone count.
  private let countsDistance: Bool
  private let metric: PointDistance
  private let algorithm: NeighbourSearch.Algorithm
  private let search: NeighbourSearch

  init(
    matrix: FeatureMatrix, target: Target, neighbours: Int, countsDistance: Bool, metric: PointDistance,
    algorithm: NeighbourSearch.Algorithm
  ) {
    self.matrix = matrix
    self.target = target
    self.neighbours = neighbours
    self.countsDistance = countsDistance
    self.metric = metric
    self.algorithm = algorithm
    search = NeighbourSearch(matrix, metric: metric, algorithm: algorithm)
  }

  package var classes: [String]? { target.labels }
  package var featureNames: [String] { matrix.names }
  package var parameterCount: Int { matrix.rowCount * (matrix.columnCount + 1) }
  package var importance: [FeatureImportance] { [] }
  package var importanceMeaning: String { "" }

  package var facts: [ModelFact] {
    [
      ModelFact("neighbours", NumberText.thousands(neighbours)),
      ModelFact("rows kept", NumberText.thousands(matrix.rowCount)),
    ]
  }

  package func predict(_ matrix: FeatureMatrix) throws(LearningError) -> Prediction {
    try matrix.checkNames(featureNames)
    try matrix.checkValues(for: "knn", takesMissing: false)
    guard matrix.isSparse == self.matrix.isSparse else {
      let (learned, given) = self.matrix.isSparse ? ("sparse", "dense") : ("dense", "sparse")
      throw LearningError(
        "the model has learned from \(learned) features, and these are \(given)",
        hint: "make them with the recipe that it was trained with")
    }
    let found = search.nearest(neighbours, to: matrix)
    if let row = found.firstIndex(where: { $0.contains { !$0.distance.isFinite } }) {
      throw LearningError(
        "the features of row \(row + 1) are too large to compute distances with",
        hint: "add `standardize` to the recipe")
    }
    switch target {
    case .classes(let labels, let codes):
      return .probabilities(
        labels: labels,
        values: found.flatMap { rows in
          var shares = [Double](repeating: 0, count: labels.count)
          for (weight, row) in zip(weights(rows), rows) { shares[Int(codes[Int(row.row)])] += weight }
          let sum = shares.reduce(0, +)
          return shares.map { $0 / sum }
        })
    case .numbers(let values):
      return .values(
        found.map { rows in
          let weights = weights(rows)
          let sum = zip(weights, rows).reduce(0.0) { $0 + $1.0 * values[Int($1.1.row)] }
          return sum / weights.reduce(0, +)
        })
    case .labels, .none: return .values([Double](repeating: 0, count: found.count))
    }
  }

  private func weights(_ rows: [(distance: Double, row: Int32)]) -> [Double] {
    guard countsDistance else { return [Double](repeating: 1, count: rows.count) }
    if rows.contains(where: { $0.distance == 0 }) { return rows.map { $0.distance == 0 ? 1 : 0 } }
    let nearest = metric.length(rows.first?.distance ?? 1)
    return rows.map { nearest / metric.length($0.distance) }
  }
}

extension KNNPredictor {
  package func encode(into writer: inout ByteWriter) {
    matrix.encode(into: &writer)
    target.encode(into: &writer)
    writer.write(neighbours)
    writer.write(countsDistance)
    writer.write(metric == .manhattan)
    writer.write(algorithm.rawValue)
  }

  package init(decoding reader: inout ByteReader) throws(DecodingFailure) {
    let matrix = try FeatureMatrix(decoding: &reader)
    let target = try Target(decoding: &reader)
    let neighbours = try reader.readInt()
    let countsDistance = try reader.readBool()
    let metric: PointDistance = try reader.readBool() ? .manhattan : .euclidean
    let name = try reader.readString()
    guard let algorithm = NeighbourSearch.Algorithm(rawValue: name), target.count == matrix.rowCount,
      target.task == .classification || target.task == .regression,
      target.labels.map({ $0.count >= 2 }) ?? true, matrix.columnCount > 0,
      (1...max(matrix.rowCount, 1)).contains(neighbours), matrix.rowCount > 0, matrix.isFinite
    else { throw DecodingFailure("rows that do not fit each other") }
    self.init(
      matrix: matrix, target: target, neighbours: neighbours, countsDistance: countsDistance, metric: metric,
      algorithm: algorithm)
  }
}

extension FeatureMatrix {
  /// Whether no number is missing or infinite.
  fileprivate var isFinite: Bool {
    switch storage {
    case .sparse(let rows): rows.values.allSatisfy(\.isFinite)
    case .dense(let columns):
      columns.allSatisfy { column in
        if case .numbers(let values) = column { values.allSatisfy(\.isFinite) } else { true }
      }
    }
  }
}
