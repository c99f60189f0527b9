/// Scores turned into probabilities: `e^score`, divided by the sum over the classes.
enum Softmax {
  /// Row by row, a probability a class, from a list of scores a class.
  static func probabilities(_ scores: [[Double]], rowCount: Int) -> [Double] {
    var values: [Double] = []
    values.reserveCapacity(rowCount * scores.count)
    for row in 0..<rowCount { values += probabilities(scores.map { $0[row] }) }
    return values
  }

  static func probabilities(_ scores: [Double]) -> [Double] {
    let highest = scores.reduce(-.infinity) { max($0, $1) }
    let powers = scores.map { Elementary.exp($0 - highest) }
    let sum = powers.reduce(0, +)
    return powers.map { $0 / sum }
  }
}
