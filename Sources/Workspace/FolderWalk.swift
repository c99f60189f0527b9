import Canonical
import Foundation
import Pipeline

/// Finds what a pattern meets below a project folder, one component after the other, by the same walk that opens files.
struct FolderWalk {
  let project: ContainedFiles
  let pattern: PathPattern

  /// A pattern that meets more is refused.
  private static let most = 10_000
  /// A folder with more names is not searched.
  private static let mostNames = 1_000_000

  /// Paths of regular files, or of links to some, sorted by bytes; at least one.
  func files() throws(FileProblem) -> [String] {
    var found: [[String]] = [[]]
    for (depth, component) in pattern.components.enumerated() {
      let isLast = depth == pattern.components.count - 1
      guard PathPattern.isPattern(component) else {
        found = found.map { $0 + [component] }
        continue
      }
      var next: [[String]] = []
      for folder in found {
        for name in try names(in: folder) where PathPattern.matches(name, component) {
          if isKind(folder + [name], folder: !isLast) { next.append(folder + [name]) }
        }
      }
      guard next.count <= FolderWalk.most else {
        throw FileProblem(
          "`\(pattern.text)` meets more than \(NumberText.thousands(FolderWalk.most)) files")
      }
      guard !next.isEmpty else { throw .noMatch(pattern, among: try near(found, component)) }
      found = next
    }
    let whole = found.filter { isKind($0, folder: false) }
    guard !whole.isEmpty else { throw .noMatch(pattern, among: []) }
    return whole.map(path).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private func path(_ components: [String]) -> String { components.joined(separator: "/") }

  private func names(in folder: [String]) throws(FileProblem) -> [String] {
    let descriptor = try project.walk(path(folder), toFolder: true)
    defer { close(descriptor) }
    let names = project.names(in: descriptor, atMost: FolderWalk.mostNames + 1)
    guard names.count <= FolderWalk.mostNames else {
      throw FileProblem(
        "`\(path(folder))` holds more than \(NumberText.thousands(FolderWalk.mostNames)) files")
    }
    return names
  }

  /// Whether something is there that a walk can reach: what leads out of the project is met and refused when it is read.
  private func isKind(_ components: [String], folder: Bool) -> Bool {
    do throws(FileProblem) {
      close(try project.walk(path(components), toFolder: folder))
      return true
    } catch {
      return error.outside
    }
  }

  /// What stands where the pattern found nothing: names of the same extension first.
  private func near(_ folders: [[String]], _ component: String) throws(FileProblem) -> [String] {
    guard let folder = folders.first else { return [] }
    let ending = component.split(separator: ".").last.map { "." + $0 } ?? ""
    let all = try names(in: folder)
    return (all.filter { $0.hasSuffix(ending) } + all.filter { !$0.hasSuffix(ending) }).map {
      path(folder + [$0])
    }
  }
}
