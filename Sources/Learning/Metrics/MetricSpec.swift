/// The declaration of a metric: its name, its definition, and what it computes.
package struct MetricSpec: Sendable {
  /// scikit-learn's name.
  package let name: String
  /// As the head of a table's column, such as `macro F1`.
  package let title: String
  /// What it measures; for any other task it has no value.
  package let tasks: Set<Task>
  /// Whether a larger value is a better one.
  package let higherIsBetter: Bool
  /// The definition, in a sentence.
  package let summary: String
  /// When the metric has no value, in a sentence.
  package let undefinedWhen: String
  /// The value; nil where it is not defined for these rows.
  package let compute: @Sendable (Evaluated) -> Double?

  init(
    _ name: String, title: String, tasks: Set<Task> = [.classification], higherIsBetter: Bool = true,
    summary: String, undefinedWhen: String = "",
    compute: @escaping @Sendable (Evaluated) -> Double?
  ) {
    self.name = name
    self.title = title
    self.tasks = tasks
    self.higherIsBetter = higherIsBetter
    self.summary = summary
    self.undefinedWhen = undefinedWhen
    self.compute = { tasks.contains($0.task) ? compute($0) : nil }
  }
}
