import Canonical
import Foundation
import Pipeline
import Synchronization

/// The files below a project folder, and no others: no `..` and no symbolic link leads out, only regular files are opened.
///
/// The path is walked one component at a time from the folder's descriptor, so that nothing can be exchanged on the way.
/// What is parsed is what was hashed: a file that has changed since, by its size or its times, is not read.
package final class ContainedFiles: DataFiles {
  private let root: String
  /// The notebook's folder, as components below the root.
  private let base: [String]
  private let cache = Mutex<[String: Result<DataFile, FileProblem>]>([:])
  /// A pattern is followed once too: what runs reads the files that were checked.
  private let matches = Mutex<[String: [String]]>([:])

  /// Larger files are refused before anything is allocated.
  private static let largest = 64 << 30

  package init(root: String, notebookFolder: String) {
    self.root = root
    let below = Paths.relative(notebookFolder, to: root)
    base = below == "." ? [] : below.split(separator: "/").map(String.init)
  }

  package func read(_ path: String) throws(FileProblem) -> DataFile {
    if let known = cache.withLock({ $0[path] }) { return try known.get() }
    let result: Result<DataFile, FileProblem>
    do throws(FileProblem) {
      result = .success(try open(path))
    } catch {
      result = .failure(error)
    }
    cache.withLock { $0[path] = result }
    return try result.get()
  }

  package func matching(_ pattern: PathPattern) throws(FileProblem) -> [String] {
    if let known = matches.withLock({ $0[pattern.text] }) { return known }
    try check(pattern.text)
    let found = try FolderWalk(project: self, pattern: pattern).files()
    matches.withLock { $0[pattern.text] = found }
    return found
  }

  /// Opens a file as it is now, whatever has been read before.
  func open(_ path: String) throws(FileProblem) -> DataFile {
    try check(path)
    let file = ReadableFile(try walk(path), path)
    let (digest, mark) = try file.digest(largest: Self.largest)
    return DataFile(digest: digest, byteCount: mark.byteCount) {
      [weak self] (range, bytes) throws(FileProblem) in
      guard let self else { throw FileProblem("`\(path)` cannot be read any more") }
      let file = ReadableFile(try self.walk(path), path)
      guard try file.mark() == mark else { throw .changed(path) }
      try file.read(range, into: &bytes)
      guard bytes.count == range.count, try file.mark() == mark else { throw .changed(path) }
    }
  }

  /// Refuses paths that name nothing below the project folder.
  func check(_ path: String) throws(FileProblem) {
    guard !path.isEmpty else { throw FileProblem("the path is empty") }
    guard !path.utf8.contains(0) else { throw FileProblem("the path holds a NUL character") }
    if path.contains("://") {
      throw FileProblem(
        "`\(path)` is an address, and notebooks never open the network",
        hint: "download it below the project folder")
    }
    guard !path.hasPrefix("/") else { throw outside(path) }
  }

  /// The descriptor of the file, or of the folder where that is wanted, reached without leaving the root.
  func walk(_ path: String, toFolder: Bool = false) throws(FileProblem) -> Int32 {
    var pending = (base + path.split(separator: "/").map(String.init)).reversed() as [String]
    var folders = [Foundation.open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC)]
    defer { for folder in folders where folder >= 0 { close(folder) } }
    guard folders[0] >= 0 else { throw FileProblem("the project folder cannot be opened: \(reason(errno))") }
    var links = 0
    while let name = pending.popLast() {
      if name == "." { continue }
      if name == ".." {
        guard folders.count > 1 else { throw outside(path) }
        close(folders.removeLast())
        continue
      }
      let here = folders[folders.count - 1]
      var status = stat()
      guard fstatat(here, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
        throw missing(path, name, errno, in: here)
      }
      switch status.st_mode & S_IFMT {
      case S_IFLNK:
        links += 1
        guard links <= 16 else { throw FileProblem("`\(path)` leads through too many symbolic links") }
        let target = try link(here, name, path)
        guard !target.hasPrefix("/") else { throw outside(path) }
        pending += target.split(separator: "/").map(String.init).reversed()
      case S_IFDIR where !pending.isEmpty || toFolder:
        let next = openat(here, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard next >= 0 else { throw FileProblem("`\(path)` cannot be opened: \(reason(errno))") }
        folders.append(next)
      case S_IFREG where pending.isEmpty && !toFolder:
        let file = openat(here, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard file >= 0 else { throw FileProblem("`\(path)` cannot be opened: \(reason(errno))") }
        return file
      case S_IFDIR: throw FileProblem("`\(path)` is a folder", hint: "name a file in it")
      case S_IFREG: throw FileProblem("`\(path)`: `\(name)` is a file, not a folder")
      default:
        throw FileProblem("`\(path)` is no regular file", hint: "devices, pipes and sockets are not read")
      }
    }
    if toFolder, let folder = folders.popLast() { return folder }
    throw FileProblem("`\(path)` is a folder", hint: "name a file in it")
  }

  private func link(_ folder: Int32, _ name: String, _ path: String) throws(FileProblem) -> String {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = buffer.withUnsafeMutableBytes { target in
      readlinkat(folder, name, target.baseAddress!.assumingMemoryBound(to: CChar.self), 4095)
    }
    guard count > 0 else { throw FileProblem("`\(path)`: a symbolic link cannot be read") }
    return String(decoding: buffer[..<count], as: UTF8.self)
  }

  private func outside(_ path: String) -> FileProblem {
    FileProblem(
      "`\(path)` leads out of the project folder",
      hint: "notebooks read files below their project folder only; copy it there",
      outside: true)
  }

  private func missing(_ path: String, _ name: String, _ error: Int32, in folder: Int32) -> FileProblem {
    guard error == ENOENT else { return FileProblem("`\(path)` cannot be opened: \(reason(error))") }
    let near = nearestName(to: name, in: names(in: folder))
    return FileProblem(
      "there is no file `\(path)`",
      hint: near.map { "did you mean `\(path.replacingLast(name, with: $0))`?" }
        ?? "paths are relative to the notebook")
  }

  /// The names in a folder without those that are hidden, sorted.
  func names(in folder: Int32, atMost limit: Int = 10_000) -> [String] {
    guard let stream = fdopendir(dup(folder)) else { return [] }
    defer { closedir(stream) }
    rewinddir(stream)
    var names: [String] = []
    while let entry = Foundation.readdir(stream), names.count < limit {
      names.append(
        withUnsafePointer(to: &entry.pointee.d_name) { name in
          name.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        })
    }
    return names.filter { !$0.hasPrefix(".") }.sorted()
  }

  private func reason(_ error: Int32) -> String { ReadableFile.reason(error) }
}

extension String {
  fileprivate func replacingLast(_ part: String, with other: String) -> String {
    guard hasSuffix(part) else { return other }
    return String(dropLast(part.count)) + other
  }
}
