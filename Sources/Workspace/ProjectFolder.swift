import Foundation

/// The folder that a notebook belongs to: the nearest at or above it that holds `.limn/`, else the notebook's own.
///
/// Notebooks read files below it only, and their results are kept in its `.limn/store.sqlite`.
package struct ProjectFolder: Sendable, Hashable {
  /// Absolute path.
  package let path: String

  package init(ofNotebook notebook: String) {
    self.init(folder: Paths.parent(Paths.absolute(notebook)))
  }

  /// The project of a folder that is given on the command line.
  package init(folder: String) {
    let own = Paths.absolute(folder)
    var candidate = own
    while ProjectFolder.mayHold(candidate) || candidate == own {
      if Paths.isFolder(candidate + "/.limn") {
        path = candidate
        return
      }
      if Paths.exists(candidate + "/.git") { break }
      candidate = Paths.parent(candidate)
    }
    path = own
  }

  /// Whether a folder above a notebook may be its project: not the root, not the home folder, and none that others
  /// can write to, such as the one for temporary files.
  private static func mayHold(_ folder: String) -> Bool {
    var status = stat()
    guard lstat(folder, &status) == 0, status.st_mode & S_IWOTH == 0 else { return false }
    let home = ProcessInfo.processInfo.environment["HOME"].map(Paths.absolute)
    return folder != "/" && folder != home
  }

  package var storePath: String { path + "/.limn/store.sqlite" }

  /// The path of a file below the project folder, relative to it.
  package func relative(_ file: String) -> String { Paths.relative(Paths.absolute(file), to: path) }
}

/// Paths as text; nothing here follows a symbolic link.
package enum Paths {
  package static func absolute(_ path: String) -> String {
    normalized(path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path)
  }

  /// Without `.`, `..` and doubled slashes.
  package static func normalized(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/", omittingEmptySubsequences: true) where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return "/" + parts.joined(separator: "/")
  }

  package static func parent(_ path: String) -> String {
    guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return "/" }
    return String(path[..<slash])
  }

  package static func name(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }

  /// `path` as seen from `folder`: below it without a prefix, elsewhere absolute.
  package static func relative(_ path: String, to folder: String) -> String {
    if path == folder { return "." }
    let prefix = folder == "/" ? "/" : folder + "/"
    return path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : path
  }

  /// As shown to people: relative to the working directory where it lies below it.
  package static func shown(_ path: String) -> String {
    relative(absolute(path), to: normalized(FileManager.default.currentDirectoryPath))
  }

  package static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  package static func exists(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0
  }
}
