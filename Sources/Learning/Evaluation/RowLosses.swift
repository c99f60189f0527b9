extension Evaluated {
  /// How wrong the prediction of each row is: 1 for a wrong class and 0 for the right one, or the size of the error.
  package var losses: [Double] {
    if let (truth, predicted) = numbers { return zip(truth, predicted).map { ($0 - $1).magnitude } }
    return hits.map { $0 ? 0 : 1 }
  }

  /// The rows that are predicted worst, worst first: wrong classes by how sure the model was of them, numbers by the size of
  /// the error. Of equals the first row comes first.
  package func worst(_ count: Int) -> [Int] {
    let losses = losses
    let rows: [Int]
    let keys: [Double]
    if numbers != nil {
      rows = losses.indices.filter { losses[$0] > 0 }
      keys = losses
    } else {
      rows = losses.indices.filter { losses[$0] > 0 }
      keys = confidence.isEmpty ? losses : confidence
    }
    return Array(rows.sorted { keys[$0] != keys[$1] ? keys[$0] > keys[$1] : $0 < $1 }.prefix(count))
  }
}
