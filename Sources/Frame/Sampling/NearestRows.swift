/// Finds the rows nearest to a row, exactly: a k-d tree over the coordinates (Bentley 1975). Of rows equally near, those
/// that stand earlier are nearer.
struct NearestRows {
  private let points: RowPoints
  /// In the order of the tree: the middle of each range splits it.
  private var order: [Int32]
  /// By position in `order`: the dimension by which the range around it is split.
  private var split: [Int32]

  private static let leaf = 12

  /// Among `rows` of the points.
  init(_ points: RowPoints, rows: [Int32]) {
    self.points = points
    order = rows
    split = [Int32](repeating: 0, count: rows.count)
    build(0..<rows.count)
  }

  /// At most `count` rows other than `row` itself, the nearest first.
  func nearest(to row: Int32, count: Int) -> [Int32] {
    var found = Found(capacity: count)
    search(0..<order.count, row, &found)
    return found.entries.map(\.row)
  }

  private mutating func build(_ range: Range<Int>) {
    guard range.count > NearestRows.leaf else { return }
    let dimension = widest(range)
    let (coordinates, dimensions) = (points.coordinates, points.dimensions)
    order[range].sort { a, b in
      let (first, second) = (
        coordinates[Int(a) * dimensions + dimension], coordinates[Int(b) * dimensions + dimension]
      )
      return first != second ? first < second : a < b
    }
    let middle = (range.lowerBound + range.upperBound) / 2
    split[middle] = Int32(dimension)
    build(range.lowerBound..<middle)
    build(middle + 1..<range.upperBound)
  }

  private func widest(_ range: Range<Int>) -> Int {
    var best = (dimension: 0, width: -1.0)
    for dimension in 0..<points.dimensions {
      var (low, high) = (Double.infinity, -Double.infinity)
      for row in order[range] {
        let value = points.coordinates[Int(row) * points.dimensions + dimension]
        low = min(low, value)
        high = max(high, value)
      }
      if high - low > best.width { best = (dimension, high - low) }
    }
    return best.dimension
  }

  private func search(_ range: Range<Int>, _ row: Int32, _ found: inout Found) {
    guard range.count > NearestRows.leaf else {
      for candidate in order[range] where candidate != row {
        found.offer(candidate, points.squaredDistance(row, candidate))
      }
      return
    }
    let middle = (range.lowerBound + range.upperBound) / 2
    let (pivot, dimension) = (order[middle], Int(split[middle]))
    let offset =
      points.coordinates[Int(row) * points.dimensions + dimension]
      - points.coordinates[Int(pivot) * points.dimensions + dimension]
    let (low, high) = (range.lowerBound..<middle, middle + 1..<range.upperBound)
    search(offset <= 0 ? low : high, row, &found)
    if pivot != row { found.offer(pivot, points.squaredDistance(row, pivot)) }
    if found.mayHold(offset * offset) { search(offset <= 0 ? high : low, row, &found) }
  }

  /// The nearest so far, in order.
  private struct Found {
    let capacity: Int
    var entries: [(distance: Double, row: Int32)] = []

    init(capacity: Int) { self.capacity = capacity }

    func mayHold(_ distance: Double) -> Bool {
      entries.count < capacity || distance <= (entries.last?.distance ?? 0)
    }

    mutating func offer(_ row: Int32, _ distance: Double) {
      guard mayHold(distance) else { return }
      let place =
        entries.firstIndex { $0.distance > distance || ($0.distance == distance && $0.row > row) }
        ?? entries.count
      entries.insert((distance, row), at: place)
      if entries.count > capacity { entries.removeLast() }
    }
  }
}
