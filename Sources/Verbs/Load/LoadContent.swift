import Canonical
import Frame
import Pipeline

/// The bytes that a load reads, before anything is made of them.
struct LoadContent: Sendable {
  struct File: Sendable {
    /// Relative to the notebook; empty for lines of the notebook itself.
    var path: String
    var data: DataFile
  }

  var files: [File]
  /// Of the bytes; of several files, of their names and bytes in order.
  var digest: Digest

  var byteCount: Int { files.reduce(0) { $0 + $1.data.byteCount } }

  init(_ place: LoadPlace, _ format: LoadFormat, from files: any DataFiles) throws(CellFailure) {
    do throws(FileProblem) {
      switch place {
      case .inline(let bytes, _, _):
        digest = Digest(of: bytes)
        self.files = [File(path: "", data: DataFile(bytes: bytes, digest: digest))]
      case .file(let path, _):
        let file = try files.read(path)
        self.files = [File(path: path, data: file)]
        digest = file.digest
      case .files(let pattern, _, _):
        (self.files, digest) = try LoadContent.all(pattern, from: files)
      }
    } catch {
      throw CellFailure(error, at: place.path?.span)
    }
    if format == .sqlite { try refuseUnfinished(place, files) }
  }

  /// The first bytes of the journal of a transaction that was not finished.
  private static let journal: [UInt8] = [0xD9, 0xD5, 0x05, 0xF9, 0x20, 0xA1, 0x63, 0xD7]

  /// A database beside which a log or a journal stands is not what its own bytes say.
  private func refuseUnfinished(_ place: LoadPlace, _ files: any DataFiles) throws(CellFailure) {
    for file in self.files where !file.path.isEmpty {
      let log = (try? files.read(file.path + "-wal").bytes()) ?? []
      let journal = (try? files.read(file.path + "-journal").bytes()) ?? []
      guard !log.isEmpty || journal.starts(with: LoadContent.journal) else { continue }
      throw CellFailure(
        .database,
        "`\(file.path)` has changes that are not in it yet, in `\(file.path)\(log.isEmpty ? "-journal" : "-wal")`",
        hint: "close the program that writes it, or run `PRAGMA wal_checkpoint(TRUNCATE)` in it",
        at: place.path?.span)
    }
  }

  private static func all(
    _ pattern: PathPattern, from files: any DataFiles
  ) throws(FileProblem) -> ([File], Digest) {
    var found: [File] = []
    var writer = ByteWriter()
    for path in try files.matching(pattern) {
      let file = try files.read(path)
      found.append(File(path: path, data: file))
      writer.write(path)
      writer.write(file.digest)
    }
    return (found, Digest(of: writer.bytes))
  }
}
