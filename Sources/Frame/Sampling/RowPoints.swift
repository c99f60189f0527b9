import Canonical

/// Rows as points: numbers standardized over all rows, as scikit-learn's StandardScaler does, and categories beside them.
package struct RowPoints: Sendable {
  /// Row after row.
  let coordinates: [Double]
  let dimensions: Int
  /// By column; -1 where missing.
  let categories: [[Int32]]
  /// What a differing category adds to the square of a distance.
  private(set) var mismatch = 0.0

  /// Fails unless there is a column of numbers, and none of them is missing or infinite.
  package init(
    numbers: [(name: String, column: Column)], categories: [Column] = []
  ) throws(SamplingError) {
    guard let first = numbers.first else {
      throw SamplingError(
        "no column of numbers to measure distances by", hint: "name columns with `of: [a, b]`")
    }
    let rows = first.column.count
    dimensions = numbers.count
    var coordinates = [Double](repeating: 0, count: rows * numbers.count)
    for (dimension, (name, column)) in numbers.enumerated() {
      let values = column.doubles()
      guard values.allSatisfy(\.isFinite) else {
        throw SamplingError(
          "`\(name)` is missing or infinite in \(NumberText.count(values.count { !$0.isFinite }, "row"))",
          hint: "leave those rows out with `where`, or name other columns with `of: [a, b]`")
      }
      for (row, value) in RowPoints.standardized(values).enumerated() {
        coordinates[row * numbers.count + dimension] = value
      }
    }
    self.coordinates = coordinates
    self.categories = categories.map { $0.asCategory().codes ?? [] }
  }

  /// The same points with the distance of SMOTE-NC within a class: a differing category counts as much as the median of
  /// the standard deviations that the numbers have in its rows (Chawla et al., 2002, §6.1).
  func nominal(within rows: [Int32]) -> RowPoints {
    guard !categories.isEmpty else { return self }
    let deviations = (0..<dimensions).map { dimension in
      RowPoints.deviation(rows.map { coordinates[Int($0) * dimensions + dimension] }).deviation
    }.sorted()
    let middle = deviations.count / 2
    let median =
      deviations.count % 2 == 1 ? deviations[middle] : (deviations[middle - 1] + deviations[middle]) / 2
    var copy = self
    copy.mismatch = median * median
    return copy
  }

  func squaredDistance(_ a: Int32, _ b: Int32) -> Double {
    let (first, second) = (Int(a) * dimensions, Int(b) * dimensions)
    var sum = 0.0
    for dimension in 0..<dimensions {
      let difference = coordinates[first + dimension] - coordinates[second + dimension]
      sum += difference * difference
    }
    for codes in categories where codes[Int(a)] != codes[Int(b)] { sum += mismatch }
    return sum
  }

  /// Divided by the largest first, so that no square overflows; a constant column becomes zero.
  private static func standardized(_ values: [Double]) -> [Double] {
    let largest = values.lazy.map(\.magnitude).max() ?? 0
    guard largest > 0 else { return values }
    let scaled = values.map { $0 / largest }
    let (mean, deviation) = deviation(scaled)
    return scaled.map { ($0 - mean) / (deviation > 0 ? deviation : 1) }
  }

  private static func deviation(_ values: [Double]) -> (mean: Double, deviation: Double) {
    guard let first = values.first, values.contains(where: { $0 != first }) else {
      return (values.first ?? 0, 0)
    }
    let mean = values.reduce(0, +) / Double(values.count)
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (mean, (squares / Double(values.count)).squareRoot())
  }
}
