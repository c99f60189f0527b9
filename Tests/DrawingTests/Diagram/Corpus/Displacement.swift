import Drawing

/// How far the nodes that two drawings have in common are from where they were.
struct Displacement {
  /// The mean distance of their centres in both, less the median shift, as a share of the old diagonal.
  var mean: Double
  /// The share of pairs of nodes of which one has changed from left to right, or from above to below, of the other.
  var flipped: Double

  /// Nodes are the same where their identifiers are. Pairs whose centres are within a pixel have no order.
  init(from old: FittedDiagram, to new: FittedDiagram) {
    let (before, after) = (Displacement.centers(old), Displacement.centers(new))
    let common = old.diagram.nodes.map(\.id).filter { before[$0] != nil && after[$0] != nil }
    let places = common.compactMap { id in before[id].flatMap { a in after[id].map { (a, $0) } } }
    let (width, height) = (Double(old.layout.size.width), Double(old.layout.size.height))
    let diagonal = max(1, (width * width + height * height).squareRoot())
    let dx = Displacement.median(places.map { $1.x - $0.x })
    let dy = Displacement.median(places.map { $1.y - $0.y })
    let moved = places.reduce(0.0) { sum, place in
      let (x, y) = (place.1.x - place.0.x - dx, place.1.y - place.0.y - dy)
      return sum + (x * x + y * y).squareRoot()
    }
    mean = moved / Double(max(places.count, 1)) / diagonal
    var (pairs, turned) = (0, 0)
    for (index, a) in places.enumerated() {
      for b in places.dropFirst(index + 1) {
        pairs += 1
        let turnsX = Displacement.flips(b.0.x - a.0.x, b.1.x - a.1.x)
        if turnsX || Displacement.flips(b.0.y - a.0.y, b.1.y - a.1.y) { turned += 1 }
      }
    }
    flipped = Double(turned) / Double(max(pairs, 1))
  }

  private static func centers(_ fitted: FittedDiagram) -> [String: (x: Double, y: Double)] {
    var centers: [String: (x: Double, y: Double)] = [:]
    for (node, box) in zip(fitted.diagram.nodes, fitted.layout.nodes) {
      guard let box else { continue }
      centers[node.id] = (Double(box.x) + Double(box.width) / 2, Double(box.y) + Double(box.height) / 2)
    }
    return centers
  }

  private static func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    guard let first = sorted.first else { return 0 }
    let middle = sorted.count / 2
    return sorted.count < 2
      ? first : sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }

  private static func flips(_ before: Double, _ after: Double) -> Bool {
    (before > 1 && after < -1) || (before < -1 && after > 1)
  }
}
