/// Fewer points for the same line.
enum LineThinning {
  typealias Point = (x: Double, y: Double)

  /// At most `limit` points (at least two) that keep the shape of the line through `points`, in pixels: the
  /// Ramer–Douglas–Peucker simplification under a quarter pixel, and more coarsely until the limit holds.
  static func thinned(_ points: [Point], limit: Int) -> [Point] {
    guard points.count > 2 else { return points }
    let points = points.count > 2000 ? columns(points) : points
    var tolerance = 0.25
    var kept = simplified(points, tolerance)
    while kept.count > max(limit, 2), tolerance < 1e7 {
      tolerance *= 1.6
      kept = simplified(points, tolerance)
    }
    return kept
  }

  /// Of the neighbours within one half pixel of x, the first, the lowest, the highest and the last: all that can be seen.
  private static func columns(_ points: [Point]) -> [Point] {
    var kept: [Point] = []
    var start = 0
    while start < points.count {
      let column = (points[start].x * 2).rounded(.down)
      var (end, low, high) = (start, start, start)
      while end + 1 < points.count, (points[end + 1].x * 2).rounded(.down) == column {
        end += 1
        if points[end].y < points[low].y { low = end }
        if points[end].y > points[high].y { high = end }
      }
      kept += Set([start, low, high, end]).sorted().map { points[$0] }
      start = end + 1
    }
    return kept
  }

  private static func simplified(_ points: [Point], _ tolerance: Double) -> [Point] {
    var keep = [Bool](repeating: false, count: points.count)
    keep[0] = true
    keep[points.count - 1] = true
    var open = [(0, points.count - 1)]
    while let (first, last) = open.popLast() {
      var farthest = (index: first, distance: tolerance)
      for index in first..<last where index > first {
        let distance = distance(points[index], points[first], points[last])
        if distance > farthest.distance { farthest = (index, distance) }
      }
      guard farthest.index > first else { continue }
      keep[farthest.index] = true
      open.append((first, farthest.index))
      open.append((farthest.index, last))
    }
    return zip(points, keep).compactMap { $1 ? $0 : nil }
  }

  /// The distance of `point` from the segment between `a` and `b`.
  private static func distance(_ point: Point, _ a: Point, _ b: Point) -> Double {
    let (dx, dy) = (b.x - a.x, b.y - a.y)
    let square = dx * dx + dy * dy
    let along = square == 0 ? 0 : ((point.x - a.x) * dx + (point.y - a.y) * dy) / square
    let t = min(max(along, 0), 1)
    let (ex, ey) = (point.x - a.x - t * dx, point.y - a.y - t * dy)
    return (ex * ex + ey * ey).squareRoot()
  }
}
