/// Turns the rows of a layer into those that are drawn.
struct StatisticStage {
  let layer: Chart.Layer
  let isLevel: Bool
  let panels: Int
  let series: Int

  func callAsFunction(_ rows: [MarkRow]) -> [MarkRow] {
    switch layer.statistic {
    case nil: rows
    case .bin(let count, let measure): binned(rows, count, measure)
    case .count: counted(rows)
    case .ecdf: bySeries(rows) { self.cumulated($0) }
    case .quantile(let shares): quantiles(rows, shares)
    case .smooth(let windows): bySeries(rows) { self.smoothed($0, windows) }
    case .stack(let normalized): stacked(rows, normalized)
    case .bin2d(let cells): gridded(rows, cells)
    }
  }

  /// The rows of each series of each panel by themselves, the rest of the row taken from the first of them.
  private func bySeries(_ rows: [MarkRow], _ body: ([MarkRow]) -> [MarkRow]) -> [MarkRow] {
    let slots = max(series, 1)
    var groups = [[MarkRow]](repeating: [], count: max(panels, 1) * slots)
    for row in rows { groups[row.panel * slots + row.series].append(row) }
    return groups.flatMap { $0.isEmpty ? [] : body($0) }
  }

  private func binned(
    _ rows: [MarkRow], _ count: Int?, _ measure: Chart.Statistic.BinMeasure
  ) -> [MarkRow] {
    let bins = Bins(covering: rows.map(\.x), count: count)
    // A line goes from edge to edge, so it has an end beyond the last interval.
    let isLine = layer.mark == .line || layer.mark == .area
    return bySeries(rows) { group in
      let counts = bins.counts(of: group.map(\.x)).map(Double.init)
      let total = Double(max(group.count, 1))
      let heights = counts.map { count in
        switch measure {
        case .count: count
        case .share: count / total
        case .density: count / total / bins.width
        }
      }
      return (0..<(isLine ? heights.count + 1 : heights.count)).map { index in
        var row = group[0]
        row.x = bins.edges[index]
        if !isLine { row.x2 = bins.edges[index + 1] }
        row.y = heights[min(index, heights.count - 1)]
        return row
      }
    }
  }

  private func counted(_ rows: [MarkRow]) -> [MarkRow] {
    bySeries(rows) { group in
      var counts: [Double: Int] = [:]
      for row in group { counts[isLevel ? row.y : row.x, default: 0] += 1 }
      return counts.sorted { $0.key < $1.key }.map { position, count in
        var row = group[0]
        if isLevel {
          (row.x, row.y) = (Double(count), position)
        } else {
          (row.x, row.y) = (position, Double(count))
        }
        return row
      }
    }
  }

  private func cumulated(_ rows: [MarkRow]) -> [MarkRow] {
    let sorted = rows.map(\.x).sorted()
    var out: [MarkRow] = []
    for (index, value) in sorted.enumerated() {
      if index + 1 < sorted.count, sorted[index + 1] == value { continue }
      var row = rows[0]
      (row.x, row.y) = (value, Double(index + 1) / Double(sorted.count))
      if out.isEmpty {
        var start = row
        start.y = 0
        out.append(start)
      }
      out.append(row)
    }
    return out
  }

  private func quantiles(_ rows: [MarkRow], _ shares: [Double]) -> [MarkRow] {
    let shares = shares.isEmpty ? [0.5] : shares.sorted()
    return bySeries(rows) { group in
      var values: [Double: [Double]] = [:]
      for row in group { values[isLevel ? row.y : row.x, default: []].append(isLevel ? row.x : row.y) }
      return values.sorted { $0.key < $1.key }.map { position, sample in
        let sorted = sample.sorted()
        let found = shares.map { Quantiles.value($0, ofSorted: sorted) }
        var row = group[0]
        let middle = found[found.count / 2]
        if isLevel { (row.x, row.y) = (middle, position) } else { (row.x, row.y) = (position, middle) }
        (row.low, row.high) = (found[0], found[found.count - 1])
        return row
      }
    }
  }

