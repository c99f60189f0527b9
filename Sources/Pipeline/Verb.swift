import Canonical
import Frame
import Syntax

/// A verb: its declaration, and the check that turns a cell into work. One file a verb, in `Verbs`.
package protocol Verb: Sendable {
  var spec: VerbSpec { get }

  /// Checks one cell against the static types of its inputs, executing nothing.
  /// Returns nil where errors were reported that leave nothing to run.
  func check(_ cell: inout CellCheck) -> (any CellWork)?
}

/// A checked cell: all that is known before it runs, and how to run it.
package protocol CellWork: Sendable {
  /// The static type of each name that the cell defines (one for a nameless cell's result, if it has one).
  var outputs: [any ValueType] { get }

  /// The settings as checked, defaults filled in, in an order that does not depend on how they were written.
  var settings: [Ingredient] { get }

  /// The values that are read, and which parts of them.
  var inputs: [InputUse] { get }

  /// Whether the seed has a part in the result.
  var isRandom: Bool { get }

  /// Whether there is anything to compute. A cell that only shows something is never stored.
  var isComputed: Bool { get }

  /// Computes the result: what is stored, and all that a page needs to show it.
  func run(_ context: RunContext) throws -> CellResult

  /// Makes the values of the cell's names from a result, fresh or stored, and the inputs of this run.
  func values(of result: StoredResult, _ context: RunContext) throws -> [any Value]

  /// Requirements on results, tested on every run and never stored.
  var gates: [Gate] { get }

  /// How the rows that are judged relate to those that were learned from, for verbs that judge.
  var rowVerdicts: [RowVerdict] { get }

  /// The files that the cell writes of its values, on every run.
  func outputFiles(_ values: [any Value], _ result: StoredResult) throws -> [OutputFile]

  /// What its author should know of the values though nothing failed, with a code, a hint and a clause to point at.
  func warnings(_ values: [any Value]) -> [CellFailure]
}

extension CellWork {
  package var isRandom: Bool { false }
  package var isComputed: Bool { true }
  package var gates: [Gate] { [] }
  package var rowVerdicts: [RowVerdict] { [] }
  package func outputFiles(_ values: [any Value], _ result: StoredResult) throws -> [OutputFile] { [] }
  package func warnings(_ values: [any Value]) -> [CellFailure] { [] }
}

/// One input of a cell.
package struct InputUse: Sendable {
  /// Index of the defining cell, and which of its names.
  package var producer: Producer
  package var name: String
  package var reads: PartsRead

  package init(_ producer: Producer, name: String, reads: PartsRead) {
    self.producer = producer
    self.name = name
    self.reads = reads
  }
}

/// Where a value comes from: a cell of the notebook, and the position of the name in it.
package struct Producer: Sendable, Hashable {
  package var cell: Int
  package var output: Int

  package init(cell: Int, output: Int) {
    self.cell = cell
    self.output = output
  }
}

/// The parts of a value that a cell reads; nothing else of it enters the key.
package enum PartsRead: Sendable, Hashable {
  case whole
  /// Of a table: these columns and the row draw.
  case columns([String])
}

/// `require EXPR`: a condition on results.
package struct Gate: Sendable {
  package var expression: Expression
  /// As written, for the page.
  package var text: String

  package init(expression: Expression, text: String) {
    self.expression = expression
    self.text = text
  }
}

/// What a cell computes: a manifest, and the parts it names by digest.
package struct CellResult: Sendable {
  /// Canonical bytes: small, always read back.
  package var manifest: [UInt8]
  /// Columns, draws, matrices.
  package var parts: [Part]

  package init(manifest: [UInt8], parts: [Part] = []) {
    self.manifest = manifest
    self.parts = parts
  }
}

/// A result as the engine hands it on; parts are fetched by digest through `RunContext.parts`.
package struct StoredResult: Sendable {
  package var manifest: [UInt8]

  package init(manifest: [UInt8]) { self.manifest = manifest }
}

/// What a cell may use while it runs.
package struct RunContext: Sendable {
  /// In the order of `CellWork.inputs`.
  package var inputs: [any Value]
  package var seed: UInt64
  package var parts: PartCache
  package var files: any DataFiles
  package var memo: SessionMemo
  /// Where the parts of the result are kept.
  package var keeper: any PartKeeper
  /// What the key of the result is made of.
  package var ingredients: [Ingredient] = []
  /// Pieces of the work that earlier runs have done.
  package var records = WorkRecords.none
  /// What the cell was made of when it was last run, and what came of it, where the store still has both.
  package var previous: @Sendable () -> (ingredients: [Ingredient], result: StoredResult)? = { nil }
  /// Tells a person, in a few words, how far the work is.
  package var progress: @Sendable (String) -> Void = { _ in }
  /// Seconds from some fixed moment; for limits of time and for telling what is left, never for a result.
  package var clock: @Sendable () -> Double

  package init(
    inputs: [any Value], seed: UInt64, parts: PartCache, files: any DataFiles, memo: SessionMemo,
    keeper: any PartKeeper, clock: @escaping @Sendable () -> Double = { 0 }
  ) {
    self.inputs = inputs
    self.seed = seed
    self.parts = parts
    self.files = files
    self.memo = memo
    self.keeper = keeper
    self.clock = clock
  }

  /// The input at `index` as a value of the kind that `check` made sure of.
  package func input<V: Value>(_ index: Int, as: V.Type) throws -> V {
    guard index < inputs.count, let value = inputs[index] as? V else {
      throw CellFailure(.cellFailed, "input \(index + 1) is of another kind than was checked")
    }
    return value
  }
}

/// Why a cell has no result.
package struct CellFailure: Error, Sendable {
  package var code: DiagnosticCode
  package var message: String
  package var hint: String?
  /// A clause to point at; nil: the cell's first line.
  package var span: Span?

  package init(_ code: DiagnosticCode, _ message: String, hint: String? = nil, at span: Span? = nil) {
    self.code = code
    self.message = message
    self.hint = hint
    self.span = span
  }
}
