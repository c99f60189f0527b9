import Syntax

extension Checker {
  /// Reads the clauses of every cell against the declaration of its verb.
  mutating func readCells() {
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
      let (read, free) = spec.freeBody ? FreeBody.partition(cell, spec, tree.file) : (cell.clauses, [])
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
  func unread(_ clauses: [RawClause], _ found: [Diagnostic]) -> Set<String> {
    let faults = found.filter { $0.severity == .error }.map(\.span.start)
    let unread = clauses.filter { clause in
      faults.contains { $0 >= clause.span.start && $0 <= clause.span.end }
    }
    return Set(
      unread.compactMap { clause in
        clause.lines.first.flatMap { tree.file.text($0).split(separator: " ").first.map(String.init) }
      })
  }

  mutating func append(
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
}
