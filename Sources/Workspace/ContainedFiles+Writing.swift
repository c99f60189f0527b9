import Foundation
import Pipeline

extension ContainedFiles: OutputFiles {
  /// Puts a file in place: written beside it, synced, and renamed. Nothing leads out of the project folder: the folder is walked as
  /// for reading, and a link that stands in the file's place is replaced, not followed.
  package func write(_ file: OutputFile) throws(FileProblem) {
    try check(file.path)
    if let there = try? open(file.path), there.byteCount == file.bytes.count,
      (try? there.bytes()) == file.bytes
    {
      return
    }
    let names = file.path.split(separator: "/").map(String.init)
    guard let name = names.last, name != ".", name != ".." else {
      throw FileProblem("`\(file.path)` is no file")
    }
    let parent = names.dropLast().joined(separator: "/")
    let folder = try self.folder(parent, of: file.path)
    defer { close(folder) }
    var status = stat()
    if fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0,
      ![S_IFREG, S_IFLNK].contains(status.st_mode & S_IFMT)
    {
      throw FileProblem("`\(file.path)` is no regular file, and is not written over")
    }
    let temporary = ".\(name).\(getpid()).tmp"
    guard put(file.bytes, folder, temporary), renameat(folder, temporary, folder, name) == 0 else {
      let reason = String(cString: strerror(errno)).lowercased()
      unlinkat(folder, temporary, 0)
      throw FileProblem("`\(file.path)` cannot be written: \(reason)")
    }
  }

  private func folder(_ parent: String, of path: String) throws(FileProblem) -> Int32 {
    do throws(FileProblem) {
      return try walk(parent.isEmpty ? "." : parent, toFolder: true)
    } catch {
      if error.outside {
        throw FileProblem(
          "`\(path)` leads out of the project folder",
          hint: "notebooks write files below their project folder only",
          outside: true)
      }
      throw FileProblem(
        "`\(path)` cannot be written: the folder `\(parent)` is not there, or cannot be opened",
        hint: "make the folder first")
    }
  }

  private func put(_ bytes: [UInt8], _ folder: Int32, _ name: String) -> Bool {
    unlinkat(folder, name, 0)
    let descriptor = openat(folder, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { return false }
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes {
        Foundation.write(descriptor, $0.baseAddress.map { $0 + written }, bytes.count - written)
      }
      if count < 0, errno == EINTR { continue }
      if count <= 0 { break }
      written += count
    }
    let isWhole = written == bytes.count && (fsync(descriptor) == 0 || errno == EINVAL)
    return close(descriptor) == 0 && isWhole
  }
}
