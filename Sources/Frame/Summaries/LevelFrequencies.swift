/// How often each level of a category, text or boolean column occurs.
struct LevelFrequencies {
  private let levels: [String]
  private let counts: [Int]
  /// Levels that occur.
  let distinct: Int

  init(of column: Column) {
    let coded = column.type == .boolean ? column.asCategory() : column
    levels = coded.levels
    var counts = [Int](repeating: 0, count: coded.levels.count)
    for code in coded.codes ?? [] where code >= 0 { counts[Int(code)] += 1 }
    distinct = counts.count { $0 > 0 }
    self.counts = counts
  }

  /// The levels that occur, and how often.
  var all: [(level: String, count: Int)] {
    zip(levels, counts).filter { $0.1 > 0 }.map { (level: $0.0, count: $0.1) }
  }

  /// The most frequent levels, ties by bytes. O(levels · wanted) at worst, O(levels) as a rule.
  func mostFrequent(_ wanted: Int) -> [(text: String, count: Int)] {
    var best: [Int] = []
    for level in counts.indices where counts[level] > 0 {
      if best.count == wanted, let last = best.last, !precedes(level, last) { continue }
      best.insert(level, at: best.firstIndex { precedes(level, $0) } ?? best.count)
      if best.count > wanted { best.removeLast() }
    }
    return best.map { (levels[$0], counts[$0]) }
  }

  private func precedes(_ a: Int, _ b: Int) -> Bool {
    counts[a] != counts[b] ? counts[a] > counts[b] : levels[a].precedesByBytes(levels[b])
  }
}
