import Canonical
import Frame

/// How well a forest predicts the rows that its trees have not drawn: each row is predicted by those trees alone that have not
/// seen it.
struct OutOfBag {
  /// The accuracy, or the share of the target's variance that is explained.
  let score: Double?
  private let isClassification: Bool

  init(
    _ growth: ForestGrowth, _ forest: Forest, _ request: FitRequest, name: String
  ) throws(LearningError) {
    let rows = try SinglePrecisionRows(request.matrix, for: name)
    var sums = [Double](repeating: 0, count: rows.rowCount * forest.outputs)
    var votes = [Double](repeating: 0, count: rows.rowCount)
    for (number, tree) in forest.trees.enumerated() {
      guard let counts = growth.draws(number) else { continue }
      let said = Forest(trees: [tree], outputs: forest.outputs).sums(rows, absent: 0)
      for row in counts.indices where counts[row] == 0 {
        votes[row] += 1
        for output in 0..<forest.outputs {
          sums[row * forest.outputs + output] += said[row * forest.outputs + output]
        }
      }
    }
    let judged = votes.indices.filter { votes[$0] > 0 }
    let means = judged.map { row in
      (0..<forest.outputs).map { sums[row * forest.outputs + $0] / votes[row] }
    }
    switch request.target {
    case .classes(let labels, let codes):
      isClassification = true
      let right = zip(judged, means).count { row, means in
        let shares = labels.count == 2 ? [1 - means[0], means[0]] : means
        let best = shares.indices.reduce(0) { shares[$1] > shares[$0] ? $1 : $0 }
        return best == Int(codes[row])
      }
      score = judged.isEmpty ? nil : Double(right) / Double(judged.count)
    case .numbers(let values):
      isClassification = false
      score = OutOfBag.explained(judged.map { values[$0] }, means.map { $0[0] })
    case .labels, .none:
      isClassification = false
      score = nil
    }
  }

  private static func explained(_ truth: [Double], _ predicted: [Double]) -> Double? {
    let mean = Moments.mean(truth, weights: nil)
    let errors = FixedOrder.sum(zip(truth, predicted).map { ($0 - $1) * ($0 - $1) })
    let spread = FixedOrder.sum(truth.map { ($0 - mean) * ($0 - mean) })
    return truth.count > 1 && spread > 0 ? 1 - errors / spread : nil
  }

  var fact: ModelFact {
    ModelFact(
      isClassification ? "out-of-bag accuracy" : "out-of-bag R²",
      score.map { NumberText.fixed($0, 3) } ?? "undefined: every row was drawn by every tree")
  }
}
