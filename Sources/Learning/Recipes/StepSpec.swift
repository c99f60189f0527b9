import Canonical

/// The declaration of a feature step: what it is called, takes and does.
package struct StepSpec: Sendable {
  /// As it is written at the start of the clause.
  package let name: String
  /// What it does, in a phrase, for the documentation.
  package let summary: String
  /// What stands behind the name.
  package let takes: Operand
  /// The options that may be written behind the columns.
  package let hyperparameters: [Hyperparameter]
  /// Rises whenever the same step would learn or do something else; part of a result's key.
  package let meaningVersion: Int
  /// It learns from the target too.
  package var readsTarget = false
  /// It draws at random: the seed has a part in what it learns.
  package var isRandom = false
  /// It works on finished features, such as those of `one_hot`, beside columns.
  var takesFeatures = false

  /// What stands behind the step's name.
  package enum Operand: Sendable {
    /// A column selector.
    case selector
    /// Columns between `*`.
    case product
  }

  /// Which columns the step works on.
  let accepts: @Sendable (WorkingKind) -> Acceptance
  /// What the step does to the columns' names and kinds; nothing is fitted.
  let plan: @Sendable (_ columns: [String], Options, inout WorkingSchema) throws(StepFailure) -> Void
  /// Learns from the rows.
  let fit: @Sendable (_ columns: [String], Options, WorkingTable) throws(LearningError) -> FitOutcome
  let decode: @Sendable (inout ByteReader) throws(DecodingFailure) -> any FittedStep
}

/// A fitted step, and what it learned of each column, in words.
struct FitOutcome {
  let step: any FittedStep
  /// One text a column, or none.
  let learned: [String]
  /// The number of columns it makes; nil: as many as the table shows.
  var made: Int?
  /// What columns become in the rows learned from, where that is not what the step makes of the same rows later.
  var training: [WorkingColumn] = []
  /// What the step makes of the columns it learned from, where it knows that already and leaves no column out; otherwise empty.
  var applied: [WorkingColumn] = []
  /// What a reader should know of it.
  var remarks: [StepRemark] = []
}

/// What a step has learned: it does the same to any table.
protocol FittedStep: Sendable {
  func apply(to table: inout WorkingTable) throws(LearningError)
  func encode(into writer: inout ByteWriter)

  /// Whether what it makes of a table takes longer to make again than to read back.
  var isSlow: Bool { get }
}

extension FittedStep {
  var isSlow: Bool { false }
}

/// Whether a step works on a column.
enum Acceptance: Sendable {
  case taken
  /// Where the column is picked by its name, pattern or kind, but not by `all`.
  case whenNamed
  /// Never; with a hint.
  case refused(hint: String?)

  /// Of a step that works on numbers and on nothing else.
  static func ofNumbers(_ kind: WorkingKind, hint: String? = nil) -> Acceptance {
    switch kind {
    case .number, .integer: .taken
    default: .refused(hint: hint)
    }
  }
}

/// Why a step cannot be done, and the column at fault.
struct StepFailure: Error {
  let error: LearningError
  var column: String?
  /// The column is there, and the step has no use for what it holds.
  var isAboutType = false
  /// There is no such column, nor was there ever one.
  var isUnknown = false

  init(_ message: String, hint: String? = nil, column: String? = nil) {
    error = LearningError(message, hint: hint)
    self.column = column
  }

  init(_ error: LearningError, column: String? = nil) {
    self.error = error
    self.column = column
  }
}
