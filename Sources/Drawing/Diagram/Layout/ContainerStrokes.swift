/// Turns the places of a layered graph into boxes, strokes and labels.
extension ContainerLayout {
  mutating func finish() -> ContainerDrawing {
    var drawing = ContainerDrawing()
    widenForTitle(&drawing)
    extentMain += extentMain % 2
    extentCross += extentCross % 2
    drawing.size = axes.size(main: extentMain, cross: extentCross)
    placeBorderEnds()
    drawing.ports = borderPorts()
    for vertex in layered.vertices.indices { addBox(vertex, &drawing) }
    addChains(&drawing)
    addPinnedLinks(&drawing)
    for child in item.children where !orientation.loops[child].isEmpty { addLoops(child, &drawing) }
    return drawing
  }

  private func box(main: Int, cross: Int, mainExtent: Int, crossExtent: Int) -> DiagramBox {
    axes.box(main: main, cross: cross, size: axes.size(main: mainExtent, cross: crossExtent))
  }

  private func addBox(_ index: Int, _ drawing: inout ContainerDrawing) {
    let vertex = layered.vertices[index]
    switch vertex.kind {
    case .child(let child):
      let low = vertex.coreCenter - vertex.coreCross / 2
      drawing.boxes.append(
        (
          child,
          box(main: vertex.begin, cross: low, mainExtent: vertex.coreMain, crossExtent: vertex.coreCross)
        ))
    case .label:
      let low = vertex.center - vertex.cross / 2
      drawing.labels.append(
        .init(
          link: vertex.link,
          box: box(main: vertex.begin, cross: low, mainExtent: vertex.main, crossExtent: vertex.cross)))
    default: break
    }
  }

  // MARK: Strokes

  /// Links between children, and through the start and end borders.
  private func addChains(_ drawing: inout ContainerDrawing) {
    var points: [Int: [DiagramPoint]] = [:]
    var order: [Int] = []
    var reversed = Set<Int>()
    for segment in layered.segments
    where !layered.vertices[segment.u].isPin && !layered.vertices[segment.v].isPin {
      if points[segment.link] == nil { order.append(segment.link) }
      points[segment.link, default: []] += run(segment)
      if segment.reversed { reversed.insert(segment.link) }
    }
    for link in order {
      let path = points[link] ?? []
      drawing.strokes.append(.init(link: link, points: reversed.contains(link) ? path.reversed() : path))
    }
  }

  private func run(_ segment: LayerGraph.Segment) -> [DiagramPoint] {
    let from = layered.crossPlace(segment.u, segment.uPort)
    let to = layered.crossPlace(segment.v, segment.vPort)
    var points = [axes.point(main: leaving(segment.u), cross: from)]
    if let track = segment.track {
      points.append(axes.point(main: track, cross: from))
      if let dogleg = segment.dogleg {
        points.append(axes.point(main: track, cross: dogleg.cross))
        points.append(axes.point(main: dogleg.track, cross: dogleg.cross))
        points.append(axes.point(main: dogleg.track, cross: to))
      } else {
        points.append(axes.point(main: track, cross: to))
      }
    }
    points.append(axes.point(main: entering(segment.v), cross: to))
    return points
  }

  private func leaving(_ vertex: Int) -> Int {
    let place = layered.vertices[vertex]
    return place.kind == .border ? 0 : place.begin + place.coreMain
  }

  private func entering(_ vertex: Int) -> Int {
    let place = layered.vertices[vertex]
    return place.kind == .border ? extentMain : place.begin
  }

  /// Links through the low and high borders, and links on lanes.
  private func addPinnedLinks(_ drawing: inout ContainerDrawing) {
    for border in borders where border.side == .low || border.side == .high {
      let limit = border.side == .low ? 0 : extentCross
      let path = leg(border.link, outgoing: border.outgoing, to: limit)
      if !path.isEmpty { drawing.strokes.append(.init(link: border.link, points: path)) }
    }
    for lane in lanes {
      let path =
        leg(lane.link, outgoing: true, to: lane.cross) + leg(lane.link, outgoing: false, to: lane.cross)
      drawing.strokes.append(.init(link: lane.link, points: path))
      guard lane.labelMain > 0 else { continue }
      drawing.labels.append(
        .init(
          link: lane.link,
          box: box(
            main: lane.labelCenter - lane.labelMain / 2, cross: lane.cross - lane.labelCross / 2,
            mainExtent: lane.labelMain, crossExtent: lane.labelCross)))
    }
  }

