import Canonical
import Frame

/// The values of a column as groups of rows.
package struct SliceColumn: Sendable {
  package let name: String
  /// The group of each row.
  package let codes: [Int32]
  /// The groups: levels in byte order, or intervals by rising numbers; missing values last.
  package let labels: [String]

  /// The most levels that are groups of their own; rarer ones share a last group.
  package static let mostLevels = 24

  /// `bins`: how many intervals with about as many rows each numbers are cut into; numbers with fewer distinct values are
  /// not cut. Fails for dates and for texts.
  package init(_ column: Column, name: String, bins: Int) throws(LearningError) {
    self.name = name
    switch column.type {
    case .category, .text:
      (codes, labels) = Self.levels(column.codes ?? [], column.levels)
    case .boolean:
      let codes = (0..<column.count).map { row -> Int32 in
        column.isMissing(row) ? -1 : column.booleans?[row] == true ? 1 : 0
      }
      (self.codes, labels) = Self.levels(codes, ["no", "yes"])
    case .number, .integer:
      (codes, labels) = Self.intervals(column.doubles(), bins: bins)
    case .date, .datetime:
      throw LearningError(
        "`\(name)` is of type \(column.type.name), which has no groups",
        hint: "`derive month = month(\(name))` where the table is loaded, and group by that")
    }
  }

  private static func levels(_ codes: [Int32], _ levels: [String]) -> ([Int32], [String]) {
    var counts = [Int](repeating: 0, count: levels.count)
    for code in codes where code >= 0 { counts[Int(code)] += 1 }
    let occurring = levels.indices.filter { counts[$0] > 0 }
    let frequent = occurring.sorted { counts[$0] != counts[$1] ? counts[$0] > counts[$1] : $0 < $1 }
    let kept = (frequent.count > mostLevels ? Array(frequent.prefix(mostLevels - 1)) : frequent)
      .sorted { levels[$0].precedesByBytes(levels[$1]) }
    var labels = kept.map { levels[$0] }
    var places = [Int32](repeating: -1, count: levels.count)
    for (place, level) in kept.enumerated() { places[level] = Int32(place) }
    if kept.count < frequent.count {
      for level in occurring where places[level] < 0 { places[level] = Int32(labels.count) }
      labels.append("\(frequent.count - kept.count) others")
    }
    return closed(codes.map { $0 < 0 ? -1 : places[Int($0)] }, labels)
  }

  private static func intervals(_ values: [Double], bins: Int) -> ([Int32], [String]) {
    let sorted = values.filter(\.isFinite).sorted()
    var distinct: [Double] = []
    for value in sorted where distinct.last != value {
      distinct.append(value)
      if distinct.count > bins { break }
    }
    if distinct.count <= bins {
      let codes = values.map { value in Int32(distinct.firstIndex(of: value) ?? -1) }
      return closed(codes, distinct.map { NumberText.significant($0, 6) })
    }
    var edges: [Double] = []
    for bin in 1..<max(bins, 2) {
      let edge = Moments.quantile(ofSorted: sorted, Double(bin) / Double(bins))
      if edges.last != edge, edge < sorted[sorted.count - 1] { edges.append(edge) }
    }
    let texts = edges.map { NumberText.significant($0, 4) }
    let labels = (0...edges.count).map { bin in
      if edges.isEmpty { return "all" }
      if bin == 0 { return "≤ \(texts[0])" }
      return bin == edges.count ? "> \(texts[bin - 1])" : "\(texts[bin - 1]) – \(texts[bin])"
    }
    return closed(values.map { value in value.isFinite ? Int32(edges.count { $0 < value }) : -1 }, labels)
  }

  /// Gives rows without a value a group of their own.
  private static func closed(_ codes: [Int32], _ labels: [String]) -> ([Int32], [String]) {
    guard codes.contains(where: { $0 < 0 }) else { return (codes, labels) }
    return (codes.map { $0 < 0 ? Int32(labels.count) : $0 }, labels + ["missing"])
  }

  /// The rows of each group.
  package var members: [[Int32]] {
    var members = [[Int32]](repeating: [], count: labels.count)
    for (row, code) in codes.enumerated() { members[Int(code)].append(Int32(row)) }
    return members
  }
}
