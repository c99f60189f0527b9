/// The cross runs in the gap between two layers: which comes first, and which may share a place.
struct TrackPlan {
  /// A segment that changes its place across the reading direction. Pins lie infinitely far out.
  struct Run {
    var segment: Int
    /// Where it comes from and where it goes to, across the reading direction.
    var from: Int
    var to: Int
    /// The second half of a segment that has to turn twice.
    var secondHalf = false
    var track = 0

    var low: Int { min(from, to) }
    var high: Int { max(from, to) }
  }

  static let outside = 1 << 30

  private(set) var runs: [Run]
  private(set) var trackCount = 0

  /// Places at which links pass the gap straight.
  private let straight: [Int]

  /// O(n²) for n runs in the gap. Runs keep clear of `straight`.
  init(_ wanted: [Run], straight: [Int]) {
    runs = wanted
    self.straight = straight
    for _ in 0...wanted.count {
      sortByCost()
      exchangeNeighbours()
      guard let clash = clash() else { break }
      turnTwice(clash)
    }
    assignTracks()
  }

  /// A run to be split because it lies on another one: where the two trade places, or many hang together in a circle,
  /// no order of the tracks avoids that.
  private func clash() -> Int? {
    for i in runs.indices {
      for j in runs.indices.dropFirst(i + 1)
      where TrackPlan.touch(runs[i].to, runs[j].from) && runs[i].segment != runs[j].segment {
        for candidate in [i, j]
        where !runs.contains(where: { $0.secondHalf && $0.segment == runs[candidate].segment }) {
          return candidate
        }
      }
    }
    return nil
  }

  private mutating func turnTwice(_ index: Int) {
    let run = runs[index]
    let middle = free(between: run)
    runs[index].to = middle
    runs.append(Run(segment: run.segment, from: middle, to: run.to, secondHalf: true))
  }

  private static func touch(_ a: Int, _ b: Int) -> Bool {
    abs(a - b) < 5 && a.magnitude < outside && b.magnitude < outside
  }

  /// A place about halfway that no other run in the gap starts from or goes to.
  private func free(between run: Run) -> Int {
    let low = run.low <= -TrackPlan.outside ? run.high - 60 : run.low
    let high = run.high >= TrackPlan.outside ? run.low + 60 : run.high
    let middle = (low + high) / 2
    for distance in 0..<200 {
      for place in [middle + distance, middle - distance] {
        if isFree(place) { return place }
      }
    }
    return middle
  }

  private func isFree(_ place: Int) -> Bool {
    straight.allSatisfy { abs($0 - place) >= 6 }
      && runs.allSatisfy { abs($0.from - place) >= 6 && abs($0.to - place) >= 6 }
  }

  /// Crossings, and runs that lie on each other, when `p` comes before `q`.
  private static func cost(_ p: Run, _ q: Run) -> Int {
    if p.segment == q.segment { return p.secondHalf ? 1000 : 0 }
    var cost = 0
    if p.to > q.low - 4, p.to < q.high + 4, p.to.magnitude < outside { cost += 1 }
    if q.from > p.low - 4, q.from < p.high + 4, q.from.magnitude < outside { cost += 1 }
    if touch(p.to, q.from) { cost += 20 }
    return cost
  }

  private mutating func sortByCost() {
    guard runs.count > 1 else { return }
    var net = [Int](repeating: 0, count: runs.count)
    for i in runs.indices {
      for j in runs.indices where i != j {
        net[i] += TrackPlan.cost(runs[i], runs[j]) - TrackPlan.cost(runs[j], runs[i])
      }
    }
    runs = zip(net, runs).map { $0 }.stablySorted { $0.0 }.map(\.1)
  }

  private mutating func exchangeNeighbours() {
    var improved = true
    var pass = 0
    while improved, pass < 12 {
      improved = false
      pass += 1
      for i in runs.indices.dropLast()
      where TrackPlan.cost(runs[i + 1], runs[i]) < TrackPlan.cost(runs[i], runs[i + 1]) {
        runs.swapAt(i, i + 1)
        improved = true
      }
    }
  }

