/// What ordering and ports need to know of the places in layers.
extension LayerGraph {
  /// By vertex: pins stand outermost; between them one lane after the other, or next to the pins children that are met
  /// directly from that side.
  func rankClasses() -> [Int] {
    let last = max(laneExtents.count, 3) + 1
    var ranks = vertices.map { vertex -> Int in
      switch vertex.kind {
      case .pin(.low): 0
      case .pin: last
      default: laneExtents.isEmpty ? 2 : vertex.lane + 1
      }
    }
    guard laneExtents.isEmpty else { return ranks }
    for direct in directs {
      if direct.side == .low, ranks[direct.vertex] == 2 { ranks[direct.vertex] = 1 }
      if direct.side == .high { ranks[direct.vertex] = ranks[direct.vertex] == 1 ? 2 : 3 }
    }
    return ranks
  }

  /// Where a segment meets its first and its second vertex, in units of places.
  func upperKey(_ segment: Int) -> Double {
    Double(vertices[segments[segment].u].position) + segments[segment].uShare
  }

  func lowerKey(_ segment: Int) -> Double {
    Double(vertices[segments[segment].v].position) + segments[segment].vShare
  }
}

extension Sequence {
  /// Sorted by a whole-number key, equal elements in their order.
  func stablySorted(by key: (Element) -> Int) -> [Element] {
    enumerated().map { (key: key($0.element), offset: $0.offset, element: $0.element) }
      .sorted { ($0.key, $0.offset) < ($1.key, $1.offset) }.map(\.element)
  }
}
