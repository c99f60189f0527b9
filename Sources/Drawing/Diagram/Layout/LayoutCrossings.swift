extension DiagramLayout {
  /// Proper crossings of edges that share no end. O(pieces²), with few of the pairs looked at closely.
  var crossings: Int {
    struct Piece {
      var edge: Int
      var low: Int
      var high: Int
      var at: Int
    }
    var across: [Piece] = []
    var along: [Piece] = []
    for (edge, path) in edges.enumerated() {
      guard let points = path?.points else { continue }
      for (a, b) in zip(points, points.dropFirst()) {
        if a.y == b.y {
          across.append(Piece(edge: edge, low: min(a.x, b.x), high: max(a.x, b.x), at: a.y))
        } else {
          along.append(Piece(edge: edge, low: min(a.y, b.y), high: max(a.y, b.y), at: a.x))
        }
      }
    }
    along.sort { ($0.at, $0.edge) < ($1.at, $1.edge) }
    var count = 0
    for piece in across {
      var first = 0
      var last = along.count
      while first < last {
        let middle = (first + last) / 2
        if along[middle].at <= piece.low { first = middle + 1 } else { last = middle }
      }
      while first < along.count, along[first].at < piece.high {
        let other = along[first]
        if other.low < piece.at, piece.at < other.high, other.edge != piece.edge { count += 1 }
        first += 1
      }
    }
    return count
  }
}
