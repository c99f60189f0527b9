/// Where the rows of a table come from: a load, and what was drawn and made from it one after another. Each row of a
/// joined table comes from a row of its main table; the other table stands beside the path.
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
    /// Whether it may make rows that hold no row of its source, as a full join does.
    package var mixes: Bool
    /// Other tables whose rows stand in those that it makes.
    package var sides: [RowOrigin]
    /// The name of the part, for messages.
    package var name: String

    package init(
      cell: Int, part: Int, disjoint: Bool, repeats: Bool = false, balances: Bool = false,
      makesRows: Bool = false, mixes: Bool = false, sides: [RowOrigin] = [], name: String
    ) {
      self.cell = cell
      self.part = part
      self.disjoint = disjoint
      self.repeats = repeats
      self.balances = balances
      self.makesRows = makesRows
      self.mixes = mixes
      self.sides = sides
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

  /// All tables whose rows were joined to those of this one.
  package var sides: [RowOrigin] { steps.flatMap { step in step.sides + step.sides.flatMap(\.sides) } }

  /// Whether both tables number their rows alike, so that rows can be told apart by their numbers.
  package func numbersRows(as other: RowOrigin) -> Bool {
    load == other.load && steps.filter(\.makesRows) == other.steps.filter(\.makesRows)
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
  /// Tables that were joined to the rows learned or judged, and that are made from rows that are judged.
  package var informed: [RowOrigin]

  package init(learned: RowOrigin, judged: RowOrigin, learner: String) {
    self.learned = learned
    self.judged = judged
    self.learner = learner
    verdict = RowVerdict.compare(learned, judged)
    informed = []
    for side in learned.sides + judged.sides where side.load == judged.load && !informed.contains(side) {
      if RowVerdict.compare(side, judged) != .disjoint { informed.append(side) }
    }
  }

  /// Disjoint where the paths part at two pieces of one split of rows of which none stands twice; overlapping where one
  /// path leads through the other. Neither is said of rows that may have come from elsewhere.
  private static func compare(_ a: RowOrigin, _ b: RowOrigin) -> Verdict {
    guard a.load == b.load else { return .unproved }
    var isProof = true
    var common = 0
    while common < min(a.steps.count, b.steps.count), a.steps[common] == b.steps[common] {
      if a.steps[common].repeats { isProof = false }
      common += 1
    }
    let rest = a.steps[common...] + b.steps[common...]
    if rest.contains(where: \.mixes) { return .unproved }
    if common < min(a.steps.count, b.steps.count) {
      let (one, other) = (a.steps[common], b.steps[common])
      return one.cell == other.cell && one.disjoint && isProof ? .disjoint : .unproved
    }
    return .overlap
  }
}
