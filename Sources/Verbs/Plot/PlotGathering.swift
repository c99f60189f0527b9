import Canonical
import Frame

/// How the values of a chart are computed from its sources.
struct PlotGathering: Sendable {
  var channels: [PlotChannel]
  var condition: Formula?
  /// How many bins x is cut into before its rows are aggregated.
  var bins: Int?

  var isAggregated: Bool { channels.contains(where: \.isAggregated) }

  /// The columns of the sources that are read, in byte order.
  var columns: [String] {
    var names: [String] = []
    for name in channels.flatMap(\.columns) + (condition?.columns ?? [])
    where !names.contains(where: { $0.hasSameBytes(as: name) }) {
      names.append(name)
    }
    return names.sorted { $0.precedesByBytes($1) }
  }

  /// The values of all tables, one below the other, grouped where a channel is an aggregate.
  func frame(of tables: [Table]) throws -> PlotFrame {
    var whole: PlotFrame?
    for table in tables {
      let rows = try filtered(table)
      var part = PlotFrame(rows: rows.rowCount)
      part.columns = try channels.filter { !$0.isAggregated }.map { channel in
        (channel.role, PlotValues(try channel.formula.evaluate(over: rows)))
      }
      for (index, aggregate) in arguments.enumerated() {
        // Arguments ride along under the roles that no plain channel has here, and are taken off again below.
        part.columns.append((aggregate.role, try argument(index, rows)))
      }
      whole = try whole?.followed(by: part) ?? part
    }
    guard let whole else { return PlotFrame() }
    return isAggregated ? try grouped(whole) : whole
  }

  private func filtered(_ table: Table) throws -> Table {
    guard let condition else { return table }
    return table.filtered(try condition.evaluateMask(over: table))
  }

  // MARK: Groups

  /// The aggregates of all channels, in order.
  private var arguments: [(role: PlotRole, aggregate: AggregateCall)] {
    channels.flatMap { channel in channel.aggregates.map { (channel.role, $0) } }
  }

  private func argument(_ index: Int, _ table: Table) throws -> PlotValues {
    guard let formula = arguments[index].aggregate.argument else {
      return .numbers([Double](repeating: 1, count: table.rowCount))
    }
    let column = try formula.evaluate(over: table)
    if column.type.isTextual {
      return .numbers((column.codes ?? []).map { $0 < 0 ? .nan : 1 })
    }
    return .numbers(column.doubles())
  }

  /// A row for each combination of the values of the plain channels, in the order of their first appearance.
  private func grouped(_ frame: PlotFrame) throws -> PlotFrame {
    let plain = channels.filter { !$0.isAggregated }
    var out = PlotFrame(rows: frame.rows)
    var keys = frame.columns.prefix(plain.count).map { $0 }
    if let bins, let index = keys.firstIndex(where: { $0.role == .x }),
      let values = keys[index].values.doubles
    {
      let cut = PlotBins(covering: values, count: bins)
      keys[index].values = .numbers(values.map(cut.middle))
    }
    let groups = RowGroups(keys.map(\.values.keys), rows: frame.columns.first?.values.count ?? 0)
    out.leftOut = groups.leftOut
    out.isAveraged = groups.members.contains { $0.count > 1 }
    out.columns = keys.map { ($0.role, $0.values.rows(groups.first)) }
    var position = plain.count
    for channel in channels where channel.isAggregated {
      var (fields, columns): ([Field], [Column]) = ([], [])
      for aggregate in channel.aggregates {
        let values = frame.columns[position].values.doubles ?? []
        position += 1
        fields.append(aggregate.field)
        columns.append(
          .numbers(
            groups.members.map { rows in aggregate.value(of: rows.map { values[$0] }.filter(\.isFinite)) }))
      }
      let table = try Table(schema: Schema(fields), columns: columns, rowCount: groups.members.count)
      out.columns.append((channel.role, PlotValues(try channel.formula.evaluate(over: table))))
    }
    return out.inOrder(of: channels.map(\.role))
  }
}

extension PlotFrame {
  /// The columns in the order of the channels.
  fileprivate func inOrder(of roles: [PlotRole]) -> PlotFrame {
    var copy = self
    copy.columns = roles.compactMap { role in columns.first { $0.role == role } }
    return copy
  }
}

/// Rows that agree in all of their keys.
struct RowGroups {
  /// The rows of each group, groups in the order of their first row.
  private(set) var members: [[Int]] = []
  /// Rows with a missing key.
  private(set) var leftOut = 0

  /// The first row of each group.
  var first: [Int] { members.compactMap(\.first) }

  /// - Parameter keys: for each key the number of each row's value; -1 where it is missing.
  init(_ keys: [[Int32]], rows: Int) {
    var known: [[Int32]: Int] = [:]
    for row in 0..<rows {
      let key = keys.map { $0[row] }
      if key.contains(where: { $0 < 0 }) {
        leftOut += 1
        continue
      }
      if let group = known[key] {
        members[group].append(row)
      } else {
        known[key] = members.count
        members.append([row])
      }
    }
    if keys.isEmpty, rows == 0 { members = [[]] }
  }
}

/// Intervals of one width with round ends over some values.
struct PlotBins {
  let low: Double
  let width: Double

  /// About `count` intervals; as wide as one, two or five times a power of ten.
  init(covering values: [Double], count: Int) {
    let finite = values.filter { $0.magnitude <= 1e300 }
    guard let first = finite.min(), let last = finite.max(), last > first else {
      (low, width) = (finite.min() ?? 0, 0)
      return
    }
    let wanted = last / Double(max(count, 1)) - first / Double(max(count, 1))
    var unit = 1.0
    while unit * 10 <= wanted, unit < 1e300 { unit *= 10 }
    while unit > wanted, unit > 1e-300 { unit /= 10 }
    // The round width nearest to what is wanted, by ratio.
    let widths = [1, 2, 5, 10].map { $0 * unit }
    width = widths.min { max($0 / wanted, wanted / $0) < max($1 / wanted, wanted / $1) } ?? unit
    low = (first / width).rounded(.down) * width
  }

  /// The middle of the interval that holds the value, its lower end with it; NaN for what is no number.
  func middle(_ value: Double) -> Double {
    guard value.isFinite else { return .nan }
    guard width > 0 else { return low }
    return low + (((value - low) / width).rounded(.down) + 0.5) * width
  }
}
