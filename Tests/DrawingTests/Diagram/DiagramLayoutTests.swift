import Testing

@testable import Drawing

@Suite struct DiagramLayoutTests {
  private func chain(_ count: Int, direction: Diagram.Direction = .right) -> Diagram {
    Diagram(
      direction: direction, nodes: (0..<count).map { .init(id: "n\($0)", label: "step \($0)") },
      edges: (1..<count).map { .init(from: "n\($0 - 1)", to: "n\($0)") })
  }

  @Test func aShortChainReadsInOneStraightLine() throws {
    let layout = DiagramLayout(chain(4))
    let boxes = layout.nodes.compactMap { $0 }
    #expect(Set(boxes.map(\.y)).count == 1)
    #expect(boxes.map(\.x) == boxes.map(\.x).sorted())
    #expect(layout.edges.allSatisfy { $0?.points.count == 2 })
  }

  @Test func downMeansDown() {
    let boxes = DiagramLayout(chain(4, direction: .down)).nodes.compactMap { $0 }
    #expect(Set(boxes.map(\.x)).count == 1)
    #expect(boxes.map(\.y) == boxes.map(\.y).sorted())
  }

  @Test func aLongChainBreaksIntoRowsThatFit() {
    let layout = DiagramLayout(chain(16))
    #expect(layout.size.width <= 1100)
    #expect(Set(layout.nodes.compactMap { $0?.y }).count > 1)
  }

  @Test func aNarrowTargetGivesMoreRows() {
    var diagram = chain(8)
    diagram.targetWidth = 500
    #expect(DiagramLayout(diagram).size.width <= 500)
  }

  @Test func aFixedDirectionOfAGroupIsKept() {
    var diagram = chain(3)
    diagram.groups = [.init(id: "g", label: "Group", direction: .down)]
    for index in diagram.nodes.indices { diagram.nodes[index].group = "g" }
    let boxes = DiagramLayout(diagram).nodes.compactMap { $0 }
    #expect(Set(boxes.map(\.x)).count == 1)
  }

  @Test func feedbackRunsOutsideOfAllNodes() throws {
    var diagram = chain(4)
    diagram.edges.append(.init(from: "n3", to: "n0", label: "drift", kind: .feedback))
    let layout = DiagramLayout(diagram)
    let path = try #require(layout.edges[3])
    #expect(path.runsBack)
    #expect(layout.edges[..<3].allSatisfy { $0?.runsBack == false })
    let lowest = layout.nodes.compactMap { $0?.bottom }.max() ?? 0
    #expect(path.points.contains { $0.y > lowest })
    #expect(path.label != nil)
  }

  @Test func theEdgeThatClosesACycleRunsBack() {
    var diagram = chain(3)
    diagram.edges.append(.init(from: "n2", to: "n0"))
    let layout = DiagramLayout(diagram)
    #expect(layout.edges.map { $0?.runsBack } == [false, false, true])
  }

  @Test func groupsHoldTheirNodes() throws {
    var diagram = chain(4)
    diagram.groups = [.init(id: "a", label: "A"), .init(id: "b", label: "B", parent: "a")]
    diagram.nodes[1].group = "a"
    diagram.nodes[2].group = "b"
    let layout = DiagramLayout(diagram)
    let inner = try #require(layout.groups[1])
    let node = try #require(layout.nodes[2])
    #expect(inner.depth == 2)
    #expect(inner.box.x < node.x && inner.box.right > node.right)
    #expect(inner.box.y + 24 < node.y && inner.box.bottom > node.bottom)
  }

  @Test func whatIsInconsistentIsLeftOut() {
    var diagram = chain(2)
    diagram.nodes.append(.init(id: "n0", label: "again"))
    diagram.edges.append(.init(from: "n0", to: "nowhere"))
    let layout = DiagramLayout(diagram)
    #expect(layout.nodes[2] == nil)
    #expect(layout.edges[1] == nil)
    #expect(layout.edges[0] != nil)
  }

  /// Ranks are the best there are: compared with all assignments of small random problems.
  @Test(arguments: 0..<40) func networkSimplexIsOptimal(seed: Int) throws {
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
    func next(_ bound: Int) -> Int {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Int(state >> 33) % bound
    }
    let constraints = (0..<7).map { _ in
      let tail = next(4)
      return RankConstraint(
        tail: tail, head: tail + 1 + next(4 - tail), length: next(3), weight: next(4))
    }
    let ranks = try #require(networkSimplex(vertexCount: 5, constraints: constraints))
    func cost(_ ranks: [Int]) -> Int? {
      var sum = 0
      for edge in constraints {
        let span = ranks[edge.head] - ranks[edge.tail]
        if span < edge.length { return nil }
        sum += span * edge.weight
      }
      return sum
    }
    var best = Int.max
    for code in 0..<59049 {
      let candidate = [code % 9, code / 9 % 9, code / 81 % 9, code / 729 % 9, code / 6561]
      if let cost = cost(candidate) { best = min(best, cost) }
    }
    #expect(cost(ranks) == best)
  }

  @Test func networkSimplexRefusesCycles() {
    let constraints = [
      RankConstraint(tail: 0, head: 1, length: 1, weight: 1),
      RankConstraint(tail: 1, head: 0, length: 1, weight: 1),
    ]
    #expect(networkSimplex(vertexCount: 2, constraints: constraints) == nil)
  }

  /// A leaf added to one group moves what is elsewhere by little: the diagonal is the measure.
  @Test func aSmallEditMovesLittle() {
    let before = ReferenceDiagrams.platform
    var after = before
    after.nodes.append(.init(id: "extra", label: "Explain", group: "obs"))
    after.edges.append(.init(from: "drift", to: "extra"))
    let (a, b) = (DiagramLayout(before), DiagramLayout(after))
    let shifts = zip(a.nodes, b.nodes).compactMap { old, new -> (Int, Int)? in
      guard let old, let new else { return nil }
      return (new.x - old.x, new.y - old.y)
    }
    let median = (shifts.map(\.0).sorted()[shifts.count / 2], shifts.map(\.1).sorted()[shifts.count / 2])
    let moved = shifts.reduce(0) { $0 + abs($1.0 - median.0) + abs($1.1 - median.1) } / shifts.count
    #expect(moved * 100 <= 3 * (a.size.width + a.size.height))
  }

  @Test func aLongChainInAGroupIsBrokenIntoRows() {
    var diagram = Diagram(title: "Chain", groups: [.init(id: "g", label: "Group")])
    for index in 0..<8 {
      diagram.nodes.append(.init(id: "n\(index)", label: "Step number \(index)", group: "g"))
      if index > 0 { diagram.edges.append(.init(from: "n\(index - 1)", to: "n\(index)", label: "rows")) }
    }
    diagram.nodes.append(.init(id: "end", label: "End"))
    diagram.edges.append(.init(from: "n7", to: "end"))
    let layout = DiagramLayout(diagram)
    let rows = Set(layout.nodes.prefix(8).compactMap { $0?.y })
    #expect((2...3).contains(rows.count) && layout.size.width <= 1084)
    #expect(DiagramMetrics(layout, of: diagram).isSound)
  }
}
