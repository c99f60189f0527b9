import Canonical

/// `indicate_missing`: a feature `missingindicator_column` that is 1 where the column has no value, as scikit-learn's
/// `MissingIndicator`.
struct IndicateMissing: FittedStep {
  static let name = "indicate_missing"

  static let spec = StepSpec(
    name: name, summary: "marks where values are missing", takes: .selector,
    hyperparameters: [
      Hyperparameter(
        "features", .choice(["missing_only", "all"]), default: .text("missing_only"),
        summary: "a mark for columns that miss a value in the rows learned from, or for all")
    ],
    meaningVersion: 1, accepts: { $0.isFeatures ? .refused(hint: nil) : .taken },
    plan: { columns, _, schema throws(StepFailure) in
      for column in columns {
        try schema.add(title(column), .boolean, from: schema[column]?.sources ?? [column])
      }
    },
    fit: fit,
    decode: { reader throws(DecodingFailure) in try IndicateMissing(decoding: &reader) })

  private let marked: [String]

  private static func title(_ column: String) -> String { "missingindicator_\(column)" }

  private static func fit(
    _ columns: [String], _ options: Options, _ table: WorkingTable
  ) throws(LearningError) -> FitOutcome {
    var marked: [String] = []
    var learned: [String] = []
    for column in columns {
      let missing = try table.column(column).values.isPresent(rowCount: table.rowCount).count { !$0 }
      if missing > 0 || options.text("features") == "all" { marked.append(column) }
      learned.append(missing == 0 ? "none missing" : "\(NumberText.thousands(missing)) missing")
    }
    return FitOutcome(step: IndicateMissing(marked: marked), learned: learned, made: marked.count)
  }

  private init(marked: [String]) { self.marked = marked }

  func apply(to table: inout WorkingTable) throws(LearningError) {
    for name in marked {
      let present = try table.column(name).values.isPresent(rowCount: table.rowCount)
      let marks = present.map { $0 ? 0.0 : 1.0 }
      table.append(WorkingColumn(name: IndicateMissing.title(name), values: .numbers(marks, .boolean)))
    }
  }

  func encode(into writer: inout ByteWriter) {
    writer.write(each: marked) { $0.write($1) }
  }

  private init(decoding reader: inout ByteReader) throws(DecodingFailure) {
    marked = try reader.readArray { reader throws(DecodingFailure) in try reader.readString() }
  }
}
