import Canonical
import Frame
import Syntax

/// Checks a notebook as a whole. Nothing is executed; headers of data files are read.
package struct Checker {
  private let verbs: [String: any Verb]
  private let tree: NotebookTree
  private let world: World
  private let parameters: [String: Literal]
  private var diagnostics: [Diagnostic]
  private var cells: [CheckedCell] = []
  private var freeLines: [[Span]] = []
  private var unreadClauses: [Set<String>] = []
  private var names: [String: Producer] = [:]
  private var types: [Producer: any ValueType] = [:]

  /// `parameters` are the front matter's with those of the command line in their place.
  package static func check(
    _ tree: NotebookTree, diagnostics: [Diagnostic], verbs: [any Verb], parameters: [String: Literal],
    world: World
  ) -> CheckedNotebook {
    var checker = Checker(tree, diagnostics, verbs, parameters, world)
    checker.readCells()
    checker.defineNames()
    let order = checker.orderCells()
    for index in order { checker.checkCell(index) }
    checker.checkInlineValues()
    checker.checkGates()
    return CheckedNotebook(
      tree: tree, cells: checker.cells, order: order, diagnostics: checker.sortedDiagnostics(),
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

  // MARK: Clauses

  private mutating func readCells() {
    let parser = ClauseParser(file: tree.file, parameters: parameters)
    var ordinals: [String: Int] = [:]
    for cell in tree.cells {
      guard let verb = verbs[cell.verb.text] else {
        diagnostics.append(
          Diagnostic(
            .notYet, at: cell.verb.span, "`\(cell.verb.text)` is not built yet",
            hint: "the verb is reserved; verbs there are: \(verbs.keys.sorted().joined(separator: ", "))"))
        append(cell, VerbSpec.reserved(cell.verb.text), [], [], &ordinals)
        unreadClauses.append([])
        continue
      }
      let spec = verb.spec
      checkHeader(cell, spec)
      let (read, free) = spec.freeBody ? partition(cell, spec) : (cell.clauses, [])
      let (clauses, found) = parser.parse(read, specs: spec.allClauses, verb: spec.name, at: cell.verb.span)
      diagnostics += found
      append(cell, spec, clauses, free, &ordinals)
      unreadClauses.append(unread(read, found))
      if cell.isHeaderBroken || found.contains(where: { $0.severity == .error }) {
        cells[cells.count - 1].isValid = false
      }
    }
  }

  /// First words of the clauses that errors are about.
  private func unread(_ clauses: [RawClause], _ found: [Diagnostic]) -> Set<String> {
    let faults = found.filter { $0.severity == .error }.map(\.span.start)
    let unread = clauses.filter { clause in
      faults.contains { $0 >= clause.span.start && $0 <= clause.span.end }
    }
    return Set(
      unread.compactMap { clause in
        clause.lines.first.flatMap { tree.file.text($0).split(separator: " ").first.map(String.init) }
      })
  }

  private mutating func append(
    _ cell: Cell, _ spec: VerbSpec, _ clauses: [ParsedClause], _ free: [Span], _ ordinals: inout [String: Int]
  ) {
    let common = Set(CommonClauses.specs.map(\.keyword))
    ordinals[spec.name, default: 0] += 1
    let names = cell.names.map(\.text).joined(separator: ", ")
    cells.append(
      CheckedCell(
        cell: cell, spec: spec, clauses: clauses.filter { !common.contains($0.keyword) },
        common: CommonSettings(clauses), work: nil, dataFailure: nil, isValid: verbs[spec.name] != nil,
        dependencies: [],
        identity: names.isEmpty ? "\(spec.name) \(ordinals[spec.name, default: 0])" : names))
    freeLines.append(free)
  }

  /// Clauses that the verb declares, and the lines of all others.
  private func partition(_ cell: Cell, _ spec: VerbSpec) -> ([RawClause], [Span]) {
    let keywords = spec.allClauses.map { Array($0.keyword.utf8) }
    var clauses: [RawClause] = []
    var lines: [Span] = []
    for clause in cell.clauses {
      let text = tree.file.bytes[clause.lines[0].start..<clause.lines[0].end]
      let isClause = keywords.contains { keyword in
        text.starts(with: keyword) && !(text.dropFirst(keyword.count).first.map(isWordByte) ?? false)
          && !isEdgeOrNode(text.dropFirst(keyword.count))
      }
      if isClause { clauses.append(clause) } else { lines += clause.lines }
    }
    return (clauses, lines)
  }

  private func isWordByte(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "_") || byte >= 0x80
      || (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z"))
      || (byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9"))
  }

  /// Whether an arrow follows: `title -> label` is an edge, not a title.
  private func isEdgeOrNode(_ rest: ArraySlice<UInt8>) -> Bool {
    let text = rest.drop { $0 == UInt8(ascii: " ") }
    return text.starts(with: Array("->".utf8)) || text.starts(with: Array("<->".utf8))
      || text.starts(with: Array("--".utf8))
  }

  private mutating func checkHeader(_ cell: Cell, _ spec: VerbSpec) {
    if cell.isHeaderBroken { return }
    let after = Span(cell.verb.span.end, cell.verb.span.end)
    switch spec.names {
    case .none, .optional, .one:
      let limit = spec.names == .none ? 0 : 1
      if cell.names.count > limit {
        error(
          .cellHeader, at: cell.names[limit].span,
          limit == 0 ? "`\(spec.name)` defines no name" : "`\(spec.name)` defines one name",
          hint: "usage: \(spec.headerUsage)")
      }
      if cell.names.isEmpty, spec.names == .one {
        error(
          .cellHeader, at: after, "`\(spec.name)` needs a name for what it defines",
          hint: "usage: \(spec.headerUsage)")
      }
    case .oneOrMore:
      if cell.names.isEmpty {
        error(
          .cellHeader, at: after, "`\(spec.name)` needs a name for what it defines",
          hint: "usage: \(spec.headerUsage)")
      }
    }
    checkSources(cell, spec)
  }

  private mutating func checkSources(_ cell: Cell, _ spec: VerbSpec) {
    let end = cell.names.last?.span.end ?? cell.verb.span.end
    for (position, source) in cell.sources.enumerated() {
      switch (spec.sources, source) {
      case (.none, _):
        error(
          .cellHeader, at: source.span, "`\(spec.name)` reads from nothing",
          hint: "usage: \(spec.headerUsage)")
      case (.path, .name(let word)):
        error(
          .cellHeader, at: word.span, "`\(spec.name)` reads a file, and `\(word.text)` is a name",
          hint: "put the path in quotes: \"\(word.text).csv\"")
      case (.value, .path), (.oneOrMoreValues, .path):
        error(
          .cellHeader, at: source.span, "`\(spec.name)` reads a value of the notebook, and this is a path",
          hint: "`load NAME from \"…\"` first, then use its name")
      case (.path, .path), (.value, .name):
        if position > 0 {
          error(
            .cellHeader, at: source.span, "`\(spec.name)` reads from one source",
            hint: "usage: \(spec.headerUsage)")
        }
      case (.oneOrMoreValues, .name): break
      }
    }
    let needsSource: Bool =
      switch spec.sources {
      case .value, .oneOrMoreValues: true
      case .none, .path: false
      }
    if needsSource, cell.sources.isEmpty {
      error(
        .cellHeader, at: Span(end, end), "`\(spec.name)` does not say what it reads",
        hint: "usage: \(spec.headerUsage)")
    }
  }

  // MARK: Names and order

  private mutating func defineNames() {
    for (index, cell) in cells.enumerated() {
      for (output, word) in cell.cell.names.enumerated() {
        if let first = names[word.text] {
          let other = cells[first.cell].cell.names[first.output]
          let line = tree.file.position(of: other.span.start).line
          diagnostics.append(
            Diagnostic(
              .definedTwice, at: word.span, "`\(word.text)` is defined twice",
              hint: "the first definition is on line \(line); rename one of the two",
              related: [.init(other.span, "first defined here")]))
          cells[index].isValid = false
        } else {
          names[word.text] = Producer(cell: index, output: output)
        }
      }
    }
  }

  /// Names that the cell needs values of: its sources and the value names in its clauses.
  private func references(_ checked: CheckedCell) -> [Word] {
    var words: [Word] = []
    for case .name(let word) in checked.cell.sources where checked.spec.sources != .path {
      words.append(word)
    }
    for clause in checked.clauses {
      guard let spec = checked.spec.clauses.first(where: { $0.keyword == clause.keyword }) else { continue }
      for label in spec.valueNameLabels { words += clause.word(label).map { [$0] } ?? clause.words(label) }
    }
    return words
  }

  private mutating func orderCells() -> [Int] {
    for index in cells.indices {
      var needed: Set<Int> = []
      for word in references(cells[index]) {
        if let producer = names[word.text] {
          needed.insert(producer.cell)
        } else {
          if verbs[cells[index].spec.name] != nil { reportUnknown(word) }
          cells[index].isValid = false
        }
      }
      cells[index].dependencies = needed.sorted()
    }
    var order: [Int] = []
    var done: Set<Int> = []
    var progress = true
    while progress {
      progress = false
      for index in cells.indices
      where !done.contains(index) && cells[index].dependencies.allSatisfy(done.contains) {
        done.insert(index)
        order.append(index)
        progress = true
        break
      }
    }
    reportCycles(cells.indices.filter { !done.contains($0) })
    return order
  }

  private mutating func reportUnknown(_ word: Word) {
    let known = names.keys.sorted()
    let hint =
      nearestName(to: word.text, in: known).map { "did you mean `\($0)`?" }
      ?? (known.isEmpty
        ? "the notebook defines no names" : "names: \(known.prefix(12).joined(separator: ", "))")
    error(.unknownName, at: word.span, "no cell defines `\(word.text)`", hint: hint)
  }

  /// Each cycle is reported once, at its first cell in source order, with the way round it.
  private mutating func reportCycles(_ stuck: [Int]) {
    for index in stuck { cells[index].isValid = false }
    var reported: Set<Int> = []
    for start in stuck where !reported.contains(start) {
      var path = [start]
      while let next = cells[path[path.count - 1]].dependencies.first(where: stuck.contains),
        !path.contains(next)
      {
        path.append(next)
      }
      guard let last = path.last, let back = cells[last].dependencies.first(where: path.contains),
        let from = path.firstIndex(of: back), reported.isDisjoint(with: path[from...])
      else { continue }
      let ring = Array(path[from...])
      reported.formUnion(ring)
      let first = ring.min() ?? start
      let pivot = ring.firstIndex(of: first) ?? 0
      let turned = Array(ring[pivot...] + ring[..<pivot])
      let names = (turned + [first]).map { "`\(cells[$0].identity)`" }
      let shown = names.count <= 8 ? names : names.prefix(6) + ["…"] + names.suffix(1)
      diagnostics.append(
        Diagnostic(
          .cycle, at: cells[first].cell.verb.span,
          "cells that need each other: \(shown.joined(separator: " needs "))",
          hint: "one of them must read from something else",
          related: turned.dropFirst().prefix(8).map {
            .init(cells[$0].cell.verb.span, "`\(cells[$0].identity)` is defined here")
          }))
    }
  }

  // MARK: Cells

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
      parameters: parameters, world: world,
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

  // MARK: Expressions over results

  private mutating func checkInlineValues() {
    for value in tree.markdown.inlineValues {
      if value.formats.count > 1 {
        error(
          .inlineValue, at: value.formats[1].name.span, "a value takes one format",
          hint: "keep one of the two")
      }
      guard let formula = typeResult(value.expression) else { continue }
      for format in value.formats {
        if let problem = ResultFormat.problem(format, on: formula.type) { diagnostics.append(problem) }
      }
    }
  }

  private mutating func checkGates() {
    for index in order(withWork: cells) {
      for gate in cells[index].work?.gates ?? [] {
        guard let formula = typeResult(gate.expression) else {
          cells[index].isValid = false
          continue
        }
        if formula.type != .boolean {
          error(
            .typeError, at: gate.expression.span,
            "`require` wants a condition, and this is \(formula.type.name.withArticle)",
            hint: "compare it, as in `… >= 0.9`")
          cells[index].isValid = false
        }
      }
    }
  }

  private func order(withWork cells: [CheckedCell]) -> [Int] {
    cells.indices.filter { cells[$0].work != nil }
  }

  private mutating func typeResult(_ expression: Expression) -> Formula? {
    let scope = ResultScope(names: names, types: types)
    var typing = ExpressionTyping(parameters: parameters) { path in scope.placeholder(path) }
    let formula = typing.formula(expression)
    diagnostics += typing.diagnostics
    return formula
  }

  private mutating func error(_ code: DiagnosticCode, at span: Span, _ message: String, hint: String? = nil) {
    diagnostics.append(Diagnostic(code, at: span, message, hint: hint))
  }

  /// Where the front matter has errors, parameters may be missing for no other reason.
  private var parametersAreUnknown: Bool {
    diagnostics.contains {
      $0.severity == .error && ($0.code == .frontMatterSyntax || $0.code == .frontMatterValue)
    }
  }

  private func sortedDiagnostics() -> [Diagnostic] {
    var seen: Set<Diagnostic> = []
    let told = parametersAreUnknown ? diagnostics.filter { $0.code != .unknownParameter } : diagnostics
    return told.filter { seen.insert($0).inserted }.enumerated().sorted { a, b in
      (a.element.span.start, a.element.severity, a.offset) < (
        b.element.span.start, b.element.severity, b.offset
      )
    }.map(\.element)
  }
}

extension VerbSpec {
  /// A declaration for a verb that is reserved and not built.
  static func reserved(_ name: String) -> VerbSpec {
    VerbSpec(
      name: name, summary: "", manual: "", names: .optional, sources: .none, clauses: [], example: "",
      meaning: 0)
  }

  /// Such as `sample NAME[, NAME…] from TABLE`.
  package var headerUsage: String {
    let names: String =
      switch self.names {
      case .none: ""
      case .optional: " [NAME]"
      case .one: " NAME"
      case .oneOrMore: " NAME[, NAME…]"
      }
    let sources: String =
      switch self.sources {
      case .none: ""
      case .path: " from \"PATH\""
      case .value: " from VALUE"
      case .oneOrMoreValues: " from VALUE[, VALUE…]"
      }
    return name + names + sources
  }
}

extension ClauseSpec {
  /// Labels of arguments and options that name values of the notebook.
  var valueNameLabels: [String] {
    func labels(_ elements: [ClauseElement]) -> [String] {
      elements.flatMap { element -> [String] in
        switch element {
        case .one(let label, .valueName), .list(let label, .valueName): [label]
        case .optional(let inner): labels(inner)
        default: []
        }
      }
    }
    let options = self.options.compactMap { option in
      if case .valueName = option.kind { option.name } else { nil }
    }
    return labels(arguments) + options
  }
}