  private mutating func assignTracks() {
    for i in runs.indices {
      var track = 0
      for j in 0..<i where runs[i].low - 7 < runs[j].high && runs[i].high + 7 > runs[j].low {
        track = max(track, runs[j].track + 1)
      }
      for j in 0..<i where runs[j].segment == runs[i].segment { track = max(track, runs[j].track + 1) }
      runs[i].track = track
      trackCount = max(trackCount, track + 1)
    }
  }
}

/// Places along the reading direction: layers, the gaps between them, and the cross runs in the gaps.
extension LayerGraph {
  /// Sets `begin` of every vertex and `track` of every segment. `startPadding` and `endPadding` are kept free where no
  /// link passes the border; no track lies within `startLead` of the start border. Returns the whole extent.
  mutating func assignMain(startPadding: Int, startLead: Int, endPadding: Int) -> Int {
    var position = 0
    for layer in layers.indices {
      let least = layerExtents.indices.contains(layer) ? layerExtents[layer] : 0
      let extent = max(layers[layer].map { vertices[$0].main }.max() ?? 0, least)
      for vertex in layers[layer] {
        vertices[vertex].begin = position + (extent - vertices[vertex].main) / 2
      }
      position += extent
      guard layer < lastLayer else { break }
      let plan = trackPlan(behind: layer)
      var gap = gapBehind(layer, tracks: plan.trackCount, endPadding: endPadding)
      if layer == 0 { gap = startGap(gap, tracks: plan.trackCount, startPadding, startLead) }
      for run in plan.runs {
        let place = position + gap.lead + run.track * Spacing.track
        if run.secondHalf {
          segments[run.segment].dogleg = (place, run.from)
        } else {
          segments[run.segment].track = place
        }
      }
      position += gap.total
    }
    return position
  }

  private func trackPlan(behind layer: Int) -> TrackPlan {
    var runs: [TrackPlan.Run] = []
    var straight: [Int] = []
    for index in segments(behind: layer) {
      let from = crossPlace(segments[index].u, segments[index].uPort)
      let to = crossPlace(segments[index].v, segments[index].vPort)
      if from == to { straight.append(from) } else { runs.append(.init(segment: index, from: from, to: to)) }
    }
    return TrackPlan(runs, straight: straight)
  }

  /// Where a link meets a vertex, across the reading direction.
  func crossPlace(_ vertex: Int, _ port: Int) -> Int {
    if case .pin(let side) = vertices[vertex].kind {
      return side == .low ? -TrackPlan.outside : TrackPlan.outside
    }
    return vertices[vertex].coreCenter + port
  }

  private func gapBehind(_ layer: Int, tracks: Int, endPadding: Int) -> (lead: Int, total: Int) {
    let boxBefore = layers[layer].contains { vertices[$0].isChild }
    let boxBehind = layers[layer + 1].contains { vertices[$0].isChild }
    let lead = boxBefore ? Spacing.lead : Spacing.gapWithoutBoxes
    var tail = boxBehind ? Spacing.tail : Spacing.gapWithoutBoxes
    let runs = max(0, tracks - 1) * Spacing.track
    if layer + 1 == lastLayer {
      if tracks == 0 { return (0, endPadding) }
      tail = max(8, endPadding - lead - runs)
    } else if tracks == 0, boxBefore, boxBehind {
      return (lead, Spacing.straightGap)
    }
    return (lead, lead + runs + tail)
  }

  private func startGap(
    _ gap: (lead: Int, total: Int), tracks: Int, _ padding: Int, _ lead: Int
  ) -> (lead: Int, total: Int) {
    if tracks == 0 { return (0, padding) }
    return (lead, max(padding, gap.total - gap.lead + lead))
  }
}
