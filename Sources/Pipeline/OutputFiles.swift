import Syntax

/// A file that a cell writes besides its result: written whole or not at all, and again whenever it is not there.
package struct OutputFile: Sendable {
  /// Relative to the notebook.
  package var path: String
  package var bytes: [UInt8]
  /// The clause that names it, to point at where it cannot be written.
  package var span: Span?

  package init(path: String, bytes: [UInt8], span: Span? = nil) {
    self.path = path
    self.bytes = bytes
    self.span = span
  }
}

/// Where cells may write.
package protocol OutputFiles: Sendable {
  /// Puts a file in place, below the project folder; one that has these bytes already stays as it is.
  func write(_ file: OutputFile) throws(FileProblem)
}
