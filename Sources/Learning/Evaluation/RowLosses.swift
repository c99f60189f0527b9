extension Evaluated {
  /// How wrong the prediction of each row is: 1 for a wrong class and 0 for the right one, the share of labels that are wrong, or
  /// the size of the error.
  package var losses: [Double] {
    if task == .multilabel { return labelLosses }
    if let (truth, predicted) = numbers { return zip(truth, predicted).map { ($0 - $1).magnitude } }
    return hits.map { $0 ? 0 : 1 }
  }

  private var labelLosses: [Double] {
    let (width, predicted) = (labels.count, predictedFlags)
    return (0..<count).map { row in
      let wrong = (row * width..<(row + 1) * width).count { truthFlags[$0] != predicted[$0] }
      return Double(wrong) / Double(width)
    }
  }

  /// The rows that are predicted worst, worst first: wrong classes by how sure the model was of them, several labels by
  /// how many are wrong, numbers by the size of the error. Of equals the first row comes first.
  package func worst(_ count: Int) -> [Int] {
    let losses = losses
    let rows: [Int]
    let keys: [Double]
    if numbers != nil || task == .multilabel {
      rows = losses.indices.filter { losses[$0] > 0 }
      keys = losses
    } else {
      rows = losses.indices.filter { losses[$0] > 0 }
      keys = confidence.isEmpty ? losses : confidence
    }
    return Array(rows.sorted { keys[$0] != keys[$1] ? keys[$0] > keys[$1] : $0 < $1 }.prefix(count))
  }
}
