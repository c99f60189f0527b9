import Canonical

/// Why a file of the notebook cannot be read.
package struct FileProblem: Error, Sendable {
  package var message: String
  package var hint: String?
  /// The path leads out of the project folder.
  package var outside: Bool

  package init(_ message: String, hint: String? = nil, outside: Bool = false) {
    self.message = message
    self.hint = hint
    self.outside = outside
  }
}

/// A data file as read: the bytes, and the digest of those very bytes.
package struct DataFile: Sendable {
  package var bytes: [UInt8]
  package var digest: Digest

  package init(bytes: [UInt8], digest: Digest) {
    self.bytes = bytes
    self.digest = digest
  }
}

/// The files that a notebook may read.
package protocol DataFiles: Sendable {
  /// Reads a regular file below the project folder; `path` is relative to the notebook. Read once per run.
  func read(_ path: String) throws(FileProblem) -> DataFile
}
