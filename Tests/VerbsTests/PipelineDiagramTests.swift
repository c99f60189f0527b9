import Canonical
import Drawing
import Pipeline
import TestSupport
import Testing
import Verbs

/// The notebook's own graph, with what a run knows of it.
struct PipelineDiagramTests {
  private static let notebook = """
    # Birds

    ## Data

    ```load birds from "birds.csv"
    target species
    where mass > 3000
    ```

    ```sample few from birds
    take 8
    ```

    ```sample train, test from few
    split 50%, 50%
    stratify by species
    ```

    ## Model

    ```featurize features from train
    standardize numeric
    ```

    ```train plain from features
    model logistic
    ```

    ```train strict from features
    model logistic C: 0.1
    ```

    ```evaluate scores from plain, strict
    on test
    metrics accuracy
    require scores.plain.accuracy >= 2
    ```

    """

  private static func run(_ text: String = notebook) async throws -> Diagram {
    let rows =
      (0..<6).map { "Adelie,\(3100 + $0)" } + (0..<6).map { "Gentoo,\(5000 + $0)" } + [
        "Adelie,20", "Gentoo,30",
      ]
    let files = VirtualFiles(["birds.csv": "species,mass\n" + rows.joined(separator: "\n") + "\n"])
    let run = try await TestNotebook(text, files: files).run()
    return DiagramCatalog.pipeline(run.notebook, run.results, showsState: true)
  }

  @Test func rolesAndFacts() async throws {
    let diagram = try await Self.run()
    #expect(
      diagram.nodes.map { "\($0.id) \($0.kind.rawValue)" } == [
        "file-birds store", "cell-birds data", "cell-few split", "cell-train, test split",
        "cell-features features", "cell-plain model", "cell-strict model", "cell-scores metric",
        "gate-scores gate",
      ])
    let scores = try #require(diagram.nodes.first { $0.id == "cell-scores" })
    #expect(scores.chip == "accuracy 1.000" && scores.subtitle == "plain" && scores.facts.count == 1)
    let gate = try #require(diagram.nodes.last)
    #expect(gate.state == .failed && gate.subtitle == "does not hold" && gate.facts == ["1.000, not ≥ 2"])
    #expect(scores.state == .fresh)
    #expect(diagram.groups.map(\.label) == ["Data", "Model"])
    #expect(diagram.problems().isEmpty)
  }

  @Test func lostRowsAreMarkedWhereTheyAreLost() async throws {
    let edges = try await Self.run().edges
    func edge(_ from: String, _ to: String) throws -> Diagram.Edge {
      try #require(edges.first { $0.from == from && $0.to == to })
    }
    let read = try edge("file-birds", "cell-birds")
    #expect(read.weight == 14 && read.loss == "−2 rows" && read.label == "14 rows")
    let taken = try edge("cell-birds", "cell-few")
    #expect(taken.weight == 12 && taken.loss == "−4 rows")
    #expect(try edge("cell-few", "cell-train, test").loss == nil)
    #expect(try edge("cell-train, test", "cell-scores").label == "test · 4 rows")
    #expect(try edge("cell-features", "cell-plain").label == "1 feature")
  }

  @Test func picturesAreKeptAndReadBack() async throws {
    let diagram = try await Self.run()
    let bytes = DiagramCoding.bytes(diagram)
    let read = try DiagramCoding.diagram(bytes)
    #expect(DiagramCoding.bytes(read) == bytes)
    #expect(read.nodes.map(\.chip) == diagram.nodes.map(\.chip))
    #expect(DiagramDiff(from: read, to: read).isEmpty)
    for length in 0..<bytes.count {
      #expect(throws: DecodingFailure.self) { try DiagramCoding.diagram(Array(bytes.prefix(length))) }
    }
  }

  @Test func differencesAreMarked() async throws {
    let old = try DiagramCoding.diagram(DiagramCoding.bytes(try await Self.run()))
    let changed = Self.notebook.replacing("take 8", with: "take 6").replacing(
      "train strict from features\nmodel logistic C: 0.1", with: "train loose from features\nmodel baseline"
    ).replacing("plain, strict", with: "plain, loose")
    let new = try DiagramCoding.diagram(DiagramCoding.bytes(try await Self.run(changed)))
    let difference = DiagramDiff(from: old, to: new)
    func change(_ id: String) -> Diagram.Change? { difference.diagram.nodes.first { $0.id == id }?.change }
    #expect(change("cell-loose") == .added && change("cell-strict") == .removed)
    #expect(change("cell-few") == .changed && change("cell-birds") == nil)
    let few = try #require(difference.diagram.nodes.first { $0.id == "cell-few" })
    #expect(few.subtitle == "6 rows" && few.facts.contains("was 8 rows"))
    let edge = try #require(difference.diagram.edges.first { $0.to == "cell-scores" && $0.label != nil })
    #expect(edge.label == "test · 3 rows (was 4 rows)" && edge.change == .changed)
    #expect(difference.diagram.edges.contains { $0.from == "cell-strict" && $0.change == .removed })
    #expect(difference.diagram.problems().isEmpty)
    let back = DiagramDiff(from: new, to: old)
    #expect(back.added == difference.removed && back.removed == difference.added)
  }

  @Test func whatIsStaleIsDrawnSo() async throws {
    let files = VirtualFiles(["birds.csv": "species,mass\nAdelie,3100\nGentoo,5000\n"])
    let store = MemoryStore()
    let text = "```load birds from \"birds.csv\"\n```\n\n```sample few from birds\ntake 1\n```\n"
    _ = try await TestNotebook(text, files: files, store: store).run()
    let changed = TestNotebook(text.replacing("take 1", with: "take 2"), files: files, store: store)
    let run = try await changed.run { $0.lookUpOnly = true }
    let diagram = DiagramCatalog.pipeline(run.notebook, run.results, showsState: true)
    #expect(diagram.nodes.map(\.state) == [.fresh, .stale])
    #expect(DiagramCatalog.pipeline(run.notebook, run.results).nodes.allSatisfy { $0.state == nil })
  }

  @Test func boundNodesShowTheFactsOfTheirValues() async throws {
    let text =
      Self.notebook + """
        ```diagram mine
        rows "What it learns from" kind: data cell: train
        plain "The model" kind: model
        rows -> plain "learns"
        ```

        """
    let rows = (0..<6).map { "Adelie,\(3100 + $0)" } + (0..<6).map { "Gentoo,\(5000 + $0)" }
    let files = VirtualFiles(["birds.csv": "species,mass\n" + rows.joined(separator: "\n") + "\n"])
    let run = try await TestNotebook(text, files: files).run()
    let diagram = try #require(DiagramCatalog.diagram("mine", run.notebook, run.results))
    #expect(diagram.nodes.map(\.subtitle) == ["4 × 2", "logistic"])
    #expect(diagram.nodes.map(\.link) == ["#cell-train", "#cell-plain"])
    #expect(diagram.nodes[1].facts == ["1 feature"])
  }
}
