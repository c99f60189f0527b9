/// What two paths have to do with each other.
struct PathPair {
  private(set) var crossings = 0
  private(set) var sharedLength = 0

  /// Parallel runs this close are read as one.
  static let closeness = 2

  /// `commonEnds` are the boxes of the nodes or groups that both paths start or end at.
  init(_ a: MeasuredDiagram.Path, _ b: MeasuredDiagram.Path, around commonEnds: [DiagramBox]) {
    let near = commonEnds.map { $0.inset(by: -6) }
    var trunk: [DiagramBox] = []
    if a.ends[0] == b.ends[0] { trunk += PathPair.trunk(a.points, b.points) }
    if a.ends[1] == b.ends[1] { trunk += PathPair.trunk(a.points.reversed(), b.points.reversed()) }
    var meetings: [DiagramPoint] = []
    for p in a.pieces {
      for q in b.pieces {
        if (p.width == 0) == (q.width == 0) {
          if let run = PathPair.run(p, q), !near.contains(where: { PathPair.contains($0, run) }) {
            sharedLength += PathPair.length(run, outside: trunk)
          }
        } else if let point = PathPair.meeting(p, q) {
          let place = DiagramBox(x: point.x, y: point.y, width: 0, height: 0)
          if (near + trunk).contains(where: { PathPair.contains($0, place) }) { continue }
          if meetings.contains(where: { PathPair.isSame($0, point) }) { continue }
          meetings.append(point)
        }
      }
    }
    crossings = meetings.count
  }

  /// The pieces that two paths have in common from their beginning on.
  private static func trunk(_ a: [DiagramPoint], _ b: [DiagramPoint]) -> [DiagramBox] {
    guard var at = a.first, at == b.first else { return [] }
    var pieces: [DiagramBox] = []
    var (i, j) = (1, 1)
    while i < a.count, j < b.count {
      let (p, q) = (a[i], b[j])
      let next: DiagramPoint
      if at.x == p.x, at.x == q.x, (p.y > at.y) == (q.y > at.y) {
        next = abs(p.y - at.y) < abs(q.y - at.y) ? p : q
      } else if at.y == p.y, at.y == q.y, (p.x > at.x) == (q.x > at.x) {
        next = abs(p.x - at.x) < abs(q.x - at.x) ? p : q
      } else {
        break
      }
      pieces.append(
        DiagramBox(
          x: min(at.x, next.x), y: min(at.y, next.y), width: abs(next.x - at.x), height: abs(next.y - at.y)))
      at = next
      if p == next { i += 1 }
      if q == next { j += 1 }
    }
    return pieces
  }

  private static func meeting(_ p: DiagramBox, _ q: DiagramBox) -> DiagramPoint? {
    let (upright, level) = p.width == 0 ? (p, q) : (q, p)
    let within =
      level.x <= upright.x && upright.x <= level.right && upright.y <= level.y && level.y <= upright.bottom
    return within ? DiagramPoint(x: upright.x, y: level.y) : nil
  }

  /// Where two parallel pieces run along each other.
  private static func run(_ p: DiagramBox, _ q: DiagramBox) -> DiagramBox? {
    let apart = p.width == 0 ? abs(p.x - q.x) : abs(p.y - q.y)
    guard apart < closeness else { return nil }
    let (left, top) = (max(p.x, q.x), max(p.y, q.y))
    let (right, bottom) = (min(p.right, q.right), min(p.bottom, q.bottom))
    let isRun = p.width == 0 ? bottom > top : right > left
    guard isRun else { return nil }
    return p.width == 0
      ? DiagramBox(x: p.x, y: top, width: 0, height: bottom - top)
      : DiagramBox(x: left, y: p.y, width: right - left, height: 0)
  }

  private static func length(_ run: DiagramBox, outside trunk: [DiagramBox]) -> Int {
    let inside = trunk.compactMap { piece in
      (piece.width == 0) == (run.width == 0) ? PathPair.run(piece, run) : nil
    }
    return max(0, run.width + run.height - inside.reduce(0) { $0 + $1.width + $1.height })
  }

  private static func contains(_ outer: DiagramBox, _ inner: DiagramBox) -> Bool {
    outer.x <= inner.x && outer.y <= inner.y && outer.right >= inner.right && outer.bottom >= inner.bottom
  }

  private static func isSame(_ a: DiagramPoint, _ b: DiagramPoint) -> Bool {
    let (dx, dy) = (a.x - b.x, a.y - b.y)
    return dx * dx + dy * dy < closeness * closeness
  }
}
