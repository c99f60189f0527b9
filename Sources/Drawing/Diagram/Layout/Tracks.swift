/// The cross runs in the gap between two layers: which comes first, and which may share a place.
struct TrackPlan {
  /// A segment that changes its place across the reading direction, or a bundle of them. Pins lie infinitely far out.
  struct Run {
    var segments: [Int]
    /// Where it comes from and where it goes to, across the reading direction: a place for each segment.
    var from: Int
    var to: [Int]
    /// The second half of a segment that has to turn twice.
    var secondHalf = false
    var track = 0
    private(set) var low: Int
    private(set) var high: Int

    init(segments: [Int], from: Int, to: [Int], secondHalf: Bool = false) {
      (self.segments, self.from, self.to, self.secondHalf) = (segments, from, to, secondHalf)
      low = min(from, to.min() ?? from)
      high = max(from, to.max() ?? from)
    }

    /// Each segment on its own.
    var split: [Run] { zip(segments, to).map { Run(segments: [$0], from: from, to: [$1]) } }
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
    for _ in 0...wanted.reduce(0, { $0 + $1.segments.count }) {
      sortByCost()
      exchangeNeighbours()
      guard let clash = clash() else { break }
      if runs[clash].segments.count == 1 {
        turnTwice(clash)
      } else {
        runs.replaceSubrange(clash...clash, with: runs[clash].split)
      }
    }
    assignTracks()
  }

  /// A run to be split because it lies on another one: where the two trade places, or many hang together in a circle,
  /// no order of the tracks avoids that.
  private func clash() -> Int? {
    for i in runs.indices {
      for j in runs.indices.dropFirst(i + 1)
      where runs[i].segments != runs[j].segments
        && runs[i].to.contains(where: { TrackPlan.touch($0, runs[j].from) })
      {
        for candidate in [i, j]
        where !runs.contains(where: { $0.secondHalf && $0.segments == runs[candidate].segments }) {
          return candidate
        }
      }
    }
    return nil
  }

  private mutating func turnTwice(_ index: Int) {
    let run = runs[index]
    let middle = free(between: run)
    runs[index] = Run(segments: run.segments, from: run.from, to: [middle])
    runs.append(Run(segments: run.segments, from: middle, to: run.to, secondHalf: true))
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
      && runs.allSatisfy { run in
        abs(run.from - place) >= 6 && run.to.allSatisfy { abs($0 - place) >= 6 }
      }
  }

  /// Crossings, and runs that lie on each other, when `p` comes before `q`.
  private static func cost(_ p: Run, _ q: Run) -> Int {
    if p.segments == q.segments { return p.secondHalf ? 1000 : 0 }
    var cost = 0
    for to in p.to {
      if to > q.low - 4, to < q.high + 4, to.magnitude < outside { cost += 1 }
      if touch(to, q.from) { cost += 20 }
    }
    if q.from > p.low - 4, q.from < p.high + 4, q.from.magnitude < outside { cost += 1 }
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
      for j in 0..<i where runs[j].segments == runs[i].segments { track = max(track, runs[j].track + 1) }
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
        for segment in run.segments {
          if run.secondHalf {
            segments[segment].dogleg = (place, run.from)
          } else {
            segments[segment].track = place
          }
        }
      }
      position += gap.total
    }
    return position
  }

  private func trackPlan(behind layer: Int) -> TrackPlan {
    var runs: [TrackPlan.Run] = []
    var straight: [Int] = []
    var runOfBundle: [Int: Int] = [:]
    for index in segments(behind: layer) {
      let from = crossPlace(segments[index].u, segments[index].uPort)
      let to = crossPlace(segments[index].v, segments[index].vPort)
      if from == to {
        straight.append(from)
      } else if segments[index].bundle >= 0, let run = runOfBundle[segments[index].bundle] {
        runs[run] = .init(segments: runs[run].segments + [index], from: from, to: runs[run].to + [to])
      } else {
        if segments[index].bundle >= 0 { runOfBundle[segments[index].bundle] = runs.count }
        runs.append(.init(segments: [index], from: from, to: [to]))
      }
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
