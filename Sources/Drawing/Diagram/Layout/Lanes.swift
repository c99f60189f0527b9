/// A link against the reading direction: out of its source, along a lane at the high side of all else, and back into
/// its target.
struct Lane {
  var link: Int
  /// Where it turns into the lane and out of it, along the reading direction.
  var from: Int
  var to: Int
  /// Extent of the label along the lane and across it; 0 for none.
  var labelMain = 0
  var labelCross = 0
  /// Lanes of one level share a line; level 0 is the nearest.
  var level = 0
  /// The lane's line.
  var cross = 0
  /// The label's centre along the lane.
  var labelCenter = 0

  var low: Int { min(from, to) }
  var high: Int { max(from, to) }
}

extension ContainerLayout {
  /// Sets the lanes of the container and `extentCross`.
  mutating func placeLanes() {
    placeDirectPorts()
    collectLanes()
    assignLevels()
    placeLaneLabels()
    var line = contentHigh
    if lanes.isEmpty {
      extentCross = line + padding(.high)
    } else {
      for level in 0...(lanes.map(\.level).max() ?? 0) {
        let thickness = lanes.filter { $0.level == level }.map(\.labelCross).max() ?? 0
        line += max(level == 0 ? Spacing.firstLane : Spacing.lane, thickness / 2 + 6)
        for index in lanes.indices where lanes[index].level == level { lanes[index].cross = line }
        line += max(thickness / 2 - 4, 0)
      }
      extentCross = line + max(padding(.high), 8)
    }
    extentMain = max(extentMain, (lanes.map { $0.labelCenter + $0.labelMain / 2 + 4 }.max() ?? 0))
  }

  var contentHigh: Int {
    layered.layers.joined().filter { !layered.vertices[$0].isPin }
      .map { layered.vertices[$0].center + (layered.vertices[$0].cross + 1) / 2 }.max() ?? padding(.low)
  }

  /// Where a link turns towards a side of the container, along the reading direction.
  func turn(_ link: Int, outgoing: Bool) -> Int? {
    if let direct = layered.directs.first(where: { $0.link == link && $0.outgoing == outgoing }) {
      return place(of: direct)
    }
    return layered.segments.first {
      $0.link == link && layered.vertices[outgoing ? $0.v : $0.u].isPin
    }?.track
  }

  private mutating func collectLanes() {
    for back in orientation.back[container] {
      guard let from = turn(back.link, outgoing: true), let to = turn(back.link, outgoing: false) else {
        continue
      }
      var lane = Lane(link: back.link, from: from, to: to)
      if let label = back.label {
        lane.labelMain = axes.main(label)
        lane.labelCross = axes.cross(label)
      }
      lanes.append(lane)
    }
  }

  /// Short lanes lie inside; lanes that would touch lie on different levels.
  private mutating func assignLevels() {
    let order = lanes.indices.sorted {
      (lanes[$0].high - lanes[$0].low, $0) < (lanes[$1].high - lanes[$1].low, $1)
    }
    var done: [Int] = []
    for index in order {
      let middle = (lanes[index].low + lanes[index].high) / 2
      let reach = max(lanes[index].high - middle, lanes[index].labelMain / 2) + Spacing.lane
      let touching = done.filter {
        let other = (lanes[$0].low + lanes[$0].high) / 2
        return abs(other - middle) < reach + max(lanes[$0].high - other, lanes[$0].labelMain / 2)
      }
      lanes[index].level = (touching.map { lanes[$0].level }.max() ?? -1) + 1
      done.append(index)
    }
  }

  /// Finds a free place for each label on its lane; a lane without one moves outside all others.
  private mutating func placeLaneLabels() {
    for _ in 0...lanes.count {
      var blocked: Int?
      for index in lanes.indices where lanes[index].labelMain > 0 {
        if let center = freeLabelCenter(index) {
          lanes[index].labelCenter = center
        } else {
          lanes[index].labelCenter = max(
            (lanes[index].low + lanes[index].high) / 2, lanes[index].labelMain / 2)
          if blocked == nil { blocked = index }
        }
      }
      guard let blocked else { return }
      let outermost = lanes.map(\.level).max() ?? 0
      if lanes[blocked].level == outermost, lanes.count(where: { $0.level == outermost }) == 1 { return }
      lanes[blocked].level = outermost + 1
    }
  }

  /// The place nearest to the middle of the lane that no other link crosses; beside the lane's ends as a last resort.
  private func freeLabelCenter(_ index: Int) -> Int? {
    let lane = lanes[index]
    let half = lane.labelMain / 2
    let obstacles = crossings(over: index)
    let middle = (lane.low + lane.high) / 2
    func isFree(_ center: Int) -> Bool {
      obstacles.allSatisfy { $0 < center - half - 4 || $0 > center + half + 4 }
    }
    for inside in [true, false] {
      let low = inside ? lane.low + half + 8 : max(half + 2, lane.low - half + 12)
      let high = inside ? lane.high - half - 8 : lane.high + half - 12
      for distance in stride(from: 0, through: max(high - low, 0) + 1, by: 2) {
        for center in [middle - distance, middle + distance] where center >= low && center <= high {
          if isFree(center) { return center }
        }
      }
    }
    return nil
  }

  /// Places at which other links run across the line of a lane.
  private func crossings(over index: Int) -> [Int] {
    var result: [Int] = []
    for other in lanes.indices where other != index && lanes[other].level >= lanes[index].level {
      result += [lanes[other].from, lanes[other].to]
    }
    for border in borders where border.side == .high {
      if let place = turn(border.link, outgoing: border.outgoing) { result.append(place) }
    }
    return result
  }
}
