import Frame
import Learning

/// Rows drawn by a fixed stream, for tests that need some data and no particular one.
enum SampleData {
  /// Features of which the first decides between two classes, with noise.
  static func classification(
    rows: Int = 200, columns: Int = 4, classes: Int = 2, seed: UInt64 = 1
  ) -> FitRequest {
    var stream = RandomStream(seed: seed, stream: 0)
    let features = (0..<columns).map { _ in (0..<rows).map { _ in stream.nextNormal() } }
    let codes = (0..<rows).map { row -> Int32 in
      let score = features[0][row] + 0.5 * stream.nextNormal()
      return Int32(min(max(Int(score + Double(classes) / 2), 0), classes - 1))
    }
    let labels = (0..<classes).map { "class \($0)" }
    let used = Set(codes).sorted()
    let target = Target.classes(
      labels: used.map { labels[Int($0)] }, codes: codes.map { Int32(used.firstIndex(of: $0) ?? 0) })
    return FitRequest(matrix: named(rows, features), target: target)
  }

  static func regression(rows: Int = 120, columns: Int = 3, seed: UInt64 = 2) -> FitRequest {
    var stream = RandomStream(seed: seed, stream: 0)
    let features = (0..<columns).map { _ in (0..<rows).map { _ in stream.nextNormal() } }
    let target = (0..<rows).map { 5 + 3 * features[0][$0] + stream.nextNormal() }
    return FitRequest(matrix: named(rows, features), target: .numbers(target))
  }

  private static func named(_ rows: Int, _ features: [[Double]]) -> FeatureMatrix {
    FeatureMatrix(rowCount: rows, names: features.indices.map { "x\($0)" }, columns: features)
  }
}

/// The error that `body` throws, where it is a `LearningError`.
func learningError(_ body: () throws -> Void) -> LearningError? {
  do {
    try body()
    return nil
  } catch {
    return error as? LearningError
  }
}

/// All values of a prediction, row by row.
func values(_ prediction: Prediction) -> [Double] {
  switch prediction {
  case .values(let values), .anomalies(let values, _): values
  case .clusters(let codes, _): codes.map(Double.init)
  case .labels(let labels): labels.values
  case .probabilities, .thresholded, .scores: prediction.ofClasses?.values ?? []
  }
}
