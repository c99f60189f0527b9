import Canonical
import Foundation
import Pipeline
import Synchronization

/// Keeps parts in memory up to a limit, and what is more in a file without a name, which is gone when the program ends.
final class SpillingParts: PartKeeper {
  private let limit: Int
  private let folders: [String]
  private let warn: @Sendable (String) -> Void
  private let state = Mutex(State())

  private struct State {
    /// Bytes in memory.
    var held = 0
    var file: SpillFile?
    /// Whether no file could be made or written.
    var isDisabled = false
  }

  /// The file is made in `folder` if that is there, else where the system keeps large temporary files.
  init(limit: Int, folder: String, warn: @escaping @Sendable (String) -> Void) {
    self.limit = limit
    folders = [folder, ProcessInfo.processInfo.environment["TMPDIR"] ?? "/var/tmp", "/tmp"]
    self.warn = warn
  }

  func keep(_ bytes: [UInt8]) -> Part {
    let aside = state.withLock { state -> (file: SpillFile, range: Range<Int>)? in
      guard state.held + bytes.count > limit, !state.isDisabled else {
        state.held += bytes.count
        return nil
      }
      if state.file == nil { state.file = folders.lazy.compactMap(SpillFile.init).first }
      if let file = state.file, let range = file.append(bytes) { return (file, range) }
      state.isDisabled = true
      state.held += bytes.count
      warn("results cannot be put aside on disk (\(String(cString: strerror(errno)))); they stay in memory")
      return nil
    }
    guard let aside else { return Part(bytes) }
    return Part(aside: bytes) { try aside.file.read(aside.range) }
  }
}

/// A file that has no name any more.
private final class SpillFile: Sendable {
  private let descriptor: Int32
  /// The same descriptor, for reading.
  private let file: ReadableFile
  private let end = Mutex(0)

  /// Nil where no file can be made in the folder.
  init?(in folder: String) {
    var template = Array("\(folder)/limn-XXXXXX".utf8CString)
    let made = mkstemp(&template)
    guard made >= 0 else { return nil }
    unlink(template)
    _ = fcntl(made, F_SETFD, FD_CLOEXEC)
    descriptor = made
    file = ReadableFile(made, "what was put aside on disk")
  }

  /// Where the bytes stand; nil where they could not be written.
  func append(_ bytes: [UInt8]) -> Range<Int>? {
    end.withLock { end in
      var written = 0
      while written < bytes.count {
        let count = bytes.withUnsafeBytes { buffer in
          pwrite(
            descriptor, buffer.baseAddress.map { $0 + written }, bytes.count - written, off_t(end + written))
        }
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return nil }
        written += count
      }
      defer { end += bytes.count }
      return end..<end + bytes.count
    }
  }

  func read(_ range: Range<Int>) throws -> [UInt8] {
    let bytes = try file.bytes(range)
    guard bytes.count == range.count else { throw FileProblem("what was put aside on disk is gone") }
    return bytes
  }
}
