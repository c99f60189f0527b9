import Canonical
import Frame

/// A recipe whose steps have learned from one table, ready to turn any table with the same columns into features.
package struct FittedRecipe: Sendable {
  /// The features, in order.
  package let names: [String]
  /// The columns it reads, with the types they had.
  package let inputs: [Field]
  /// What each step did, for the page; last an `one_hot` that nobody wrote, where crossed categories were left.
  package let steps: [StepSummary]
  /// Whether `apply` to the rows that it was fitted on gives the very features that a model learns from, and soon enough that
  /// nobody needs to keep them: not where rows are kept from seeing their own target, and not where a step is slow.
  package let remakesTraining: Bool
  /// Whether the matrices it makes keep their zeros.
  private let layout: FeatureLayout
  private let fitted: [(name: String, step: any FittedStep)]

  /// The names of the columns it reads.
  package var inputColumns: [String] { inputs.map(\.name) }

  /// The number of features.
  package var count: Int { names.count }

  /// Whether the features are kept without their zeros.
  package var isSparse: Bool { layout == .sparse }

  /// What one step did when the recipe was fitted.
  package struct StepSummary: Sendable, Equatable {
    /// The name of the step.
    package let name: String
    /// The columns it works on.
    package let columns: [String]
    /// What it learned of each column, such as `mean 4,201.8`; empty for steps that learn nothing.
    package let learnedByColumn: [String]
    /// The number of columns or features it takes.
    package let featuresIn: Int
    /// The number of columns or features it makes of them.
    package let featuresOut: Int
    /// What a reader should know of it.
    package let remarks: [StepRemark]

    /// What it learned, in one line: of the first three columns by name.
    package var learned: String {
      if learnedByColumn.count == 1 { return learnedByColumn[0] }
      let shown = zip(columns, learnedByColumn).prefix(3).map { "\($0): \($1)" }
      let more = learnedByColumn.count > 3 ? ["and \(learnedByColumn.count - 3) more"] : []
      return (shown + more).joined(separator: "; ")
    }
  }

  init(
    names: [String], inputs: [Field], layout: FeatureLayout, remakesTraining: Bool, steps: [StepSummary],
    fitted: [(name: String, step: any FittedStep)]
  ) {
    self.names = names
    self.inputs = inputs
    self.layout = layout
    self.remakesTraining = remakesTraining
    self.steps = steps
    self.fitted = fitted
  }

  /// The features of `table`, which needs the input columns alone. Fails where a column is not there or of another type, and
  /// where a category is unknown and the step says `unknown: error`.
  package func apply(to table: Table) throws(LearningError) -> FeatureMatrix {
    try application(to: table).matrix
  }

  /// The features of `table`, and the categories in it that no training row had, each with the number of its rows.
  package func application(
    to table: Table
  ) throws(LearningError) -> (matrix: FeatureMatrix, unknown: [UnknownLevel]) {
    var working = try WorkingTable(table, fields: inputs)
    for (_, step) in fitted { try step.apply(to: &working) }
    return (try working.matrix(layout, names: names), working.unknown)
  }
}

extension FittedRecipe {
  /// Appends the canonical bytes. Recipes of equal bytes make the same features of the same rows: the versions of the steps are
  /// among them.
  package func encode(into writer: inout ByteWriter) {
    writer.write(each: names) { $0.write($1) }
    Schema(inputs).encode(into: &writer)
    writer.write(layout.rawValue)
    writer.write(remakesTraining)
    writer.write(each: steps) { $1.encode(into: &$0) }
    writer.write(each: fitted) { writer, entry in
      writer.write(entry.name)
      writer.write(Steps[entry.name]?.meaningVersion ?? 0)
      entry.step.encode(into: &writer)
    }
  }

  /// Reads what `encode(into:)` wrote; any other bytes fail.
  package init(decoding reader: inout ByteReader) throws(DecodingFailure) {
    names = try reader.readArray { reader throws(DecodingFailure) in try reader.readString() }
    inputs = try Schema(decoding: &reader).fields
    guard let layout = FeatureLayout(rawValue: try reader.readByte()) else {
      throw DecodingFailure("features of an unknown layout")
    }
    self.layout = layout
    remakesTraining = try reader.readBool()
    steps = try reader.readArray { reader throws(DecodingFailure) in try StepSummary(decoding: &reader) }
    fitted = try reader.readArray { reader throws(DecodingFailure) in
      let name = try reader.readString()
      guard let spec = Steps[name] else { throw DecodingFailure("a step of the unknown kind `\(name)`") }
      guard try reader.readInt() == spec.meaningVersion else {
        throw DecodingFailure("a step `\(name)` of another version")
      }
      return (name, try spec.decode(&reader))
    }
    guard NameIndex.firstDuplicate(in: names) == nil else {
      throw DecodingFailure("two features of one name")
    }
  }
}

extension FittedRecipe.StepSummary {
  func encode(into writer: inout ByteWriter) {
    writer.write(name)
    writer.write(each: columns) { $0.write($1) }
    writer.write(each: learnedByColumn) { $0.write($1) }
    writer.write(featuresIn)
    writer.write(featuresOut)
    writer.write(each: remarks) { $1.encode(into: &$0) }
  }

  init(decoding reader: inout ByteReader) throws(DecodingFailure) {
    name = try reader.readString()
    columns = try reader.readArray { reader throws(DecodingFailure) in try reader.readString() }
    learnedByColumn = try reader.readArray { reader throws(DecodingFailure) in try reader.readString() }
    featuresIn = try reader.readInt()
    featuresOut = try reader.readInt()
    remarks = try reader.readArray { reader throws(DecodingFailure) in try StepRemark(decoding: &reader) }
    guard featuresIn >= 0, featuresOut >= 0 else { throw DecodingFailure("a negative number of features") }
  }
}
