/// The layered graph of one container: its children in layers along the reading direction, links cut into segments
/// between neighbouring layers.
///
/// Layers 0 and `lastLayer` are the start and end borders; they hold the points where links pass through them.
struct LayerGraph {
  enum Kind: Equatable {
    /// A child, by item.
    case child(Int)
    /// Where a long link passes a layer.
    case bend
    /// A passage that holds the link's label.
    case label
    /// A passage through the start or end border.
    case border
    /// A passage through the low or the high border, from the gap between two layers. It has no place of its own: it
    /// stands before (low) or behind (high) all else in a layer.
    case pin(Side)
  }

  struct Vertex {
    var kind: Kind
    var link = -1
    var layer: Int
    /// The lane it keeps to; -1 where there are none.
    var lane = -1
    /// Place in its layer.
    var position = 0
    /// Extent along the reading direction and across it, with what belongs to a child's self-loops.
    var main = 0
    var cross = 0
    /// What self-loops add to `main` (at the end) and `cross` (at the high side).
    var loopMain = 0
    var loopCross = 0
    /// The centre across the reading direction.
    var center = 0
    /// The begin along the reading direction.
    var begin = 0

    var coreMain: Int { main - loopMain }
    var coreCross: Int { cross - loopCross }
    var coreCenter: Int { center - loopCross / 2 }
    var isChild: Bool { if case .child = kind { true } else { false } }
    var isPin: Bool { if case .pin = kind { true } else { false } }
    var isPassage: Bool { kind == .bend || kind == .label }
  }

  /// A piece of a link between two neighbouring layers.
  struct Segment {
    var u: Int
    var v: Int
    var link: Int
    /// Whether the drawn link runs from `v` to `u`.
    var reversed = false
    /// Whether it may turn so that others stay straight.
    var minor = false
    /// The bundle it belongs to; -1 for none.
    var bundle = -1
    /// Where it meets `u` and `v`, as distance from the core's centre.
    var uPort = 0
    var vPort = 0
    /// The same as a part of a place in the layer, between -0.45 and 0.45; kept by the ordering.
    var uShare = 0.0
    var vShare = 0.0
    /// The place of its cross run, along the reading direction; nil where it is straight.
    var track: Int?
    /// A second cross run and where the segment runs between the two, for the rare pair that trades places.
    var dogleg: (track: Int, cross: Int)?
  }

  /// A link that meets the low or high side of a child straight from the border or a lane on that side.
  struct Direct {
    var vertex: Int
    var side: Side
    var link: Int
    /// Whether the link leaves the child.
    var outgoing: Bool
    /// Orders the links of one side.
    var key = 0.0
    /// Distance from the begin of the child's core along the reading direction.
    var port = 0
  }

  var vertices: [Vertex] = []
  var segments: [Segment] = []
  var directs: [Direct] = []
  var layers: [[Int]] = []
  /// By vertex: segments from the layer before, and to the layer behind.
  var before: [[Int]] = []
  var after: [[Int]] = []
  var vertexOfChild: [Int: Int] = [:]

  /// Titles of lanes as least extents across the reading direction; empty without lanes.
  var laneExtents: [Int] = []
  /// Where lanes begin, and the end of the last; set with the centres.
  var laneBorders: [Int] = []
  /// By layer: the least extent along the reading direction.
  var layerExtents: [Int] = []

  /// Whether a box that stands alone in its layer is drawn towards the middle of the others.
  var centersLoneBoxes = false

  var lastLayer: Int { layers.count - 1 }

  mutating func addVertex(_ vertex: Vertex) -> Int {
    vertices.append(vertex)
    before.append([])
    after.append([])
    layers[vertex.layer].append(vertices.count - 1)
    return vertices.count - 1
  }

  mutating func addSegment(_ segment: Segment) {
    segments.append(segment)
    after[segment.u].append(segments.count - 1)
    before[segment.v].append(segments.count - 1)
  }

  /// Joins two vertices of different layers by segments, through bends, or a label, in the layers between.
  mutating func connect(
    _ u: Int, _ v: Int, link: Int, reversed: Bool, minor: Bool, label: (main: Int, cross: Int)?
  ) {
    let first = vertices[u].layer
    let last = vertices[v].layer
    let middle = (first + last) / 2
    var previous = u
    for layer in (first + 1)..<max(first + 1, last) {
      var vertex = Vertex(kind: .bend, link: link, layer: layer)
      vertex.lane = vertices[u].lane
      if let label, layer == middle {
        vertex.kind = .label
        vertex.main = label.main
        vertex.cross = label.cross
      }
      let passage = addVertex(vertex)
      addSegment(Segment(u: previous, v: passage, link: link, reversed: reversed, minor: minor))
      previous = passage
    }
    addSegment(Segment(u: previous, v: v, link: link, reversed: reversed, minor: minor))
  }

  /// Numbers the places in each layer.
  mutating func renumber() {
    for layer in layers.indices { renumber(layer) }
  }

  mutating func renumber(_ layer: Int) {
    for (position, vertex) in layers[layer].enumerated() { vertices[vertex].position = position }
  }

  /// The first and the last vertex of a layer that is no pin.
  func outermost(_ layer: Int, _ side: Side) -> Int? {
    side == .low
      ? layers[layer].first { !vertices[$0].isPin } : layers[layer].last { !vertices[$0].isPin }
  }

  /// Turns the segment between a child and a pin into a straight link from the child's own side.
  mutating func makeDirect(_ index: Int) {
    let segment = segments[index]
    let pinFirst = vertices[segment.u].isPin
    let pin = pinFirst ? segment.u : segment.v
    let child = pinFirst ? segment.v : segment.u
    guard case .pin(let side) = vertices[pin].kind else { return }
    let outgoing = pinFirst == segment.reversed
    directs.append(Direct(vertex: child, side: side, link: segment.link, outgoing: outgoing))
    layers[vertices[pin].layer].removeAll { $0 == pin }
    after[segment.u].removeAll { $0 == index }
    before[segment.v].removeAll { $0 == index }
  }

  /// Segments between a layer and the next one.
  func segments(behind layer: Int) -> [Int] { layers[layer].flatMap { after[$0] } }
}
