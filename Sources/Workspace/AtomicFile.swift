import Foundation

/// A file or folder that cannot be written, read or found, in words.
package struct WorkspaceError: Error, Sendable {
  package var message: String
  package var hint: String?

  package init(_ message: String, hint: String? = nil) {
    self.message = message
    self.hint = hint
  }
}

/// Whole files: old or new, never half of one.
package enum AtomicFile {
  /// Writes beside the file, syncs, and renames. Folders on the way are made; a device or pipe is written to as it is.
  package static func write(_ bytes: [UInt8], to path: String) throws(WorkspaceError) {
    let target = Paths.absolute(path)
    var status = stat()
    if lstat(target, &status) == 0 {
      switch status.st_mode & S_IFMT {
      case S_IFREG, S_IFLNK: break
      case S_IFDIR: throw WorkspaceError("\(Paths.shown(path)) is a folder", hint: "name a file in it")
      default: return try put(bytes, into: open(target, O_WRONLY | O_CLOEXEC), path)
      }
    }
    let folder = Paths.parent(target)
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw WorkspaceError("the folder \(Paths.shown(folder)) cannot be made")
    }
    let temporary = "\(folder)/.\(Paths.name(path)).\(getpid()).tmp"
    do throws(WorkspaceError) {
      let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
      try put(bytes, into: open(temporary, flags, 0o644), path)
      guard rename(temporary, target) == 0 else { throw failure(path) }
    } catch {
      unlink(temporary)
      throw error
    }
  }

  /// Writes everything, syncs and closes.
  private static func put(_ bytes: [UInt8], into descriptor: Int32, _ path: String) throws(WorkspaceError) {
    guard descriptor >= 0 else { throw failure(path) }
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes {
        Foundation.write(descriptor, $0.baseAddress! + written, bytes.count - written)
      }
      if count < 0, errno == EINTR { continue }
      if count <= 0 { break }
      written += count
    }
    let synced = fsync(descriptor) == 0 || errno == EINVAL
    let problem = failure(path)
    guard close(descriptor) == 0, written == bytes.count, synced else { throw problem }
  }

  /// The bytes of a file that the user names on the command line.
  package static func read(_ path: String) throws(WorkspaceError) -> [UInt8] {
    if Paths.isFolder(path) { throw WorkspaceError("\(path) is a folder") }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw WorkspaceError(
        Paths.exists(path) ? "\(path) cannot be read" : "there is no file \(path)")
    }
    return [UInt8](data)
  }

  private static func failure(_ path: String) -> WorkspaceError {
    WorkspaceError("\(Paths.shown(path)) cannot be written: \(String(cString: strerror(errno)).lowercased())")
  }
}
