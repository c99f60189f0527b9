import Canonical
import Pipeline
import Synchronization

/// Files that exist in memory only, and how often each was read.
package final class VirtualFiles: DataFiles {
  private let contents: Mutex<[String: [UInt8]]>

  package init(_ texts: [String: String] = [:]) { contents = Mutex(texts.mapValues { Array($0.utf8) }) }

  package subscript(path: String) -> String? {
    get { contents.withLock { $0[path] }.map { String(decoding: $0, as: UTF8.self) } }
    set { contents.withLock { $0[path] = newValue.map { Array($0.utf8) } } }
  }

  package func set(_ path: String, bytes: [UInt8]) { contents.withLock { $0[path] = bytes } }

  package func read(_ path: String) throws(FileProblem) -> DataFile {
    if path.hasPrefix("/") || path.split(separator: "/").contains("..") {
      throw FileProblem("`\(path)` leads out of the project folder", outside: true)
    }
    guard let bytes = contents.withLock({ $0[path] }) else { throw FileProblem("there is no file `\(path)`") }
    return DataFile(bytes: bytes, digest: Digest(of: bytes))
  }

  package func matching(_ pattern: PathPattern) throws(FileProblem) -> [String] {
    if pattern.components.contains("..") || pattern.text.hasPrefix("/") {
      throw FileProblem(
        "`\(pattern.text)` leads out of the project folder", outside: true)
    }
    let all = contents.withLock { Array($0.keys) }.sorted {
      Array($0.utf8).lexicographicallyPrecedes($1.utf8)
    }
    let found = all.filter(pattern.matches)
    if found.isEmpty {
      let folder = pattern.components.dropLast().joined(separator: "/")
      throw .noMatch(pattern, among: all.filter { $0.hasPrefix(folder) })
    }
    return found
  }
}
