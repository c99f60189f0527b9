import Canonical

/// `drop`: columns that no later step and no model shall see.
struct Drop: FittedStep {
  static let name = "drop"

  static let spec: StepSpec = {
    var spec = StepSpec(
      name: name, summary: "leaves columns out, and sets of features where they are named", takes: .selector,
      hyperparameters: [], meaningVersion: 1, accepts: { $0.isFeatures ? .whenNamed : .taken },
      plan: { columns, _, schema throws(StepFailure) in
        for column in columns { schema.remove(column, step: name) }
      },
      fit: { columns, _, _ throws(LearningError) in
        FitOutcome(step: Drop(columns: columns), learned: [], made: 0)
      },
      decode: { reader throws(DecodingFailure) in try Drop(decoding: &reader) })
    spec.takesFeatures = true
    return spec
  }()

  private let columns: [String]

  init(columns: [String]) { self.columns = columns }

  func apply(to table: inout WorkingTable) throws(LearningError) { table.remove(columns) }

  func encode(into writer: inout ByteWriter) { writer.write(each: columns) { $0.write($1) } }

  init(decoding reader: inout ByteReader) throws(DecodingFailure) {
    columns = try reader.readArray { reader throws(DecodingFailure) in try reader.readString() }
  }
}
