import Foundation
import Pipeline
import Synchronization
import Workspace

/// A folder of its own that goes away with the test.
final class Folder: Sendable {
  let path: String

  init() {
    let name = "limn-\(UInt64.random(in: 0...UInt64.max))"
    path = FileManager.default.temporaryDirectory.resolvingSymlinksInPath().appendingPathComponent(name).path
    try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ text: String, to name: String) throws {
    let target = path + "/" + name
    try FileManager.default.createDirectory(
      atPath: (target as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(fileURLWithPath: target))
  }
}

/// Warnings as they come.
final class Warnings: Sendable {
  private let list = Mutex<[String]>([])

  var all: [String] { list.withLock { $0 } }

  var closure: @Sendable (String) -> Void {
    { text in self.list.withLock { $0.append(text) } }
  }
}

enum Example {
  static let notebook = """
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
    model logistic
    ```

    ```evaluate scores from model
    on test
    plot confusion
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

  /// A project folder with the notebook and its data.
  static func folder() throws -> Folder {
    let folder = Folder()
    try folder.write(notebook, to: "birds.md")
    try folder.write(data, to: "birds.csv")
    return folder
  }

  /// Renders the notebook as the program does.
  static func render(_ folder: Folder, _ warnings: Warnings = Warnings()) async throws -> (
    html: String, statuses: [String]
  ) {
    let session = Session(
      notebook: folder.path + "/birds.md", options: Session.Options(), warn: warnings.closure)
    let notebook = try session.check()
    let (results, page) = await session.run(notebook)
    session.record(notebook, results, seconds: 0)
    let html = try Publisher(project: session.project).html(page, session: session)
    return (html, results.outcomes.map { $0?.status.rawValue ?? "none" })
  }
}
