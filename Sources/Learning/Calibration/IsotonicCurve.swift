/// The rising curve that lies closest to what happened, as scikit-learn's `IsotonicRegression`: means of rows of one score, pooled
/// where they fall (Ayer and others, 1955), straight lines between them, and level beyond the first and the last.
struct IsotonicCurve: Sendable, Equatable {
  /// Rising; one at least.
  let scores: [Double]
  /// The probability at each score: rising, from 0 to 1.
  let probabilities: [Double]

  init?(scores: [Double], probabilities: [Double]) {
    guard !scores.isEmpty, scores.count == probabilities.count, scores.allSatisfy(\.isFinite),
      zip(scores, scores.dropFirst()).allSatisfy({ $0 < $1 }), probabilities.allSatisfy((0...1).contains)
    else { return nil }
    self.scores = scores
    self.probabilities = probabilities
  }

  /// Rows without a weight have no part in it. O(n log n).
  init(_ scores: [Double], _ isClass: [Bool], weights: [Double]?) {
    var blocks: [Block] = []
    for row in scores.indices.sorted(by: { (scores[$0], $0) < (scores[$1], $1) }) {
      let weight = weights?[row] ?? 1
      guard weight > 0 else { continue }
      let sum = isClass[row] ? weight : 0
      if let last = blocks.indices.last, blocks[last].scores == scores[row]...scores[row] {
        blocks[last].sum += sum
        blocks[last].weight += weight
      } else {
        blocks.append(Block(scores: scores[row]...scores[row], sum: sum, weight: weight))
      }
    }
    var pooled: [Block] = []
    for block in blocks {
      pooled.append(block)
      while pooled.count > 1, pooled[pooled.count - 2].mean >= pooled[pooled.count - 1].mean {
        let last = pooled.removeLast()
        pooled[pooled.count - 1].take(last)
      }
    }
    var places: [Double] = []
    var values: [Double] = []
    for block in pooled {
      places.append(block.scores.lowerBound)
      values.append(block.mean)
      guard block.scores.upperBound > block.scores.lowerBound else { continue }
      places.append(block.scores.upperBound)
      values.append(block.mean)
    }
    self.scores = places.isEmpty ? [0] : places
    probabilities = values.isEmpty ? [0] : values
  }

  private struct Block {
    var scores: ClosedRange<Double>
    var sum: Double
    var weight: Double

    var mean: Double { sum / weight }

    mutating func take(_ next: Block) {
      scores = scores.lowerBound...next.scores.upperBound
      sum += next.sum
      weight += next.weight
    }
  }

  /// O(log n).
  func probability(_ score: Double) -> Double {
    guard score > scores[0] else { return probabilities[0] }
    guard score < scores[scores.count - 1] else { return probabilities[scores.count - 1] }
    var (low, high) = (0, scores.count - 1)
    while high - low > 1 {
      let middle = (low + high) / 2
      if scores[middle] <= score { low = middle } else { high = middle }
    }
    let part = (score - scores[low]) / (scores[high] - scores[low])
    return probabilities[low] + (probabilities[high] - probabilities[low]) * part
  }
}
