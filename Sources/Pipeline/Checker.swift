import Canonical
import Frame
import Syntax

/// Checks a notebook as a whole. Nothing is executed; headers of data files are read.
package struct Checker {
  let verbs: [String: any Verb]
  var tree: NotebookTree
  let world: World
  let parameters: [String: Literal]
  var diagnostics: [Diagnostic]
  var cells: [CheckedCell] = []
  var freeLines: [[Span]] = []
  var unreadClauses: [Set<String>] = []
  var names: [String: Producer] = [:]
  var types: [Producer: any ValueType] = [:]

  /// `parameters` are the front matter's with those of the command line in their place.
  package static func check(
    _ tree: NotebookTree, diagnostics: [Diagnostic], verbs: [any Verb], parameters: [String: Literal],
    world: World
  ) -> CheckedNotebook {
    var checker = Checker(tree, diagnostics, verbs, parameters, world)
    checker.resolvePaths()
    checker.readCells()
    checker.defineNames()
    checker.checkLabels()
    let order = checker.orderCells()
    for index in order { checker.checkCell(index) }
    checker.checkInlineValues()
    checker.checkGates()
    return CheckedNotebook(
      tree: checker.tree, cells: checker.cells, order: order, diagnostics: checker.sortedDiagnostics(),
      parameters: parameters, names: checker.names)
  }

  private init(
    _ tree: NotebookTree, _ diagnostics: [Diagnostic], _ verbs: [any Verb], _ parameters: [String: Literal],
    _ world: World
  ) {
    self.verbs = Dictionary(verbs.map { ($0.spec.name, $0) }, uniquingKeysWith: { first, _ in first })
    self.tree = tree
    self.world = world
    self.parameters = parameters
    self.diagnostics = diagnostics
  }

  private mutating func checkCell(_ index: Int) {
    let checked = cells[index]
    guard let verb = verbs[checked.spec.name] else { return }
    let failed = references(checked).filter { word in
      names[word.text].map { types[$0] == nil } ?? true
    }
    guard failed.isEmpty else {
      if let word = failed.first(where: { names[$0.text] != nil }) {
        diagnostics.append(
          Diagnostic(
            .inputFailed, .note, at: word.span, "not checked further, because `\(word.text)` has errors"))
      }
      cells[index].isValid = false
      return
    }
    var check = CellCheck(
      index: index, cell: checked.cell, file: tree.file, spec: checked.spec, clauses: checked.clauses,
      freeLines: freeLines[index], sources: sources(of: checked), unreadClauses: unreadClauses[index],
      parameters: parameters, world: world, tree: tree, names: names,
      lookup: { [names, types] name in
        names[name].flatMap { producer in
          types[producer].map { .init(word: Word(name, Span(0, 0)), type: $0, producer: producer) }
        }
      })
    let work = verb.check(&check)
    diagnostics += check.diagnostics
    cells[index].work = work
    cells[index].dataFailure = check.dataFailure
    if work == nil || check.hasErrors || !checked.dependencies.allSatisfy({ cells[$0].isValid }) {
      cells[index].isValid = false
    }
    for (output, type) in (work?.outputs ?? []).enumerated() {
      types[Producer(cell: index, output: output)] = type
    }
  }

  private func sources(of checked: CheckedCell) -> [CellCheck.Bound] {
    checked.cell.sources.compactMap { source in
      guard case .name(let word) = source, let producer = names[word.text], let type = types[producer] else {
        return nil
      }
      return .init(word: word, type: type, producer: producer)
    }
  }

  mutating func error(_ code: DiagnosticCode, at span: Span, _ message: String, hint: String? = nil) {
    diagnostics.append(Diagnostic(code, at: span, message, hint: hint))
  }

  /// Where the front matter has errors, parameters may be missing for no other reason.
  private var parametersAreUnknown: Bool {
    diagnostics.contains {
      $0.severity == .error && ($0.code == .frontMatterSyntax || $0.code == .frontMatterValue)
    }
  }

  func sortedDiagnostics() -> [Diagnostic] {
    var seen: Set<Diagnostic> = []
    let told = parametersAreUnknown ? diagnostics.filter { $0.code != .unknownParameter } : diagnostics
    return told.filter { seen.insert($0).inserted }.enumerated().sorted { a, b in
      (a.element.span.start, a.element.severity, a.offset) < (
        b.element.span.start, b.element.severity, b.offset
      )
    }.map(\.element)
  }
}
