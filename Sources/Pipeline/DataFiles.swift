import Canonical
import Syntax

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

extension CellFailure {
  /// A file that cannot be read, at the clause that names it.
  package init(_ problem: FileProblem, at span: Span? = nil) {
    self.init(
      problem.outside ? .fileOutside : .fileAccess, problem.message, hint: problem.hint, at: span)
  }
}

/// A data file: the digest of its content, and the content itself whenever it is wanted.
package struct DataFile: Sendable {
  package let digest: Digest
  package let byteCount: Int
  private let read: @Sendable (Range<Int>, inout [UInt8]) throws(FileProblem) -> Void

  /// `read` puts the bytes of a range of the content that the digest is of in place of those in an array, whose memory it
  /// may use again, or fails where the file has changed.
  package init(
    digest: Digest, byteCount: Int,
    read: @escaping @Sendable (Range<Int>, inout [UInt8]) throws(FileProblem) -> Void
  ) {
    self.digest = digest
    self.byteCount = byteCount
    self.read = read
  }

  /// Content that is in memory.
  package init(bytes: [UInt8], digest: Digest) {
    self.init(digest: digest, byteCount: bytes.count) { range, target throws(FileProblem) in
      target = range.count == bytes.count ? bytes : Array(bytes[range])
    }
  }

  /// The content that the digest is of.
  package func bytes() throws(FileProblem) -> [UInt8] { try bytes(0..<byteCount) }

  /// A range of the content.
  package func bytes(_ range: Range<Int>) throws(FileProblem) -> [UInt8] {
    var bytes: [UInt8] = []
    try read(range, &bytes)
    return bytes
  }

  /// Puts a range of the content in place of what an array holds, in its memory where it fits.
  package func read(_ range: Range<Int>, into bytes: inout [UInt8]) throws(FileProblem) {
    try read(range, &bytes)
  }
}

/// The files that a notebook may read.
package protocol DataFiles: Sendable {
  /// Reads a regular file below the project folder; `path` is relative to the notebook. Read once per run.
  func read(_ path: String) throws(FileProblem) -> DataFile

  /// The regular files that a pattern meets, as paths relative to the notebook, sorted by bytes; at least one.
  func matching(_ pattern: PathPattern) throws(FileProblem) -> [String]
}

extension FileProblem {
  /// No file is met by a pattern.
  ///
  /// - Parameter names: of the files that are there instead; those that start most like the pattern are named.
  package static func noMatch(_ pattern: PathPattern, among names: [String]) -> FileProblem {
    let path = pattern.text
    let ranked = names.enumerated().map {
      (shared: shared($0.element, path), place: $0.offset, name: $0.element)
    }
    .sorted { ($1.shared, $0.place) < ($0.shared, $1.place) }
    let near = ranked.prefix(3).map { "`\($0.name)`" }.joined(separator: ", ")
    return FileProblem(
      "no file matches `\(path)`",
      hint: names.isEmpty ? "`*` stands for any characters of one name" : "there are: \(near)")
  }

  /// Bytes that two texts have in common at their start.
  private static func shared(_ a: String, _ b: String) -> Int {
    zip(a.utf8, b.utf8).prefix { $0 == $1 }.count
  }
}
