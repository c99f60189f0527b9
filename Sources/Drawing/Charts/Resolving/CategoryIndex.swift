/// The categories of a channel over all layers, in the order in which they are drawn.
struct CategoryIndex {
  private(set) var names: [String] = []
  /// How many more there are than are drawn.
  private(set) var leftOut = 0
  private var places: [[UInt8]: Int] = [:]

  /// - Parameters:
  ///   - given: the categories to draw, in order; those of `columns` in order of appearance where nil.
  ///   - limit: the most that are drawn.
  init(_ columns: [Chart.Column], given: [String]?, limit: Int) {
    let all = given ?? columns.flatMap(Self.names)
    for name in all {
      let key = Array(name.utf8)
      guard places[key] == nil else { continue }
      if names.count < limit {
        places[key] = names.count
        names.append(name)
      } else {
        places[key] = -1
        leftOut += 1
      }
    }
  }

  /// The categories that occur; of numbers, their texts from low to high.
  private static func names(_ column: Chart.Column) -> [String] {
    switch column.values {
    case .categories(let levels, let codes):
      var used = [Bool](repeating: false, count: levels.count)
      for code in codes where levels.indices.contains(code) { used[code] = true }
      return levels.indices.filter { used[$0] }.map { levels[$0] }
    case .numbers(let values), .days(let values), .seconds(let values):
      return Set(values.filter(\.isDrawable)).sorted().map(ChartNumbers.plain)
    }
  }

  /// For each row of `column` the place of its category; -1 where it is missing or not drawn.
  func positions(_ column: Chart.Column) -> [Int] {
    switch column.values {
    case .categories(let levels, let codes):
      let table = levels.map { places[Array($0.utf8)] ?? -1 }
      return codes.map { table.indices.contains($0) ? table[$0] : -1 }
    case .numbers(let values), .days(let values), .seconds(let values):
      return values.map { $0.isDrawable ? places[Array(ChartNumbers.plain($0).utf8)] ?? -1 : -1 }
    }
  }
}
