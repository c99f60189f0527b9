/// How the order within layers keeps to that of the description.
extension CrossingReduction {
  /// How far the order is from that of the description, from 0 to 1: pairs of one layer that stand the other way round,
  /// each counted the more the earlier it is described, so that the first lines decide and not the sum of all. Pairs
  /// that stand far from each other do not count.
  func disorder() -> Double {
    var wrong = 0.0
    var all = 0.0
    for level in levels.indices {
      for layer in 0...levels[level].lastLayer {
        let range = levels[level].starts[layer]..<levels[level].starts[layer + 1]
        for index in range where described[order[index]] >= 0 {
          let place = described[order[index]]
          for other in (index + 1)..<max(index + 1, min(range.upperBound, index + CrossingReduction.reach)) {
            let next = described[order[other]]
            guard next >= 0, rank[order[other]] == rank[order[index]] else { continue }
            let earlier = Double(1 + min(place, next))
            let weight = 1 / (earlier * earlier * earlier)
            all += weight
            if place > next { wrong += weight }
          }
        }
      }
    }
    return all > 0 ? wrong / all : 0
  }

  private static let reach = 24

  /// Lets neighbours stand as described where that costs no crossing.
  mutating func keepDescribed() {
    for _ in 0..<8 {
      var changed = false
      for level in levels.indices {
        for layer in 0...levels[level].lastLayer {
          let isBetter = exchange(level, layer) { reduction, a, b in
            reduction.described[b] >= 0 && reduction.described[a] > reduction.described[b]
              && reduction.gain(a, b) >= 0
          }
          if isBetter { changed = true }
        }
      }
      if !changed { return }
      settleShares()
    }
  }
}

extension ContainerLayout {
  /// Where in the description the first node of a child stands; -1 for a vertex that is no child.
  func described(_ vertex: Int) -> Int {
    guard case .child(let child) = layered.vertices[vertex].kind else { return -1 }
    return graph.items[child].first
  }

  /// A number from the names of what a vertex stands for.
  func seed(of vertex: Int) -> UInt64 {
    if case .child(let child) = layered.vertices[vertex].kind { return graph.items[child].seed }
    guard layered.vertices[vertex].link >= 0 else { return 0 }
    let link = graph.links[layered.vertices[vertex].link]
    return graph.items[link.source].seed &* 31 &+ graph.items[link.target].seed
  }
}