  private func smoothed(_ rows: [MarkRow], _ windows: Int) -> [MarkRow] {
    let sorted = rows.filter { !$0.y.isNaN }.sorted { $0.x < $1.x }
    guard !sorted.isEmpty else { return [] }
    let count = min(max(windows, 1), sorted.count)
    return (0..<count).map { window in
      let part = sorted[(window * sorted.count / count)..<((window + 1) * sorted.count / count)]
      let size = Double(part.count)
      let mean = part.reduce(0) { $0 + $1.y / size }
      let square = part.reduce(0) { $0 + ($1.y - mean) * ($1.y - mean) }
      let error = part.count > 1 ? (square / (size - 1) / size).squareRoot() : 0
      var row = sorted[0]
      (row.x, row.y) = (part.reduce(0) { $0 + $1.x / size }, mean)
      // 1.96: the normal quantile of 0.975.
      (row.low, row.high) = (mean - 1.959_964 * error, mean + 1.959_964 * error)
      return row
    }
  }

  /// One row for each position of a series: the sum of its values.
  private func summed(_ rows: [MarkRow]) -> [MarkRow] {
    var sums: [Double: MarkRow] = [:]
    for row in rows {
      let position = isLevel ? row.y : row.x
      guard var known = sums[position] else {
        sums[position] = row
        continue
      }
      if isLevel { known.x += row.x } else { known.y += row.y }
      sums[position] = known
    }
    return sums.keys.sorted().compactMap { sums[$0] }
  }

  /// Positive values upwards and negative ones downwards from zero, in the order of the series.
  private func stacked(_ rows: [MarkRow], _ normalized: Bool) -> [MarkRow] {
    struct Place: Hashable {
      var panel: Int
      var position: Double
    }
    func place(_ row: MarkRow) -> Place { Place(panel: row.panel, position: isLevel ? row.y : row.x) }
    func value(_ row: MarkRow) -> Double { isLevel ? row.x : row.y }
    let rows = bySeries(rows) { self.summed($0) }
    var totals: [Place: Double] = [:]
    for row in rows { totals[place(row), default: 0] += value(row).magnitude }
    var ends: [Place: (up: Double, down: Double)] = [:]
    return rows.enumerated().sorted { ($0.element.series, $0.offset) < ($1.element.series, $1.offset) }.map {
      var row = $0.element
      let total = normalized ? max(totals[place(row)] ?? 1, .leastNonzeroMagnitude) : 1
      let share = value(row) / total
      var end = ends[place(row)] ?? (0, 0)
      if share >= 0 {
        (row.low, row.high) = (end.up, end.up + share)
        end.up += share
      } else {
        (row.low, row.high) = (end.down + share, end.down)
        end.down += share
      }
      if isLevel { row.x = row.high } else { row.y = row.high }
      ends[place(row)] = end
      return row
    }
  }

  private func gridded(_ rows: [MarkRow], _ cells: Int) -> [MarkRow] {
    struct Cell: Hashable, Comparable {
      var panel: Int
      var x: Int
      var y: Int

      static func < (a: Cell, b: Cell) -> Bool { (a.panel, a.x, a.y) < (b.panel, b.x, b.y) }
    }
    let across = Bins(covering: rows.map(\.x), count: cells)
    let up = Bins(covering: rows.map(\.y), count: cells)
    var counts: [Cell: Int] = [:]
    for row in rows {
      if let x = across.index(of: row.x), let y = up.index(of: row.y) {
        counts[Cell(panel: row.panel, x: x, y: y), default: 0] += 1
      }
    }
    return counts.sorted { $0.key < $1.key }.map { cell, count in
      MarkRow(
        x: across.edges[cell.x], y: up.edges[cell.y], x2: across.edges[cell.x + 1],
        y2: up.edges[cell.y + 1], shade: Double(count), panel: cell.panel)
    }
  }
}
