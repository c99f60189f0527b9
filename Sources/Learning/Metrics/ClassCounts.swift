/// How often each class occurs, is predicted, and is predicted right: all that the metrics of predicted classes need.
struct ClassCounts {
  /// The rows of each class.
  private(set) var support: [Int]
  /// The rows predicted as each class.
  private(set) var predicted: [Int]
  /// The rows of each class that were predicted as it.
  private(set) var right: [Int]
  /// The number of rows.
  let total: Int

  /// Nil for a regression. O(rows + classes).
  init?(_ evaluated: Evaluated) {
    guard evaluated.task == .classification else { return nil }
    let none = [Int](repeating: 0, count: evaluated.labels.count)
    support = none
    predicted = none
    right = none
    total = evaluated.count
    for (truth, prediction) in zip(evaluated.truthCodes, evaluated.predictedCodes) {
      support[Int(truth)] += 1
      predicted[Int(prediction)] += 1
      if truth == prediction { right[Int(truth)] += 1 }
    }
  }

  /// The number of classes that the model knows.
  var classCount: Int { support.count }

  /// The classes that are true of a row or predicted for one.
  var occurring: [Int] { support.indices.filter { support[$0] + predicted[$0] > 0 } }

  /// Of the rows predicted as the class, the share that belongs to it; 0 where there are none.
  func precision(_ label: Int) -> Double { share(right[label], predicted[label]) }

  /// Of the rows of the class, the share predicted as it; 0 where there are none.
  func recall(_ label: Int) -> Double { share(right[label], support[label]) }

  /// The harmonic mean of precision and recall, `2 right / (support + predicted)`; 0 where both are empty.
  func f1(_ label: Int) -> Double { share(2 * right[label], support[label] + predicted[label]) }

  private func share(_ part: Int, _ whole: Int) -> Double { whole == 0 ? 0 : Double(part) / Double(whole) }
}
