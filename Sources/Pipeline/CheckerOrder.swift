import Canonical
import Syntax

extension Checker {
  /// Gives every name to its first definition; a second one is an error.
  mutating func defineNames() {
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

  /// A label is a place on the page: no other cell and no heading has it.
  mutating func checkLabels() {
    var places: [String: Span] = [:]
    for block in tree.markdown.blocks {
      if case .heading(_, let id, _) = block.kind { places[id] = block.span }
    }
    for label in cells.compactMap(\.common.label) {
      if let first = places[label.text] {
        let line = tree.file.position(of: first.start).line
        diagnostics.append(
          Diagnostic(
            .definedTwice, at: label.span, "the place `#\(label.text)` is there already",
            hint: "it is on line \(line); choose another label"))
      } else {
        places[label.text] = label.span
      }
    }
  }

  /// Names that the cell needs values of: its sources and the value names in its clauses.
  func references(_ checked: CheckedCell) -> [Word] {
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

  mutating func orderCells() -> [Int] {
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

  mutating func reportUnknown(_ word: Word) {
    let known = names.keys.sorted()
    let hint =
      suggestion(for: word.text, in: known)
      ?? (known.isEmpty
        ? "the notebook defines no names" : "names: \(known.prefix(12).joined(separator: ", "))")
    error(.unknownName, at: word.span, "no cell defines `\(word.text)`", hint: hint)
  }

  /// Each cycle is reported once, at its first cell in source order, with the way round it.
  mutating func reportCycles(_ stuck: [Int]) {
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
}
