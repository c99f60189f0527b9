/// Whether two models have different areas under the ROC curve on the same rows of two classes (E. DeLong, D. DeLong and
/// D. Clarke-Pearson, "Comparing the Areas under Two or More Correlated Receiver Operating Characteristic Curves", 1988).
package struct DeLongTest: Sendable, Hashable {
  /// The area of the first model minus that of the second.
  package var difference: Double
  package var standardError: Double
  package var pValue: Double

  /// Nil for anything but two classes, without two rows of each, and where every row tells the same.
  package init?(_ first: Evaluated, _ second: Evaluated) {
    guard first.count == second.count, first.task == .classification, first.labels.count == 2,
      second.labels.count == 2,
      let a = try? RankedSums(RankedLayout(first, label: 1)).placements(),
      let b = try? RankedSums(RankedLayout(second, label: 1)).placements(), a.isPositive == b.isPositive,
      a.positives > 1, a.negatives > 1
    else { return nil }
    let differences = zip(a.shares, b.shares).map { $0 - $1 }
    let positive = zip(differences, a.isPositive).filter { $0.1 }.map(\.0)
    let negative = zip(differences, a.isPositive).filter { !$0.1 }.map(\.0)
    difference = Moments.mean(positive)
    let variance =
      Self.variance(positive) / Double(positive.count) + Self.variance(negative) / Double(negative.count)
    standardError = variance.squareRoot()
    if difference == 0 {
      pValue = 1
    } else {
      guard standardError > 0 else { return nil }
      pValue = TailProbability.normal(difference / standardError)
    }
  }

  private static func variance(_ values: [Double]) -> Double {
    let mean = Moments.mean(values)
    let sums = FixedOrder.deviations(values, from: mean)
    return sums.second / Double(values.count - 1)
  }
}
