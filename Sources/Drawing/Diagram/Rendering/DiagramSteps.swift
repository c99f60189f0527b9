/// The steps of a diagram's stories, found on the picture.
struct DiagramSteps {
  struct Place {
    /// Counted from 1 through all stories.
    var ordinal: Int
    /// Index of its story.
    var story: Int
    var step: Diagram.Step
    /// Indices of the edges along its way.
    var edges: [Int] = []
    var nodes: [Int] = []
    var groups: [Int] = []
  }

  private(set) var places: [Place] = []
  /// By index of an edge: the steps that begin with it.
  private(set) var starts: [Int: [Place]] = [:]
  /// By a node or group: the steps that stay there.
  private(set) var stops: [DiagramIndex.Target: [Place]] = [:]

  init(_ diagram: Diagram) {
    guard !diagram.stories.isEmpty else { return }
    let index = DiagramIndex(diagram)
    var edges: [[[UInt8]]: Int] = [:]
    for (number, edge) in diagram.edges.enumerated().reversed() {
      edges[[Array(edge.from.utf8), Array(edge.to.utf8)]] = number
    }
    let told = diagram.stories.filter { !$0.steps.isEmpty }
    for (story, step) in told.enumerated().flatMap({ story in story.element.steps.map { (story.offset, $0) } }
    ) {
      var place = Place(ordinal: places.count + 1, story: story, step: step)
      let chain = step.chain.map { Array($0.utf8) }
      for (a, b) in zip(chain, chain.dropFirst()) {
        if let edge = edges[[a, b]] ?? edges[[b, a]] { place.edges.append(edge) }
      }
      for id in step.chain {
        switch index.target(id) {
        case .node(let node)?: place.nodes.append(node)
        case .group(let group)?: place.groups.append(group)
        case nil: break
        }
      }
      if let first = place.edges.first {
        starts[first, default: []].append(place)
      } else if let stop = step.chain.lazy.compactMap({ index.target($0) }).first {
        stops[stop, default: []].append(place)
      }
      places.append(place)
    }
  }

  /// The ordinals of the steps that `isPart` says something is part of, with spaces between them.
  func ordinals(_ isPart: (Place) -> Bool) -> String {
    places.filter(isPart).map { "\($0.ordinal)" }.joined(separator: " ")
  }
}
