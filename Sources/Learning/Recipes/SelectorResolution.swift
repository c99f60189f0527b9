import Frame

extension WorkingSchema {
  /// The columns that `selector` picks for `step`, in the order of the table.
  ///
  /// `all` picks the columns that the step is made for; every other term must pick columns that the step can take.
  func columns(_ selector: ColumnSelector, for step: StepSpec) throws(StepFailure) -> [String] {
    let exceptions = try exceptedNames(selector.exceptions)
    var picked = [Bool](repeating: false, count: fields.count)
    var skippedExcluded = false
    for term in selector.terms {
      if case .column(let name) = term {
        if isExcluded(name), step.name == Drop.name {
          skippedExcluded = true
          continue
        }
        _ = try field(name, orFeatures: step.takesFeatures)
      }
      let matcher = try Matcher(term)
      for (index, field) in fields.enumerated()
      where (step.takesFeatures || !field.kind.isFeatures) && matcher.matches(field)
        && !exceptions.containsBytes(of: field.name)
      {
        if try isTaken(field, by: step, term) { picked[index] = true }
      }
    }
    let names = zip(fields, picked).filter(\.1).map(\.0.name)
    guard !names.isEmpty || skippedExcluded else {
      throw StepFailure("`\(step.name) \(selector.text)` picks no column")
    }
    return names
  }

  private func isTaken(
    _ field: WorkingField, by step: StepSpec, _ term: ColumnSelector.Term
  ) throws(StepFailure) -> Bool {
    switch step.accepts(field.kind) {
    case .taken: return true
    case .whenNamed: return term != .kind(.all)
    case .refused(let hint):
      if term == .kind(.all) { return false }
      var failure = StepFailure(
        "`\(step.name)` does not take `\(field.name)`, which is \(field.kind.article)", hint: hint,
        column: field.name)
      failure.isAboutType = true
      throw failure
    }
  }

  private func exceptedNames(_ terms: [ColumnSelector.Term]) throws(StepFailure) -> [String] {
    var names: [String] = []
    for term in terms {
      if case .column(let name) = term {
        if !isExcluded(name) { _ = try field(name, orFeatures: true) }
        names.append(name)
      }
      let matcher = try Matcher(term)
      names += fields.filter(matcher.matches).map(\.name)
    }
    return names
  }
}

/// A term made ready to be tested on many columns.
private struct Matcher {
  private let term: ColumnSelector.Term
  private let pattern: Pattern?

  init(_ term: ColumnSelector.Term) throws(StepFailure) {
    self.term = term
    guard case .pattern(let text) = term else {
      pattern = nil
      return
    }
    do {
      pattern = try Pattern(text)
    } catch {
      throw StepFailure("the pattern /\(text)/ cannot be read: \(error.message)")
    }
  }

  func matches(_ field: WorkingField) -> Bool {
    switch term {
    case .kind(let kind): field.kind.belongs(to: kind)
    case .column(let name): field.name.hasSameBytes(as: name)
    case .prefix(let prefix): field.name.utf8.starts(with: prefix.utf8)
    case .pattern: pattern?.matches(field.name) ?? false
    }
  }
}
