import Canonical

extension Charts {
  /// Where values are missing: a row a column of the table, its rows from first to last across in blocks, the darker the
  /// more are missing; the share of each column behind its name. Columns without a gap are left out; at most forty.
  ///
  /// - Parameters:
  ///   - columns: for each column and row of the table whether its value is missing.
  package static func missingness(columns: [(name: String, isMissing: [Bool])]) -> Chart {
    let gappy = columns.filter { $0.isMissing.contains(true) }
    let rows = columns.map(\.isMissing.count).max() ?? 0
    let blocks = min(rows, 48, 900 / max(min(gappy.count, 40), 1))
    var (xs, ys, shares): ([Double], [String], [Double]) = ([], [], [])
    for (index, column) in gappy.prefix(40).enumerated() {
      for block in 0..<blocks {
        let part = column.isMissing[
          min(
            block * rows / blocks, column.isMissing.count)..<min(
              (block + 1) * rows / blocks, column.isMissing.count)]
        let missing = part.count { $0 }
        guard missing > 0 else { continue }
        xs.append(Double(block))
        ys.append("\(index)")
        shares.append(Double(missing) / Double(part.count))
      }
    }
    let data = Chart.Data([
      .categories("block", xs.map { "\(Int($0))" }), .categories("column", ys), .numbers("missing", shares),
    ])
    var chart = Chart(
      title: "Missing values", data: data,
      layers: [Chart.Layer(.rect, x: "block", y: "column", color: "missing")])
    chart.x.categories = (0..<max(blocks, 1)).map { "\($0)" }
    chart.x.isShown = false
    chart.x.title = ""
    chart.y.categories = gappy.prefix(40).indices.map { "\($0)" }
    chart.y.names = gappy.prefix(40).map(\.name)
    chart.y.notes = gappy.prefix(40).map { NumberText.percent(share($0.isMissing)) }
    chart.y.title = "rows of the table from first to last →"
    chart.color.domain = 0...1
    chart.color.isPercent = true
    chart.size = Chart.Size(width: 700, panel: Double(max(min(gappy.count, 40), 1)) * 22)
    chart.takeaway = sentence(columns, gappy)
    chart.twin = PictureTable(
      header: ["column", "missing", "share"], numeric: [false, true, true],
      rows: columns.map {
        [$0.name, NumberText.thousands($0.isMissing.count { $0 }), NumberText.percent(share($0.isMissing))]
      })
    return chart
  }

  private static func share(_ flags: [Bool]) -> Double {
    flags.isEmpty ? 0 : Double(flags.count { $0 }) / Double(flags.count)
  }

  private static func sentence(
    _ columns: [(name: String, isMissing: [Bool])], _ gappy: [(name: String, isMissing: [Bool])]
  ) -> String {
    guard let most = gappy.max(by: { share($0.isMissing) < share($1.isMissing) }) else {
      return "No value is missing in \(Phrase.count(columns.count, "column"))."
    }
    let rest = columns.count - gappy.count
    return
      "Values are missing in \(gappy.count) of \(Phrase.count(columns.count, "column")), most in \(most.name) (\(NumberText.percent(share(most.isMissing))))"
      + (rest > 0 ? "; those without a gap are not drawn." : ".")
  }
}
