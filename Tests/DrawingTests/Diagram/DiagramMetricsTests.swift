import Testing

@testable import Drawing

/// The gates see what they are there to see: each fault is built by hand.
@Suite struct DiagramMetricsTests {
  private var diagram: Diagram {
    Diagram(
      groups: [.init(id: "g", label: "G")],
      nodes: [
        .init(id: "a", label: "A"), .init(id: "b", label: "B"), .init(id: "c", label: "C", group: "g"),
        .init(id: "d", label: "D"),
      ],
      edges: [.init(from: "a", to: "b", label: "x"), .init(from: "c", to: "d")])
  }

  /// a and b side by side on top, c (in g) and d below.
  private var layout: DiagramLayout {
    func box(_ x: Int, _ y: Int) -> DiagramBox { DiagramBox(x: x, y: y, width: 100, height: 40) }
    func point(_ x: Int, _ y: Int) -> DiagramPoint { DiagramPoint(x: x, y: y) }
    return DiagramLayout(
      size: DiagramSize(width: 500, height: 300),
      nodes: [box(0, 0), box(300, 0), box(20, 140), box(300, 140)],
      groups: [
        .init(
          box: DiagramBox(x: 0, y: 100, width: 140, height: 100),
          title: DiagramBox(x: 16, y: 108, width: 20, height: 16), depth: 1)
      ],
      edges: [
        .init(
          points: [point(100, 20), point(300, 20)], label: DiagramBox(x: 180, y: 11, width: 40, height: 18),
          runsBack: false),
        .init(points: [point(120, 160), point(300, 160)], label: nil, runsBack: false),
      ])
  }

  private func metrics(_ change: (inout DiagramLayout) -> Void) -> DiagramMetrics {
    var changed = layout
    change(&changed)
    return DiagramMetrics(changed, of: diagram)
  }

  @Test func aSoundLayoutIsSound() {
    let metrics = metrics { _ in }
    #expect(metrics.isSound)
    #expect(metrics.crossings == 0 && metrics.bends == 0 && metrics.length == 380)
  }

  @Test func overlapsAreSeen() {
    #expect(metrics { $0.nodes[1]?.x = 50 }.overlaps == 1)
    #expect(metrics { $0.nodes[3]?.x = 130 }.overlaps == 1)
    #expect(metrics { $0.nodes[2]?.x = 60 }.overlaps == 1)
  }

  @Test func edgesThroughOthersAreSeen() {
    let through = metrics { $0.nodes[3] = DiagramBox(x: 150, y: 10, width: 20, height: 20) }
    #expect(through.edgesThroughNodes == 1)
    let foreign = metrics {
      $0.edges[0]?.points = [(100, 20), (110, 20), (110, 120), (310, 120), (310, 40)].map {
        DiagramPoint(x: $0.0, y: $0.1)
      }
    }
    #expect(foreign.edgesThroughGroups == 1)
  }

  @Test func labelsOnOthersAreSeen() {
    #expect(metrics { $0.edges[0]?.label?.x = 80 }.labelHits == 1)
    #expect(metrics { $0.edges[0]?.label?.y = 60 }.labelHits == 1)
    #expect(metrics { $0.edges[0]?.label = nil }.unplacedLabels == 1)
  }

  @Test func crossingsAndSharedRunsAreSeen() {
    let crossing = metrics {
      $0.edges[1]?.points = [(120, 160), (200, 160), (200, 5), (450, 5), (450, 160), (400, 160)].map {
        DiagramPoint(x: $0.0, y: $0.1)
      }
    }
    #expect(crossing.crossings == 1)
    let shared = metrics {
      $0.edges[1]?.points = [(120, 160), (130, 160), (130, 20), (250, 20), (250, 160), (300, 160)].map {
        DiagramPoint(x: $0.0, y: $0.1)
      }
    }
    #expect(shared.sharedLength == 120)
  }

  @Test func looseEndsAreSeen() {
    #expect(metrics { $0.edges[1] = nil }.looseEdges == 1)
    #expect(metrics { $0.edges[1]?.points[1].x = 290 }.looseEdges == 1)
  }

  /// Two edges of a that part from one line, and a third that comes from elsewhere.
  private func branching(from third: [(Int, Int)], source: String) -> DiagramMetrics {
    var diagram = diagram
    diagram.edges = [.init(from: "a", to: "b"), .init(from: source, to: "d")]
    var changed = layout
    changed.edges[0] = .init(
      points: [(100, 20), (300, 20)].map { DiagramPoint(x: $0.0, y: $0.1) }, label: nil, runsBack: false)
    changed.edges[1] = .init(
      points: third.map { DiagramPoint(x: $0.0, y: $0.1) }, label: nil, runsBack: false)
    return DiagramMetrics(changed, of: diagram)
  }

  @Test func aTrunkIsNoCrossing() {
    let parting = branching(from: [(100, 20), (200, 20), (200, 150), (300, 150)], source: "a")
    #expect(parting.crossings == 0 && parting.sharedLength == 0)
    let joining = branching(
      from: [(120, 160), (200, 160), (200, 20), (250, 20), (250, 150), (300, 150)], source: "c")
    #expect(joining.crossings > 0 && joining.sharedLength == 50)
  }

  @Test func edgesOfOneNodeThatMeetAgainAreSeen() {
    let metrics = branching(
      from: [(100, 30), (150, 30), (150, 20), (200, 20), (200, 150), (300, 150)], source: "a")
    #expect(metrics.sharedLength == 50)
  }

  @Test func lengthsAreComparedWithTheStraightWay() {
    #expect(metrics { _ in }.stretch == 1)
    let detour = metrics {
      $0.edges[1]?.points = [(120, 160), (200, 160), (200, 250), (250, 250), (250, 160), (300, 160)].map {
        DiagramPoint(x: $0.0, y: $0.1)
      }
    }
    #expect(detour.stretch == 1.5)
    #expect(detour.bendsPerEdge == 2)
  }

  @Test func sizeIsJudgedAtTheWidthOfThePage() {
    let wide = metrics { $0.size = DiagramSize(width: 2200, height: 900) }
    #expect(wide.legibleSize == 6.5 && wide.screens == 0.5)
    #expect(metrics { _ in }.legibleSize == 13)
  }
}
