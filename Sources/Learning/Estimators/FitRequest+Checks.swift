import Canonical
import Frame

extension FitRequest {
  /// Proves what every estimator relies on, so that none has to: sizes agree, the task fits, there are rows,
  /// two classes or more, and no value is infinite (or missing, where that is not allowed).
  func check(name: String, tasks: Set<Task>, takesMissing: Bool) throws(LearningError) {
    guard target.task.map(tasks.contains) ?? tasks.contains(where: { !$0.hasTarget }) else {
      throw wrongTask(name, tasks)
    }
    guard target.count == matrix.rowCount else {
      throw LearningError("\(matrix.rowCount) rows of features stand beside \(target.count) target values")
    }
    guard matrix.rowCount > 0 else { throw LearningError("there are no rows to learn from") }
    try checkClasses()
    try checkWeights()
    if name != Baseline.name { try matrix.checkValues(for: name, takesMissing: takesMissing) }
  }

  /// Proves that the request asks for nothing that a kind of model does not take.
  func checkExtras(
    name: String, weights takesWeights: Bool, sparse takesSparse: Bool, start takesStart: Bool,
    steps: Bool
  ) throws(LearningError) {
    if weights != nil, !takesWeights {
      throw LearningError("`\(name)` cannot weigh rows", hint: "leave `class_weight` and `weight` out")
    }
    if matrix.isSparse, !takesSparse {
      throw LearningError(
        "`\(name)` needs all numbers, and these features are kept without their zeros",
        hint: "make them fewer with `svd` or `select`, or use `logistic`, `linear` or `gradient_boosting`")
    }
    if start != nil, !takesStart { throw LearningError("`\(name)` cannot go on from a model") }
    if observation != nil, !steps { throw LearningError("`\(name)` is fitted in one go") }
    guard let validation else { return }
    guard steps else {
      throw LearningError("`\(name)` does not stop early", hint: "leave `validate on` out")
    }
    try validation.matrix.checkNames(matrix.names)
    guard validation.target.count == validation.matrix.rowCount, validation.target.task == target.task else {
      throw LearningError("the rows of `validate on` have another target")
    }
  }

  private func wrongTask(_ name: String, _ tasks: Set<Task>) -> LearningError {
    switch target.task {
    case nil:
      LearningError("`\(name)` needs a target to learn from")
    case _? where tasks.allSatisfy({ !$0.hasTarget }):
      LearningError("`\(name)` learns from features alone, and there is a target")
    case .classification:
      LearningError(
        "`\(name)` predicts numbers, and the target is a category",
        hint: "use a classifier such as `logistic` or `gradient_boosting`")
    default:
      LearningError(
        "`\(name)` predicts classes, and the target is a number",
        hint: "declare the column as a category where it is loaded (`column NAME category`), or use `linear`")
    }
  }

  private func checkClasses() throws(LearningError) {
    guard case .classes(let labels, _) = target, labels.count < 2 else { return }
    throw LearningError(
      "the target has one class only, `\(labels.first ?? "")`",
      hint: "a classifier needs rows of two classes or more")
  }

  private func checkWeights() throws(LearningError) {
    guard let weights else { return }
    guard weights.count == matrix.rowCount else {
      throw LearningError("\(matrix.rowCount) rows of features stand beside \(weights.count) weights")
    }
    if let row = weights.firstIndex(where: { !($0.isFinite && $0 >= 0) }) {
      throw LearningError("the weight of row \(row + 1) is \(NumberText.exact(weights[row]))")
    }
    guard weights.contains(where: { $0 > 0 }) else { throw LearningError("every weight is zero") }
  }
}

extension FeatureMatrix {
  /// Proves that every value is finite, or missing where that is allowed.
  func checkValues(for model: String, takesMissing: Bool) throws(LearningError) {
    let missing = try missingCounts()
    let incomplete = missing.indices.filter { missing[$0] > 0 }.map { (name: names[$0], count: missing[$0]) }
    guard !takesMissing, let first = incomplete.first else { return }
    let others = incomplete.count > 1 ? ", and \(incomplete.count - 1) more features have some" : ""
    throw LearningError(
      "`\(model)` needs complete features; `\(first.name)` has \(NumberText.thousands(first.count)) missing "
        + (first.count == 1 ? "value" : "values") + others,
      hint:
        "add `impute` to the recipe, or use a tree, a forest or `gradient_boosting`, which take missing values"
    )
  }

  /// How many values of each feature are missing. Fails where one is infinite.
  private func missingCounts() throws(LearningError) -> [Int] {
    var missing = [Int](repeating: 0, count: columnCount)
    func infinite(_ index: Int) -> LearningError {
      LearningError("the feature `\(names[index])` has an infinite value")
    }
    switch storage {
    case .dense(let columns):
      for (index, column) in columns.enumerated() {
        guard case .numbers(let values) = column else { continue }
        for value in values where !value.isFinite {
          guard value.isNaN else { throw infinite(index) }
          missing[index] += 1
        }
      }
    case .sparse(let rows):
      for (position, value) in rows.values.enumerated() where !value.isFinite {
        let index = Int(rows.columns[position])
        guard value.isNaN else { throw infinite(index) }
        missing[index] += 1
      }
    }
    return missing
  }

  /// Proves that these are the features that a model was fitted on, in their order.
  func checkNames(_ expected: [String]) throws(LearningError) {
    guard columnCount == expected.count else {
      throw LearningError("the model reads \(expected.count) features, and the matrix has \(columnCount)")
    }
    for (name, wanted) in zip(names, expected) where !name.hasSameBytes(as: wanted) {
      throw LearningError("the model reads the feature `\(wanted)` where the matrix has `\(name)`")
    }
  }
}
