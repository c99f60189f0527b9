import Canonical
import Frame
import Syntax

/// What a verb sees of a cell while it checks it.
package struct CellCheck {
  /// A value of the notebook that the cell reads.
  package struct Bound {
    package var word: Word
    package var type: any ValueType
    package var producer: Producer
  }

  package let index: Int
  package let cell: Cell
  package let file: SourceFile
  package let spec: VerbSpec
  /// Without the common clauses.
  package let clauses: [ParsedClause]
  /// Lines of a free body that open with no clause of the verb.
  package let freeLines: [Span]
  package let sources: [Bound]
  /// First words of the clauses that could not be read; what is wrong with them has been reported.
  package let unreadClauses: Set<String>
  package let parameters: [String: Literal]
  package let files: any DataFiles
  package let memo: SessionMemo
  package let store: (any Store)?
  package let keeper: any PartKeeper
  package let memory: MemoryLimit
  /// The whole notebook as written, for verbs that refer to its headings.
  package let tree: NotebookTree
  /// Every name of the notebook and the cell that defines it, also where that cell has errors.
  package let names: [String: Producer]
  private let lookup: (String) -> Bound?
  package private(set) var diagnostics: [Diagnostic] = []
  /// Set where the data, not the text of the notebook, stand in the way.
  package private(set) var dataFailure: CellFailure?

  init(
    index: Int, cell: Cell, file: SourceFile, spec: VerbSpec, clauses: [ParsedClause], freeLines: [Span],
    sources: [Bound], unreadClauses: Set<String>, parameters: [String: Literal], world: World,
    tree: NotebookTree, names: [String: Producer], lookup: @escaping (String) -> Bound?
  ) {
    self.index = index
    self.cell = cell
    self.file = file
    self.spec = spec
    self.clauses = clauses
    self.freeLines = freeLines
    self.sources = sources
    self.unreadClauses = unreadClauses
    self.parameters = parameters
    files = world.files
    memo = world.memo
    store = world.store
    keeper = world.keeper
    memory = world.memory
    self.tree = tree
    self.names = names
    self.lookup = lookup
  }

  package mutating func report(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }

  package mutating func error(_ code: DiagnosticCode, at span: Span, _ message: String, hint: String? = nil) {
    diagnostics.append(Diagnostic(code, at: span, message, hint: hint))
  }

  /// The files that the cell reads are not as they should be: the cell fails, and cells that do not need it still run.
  package mutating func fail(_ failure: CellFailure) {
    dataFailure = failure
    error(failure.code, at: failure.span ?? cell.verb.span, failure.message, hint: failure.hint)
  }

  /// Whether the verb has reported an error.
  package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

  /// Whether the cell says less than its author wrote, so that what seems to be missing may only be misspelt.
  package var isIncomplete: Bool { !unreadClauses.isEmpty || cell.isHeaderBroken }

  package func clauses(_ keyword: String) -> [ParsedClause] { clauses.filter { $0.keyword == keyword } }

  package func clause(_ keyword: String) -> ParsedClause? { clauses.first { $0.keyword == keyword } }

  /// The source at `position` as a value of one kind; reports L0204 where it is another.
  package mutating func source<T: ValueType>(_ position: Int, as: T.Type, wanted: String) -> (T, Bound)? {
    guard position < sources.count else { return nil }
    return typed(sources[position], wanted: wanted)
  }

  /// The value that a clause names, as a value of one kind.
  package mutating func value<T: ValueType>(_ word: Word, as: T.Type, wanted: String) -> (T, Bound)? {
    guard var bound = lookup(word.text) else { return nil }
    bound.word = word
    return typed(bound, wanted: wanted)
  }

  private mutating func typed<T: ValueType>(_ bound: Bound, wanted: String) -> (T, Bound)? {
    if let type = bound.type as? T { return (type, bound) }
    error(
      .wrongKind, at: bound.word.span,
      "`\(spec.name)` wants \(wanted), and `\(bound.word.text)` is \(bound.type.kind.withArticle)",
      hint: wayThere(from: bound, to: wanted))
    return nil
  }

  /// The verbs that make what is wanted of what is there.
  private func wayThere(from bound: Bound, to wanted: String) -> String? {
    let name = bound.word.text
    return switch (bound.type.kind, wanted) {
    case ("table", "features"): "`featurize NAME from \(name)` makes features of it"
    case ("features", "a model"): "`train NAME from \(name)` makes a model of them"
    case ("table", "a model"): "`featurize` it, and `train` a model on the features"
    case ("evaluation", "a model"): "name the models that were evaluated"
    case (_, "a table"): "name the table that it was made from"
    default: nil
    }
  }

  /// The field that a word names; reports L0205 where there is none.
  package mutating func field(_ word: Word, in schema: Schema) -> Field? {
    if let field = schema[word.text] { return field }
    report(.unknownColumn(word.text, at: word.span, in: schema))
    return nil
  }

  /// The typed formula of an expression over columns, or nil after diagnostics.
  package mutating func formula(_ expression: Expression, over schema: Schema) -> Formula? {
    var typing = ExpressionTyping(parameters: parameters, schema: schema)
    let formula = typing.formula(expression)
    diagnostics += typing.diagnostics
    return formula
  }

  /// A condition: a formula whose type is boolean.
  package mutating func condition(_ expression: Expression, over schema: Schema) -> Formula? {
    guard let formula = formula(expression, over: schema) else { return nil }
    guard formula.type == .boolean else {
      error(
        .typeError, at: expression.span,
        "a condition is wanted, and this is \(formula.type.name.withArticle)",
        hint: "compare it, as in `\(file.text(expression.span)) \(comparison(with: formula.type))`")
      return nil
    }
    return formula
  }

  /// How a value of the type is compared.
  private func comparison(with type: FormulaType) -> String {
    switch type {
    case .text: "== \"…\""
    case .date, .datetime: ">= \"2024-12-31\""
    default: "> 0"
    }
  }

  /// `cell`'s name at `position`, or a description of the cell.
  package func name(_ position: Int = 0) -> String {
    position < cell.names.count ? cell.names[position].text : cell.verb.text
  }
}

extension String {
  /// `a table`, `an evaluation`.
  package var withArticle: String {
    if self == "features" { return "a set of features" }
    guard let first = utf8.first else { return self }
    return ("aeiou".utf8.contains(first) ? "an " : "a ") + self
  }
}
