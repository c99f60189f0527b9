import Drawing
import Foundation

/// Described architectures of growing size (`Tests/DrawingTests/Fixtures/diagrams`): one written by hand, and generated
/// nested pipelines.
enum ReferenceDiagrams {
  /// 23 nodes and 8 groups of an ML platform.
  static let platform = read("mlops")
  static let small = read("g10")
  static let medium = read("g50")
  static let large = read("g200")
  static let huge = read("g1000")

  /// Empty where the file cannot be read; `ReferenceDiagramsTests` sees that.
  private static func read(_ name: String) -> Diagram {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let path = folder.appending(path: "Fixtures/diagrams/\(name).json").path
    return (try? GraphFile(contentsOf: path))?.diagram ?? Diagram(title: name)
  }
}