  /// The way between a child and a line on its low or high side, in the direction in which the link is drawn.
  private func leg(_ link: Int, outgoing: Bool, to limit: Int) -> [DiagramPoint] {
    var path: [DiagramPoint] = []
    if let direct = layered.directs.first(where: { $0.link == link && $0.outgoing == outgoing }) {
      let vertex = layered.vertices[direct.vertex]
      let half = vertex.coreCross / 2
      let side = vertex.coreCenter + (direct.side == .low ? -half : half)
      path = [
        axes.point(main: place(of: direct), cross: side), axes.point(main: place(of: direct), cross: limit),
      ]
    } else if let segment = layered.segments.first(where: {
      $0.link == link && layered.vertices[outgoing ? $0.v : $0.u].isPin
    }), let track = segment.track {
      let vertex = outgoing ? segment.u : segment.v
      let cross = layered.crossPlace(vertex, outgoing ? segment.uPort : segment.vPort)
      path = [
        axes.point(main: outgoing ? leaving(vertex) : entering(vertex), cross: cross),
        axes.point(main: track, cross: cross), axes.point(main: track, cross: limit),
      ]
    }
    return outgoing ? path : path.reversed()
  }

  private func addLoops(_ child: Int, _ drawing: inout ContainerDrawing) {
    guard let index = layered.vertexOfChild[child] else { return }
    let vertex = layered.vertices[index]
    let end = vertex.begin + vertex.coreMain
    let high = vertex.coreCenter + vertex.coreCross / 2
    for (number, loop) in selfLoops(of: child).enumerated() {
      let from = loopStart(index, below: high - 8 - number * 4)
      let to = max(end - 20 - number * 8, vertex.begin + 8)
      drawing.strokes.append(
        .init(
          link: loop.link,
          points: [
            axes.point(main: end, cross: from), axes.point(main: end + loop.reach, cross: from),
            axes.point(main: end + loop.reach, cross: high + loop.depth),
            axes.point(main: to, cross: high + loop.depth), axes.point(main: to, cross: high),
          ]))
      guard loop.labelMain > 0 else { continue }
      let label = box(
        main: end - SelfLoop.labelInset, cross: high + loop.depth + 2, mainExtent: loop.labelMain,
        crossExtent: loop.labelCross)
      drawing.labels.append(.init(link: loop.link, box: label))
    }
  }

  /// The place nearest to a corner at which no other link leaves the end side.
  private func loopStart(_ index: Int, below corner: Int) -> Int {
    let taken = layered.after[index].map { layered.crossPlace(index, layered.segments[$0].uPort) }
    let center = layered.vertices[index].coreCenter
    let places = stride(from: corner, to: center, by: -2)
    return places.first { place in taken.allSatisfy { abs($0 - place) >= 6 } } ?? corner
  }

  // MARK: Borders

  /// Places on the low and high borders for links that end there.
  private mutating func placeBorderEnds() {
    var taken: [Side: [Int]] = [:]
    for border in borders where border.side == .low || border.side == .high {
      if let place = turn(border.link, outgoing: border.outgoing), child(of: border) != nil {
        taken[border.side, default: []].append(place)
      }
    }
    for border in borders where (border.side == .low || border.side == .high) && child(of: border) == nil {
      let middle = extentMain / 2
      let place = stride(from: 0, through: max(middle - 8, 0), by: 2).lazy
        .flatMap { [middle + $0, middle - $0] }
        .first { place in
          (taken[border.side] ?? []).allSatisfy { abs($0 - place) >= Spacing.narrowestPortStep }
        }
      borderPlaces[border.link] = place ?? middle
      taken[border.side, default: []].append(place ?? middle)
    }
  }

  private func borderPorts() -> [Int: Int] {
    var ports = borderPlaces
    for vertex in layered.vertices where vertex.kind == .border { ports[vertex.link] = vertex.center }
    for border in borders where border.side == .low || border.side == .high {
      if ports[border.link] == nil { ports[border.link] = turn(border.link, outgoing: border.outgoing) }
    }
    return ports
  }

  // MARK: Title

  /// Finds a place for the title where no link passes the upper border, and widens the container where there is none.
  private mutating func widenForTitle(_ drawing: inout ContainerDrawing) {
    guard hasTitle else { return }
    placeBorderEnds()
    let ports = borderPorts()
    let upper: Side = axes.direction == .right ? .low : .start
    let passing = borders.filter { $0.side == upper }.compactMap { ports[$0.link] }.sorted()
    var begin = Spacing.padding
    let width = item.titleWidth
    for place in passing where place > begin - 8 && place < begin + width + 8 { begin = place + 10 }
    drawing.titleX = begin
    let needed = begin + width + Spacing.padding
    if axes.direction == .right {
      extentMain = max(extentMain, needed)
    } else {
      extentCross = max(extentCross, needed)
    }
  }

  /// Moves the contents to the middle of a container whose title is wider than they are.
  mutating func centerUnderTitle() {
    let needed = item.titleWidth + 2 * Spacing.padding
    if axes.direction == .right {
      let shift = max(0, needed - extentMain) / 2
      guard shift > 0 else { return }
      for vertex in layered.vertices.indices { layered.vertices[vertex].begin += shift }
      for segment in layered.segments.indices {
        layered.segments[segment].track? += shift
        layered.segments[segment].dogleg?.track += shift
      }
      extentMain += 2 * shift
    } else {
      let shift = max(0, needed - contentHigh - padding(.high)) / 2
      for vertex in layered.vertices.indices { layered.vertices[vertex].center += shift }
      for segment in layered.segments.indices { layered.segments[segment].dogleg?.cross += shift }
    }
  }
}
