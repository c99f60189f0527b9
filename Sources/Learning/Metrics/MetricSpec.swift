/// The declaration of a metric: its name, its definition, and what it computes.
package struct MetricSpec: Sendable {
  /// scikit-learn's name, where it has one.
  package let name: String
  /// As the head of a table's column, such as `macro F1`.
  package let title: String
  /// What it measures; for any other task it has no value.
  package let tasks: Set<Task>
  /// Whether a larger value is a better one.
  package let higherIsBetter: Bool
  /// The definition, in a sentence.
  package let summary: String
  /// What it needs beside truth and prediction.
  package let needs: Set<Need>
  let form: MetricForm

  /// What a metric may need beside truth and prediction.
  package enum Need: String, Sendable, Hashable {
    /// Groups of rows that are ranked against each other.
    case queries
    /// The true classes of rows that a model has put into groups of its own.
    case reference
    /// The features of the rows.
    case features
  }

  init(
    _ name: String, title: String, tasks: Set<Task> = [.classification], higherIsBetter: Bool = true,
    needs: Set<Need> = [], summary: String, _ form: MetricForm
  ) {
    self.name = name
    self.title = title
    self.tasks = tasks
    self.higherIsBetter = higherIsBetter
    self.needs = needs
    self.summary = summary
    self.form = form
  }

  /// The score of these rows, or why there is none.
  package func score(_ evaluated: Evaluated) -> MetricValue {
    guard tasks.contains(evaluated.task) else { return .undefined("it is for another kind of target") }
    return MetricValue { try form.value(of: evaluated) }
  }

  /// The score of these rows; nil where there is none.
  package func compute(_ evaluated: Evaluated) -> Double? { score(evaluated).value }

  /// Why no interval can be found for it by resampling so many rows, as a sentence without its full stop; nil where one can.
  package func noInterval(rows: Int) -> String? { form.noInterval(rows: rows) }
}
