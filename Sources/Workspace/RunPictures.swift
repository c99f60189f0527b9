import Canonical
import Foundation
import GRDB

/// The pictures of runs: the pipeline as it was, kept once for all runs that left it as it was.
extension SQLiteStore {
  /// Bytes of the largest picture that is kept.
  package static let largestPicture = 262_144

  /// What the history has of a run's picture.
  package enum RunPicture: Sendable {
    /// The notebook has no such run, or it is forgotten.
    case noRun
    /// The run was recorded without one, or what was recorded is damaged.
    case noPicture
    case picture([UInt8])
  }

  static func keep(_ picture: [UInt8], run: Int64, _ db: Database) throws {
    guard picture.count <= largestPicture else { return }
    let digest = Data(Digest(of: picture).bytes)
    try db.execute(
      sql: "INSERT OR IGNORE INTO picture (digest, bytes) VALUES (?, ?)", arguments: [digest, Data(picture)])
    try db.execute(sql: "INSERT INTO run_picture (run, picture) VALUES (?, ?)", arguments: [run, digest])
  }

  /// Removes pictures of runs that are forgotten.
  static func removeUnusedPictures(_ db: Database) throws {
    try db.execute(sql: "DELETE FROM run_picture WHERE run NOT IN (SELECT id FROM run)")
    try db.execute(sql: "DELETE FROM picture WHERE digest NOT IN (SELECT picture FROM run_picture)")
  }

  /// The picture of one run of a notebook.
  package func picture(ofRun run: Int64, notebook: String) -> RunPicture {
    attempt { db -> RunPicture in
      let exists = try Bool.fetchOne(
        db, sql: "SELECT EXISTS (SELECT 1 FROM run WHERE id = ? AND notebook = ?)",
        arguments: [run, notebook])
      guard exists ?? false else { return .noRun }
      let row = try Row.fetchOne(
        db,
        sql: "SELECT digest, bytes FROM run_picture JOIN picture ON digest = picture WHERE run = ?",
        arguments: [run])
      guard let row else { return .noPicture }
      let bytes = [UInt8](row["bytes"] as Data)
      return Digest(of: bytes).bytes == [UInt8](row["digest"] as Data) ? .picture(bytes) : .noPicture
    } ?? .noPicture
  }
}
