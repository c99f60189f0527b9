import CSQLite
import Synchronization

/// A clock that does not tell the time to a query, and knows whether one has asked.
///
/// SQLite asks the file system of a connection for the time: this is the usual one with another clock.
enum StillClock {
  /// How often the time was asked for, by any query.
  static let questions = Atomic<Int>(0)

  /// The file system's name; nil where there is no usual one to stand on.
  static let fileSystem: String? = {
    guard let usual = sqlite3_vfs_find(nil) else { return nil }
    let still = UnsafeMutablePointer<sqlite3_vfs>.allocate(capacity: 1)
    still.initialize(to: usual.pointee)
    still.pointee.pNext = nil
    still.pointee.zName = name
    still.pointee.xCurrentTime = { _, _ in
      questions.add(1, ordering: .relaxed)
      return SQLITE_ERROR
    }
    still.pointee.xCurrentTimeInt64 = { _, _ in
      questions.add(1, ordering: .relaxed)
      return SQLITE_ERROR
    }
    return sqlite3_vfs_register(still, 0) == SQLITE_OK ? "limn-still" : nil
  }()

  /// SQLite keeps the name for as long as the program runs.
  private nonisolated(unsafe) static let name: UnsafePointer<CChar> = {
    let bytes = Array("limn-still".utf8CString)
    let copy = UnsafeMutablePointer<CChar>.allocate(capacity: bytes.count)
    copy.initialize(from: bytes, count: bytes.count)
    return UnsafePointer(copy)
  }()
}
