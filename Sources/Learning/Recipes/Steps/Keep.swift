import Canonical
import Frame

/// `keep`: these columns, and the features made so far, and no others.
enum Keep {
  static let name = "keep"

  static let spec = StepSpec(
    name: name, summary: "leaves all other columns out", takes: .selector, hyperparameters: [],
    meaningVersion: 1,
    accepts: { _ in .taken },
    plan: { columns, _, schema throws(StepFailure) in
      for field in schema.fields where !field.kind.isFeatures && !columns.containsBytes(of: field.name) {
        schema.remove(field.name, step: name)
      }
    },
    fit: { columns, _, table throws(LearningError) in
      let others = table.columns.filter { !$0.values.kind.isFeatures && !columns.containsBytes(of: $0.name) }
      return FitOutcome(step: Drop(columns: others.map(\.name)), learned: [], made: columns.count)
    },
    decode: { reader throws(DecodingFailure) in try Drop(decoding: &reader) })
}
