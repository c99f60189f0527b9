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
  /// Writes beside the file, syncs, and renames. Folders on the way are made.
  package static func write(_ bytes: [UInt8], to path: String) throws(WorkspaceError) {
    let folder = Paths.parent(Paths.absolute(path))
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw WorkspaceError("the folder \(Paths.shown(folder)) cannot be made")
    }
    let temporary = "\(folder)/.\(Paths.name(path)).\(getpid()).tmp"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o644)
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
    let complete = written == bytes.count && fsync(descriptor) == 0
    let error = failure(path)
    guard close(descriptor) == 0, complete, rename(temporary, Paths.absolute(path)) == 0 else {
      unlink(temporary)
      throw error
    }
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
