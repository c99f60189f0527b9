import Foundation
import Testing

/// The command line: what it prints, where it writes, how it ends.
struct CommandTests {
  static let notebook = """
    ---
    title: Birds
    params:
      strength: 1.0
    ---

    ```load birds from "birds.csv"
    target species
    ```

    ```sample train, test from birds
    split 50%, 50%
    stratify by species
    ```

    ```featurize features from train
    standardize numeric
    ```

    ```train model from features
    model logistic C: $strength
    ```

    ```evaluate scores from model
    on test
    require scores.accuracy >= 0.5
    ```

    ```diagram pipe
    pipeline
    ```

    """

  static let data = """
    species,mass,bill
    Adelie,3750,39.1
    Adelie,3800,39.5
    Adelie,3250,40.3
    Adelie,3450,36.7
    Gentoo,5000,46.1
    Gentoo,5850,50.0
    Gentoo,4500,48.7
    Gentoo,5700,47.6

    """

  private func program() throws -> Program {
    let program = try Program()
    try program.write(Self.notebook, to: "notebooks/birds.md")
    try program.write(Self.data, to: "notebooks/birds.csv")
    return program
  }

  @Test func renderWritesThePageAndTheSecondRunIsCached() throws {
    let program = try program()
    defer { program.remove() }
    let first = try program.run("render", "notebooks/birds.md", "--format", "json")
    #expect(first.status == 0)
    let cells = first.lines("cell").filter { $0["verb"] as? String != "diagram" }
    #expect(cells.count == 5)
    #expect(cells.allSatisfy { $0["status"] as? String == "ran" })
    #expect(
      Set(cells[0].keys) == [
        "type", "notebook", "name", "verb", "line", "status", "seconds", "reason", "rows",
      ])
    #expect(cells[0]["rows"] as? Int == 8 && cells[0]["line"] as? Int == 7)
    let end = try #require(first.lines("notebook").first)
    #expect(end["status"] as? String == "ok")
    #expect(end["output"] as? String == "output/birds.html")
    #expect((end["values"] as? [String: Any])?["train.rows"] as? Int == 4)
    #expect((end["values"] as? [String: Any])?["scores.accuracy"] != nil)
    let page = try program.read("output/birds.html")
    let second = try program.run("render", "notebooks/birds.md", "--format", "json")
    #expect(second.lines("cell").allSatisfy { $0["status"] as? String == "cached" })
    #expect(try program.read("output/birds.html") == page)
    #expect(
      try program.run("render", "notebooks/birds.md", "--no-cache", "--jobs", "1", "-o", "again.html").status
        == 0)
    #expect(try program.read("again.html") == page)
  }

  @Test func pagesGoWhereTheyAreSentAndNowhereElse() throws {
    let program = try program()
    defer { program.remove() }
    #expect(try program.run("render", "notebooks/birds.md", "-o", "notebooks/birds.md").status == 2)
    #expect(try program.read("notebooks/birds.md") == Self.notebook)
    #expect(try program.run("render", "notebooks/birds.md", "-o", "/dev/null").status == 0)
    let device = try FileManager.default.attributesOfItem(atPath: "/dev/null")[.type] as? FileAttributeType
    #expect(device == .typeCharacterSpecial)
    #expect(try program.run("render", "notebooks/birds.md", "-o", "notebooks").status == 2)
    #expect(
      try program.run("render", "notebooks/birds.md", "-o", "-", "--quiet").output.hasPrefix(
        "<!doctype html>"))
    #expect(try program.run("render", "notebooks", "--output-dir", "pages/of/mine").status == 0)
    #expect(program.exists("pages/of/mine/birds.html"))
  }

  @Test func labelsArePlacesOnThePage() throws {
    let program = try program()
    defer { program.remove() }
    let labelled = Self.notebook.replacingOccurrences(
      of: "target species", with: "target species\nlabel the_birds")
    try program.write(labelled + "\nSee [the birds](#the_birds).\n", to: "notebooks/birds.md")
    #expect(try program.run("render").status == 0)
    let page = try program.read("output/birds.html")
    #expect(page.contains("id=\"the_birds\"") && page.contains("href=\"#the_birds\""))
    let clash = labelled.replacingOccurrences(of: "the_birds", with: "flock") + "\n## Flock\n"
    try program.write(clash, to: "notebooks/birds.md")
    #expect(try program.run("check").errors.contains("the place `#flock` is there already"))
  }

  @Test func standardOutputCarriesJSONAlone() throws {
    let program = try program()
    defer { program.remove() }
    for arguments in [["render"], ["check"], ["status", "notebooks/birds.md"], ["cache", "ls"]] {
      let (process, output, _) = try program.start(arguments + ["--format", "json"])
      let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      process.waitUntilExit()
      for line in text.split(separator: "\n") {
        #expect((try? JSONSerialization.jsonObject(with: Data(line.utf8))) != nil, "\(arguments): \(line)")
      }
    }
  }

  @Test func tenMistakesAreAllReportedWhereTheyAre() throws {
    let program = try program()
    defer { program.remove() }
    try program.write(
      """
      # Ten mistakes

      ```load birds from "birds.csv"
      targett species
      where masss > 3000
      derive x = bill + species
      ```

      ```sample train, test from birdz
      split 60%, 60%
      ```

      ```sample a, a from birds
      split 60%, 50%
      ```

      ```featurize f from birds
      standardize wings
      impute numeric with: avarage
      ```

      ```train m from birds
      model logistc
      ```

      Of these, `= birds.rowz`.
      """, to: "notebooks/wrong.md")
    let ending = try program.run("check", "notebooks/wrong.md", "--format", "json")
    #expect(ending.status == 1)
    let found = ending.lines("diagnostic").filter { $0["severity"] as? String == "error" }.map {
      "\($0["line"] ?? ""):\($0["column"] ?? "") \($0["code"] ?? "")"
    }
    #expect(
      found == [
        "4:1 L0102", "5:7 L0205", "6:12 L0206", "9:28 L0201", "13:14 L0202", "14:1 L0104", "18:13 L0205",
        "19:22 L0104", "22:17 L0204", "23:1 L0102", "26:14 L0208",
      ])
    #expect(
      ending.lines("diagnostic").filter { $0["severity"] as? String == "error" }.allSatisfy {
        $0["hint"] is String || $0["code"] as? String == "L0206"
      })
  }

  @Test func diagnosticsShowLineCaretAndHint() throws {
    let program = try program()
    defer { program.remove() }
    try program.write("```load birds from \"birds.csv\"\ntarget speces\n```\n", to: "notebooks/wrong.md")
    let ending = try program.run("check", "notebooks/wrong.md")
    #expect(ending.status == 1 && ending.output.isEmpty)
    #expect(ending.errors.contains("notebooks/wrong.md:2:8: error[L0205]: there is no column `speces`"))
    #expect(ending.errors.contains("2 │ target speces\n"))
    #expect(ending.errors.contains("│        ^^^^^^\n"))
    #expect(ending.errors.contains("hint: did you mean `species`?"))
  }

  @Test func exitStatuses() throws {
    let program = try program()
    defer { program.remove() }
    #expect(try program.run("check").status == 0)
    #expect(try program.run("check", "nowhere.md").status == 2)
    #expect(try program.run("render", "--frobnicate").status == 2)
    #expect(try program.run("rendre").status == 2)
    #expect(try program.run("render", "notebooks/birds.md", "-P", "strenght=2").status == 2)
    #expect(try program.run("render", "notebooks/birds.md", "-P", "strength=many").status == 2)
    #expect(try program.run("status", "notebooks/birds.md", "--exit-code").status == 4)
    #expect(try program.run("render", "notebooks/birds.md").status == 0)
    #expect(try program.run("status", "notebooks/birds.md", "--exit-code").status == 0)
    try program.write(
      Self.notebook.replacingOccurrences(of: ">= 0.5", with: ">= 1.5"), to: "notebooks/birds.md")
    let failed = try program.run("render", "notebooks/birds.md", "--format", "json")
    #expect(failed.status == 3)
    #expect(failed.lines("diagnostic").map { $0["code"] as? String } == ["L0601"])
    #expect(failed.lines("notebook").first?["status"] as? String == "failed")
    #expect(try program.read("output/birds.html").contains("1.5"))
    try program.write("species,mass,bill\nAdelie,1\n", to: "notebooks/birds.csv")
    #expect(try program.run("render", "notebooks/birds.md").status == 3)
    #expect(try program.run("check", "notebooks/birds.md").status == 1)
    #expect(try program.run("--help").status == 0)
    #expect(try program.run("--version").output == "0.1.0\n")
  }

  @Test func warningsFailWithStrictOnly() throws {
    let program = try program()
    defer { program.remove() }
    try program.write(
      Self.notebook.replacingOccurrences(of: "standardize numeric", with: "standardize mass\nkeep mass")
        + "\n```samlpe x from birds\ntake 1\n```\n", to: "notebooks/birds.md")
    #expect(try program.run("check").status == 0)
    #expect(try program.run("check", "--strict").status == 1)
    let strict = try program.run("render", "--strict", "--format", "json")
    #expect(strict.status == 1 && strict.lines("notebook").first?["status"] as? String == "invalid")
    #expect(!program.exists("output/birds.html"))
  }

  @Test func whyNamesTheIngredientThatChanged() throws {
    let program = try program()
    defer { program.remove() }
    #expect(try program.run("why", "notebooks/birds.md", "model").output.contains("has not run yet"))
    _ = try program.run("render")
    #expect(try program.run("why", "notebooks/birds.md", "model").output.contains("model is fresh"))
    try program.write(Self.data.replacingOccurrences(of: "3750", with: "3751"), to: "notebooks/birds.csv")
    let why = try program.run("why", "notebooks/birds.md", "model").output
    #expect(why.contains("birds would run:") && why.contains("birds.csv changed ("))
    let changed = try program.run("why", "notebooks/birds.md", "model", "-P", "strength=2").output
    #expect(changed.contains("may run"))
    try program.write(Self.data, to: "notebooks/birds.csv")
    let parameter = try program.run(
      "why", "notebooks/birds.md", "model", "-P", "strength=2", "--format", "json")
    let changes = parameter.lines("why").first?["changes"] as? [[String: Any]]
    #expect(changes?.first?["name"] as? String == "$strength")
    #expect(changes?.first?["old"] as? String == "1" && changes?.first?["new"] as? String == "2")
  }

  @Test func oneChangedByteRunsWhatDependsOnItAndNothingElse() throws {
    let program = try program()
    defer { program.remove() }
    _ = try program.run("render")
    try program.write(
      Self.data.replacingOccurrences(of: "50.0\n", with: "50.00\n"), to: "notebooks/birds.csv")
    let ran = try program.run("render", "--format", "json").lines("cell").filter {
      $0["status"] as? String == "ran"
    }
    #expect(ran.map { $0["name"] as? String } == ["birds"])
    #expect((ran.first?["reason"] as? String)?.hasPrefix("birds.csv changed (") == true)
  }

  @Test func showGivesTablesAndMetrics() throws {
    let program = try program()
    defer { program.remove() }
    #expect(try program.run("show", "notebooks/birds.md", "scores.accuracy").status == 2)
    _ = try program.run("render")
    let metric = try program.run("show", "notebooks/birds.md", "scores.accuracy")
    #expect(Double(metric.output.trimmingCharacters(in: .whitespacesAndNewlines)) != nil)
    let csv = try program.run("show", "notebooks/birds.md", "birds", "--format", "csv")
    #expect(csv.output.split(separator: "\n").count == 9 && csv.output.hasPrefix("species,mass,bill\n"))
    #expect(
      try program.run("show", "notebooks/birds.md", "train", "--format", "json").lines("row").count == 4)
    #expect(
      try program.run("show", "notebooks/birds.md", "scroes.accuracy").errors.contains(
        "did you mean `scores`?"))
  }

  @Test func historyAndCache() throws {
    let program = try program()
    defer { program.remove() }
    #expect(try program.run("history", "notebooks/birds.md").status == 2)
    _ = try program.run("render")
    _ = try program.run("render", "notebooks", "-P", "strength=0.1")
    let runs = try program.run("history", "notebooks/birds.md", "--format", "json").lines("run")
    #expect(runs.count == 2)
    #expect((runs[0]["parameters"] as? [String: Any])?["strength"] as? String == "0.1")
    let history = try program.run("history", "notebooks/birds.md").output
    #expect(history.contains("scores.accuracy"))
    #expect(history.contains("have been judged on 2 times"))
    #expect(try program.run("cache", "ls").output.contains("train"))
    #expect(try program.run("cache", "verify").status == 0)
    #expect(try program.run("cache", "gc", "--keep-runs", "1").status == 0)
    #expect(
      try program.run("render", "-P", "strength=0.1", "--format", "json").lines("cell").allSatisfy {
        $0["status"] as? String == "cached"
      })
    #expect(try program.run("cache", "clear").status == 0)
    #expect(!program.exists("notebooks/.limn/store.sqlite"))
  }

  @Test func diagramsStandAlone() throws {
    let program = try program()
    defer { program.remove() }
    _ = try program.run("render")
    let svg = try program.run("diagram", "notebooks/birds.md").output
    #expect(
      svg.contains("<svg") && svg.contains("xmlns=\"http://www.w3.org/2000/svg\"") && svg.contains("8 rows"))
    #expect(try program.run("diagram", "notebooks/birds.md", "--name", "pipe", "-o", "p.svg").status == 0)
    #expect(try program.read("p.svg").contains("prefers-color-scheme"))
    #expect(
      try program.run("diagram", "notebooks/birds.md", "--name", "pip").errors.contains(
        "did you mean `pipe`?"))
  }

  @Test(arguments: ["analysis", "architecture"])
  func startersRunAsTheyAre(_ template: String) throws {
    let program = try Program()
    defer { program.remove() }
    #expect(try program.run("init", "first", "--template", template).status == 0)
    #expect(try program.run("init", "first").status == 2)
    let ending = try program.run("render", "first.md", "--strict")
    #expect(ending.status == 0, "\(ending.errors)")
    #expect(program.exists("first.html"))
  }

  @Test func docsComeFromTheDeclarations() throws {
    let program = try Program()
    defer { program.remove() }
    #expect(try program.run("docs").output.contains("evaluate"))
    #expect(try program.run("docs", "sample").output.contains("stratify by COLUMN"))
    #expect(try program.run("docs", "label").errors.contains("not built yet"))
    #expect(try program.run("docs", "smaple").errors.contains("did you mean `sample`?"))
  }
}
