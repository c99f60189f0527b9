import Foundation
import Testing

/// Diagrams from the command line.
struct DiagramCommandTests {
  private func program(_ extra: String = "") throws -> Program {
    let program = try Program()
    try program.write(CommandTests.notebook + extra, to: "notebooks/birds.md")
    try program.write(CommandTests.data, to: "notebooks/birds.csv")
    return program
  }

  @Test func theOutlineSaysWhatIsDrawn() throws {
    let program = try program()
    defer { program.remove() }
    _ = try program.run("render")
    #expect(try program.run("diagram", "notebooks/birds.md", "-o", "p.txt").status == 0)
    let text = try program.read("p.txt")
    #expect(text.contains("birds (data): 8 × 3\n  → train, test: 8 rows"))
    #expect(text.contains("Gate (gate): holds"))
    #expect(try program.run("diagram", "notebooks/birds.md", "-o", "p.gif").status == 2)
  }

  @Test func metricsAndPartsAreJSON() throws {
    let program = try program()
    defer { program.remove() }
    let metrics = try program.run("diagram", "notebooks/birds.md", "--metrics").lines("metrics")
    #expect(metrics.count == 1 && metrics[0]["sound"] as? Bool == true && metrics[0]["nodes"] as? Int == 6)
    #expect(metrics[0]["crossings"] as? Int == 0 && metrics[0]["legibleSize"] as? Double == 13)
    let parts = try program.run("diagram", "notebooks/birds.md", "--format", "json").lines("diagram")
    #expect((parts.first?["nodes"] as? [[String: Any]])?.first?["kind"] as? String == "data")
  }

  @Test func aStandaloneFileFollowsTheThemeAskedFor() throws {
    let program = try program()
    defer { program.remove() }
    let both = try program.run("diagram", "notebooks/birds.md").output
    #expect(
      both.contains("var(--") && both.contains("prefers-color-scheme") && !both.contains("href=\"#cell"))
    let dark = try program.run("diagram", "notebooks/birds.md", "--theme", "dark").output
    #expect(!dark.contains("var(--") && dark.contains("#16171a") && !dark.contains("#fdfcfa"))
  }

  @Test func pngFilesComeFromRsvgConvertOrNotAtAll() throws {
    let program = try program()
    defer { program.remove() }
    let missing = try program.run(
      "diagram", "notebooks/birds.md", "-o", "none.png", environment: ["PATH": "relative:/nowhere"])
    #expect(missing.status == 2 && missing.errors.contains("apt-get install librsvg2-bin"))
    #expect(!program.exists("none.png"))
    try program.write(
      "#!/bin/sh\ncat >/dev/null\necho 'no such option' >&2\nexit 1\n", to: "bin/rsvg-convert")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: program.folder + "/bin/rsvg-convert")
    let failing = try program.run(
      "diagram", "notebooks/birds.md", "-o", "none.png", environment: ["PATH": program.folder + "/bin:/bin"])
    #expect(failing.status == 2 && failing.errors.contains("no such option") && !program.exists("none.png"))
    #expect(try program.run("diagram", "notebooks/birds.md", "-o", "a.png", "--scale", "0").status == 2)
  }

  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/rsvg-convert")))
  func pngFilesHaveTheSizeAndTheColoursAskedFor() throws {
    let program = try program()
    defer { program.remove() }
    func pixels(_ name: String, _ options: [String]) throws -> PNGPixels {
      let (process, _, _) = try program.start(["diagram", "notebooks/birds.md", "-o", name] + options)
      process.waitUntilExit()
      #expect(process.terminationStatus == 0)
      return try PNGPixels([UInt8](Data(contentsOf: URL(fileURLWithPath: program.folder + "/" + name))))
    }
    let light = try pixels("light.png", ["--scale", "1"])
    let dark = try pixels("dark.png", ["--scale", "3", "--theme", "dark"])
    #expect(dark.width == 3 * light.width && light[1, 1] == "#fdfcfa" && dark[1, 1] == "#16171a")
    let marks = (0..<dark.height).flatMap { y in (0..<dark.width).map { dark[$0, y] } }
    #expect(marks.contains("#c4a1ea") && marks.contains("#e9e6df"))
  }

  @Test func twoRunsAreComparedInOnePicture() throws {
    let program = try program()
    defer { program.remove() }
    #expect(try program.run("diagram", "notebooks/birds.md", "--diff", "1", "2").status == 2)
    _ = try program.run("render")
    _ = try program.run("render")
    #expect(
      try program.run("diagram", "notebooks/birds.md", "--diff", "1", "2", "-o", "same.svg").status == 0)
    try program.write(
      CommandTests.notebook.replacing("train model from features", with: "train other from features")
        .replacing(
          "evaluate scores from model", with: "evaluate scores from other"), to: "notebooks/birds.md")
    _ = try program.run("render")
    let changed = try program.run("diagram", "notebooks/birds.md", "--diff", "2", "3", "--format", "json")
    #expect(changed.status == 4)
    let nodes = changed.lines("diagram").first?["nodes"] as? [[String: Any]] ?? []
    let changes = nodes.compactMap { node in
      (node["change"] as? String).map { "\(node["label"] as? String ?? "") \($0)" }
    }
    #expect(Set(changes) == ["model removed", "other added"])
    let unknown = try program.run("diagram", "notebooks/birds.md", "--diff", "2", "9")
    #expect(unknown.status == 2 && unknown.errors.contains("the last runs: 3, 2, 1"))
    #expect(try program.run("diagram", "notebooks/birds.md", "--diff", "2").status == 2)
  }

  @Test func statusIsDrawn() throws {
    let program = try program()
    defer { program.remove() }
    _ = try program.run("render")
    let ending = try program.run(
      "status", "notebooks/birds.md", "--diagram", "-P", "strength=2", "--format", "json")
    let nodes = ending.lines("diagram").first?["nodes"] as? [[String: Any]] ?? []
    let states = nodes.map { "\($0["id"] as? String ?? "") \($0["state"] as? String ?? "")" }
    #expect(states.contains("cell-features fresh") && states.contains("cell-model stale"))
    #expect(ending.lines("cell").count == 5)
    #expect(try program.run("status", "notebooks/birds.md", "--diagram").output.hasPrefix("<?xml"))
    #expect(try program.run("status", "notebooks/birds.md", "-o", "x.svg").status == 2)
  }

  @Test func aNameThatIsGoneIsAnErrorInADescribedArchitecture() throws {
    let program = try program(
      "\n```diagram platform\nfit \"Fit\" cell: modle\nfit -> out \"answers\"\n```\n")
    defer { program.remove() }
    let ending = try program.run("check", "notebooks/birds.md")
    #expect(ending.status == 1 && ending.errors.contains("did you mean `model`?"))
  }
}
