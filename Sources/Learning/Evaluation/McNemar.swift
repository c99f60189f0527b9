/// Whether two models are right about equally many rows, by the rows about which only one of them is (Q. McNemar 1947).
package struct McNemarTest: Sendable, Hashable {
  /// Rows that only the first model has right.
  package var firstAlone: Int
  /// Rows that only the second model has right.
  package var secondAlone: Int
  /// How likely so uneven a count is where both are equally good: exact by coin tosses up to 1,000 such rows, beyond by the
  /// normal approximation with Edwards' correction.
  package var pValue: Double

  /// Nil for anything but classes, and where the models judge other rows.
  package init?(_ first: Evaluated, _ second: Evaluated) {
    guard first.count == second.count, first.task == .classification, second.task == .classification else {
      return nil
    }
    self.init(firstRight: first.hits, secondRight: second.hits)
  }

  init(firstRight: [Bool], secondRight: [Bool]) {
    var (a, b) = (0, 0)
    for (one, other) in zip(firstRight, secondRight) where one != other {
      if one { a += 1 } else { b += 1 }
    }
    firstAlone = a
    secondAlone = b
    let all = a + b
    if all <= 1000 {
      pValue = TailProbability.fairCoin(least: min(a, b), of: all)
    } else {
      let distance = max(0, Double((a - b).magnitude) - 1)
      pValue = TailProbability.normal(distance / Double(all).squareRoot())
    }
  }
}

extension Evaluated {
  /// Whether each row is predicted right.
  package var hits: [Bool] { zip(truthCodes, predictedCodes).map { $0 == $1 } }
}
