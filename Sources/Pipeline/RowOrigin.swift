/// Where the rows of a table come from: a load, and the draws made from it one after another.
package struct RowOrigin: Sendable, Hashable {
  /// One part of a draw.
  package struct Step: Sendable, Hashable {
    /// Index of the cell that draws.
    package var cell: Int
    /// Which of its parts.
    package var part: Int
    /// Whether the parts of the draw have no row in common.
    package var disjoint: Bool
    /// Whether a row may be drawn more than once, so that parts drawn from this one may share it.
    package var repeats: Bool
    /// Whether it changes how frequent classes are: for training alone.
    package var balances: Bool
    /// Whether it makes rows that its source does not have, so that row numbers are no longer those of the load.
    package var makesRows: Bool
    /// The name of the part, for messages.
    package var name: String

    package init(
      cell: Int, part: Int, disjoint: Bool, repeats: Bool = false, balances: Bool = false,
      makesRows: Bool = false, name: String
    ) {
      self.cell = cell
      self.part = part
      self.disjoint = disjoint
      self.repeats = repeats
      self.balances = balances
      self.makesRows = makesRows
      self.name = name
    }

    package static func == (a: Step, b: Step) -> Bool { a.cell == b.cell && a.part == b.part }

    package func hash(into hasher: inout Hasher) {
      hasher.combine(cell)
      hasher.combine(part)
    }
  }

  /// Index of the loading cell.
  package var load: Int
  package var name: String
  package var steps: [Step]

  package init(load: Int, name: String, steps: [Step] = []) {
    self.load = load
    self.name = name
    self.steps = steps
  }

  package func drawing(_ step: Step) -> RowOrigin {
    RowOrigin(load: load, name: name, steps: steps + [step])
  }

  /// Such as `penguins → train`.
  package var path: String { ([name] + steps.map(\.name)).joined(separator: " → ") }
}

/// What can be said, before anything runs, of the rows that two tables have in common.
package struct RowVerdict: Sendable, Hashable {
  package enum Verdict: String, Sendable { case disjoint, overlap, unproved }

  package var verdict: Verdict
  package var learned: RowOrigin
  package var judged: RowOrigin
  /// What the learned rows were used for: a model's name.
  package var learner: String

  package init(learned: RowOrigin, judged: RowOrigin, learner: String) {
    self.learned = learned
    self.judged = judged
    self.learner = learner
    verdict = RowVerdict.compare(learned, judged)
  }

  /// Disjoint where the paths part at two pieces of one split of rows of which none stands twice; overlapping where one
  /// path leads through the other.
  private static func compare(_ a: RowOrigin, _ b: RowOrigin) -> Verdict {
    guard a.load == b.load else { return .unproved }
    var isProof = true
    for (one, other) in zip(a.steps, b.steps) {
      if one != other { return one.cell == other.cell && one.disjoint && isProof ? .disjoint : .unproved }
      if one.repeats { isProof = false }
    }
    return .overlap
  }
}
