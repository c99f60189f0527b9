import Canonical
import Drawing
import Frame
import Pipeline

/// How often each value of a column occurs in the parts of a draw.
struct ClassBalance {
  var labels: [String]
  /// By part, then by label.
  var counts: [[Int]]
  private var names: [String]
  /// Of all parts.
  private let rows: Int

  init(column: String, names: [String], parts: [TableValue]) throws {
    self.names = names
    rows = parts.reduce(0) { $0 + $1.rows }
    let columns = try parts.map { part in
      try part.table(columns: [column]).column(column)?.asCategory() ?? .missing(.category, count: 0)
    }
    let byLevel = columns.map(ClassBalance.counts)
    var labels: Set<ByteKey> = []
    for (column, counts) in zip(columns, byLevel) {
      for (level, count) in zip(column.levels, counts) where count > 0 { labels.insert(ByteKey(level)) }
    }
    let ordered = labels.sorted()
    let position = Dictionary(uniqueKeysWithValues: ordered.enumerated().map { ($1, $0) })
    self.labels = ordered.map(\.text)
    counts = zip(columns, byLevel).map { column, byLevel in
      var counts = [Int](repeating: 0, count: ordered.count)
      for (level, count) in zip(column.levels, byLevel) {
        if let place = position[ByteKey(level)] { counts[place] += count }
      }
      return counts
    }
  }

  /// How many rows have each level.
  private static func counts(_ column: Column) -> [Int] {
    var counts = [Int](repeating: 0, count: column.levels.count)
    for code in column.codes ?? [] where code >= 0 { counts[Int(code)] += 1 }
    return counts
  }

  /// Whether no two rows differ; rows without a value are alike, and differ from all others.
  var hasOneValue: Bool {
    let present = counts.reduce(0) { $0 + $1.reduce(0, +) }
    return labels.isEmpty || labels.count == 1 && present == rows
  }

  var chart: Picture {
    Charts.balance(
      parts: zip(names, counts).map { name, counts in
        Charts.BalancePart(name: name, shares: zip(labels, counts).map { .init($0, $1) })
      }
    ).picture()
  }
}
