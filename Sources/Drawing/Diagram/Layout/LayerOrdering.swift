/// The order within layers: barycenter sweeps with exchanges of neighbours, best of several fixed starts.
extension LayerGraph {
  /// Reorders all layers but the borders for few crossings. Equal results keep the order that is there.
  mutating func reduceCrossings(rounds: Int, restarts: Int) {
    updateShares()
    let ranks = vertices.indices.map(rankClass)
    renumber()
    var best = (layers: layers, crossings: crossings())
    let start = layers
    var random = SplitMix(state: 0x9E37_79B9)
    for attempt in 0...restarts where best.crossings > 0 {
      layers = start
      if attempt == 1 {
        for layer in layers.indices.dropFirst().dropLast() { layers[layer].reverse() }
      } else if attempt > 1 {
        for layer in layers.indices.dropFirst().dropLast() { random.shuffle(&layers[layer]) }
      }
      for layer in layers.indices { layers[layer] = layers[layer].stablySorted { ranks[$0] } }
      renumber()
      sweep(rounds: rounds, ranks, best: &best)
    }
    layers = best.layers
    for layer in layers.indices { layers[layer] = layers[layer].stablySorted { ranks[$0] } }
    renumber()
  }

  private mutating func sweep(rounds: Int, _ ranks: [Int], best: inout (layers: [[Int]], crossings: Int)) {
    var least = Int.max
    var idle = 0
    for round in 0..<rounds {
      let downwards = round % 2 == 0
      for step in 1..<max(2, lastLayer) where lastLayer > 1 {
        sortByBarycenter(downwards ? step : lastLayer - step, downwards: downwards, ranks)
      }
      exchangeNeighbours(ranks)
      let count = crossings()
      if count < best.crossings { best = (layers, count) }
      idle = count < least ? 0 : idle + 1
      least = min(least, count)
      if count == 0 || idle == 4 { return }
    }
  }

  /// Pins stand outermost; then children that are met directly from that side.
  private func rankClass(_ vertex: Int) -> Int {
    switch vertices[vertex].kind {
    case .pin(.low): return 0
    case .pin: return 4
    default: break
    }
    var result = 2
    for direct in directs where direct.vertex == vertex {
      if direct.side == .low, result == 2 { result = 1 }
      if direct.side == .high { result = result == 1 ? 2 : 3 }
    }
    return result
  }

  private mutating func sortByBarycenter(_ layer: Int, downwards: Bool, _ ranks: [Int]) {
    let keyed = layers[layer].enumerated().map { position, vertex in
      let near = downwards ? before[vertex] : after[vertex]
      let sum = near.reduce(0.0) { $0 + (downwards ? upperKey($1) : lowerKey($1)) }
      let center = near.isEmpty ? Double(position) : sum / Double(near.count)
      return (vertex: vertex, rank: ranks[vertex], center: center, position: position)
    }
    layers[layer] = keyed.sorted {
      ($0.rank, $0.center, $0.position) < ($1.rank, $1.center, $1.position)
    }.map(\.vertex)
    renumber(layer)
  }

  private mutating func exchangeNeighbours(_ ranks: [Int]) {
    var improved = true
    var pass = 0
    while improved, pass < 8 {
      improved = false
      pass += 1
      for layer in layers.indices.dropFirst().dropLast() where layers[layer].count > 1 {
        for place in 0..<(layers[layer].count - 1) {
          let a = layers[layer][place]
          let b = layers[layer][place + 1]
          guard ranks[a] == ranks[b], exchangeGain(a, b) > 0 else { continue }
          layers[layer].swapAt(place, place + 1)
          vertices[b].position = place
          vertices[a].position = place + 1
          improved = true
        }
      }
    }
  }

  private func exchangeGain(_ a: Int, _ b: Int) -> Int {
    var gain = 0
    for x in before[a] {
      for y in before[b] { gain += sign(upperKey(x) - upperKey(y)) }
    }
    for x in after[a] {
      for y in after[b] { gain += sign(lowerKey(x) - lowerKey(y)) }
    }
    return gain
  }

  private func sign(_ value: Double) -> Int { value > 0 ? 1 : value < 0 ? -1 : 0 }

  /// Where a segment meets its first and its second vertex, in units of places.
  func upperKey(_ segment: Int) -> Double {
    Double(vertices[segments[segment].u].position) + segments[segment].uShare
  }

  func lowerKey(_ segment: Int) -> Double {
    Double(vertices[segments[segment].v].position) + segments[segment].vShare
  }

  private mutating func updateShares() {
    for index in segments.indices {
      segments[index].uShare = share(segments[index].u, segments[index].link)
      segments[index].vShare = share(segments[index].v, segments[index].link)
    }
  }

  private func share(_ vertex: Int, _ link: Int) -> Double {
    guard let port = vertices[vertex].ports[link] else { return 0 }
    return 0.9 * Double(port) / Double(max(vertices[vertex].coreCross, 1))
  }

  func crossings() -> Int {
    (0..<max(lastLayer, 0)).reduce(0) { $0 + crossings(behind: $1) }
  }

  /// Inversions of the segments' far ends, in the order of their near ends, by merge sort.
  private func crossings(behind layer: Int) -> Int {
    let ends = segments(behind: layer).map { (upperKey($0), lowerKey($0)) }.sorted { $0 < $1 }
    var values = ends.map(\.1)
    var buffer = values
    return countInversions(&values, &buffer, 0, values.count)
  }

  private func countInversions(
    _ values: inout [Double], _ buffer: inout [Double], _ from: Int, _ to: Int
  ) -> Int {
    guard to - from > 1 else { return 0 }
    let middle = (from + to) / 2
    var count =
      countInversions(&values, &buffer, from, middle) + countInversions(&values, &buffer, middle, to)
    var (left, right) = (from, middle)
    for place in from..<to {
      if right >= to || (left < middle && values[left] <= values[right]) {
        buffer[place] = values[left]
        left += 1
      } else {
        count += middle - left
        buffer[place] = values[right]
        right += 1
      }
    }
    values.replaceSubrange(from..<to, with: buffer[from..<to])
    return count
  }
}

/// A small fixed-seed generator (SplitMix64, Steele, Lea, Flood 2014).
private struct SplitMix {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func shuffle(_ values: inout [Int]) {
    guard values.count > 1 else { return }
    for last in stride(from: values.count - 1, to: 0, by: -1) {
      values.swapAt(last, Int(next() % UInt64(last + 1)))
    }
  }
}

extension Array {
  /// Sorted by a whole-number key, equal elements in their order.
  func stablySorted(by key: (Element) -> Int) -> [Element] {
    enumerated().map { (key: key($0.element), offset: $0.offset, element: $0.element) }
      .sorted { ($0.key, $0.offset) < ($1.key, $1.offset) }.map(\.element)
  }
}
