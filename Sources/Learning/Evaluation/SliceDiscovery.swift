/// Finds the groups of rows where a model is worst, over single conditions on columns and pairs of them.
///
/// Conditions are ranked as in SliceLine (S. Sagadeeva and M. Boehm 2021): by how much larger the mean loss is than that of all
/// rows, less what small groups must pay. Whether it is larger is tested against the rest of the rows by B. Welch's t (1947),
/// and the chances of all groups that were looked at are corrected together (Y. Benjamini and Y. Hochberg 1995).
package struct SliceDiscovery: Sendable {
  /// The groups with the highest ranks.
  package let slices: [Found]
  /// How many groups were looked at.
  package let candidates: Int

  /// A group of rows.
  package struct Found: Sendable, Hashable {
    /// The conditions: a column and its group.
    package var conditions: [Condition]
    package var rows: Int
    /// The mean loss of its rows.
    package var loss: Double
    /// How likely so large a difference is by chance, corrected for all groups looked at.
    package var adjusted: Double

    package init(conditions: [Condition], rows: Int, loss: Double, adjusted: Double) {
      self.conditions = conditions
      self.rows = rows
      self.loss = loss
      self.adjusted = adjusted
    }
  }

  /// `column = value`, where a value may be an interval.
  package struct Condition: Sendable, Hashable {
    package var column: String
    package var group: String

    package init(column: String, group: String) {
      self.column = column
      self.group = group
    }
  }

  /// What weighs a larger loss against a smaller group.
  fileprivate static let weightOfLoss = 0.95

  fileprivate struct Candidate {
    /// Columns with their groups, one or two.
    var parts: [(column: Int, code: Int)]
    var rows = 0
    var sum = 0.0
    var squares = 0.0
    var rank = 0.0
    var chance = 1.0
  }

  /// The most columns whose pairs are looked at: those with the worst groups of their own.
  private static let mostPairedColumns = 40

  /// `losses`: one a row, larger being worse. `least`: the fewest rows of a group.
  /// O(rows · (columns + 40²)).
  package init(columns: [SliceColumn], losses: [Double], top: Int, least: Int) {
    let total = Candidate.total(losses)
    var singles = columns.indices.flatMap { Self.cells(columns, [$0], losses) }
      .filter { $0.rows >= least && $0.rows < losses.count }
    for index in singles.indices { singles[index].judge(total) }
    let paired = Self.paired(singles)
    var all = singles
    for a in paired {
      for b in paired where b > a {
        all += Self.cells(columns, [a, b], losses).filter { pair in
          guard pair.rows >= least else { return false }
          // The same rows under a longer name tell nothing new.
          return !singles.contains { single in
            single.rows == pair.rows && pair.parts.contains { $0 == single.parts[0] }
          }
        }
      }
    }
    candidates = all.count
    for index in singles.count..<all.count { all[index].judge(total) }
    let adjusted = Self.adjusted(all.map(\.chance))
    let ranks = Dictionary(
      singles.indices.map { (Key(all[$0].parts[0]), all[$0].rank) }, uniquingKeysWith: { first, _ in first })
    let worst = all.indices.filter { index in
      let candidate = all[index]
      guard candidate.rank > 0 else { return false }
      // A pair must be worse than both of its parts.
      return candidate.parts.count == 1
        || candidate.parts.allSatisfy { candidate.rank > (ranks[Key($0)] ?? -.infinity) }
    }.sorted { a, b in all[a].rank != all[b].rank ? all[a].rank > all[b].rank : a < b }
    slices = worst.prefix(top).map { index in
      let candidate = all[index]
      return Found(
        conditions: candidate.parts.map { part in
          Condition(column: columns[part.column].name, group: columns[part.column].labels[part.code])
        }, rows: candidate.rows, loss: candidate.sum / Double(candidate.rows), adjusted: adjusted[index])
    }
  }

  /// The columns whose pairs are looked at, in the order of the columns.
  private static func paired(_ singles: [Candidate]) -> [Int] {
    var worst: [Int: Double] = [:]
    for single in singles {
      worst[single.parts[0].column] = max(worst[single.parts[0].column] ?? -.infinity, single.rank)
    }
    let ranked = worst.sorted { $0.value != $1.value ? $0.value > $1.value : $0.key < $1.key }
    return ranked.prefix(mostPairedColumns).map(\.key).sorted()
  }

  private struct Key: Hashable {
    var column: Int
    var code: Int

    init(_ part: (column: Int, code: Int)) { (column, code) = part }
  }

  /// The groups of one column, or of two together.
  private static func cells(_ columns: [SliceColumn], _ chosen: [Int], _ losses: [Double]) -> [Candidate] {
    let first = columns[chosen[0]]
    let second = chosen.count > 1 ? columns[chosen[1]] : nil
    let width = second?.labels.count ?? 1
    let empty = first.labels.indices.flatMap { a in
      (0..<width).map { b in
        Candidate(parts: [(chosen[0], a)] + (chosen.count > 1 ? [(chosen[1], b)] : []))
      }
    }
    var cells = empty
    for (row, code) in first.codes.enumerated() {
      let cell = Int(code) * width + (second.map { Int($0.codes[row]) } ?? 0)
      cells[cell].rows += 1
      cells[cell].sum += losses[row]
      cells[cell].squares += losses[row] * losses[row]
    }
    return cells
  }

  /// The chances, corrected for their number so that of all that are at most 5 % about one in twenty is false.
  static func adjusted(_ chances: [Double]) -> [Double] {
    let order = chances.indices.sorted { chances[$0] != chances[$1] ? chances[$0] > chances[$1] : $0 > $1 }
    var result = chances
    var least = 1.0
    for (place, index) in order.enumerated() {
      least = min(least, chances[index] * Double(chances.count) / Double(chances.count - place))
      result[index] = least
    }
    return result
  }
}

extension SliceDiscovery.Candidate {
  fileprivate static func total(_ losses: [Double]) -> Self {
    Self(
      parts: [], rows: losses.count, sum: FixedOrder.sum(losses), squares: FixedOrder.dot(losses, losses))
  }

  /// Ranks and tests it against the rest of all rows.
  fileprivate mutating func judge(_ total: Self) {
    let (size, all) = (Double(rows), Double(total.rows))
    let mean = sum / size
    let whole = total.sum / all
    let alpha = SliceDiscovery.weightOfLoss
    rank = whole > 0 ? alpha * (mean / whole - 1) - (1 - alpha) * (all / size - 1) : 0
    let rest = all - size
    guard rest > 1, size > 1 else { return }
    let other = (total.sum - sum) / rest
    let own = max(0, (squares - size * mean * mean) / (size - 1)) / size
    let others = max(0, (total.squares - squares - rest * other * other) / (rest - 1)) / rest
    let error = own + others
    guard error > 0 else {
      chance = mean > other ? 0 : 1
      return
    }
    let freedom = error * error / (own * own / (size - 1) + others * others / (rest - 1))
    chance = TailProbability.studentAbove((mean - other) / error.squareRoot(), degreesOfFreedom: freedom)
  }
}
