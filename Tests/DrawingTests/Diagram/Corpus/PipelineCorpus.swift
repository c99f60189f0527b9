import Drawing

/// Three hundred nested pipelines as people describe them: 12 to 60 nodes in groups of three to seven, one to three
/// levels deep, most edges to something near, some labels, kinds and feedback edges. The same on every run.
enum PipelineCorpus {
  static let count = 300

  /// The diagram of `index` (0..<count), the larger the later.
  static func diagram(_ index: Int) -> Diagram {
    var random = SplitMix(seed: index + 1)
    var builder = Builder(nodes: 12 + index * 49 / count, levels: 1 + index % 3)
    return builder.build(&random, title: "Pipeline \(index)")
  }

  private struct Builder {
    let nodes: Int
    let levels: Int
    private var diagram = Diagram()
    private var leaves: [String] = []

    init(nodes: Int, levels: Int) {
      self.nodes = nodes
      self.levels = levels
    }

    mutating func build(_ random: inout SplitMix, title: String) -> Diagram {
      diagram = Diagram(title: title, direction: random.chance(80) ? .right : .down)
      addGroups(&random)
      addNodes(&random)
      addEdges(&random)
      return diagram
    }

    private mutating func addGroups(_ random: inout SplitMix) {
      let wanted = max(2, nodes / 5)
      var parents: [String?] = [nil]
      for level in 0..<levels {
        let share = level == levels - 1 ? wanted : max(2, (wanted + 3) / (levels == 3 && level == 0 ? 9 : 4))
        var created: [String] = []
        for number in 0..<share {
          let id = "g\(level)\(number)"
          let parent = parents[number * parents.count / share]
          diagram.groups.append(.init(id: id, label: random.pick(Words.groups), parent: parent))
          created.append(id)
        }
        parents = created.map { $0 }
        leaves = created
      }
    }

    private mutating func addNodes(_ random: inout SplitMix) {
      for number in 0..<nodes {
        let (label, kind) = random.pick(Words.nodes)
        var node = Diagram.Node(id: "n\(number)", label: "\(label) \(number)", kind: kind)
        if random.chance(25) {
          node.subtitle = "\(random.next(below: 9000) + 100) × \(random.next(below: 40) + 2)"
        }
        if !random.chance(8) { node.group = leaves[number * leaves.count / nodes] }
        diagram.nodes.append(node)
      }
    }

    private mutating func addEdges(_ random: inout SplitMix) {
      for number in 1..<nodes {
        let sources = random.chance(30) ? 2 : 1
        var used: Set<Int> = []
        for _ in 0..<sources {
          let reach = random.chance(15) ? number : min(number, 6)
          let source = number - 1 - random.next(below: reach)
          if used.insert(source).inserted { connect(source, number, .data, &random) }
        }
        if number > 6, random.chance(4) {
          connect(number, random.next(below: number - 3), .feedback, &random)
        }
      }
    }

    private mutating func connect(
      _ from: Int, _ to: Int, _ kind: Diagram.Edge.Kind, _ random: inout SplitMix
    ) {
      var edge = Diagram.Edge(from: "n\(from)", to: "n\(to)", kind: kind)
      if random.chance(kind == .feedback ? 70 : 30) { edge.label = random.pick(Words.edges) }
      if kind == .data, random.chance(15) { edge.kind = random.pick([.control, .metadata, .request]) }
      diagram.edges.append(edge)
    }
  }

  private enum Words {
    static let groups = [
      "Ingestion", "Feature platform", "Training", "Evaluation", "Registry", "Serving cluster",
      "Observability", "Data lake", "Orchestration", "Experiments",
    ]
    static let nodes: [(String, Diagram.Kind)] = [
      ("load", .step), ("clean events", .step), ("raw events", .data), ("feature store", .store),
      ("train forest", .model), ("evaluate", .metric), ("model registry", .store), ("deploy", .service),
      ("split", .split), ("build features", .features), ("quality gate", .gate), ("weekly report", .report),
      ("event queue", .queue), ("analyst", .person), ("drift monitor", .service),
    ]
    static let edges = [
      "rows", "20 %", "point-in-time join", "model.pkl", "REST /predict", "daily partition", "AUC, F1",
      "drift alarm", "triggers",
    ]
  }
}
