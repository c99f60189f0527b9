import Syntax

extension Checker {
  /// Holds the first line of a cell against what its verb wants: how many names, which sources.
  mutating func checkHeader(_ cell: Cell, _ spec: VerbSpec) {
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

  /// Puts paths in the place of the parameters that stand for them.
  mutating func resolvePaths() {
    for index in tree.cells.indices {
      for (position, source) in tree.cells[index].sources.enumerated() {
        guard case .parameter(let word) = source else { continue }
        switch parameters[word.text] {
        case .text(let path)?: tree.cells[index].sources[position] = .path(path, word.span)
        case nil:
          diagnostics.append(.unknownParameter(word.text, at: word.span, known: Array(parameters.keys)))
          tree.cells[index].isHeaderBroken = true
        case .some(let value):
          error(
            .cellHeader, at: word.span,
            "`$\(word.text)` is \(SettingsText.text(value)), and a path is a text",
            hint: "give the parameter a path: `\(word.text): data/table.csv`")
          tree.cells[index].isHeaderBroken = true
        }
      }
    }
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
      case (_, .parameter), (.oneOrMoreValues, .name): break
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
}
