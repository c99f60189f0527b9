/// Points cut in halves along their widest side, again and again, with the box around each part: near ones are found without looking
/// at most of the others.
///
/// J. L. Bentley, "Multidimensional Binary Search Trees Used for Associative Searching" (1975), with boxes instead of planes.
struct KDTree: Sendable {
  /// Row by row.
  let points: [Double]
  let dimensions: Int
  /// Row numbers, part by part.
  private var order: [Int32]
  private var parts: [Part] = []
  /// Two corners a part: the lowest of all coordinates, then the highest.
  private var corners: [Double] = []

  private struct Part {
    let range: Range<Int>
    /// The second half; the first one follows its parent. Zero for a leaf.
    var second = 0
  }

  private static let leafSize = 30

  /// O(n log² n). There is at least one dimension.
  init(points: [Double], dimensions: Int) {
    self.points = points
    self.dimensions = dimensions
    order = (0..<points.count / max(dimensions, 1)).map { Int32($0) }
    if !order.isEmpty { grow(0..<order.count) }
  }

  /// The depth is the logarithm of the number of rows, as halves have equal sizes.
  private mutating func grow(_ range: Range<Int>) {
    let index = parts.count
    parts.append(Part(range: range))
    let (low, high) = box(range)
    corners += low + high
    guard range.count > KDTree.leafSize else { return }
    var widest = 0
    for side in 0..<dimensions where high[side] - low[side] > high[widest] - low[widest] { widest = side }
    guard high[widest] > low[widest] else { return }
    let (points, dimensions) = (points, dimensions)
    order[range].sort { a, b in
      let (x, y) = (points[Int(a) * dimensions + widest], points[Int(b) * dimensions + widest])
      return x != y ? x < y : a < b
    }
    let middle = range.lowerBound + range.count / 2
    grow(range.lowerBound..<middle)
    parts[index].second = parts.count
    grow(middle..<range.upperBound)
  }

  private func box(_ range: Range<Int>) -> (low: [Double], high: [Double]) {
    var low = [Double](repeating: .infinity, count: dimensions)
    var high = [Double](repeating: -.infinity, count: dimensions)
    for place in range {
      for side in 0..<dimensions {
        let value = points[Int(order[place]) * dimensions + side]
        low[side] = min(low[side], value)
        high[side] = max(high[side], value)
      }
    }
    return (low, high)
  }

  /// Offers to `nearest` every point that may be among them. `query` has as many coordinates as the points.
  func search(_ query: [Double], _ metric: PointDistance, into nearest: inout NearestPoints) {
    guard !parts.isEmpty else { return }
    points.withUnsafeBufferPointer { points in
      corners.withUnsafeBufferPointer { corners in
        query.withUnsafeBufferPointer { query in
          var waiting = [(part: 0, distance: boxDistance(0, query, corners, metric))]
          while let (part, distance) = waiting.popLast() {
            if distance > nearest.worst { continue }
            let own = parts[part]
            if own.second == 0 {
              for place in own.range {
                let row = order[place]
                let point = UnsafeBufferPointer(
                  rebasing: points[Int(row) * dimensions..<(Int(row) + 1) * dimensions])
                nearest.offer(row, metric.between(point, query))
              }
              continue
            }
            let first = (part: part + 1, distance: boxDistance(part + 1, query, corners, metric))
            let second = (part: own.second, distance: boxDistance(own.second, query, corners, metric))
            waiting += first.distance <= second.distance ? [second, first] : [first, second]
          }
        }
      }
    }
  }

  /// From the query to the nearest point that a part's box could hold; never more than to one that it does hold, as it is summed up
  /// in the same order.
  private func boxDistance(
    _ part: Int, _ query: UnsafeBufferPointer<Double>, _ corners: UnsafeBufferPointer<Double>,
    _ metric: PointDistance
  ) -> Double {
    let start = 2 * part * dimensions
    return metric.sum(dimensions) { side in
      let clamped = min(max(query[side], corners[start + side]), corners[start + dimensions + side])
      return clamped - query[side]
    }
  }
}

/// How far two points are apart, as a number that grows with it: of the Euclidean distance, the square.
enum PointDistance: Sendable {
  case manhattan, euclidean

  @inline(__always)
  func sum(_ count: Int, _ difference: (Int) -> Double) -> Double {
    var sum = 0.0
    switch self {
    case .manhattan: for side in 0..<count { sum += difference(side).magnitude }
    case .euclidean:
      for side in 0..<count {
        let own = difference(side)
        sum += own * own
      }
    }
    return sum
  }

  @inline(__always)
  func between(_ a: UnsafeBufferPointer<Double>, _ b: UnsafeBufferPointer<Double>) -> Double {
    sum(min(a.count, b.count)) { a[$0] - b[$0] }
  }

  /// The distance itself.
  func length(_ sum: Double) -> Double { self == .euclidean ? sum.squareRoot() : sum }
}

/// The nearest of the points that were offered; of equally near ones, those with the lowest row numbers.
struct NearestPoints {
  private let wanted: Int
  /// A heap: the farthest first.
  private var heap: [(distance: Double, row: Int32)] = []

  init(_ wanted: Int) {
    self.wanted = wanted
    heap.reserveCapacity(wanted)
  }

  /// Beyond it, nothing is wanted any more.
  var worst: Double { heap.count < wanted ? .infinity : heap[0].distance }

  mutating func offer(_ row: Int32, _ distance: Double) {
    if heap.count < wanted {
      heap.append((distance, row))
      var place = heap.count - 1
      while place > 0, NearestPoints.isFarther(heap[place], heap[(place - 1) / 2]) {
        heap.swapAt(place, (place - 1) / 2)
        place = (place - 1) / 2
      }
    } else if NearestPoints.isFarther(heap[0], (distance, row)) {
      heap[0] = (distance, row)
      sink()
    }
  }

  private mutating func sink() {
    var place = 0
    while true {
      var largest = place
      for child in 2 * place + 1...2 * place + 2 where child < heap.count {
        if NearestPoints.isFarther(heap[child], heap[largest]) { largest = child }
      }
      if largest == place { return }
      heap.swapAt(place, largest)
      place = largest
    }
  }

  private static func isFarther(_ a: (distance: Double, row: Int32), _ b: (distance: Double, row: Int32))
    -> Bool
  {
    a.distance != b.distance ? a.distance > b.distance : a.row > b.row
  }

  /// The nearest first.
  var sorted: [(distance: Double, row: Int32)] { heap.sorted { NearestPoints.isFarther($1, $0) } }
}
