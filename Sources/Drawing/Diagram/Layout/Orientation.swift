/// How each link takes part in the layered drawing of each container.
///
/// A link belongs to the innermost container that holds both of its ends; there it joins two children. Against cycles,
/// links are taken in source order: one that would close a cycle with those before it runs back, on an outer lane.
struct Orientation {
  struct LevelLink {
    var link: Int
    /// The children of the container that hold the source and the target.
    var from: Int
    var to: Int
    var label: DiagramSize?
  }

  /// By container: links along the reading direction, and links against it.
  private(set) var forward: [[LevelLink]]
  private(set) var back: [[LevelLink]]
  /// By item: links from it to itself.
  private(set) var loops: [[Int]]
  /// By container: links from it to something inside it, and from something inside it to it.
  private(set) var inward: [[Int]]
  private(set) var outward: [[Int]]
  /// By link: the container it belongs to.
  private(set) var home: [Int]

  init(_ graph: CompoundGraph) {
    forward = Array(repeating: [], count: graph.items.count)
    back = forward
    loops = Array(repeating: [], count: graph.items.count)
    inward = loops
    outward = loops
    home = Array(repeating: graph.root, count: graph.links.count)
    var level: [[LevelLink]] = forward
    for index in graph.links.indices { classify(index, graph, &level) }
    for container in graph.items.indices where !level[container].isEmpty {
      orient(level[container], graph, container)
    }
  }

  private mutating func classify(_ index: Int, _ graph: CompoundGraph, _ level: inout [[LevelLink]]) {
    let link = graph.links[index]
    if link.source == link.target {
      loops[link.source].append(index)
      home[index] = graph.items[link.source].parent
      return
    }
    let around = Set(graph.ancestry(of: link.source))
    guard let common = graph.ancestry(of: link.target).first(where: { around.contains($0) }) else { return }
    home[index] = common
    if common == link.source {
      inward[common].append(index)
    } else if common == link.target {
      outward[common].append(index)
    } else if let from = graph.child(of: common, holding: link.source),
      let to = graph.child(of: common, holding: link.target)
    {
      level[common].append(LevelLink(link: index, from: from, to: to, label: link.label))
    }
  }

  private mutating func orient(_ links: [LevelLink], _ graph: CompoundGraph, _ container: Int) {
    if let place = rowPlaces(graph, container) {
      forward[container] = links.filter { place[$0.from, default: 0] < place[$0.to, default: 0] }
      back[container] = links.filter { place[$0.from, default: 0] > place[$0.to, default: 0] }
      return
    }
    var followers: [Int: [Int]] = [:]
    var isForward = Set<Int>()
    func isFeedback(_ link: LevelLink) -> Bool { graph.links[link.link].feedback }
    func goesBack(_ link: LevelLink) -> Bool {
      guard let from = graph.items[link.from].stage, let to = graph.items[link.to].stage else { return false }
      return from > to
    }
    // Stages come one after the other, whatever the links say.
    for (a, b) in stagedNeighbours(graph, container) { followers[a, default: []].append(b) }
    for link in links where !isFeedback(link) && !goesBack(link) && !reaches(link.to, link.from, followers) {
      followers[link.from, default: []].append(link.to)
      isForward.insert(link.link)
    }
    for link in links where isFeedback(link) || goesBack(link) {
      if reaches(link.from, link.to, followers) {
        isForward.insert(link.link)
      } else {
        followers[link.to, default: []].append(link.from)
      }
    }
    forward[container] = links.filter { isForward.contains($0.link) }
    back[container] = links.filter { !isForward.contains($0.link) }
  }

  /// Pairs of children of which the first stands in an earlier stage, enough of them to tell them all.
  private func stagedNeighbours(_ graph: CompoundGraph, _ container: Int) -> [(Int, Int)] {
    guard container == graph.root, graph.hasBands else { return [] }
    let staged = graph.items[container].children.filter { graph.items[$0].stage != nil }
    return staged.flatMap { a in
      staged.compactMap { b in (graph.items[a].stage ?? 0) < (graph.items[b].stage ?? 0) ? (a, b) : nil }
    }
  }

  /// The order of a container's rows; nil for a container without rows.
  private func rowPlaces(_ graph: CompoundGraph, _ container: Int) -> [Int: Int]? {
    let children = graph.items[container].children
    guard let first = children.first, graph.items[first].role == .row else { return nil }
    return Dictionary(uniqueKeysWithValues: zip(children, children.indices))
  }

  private func reaches(_ start: Int, _ goal: Int, _ followers: [Int: [Int]]) -> Bool {
    var seen: Set<Int> = [start]
    var stack = [start]
    while let vertex = stack.popLast() {
      if vertex == goal { return true }
      for next in followers[vertex] ?? [] where seen.insert(next).inserted { stack.append(next) }
    }
    return false
  }
}
