import Canonical
import Drawing
import Frame

/// A named chart of many columns.
struct ColumnsPlot {
  let plan: PlotPlan
  let chart: NamedPlot

  /// nil where values are looked for that are missing, and none is.
  func chart(_ tables: [Table]) throws -> Chart? {
    switch chart.name {
    case "correlation": return correlation(tables)
    case "missing":
      let columns = plan.columns.map { name in
        (
          name: name,
          isMissing: tables.flatMap { table in
            table.column(name).map { column in (0..<column.count).map(column.isMissing) } ?? []
          }
        )
      }
      return columns.contains { $0.isMissing.contains(true) } ? Charts.missingness(columns: columns) : nil
    default: return try parallel(tables)
    }
  }

  private func numbers(_ name: String, _ tables: [Table]) -> [Double] {
    tables.flatMap { $0.column(name)?.doubles() ?? [] }
  }

  private func correlation(_ tables: [Table]) -> Chart {
    let columns = plan.columns.map { numbers($0, tables) }
    let values = columns.map { a in columns.map { b in Self.pearson(a, b) } }
    return Charts.correlation(names: plan.columns, values: values)
  }

  /// Over the rows that have both values; NaN where fewer than three have, or where one side does not vary.
  private static func pearson(_ a: [Double], _ b: [Double]) -> Double {
    var (count, meanA, meanB) = (0.0, 0.0, 0.0)
    // Welford's running moments: one pass, and no sum of large squares.
    var (aa, bb, ab) = (0.0, 0.0, 0.0)
    for (x, y) in zip(a, b) where x.isFinite && y.isFinite {
      count += 1
      let (dx, dy) = (x - meanA, y - meanB)
      meanA += dx / count
      meanB += dy / count
      aa += dx * (x - meanA)
      bb += dy * (y - meanB)
      ab += dx * (y - meanB)
    }
    let scale = aa.squareRoot() * bb.squareRoot()
    guard count > 2, scale > 0, scale.isFinite else { return .nan }
    return min(max(ab / scale, -1), 1)
  }

  private func parallel(_ tables: [Table]) throws -> Chart {
    func axis(_ name: String, _ values: [Double]) -> Charts.ParallelAxis {
      Charts.ParallelAxis(name: name, values: values.map { $0.isFinite ? $0 : nil })
    }
    let frame = try plan.gathering.frame(of: tables)
    let channel = plan.gathering.channels.first { $0.role == .color }
    let objective = axis(channel?.title ?? "", frame[.color]?.doubles ?? [])
    let columns = plan.columns.filter { name in channel?.columns != [name] }
    var chart = Charts.parallelCoordinates(
      parameters: columns.map { axis($0, numbers($0, tables)) }, objective: objective,
      isMinimized: plan.style.sorting == .ascending)
    chart.title = "Rows over \(NumberText.count(columns.count + 1, "column"))"
    chart.takeaway = chart.takeaway.map(Self.aboutRows)
    chart.remarks = chart.remarks.map(Self.aboutRows)
    return chart
  }

  /// The sentence about trials as one about rows.
  private static func aboutRows(_ sentence: String) -> String {
    sentence.split(separator: " ", omittingEmptySubsequences: false).map { word in
      word.utf8.starts(with: "trial".utf8) ? "row" + word.dropFirst(5) : String(word)
    }.joined(separator: " ")
  }
}
