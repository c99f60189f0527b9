import Canonical
import Foundation
import GRDB
import Pipeline

/// One run of a notebook as the history keeps it.
package struct RunRecord: Sendable {
  package struct Cell: Sendable {
    package var identity: String
    package var verb: String
    package var status: String
    package var seconds: Double
    package var key: Digest?
    package var reason: String
  }

  /// Numbered from 1 within the store.
  package var id: Int64
  package var notebook: String
  /// ISO 8601, UTC, to the second.
  package var began: String
  package var seconds: Double
  package var status: String
  /// Name and value as text, sorted by name.
  package var parameters: [(name: String, value: String)]
  package var cells: [Cell]
  /// Headline numbers by dotted path.
  package var values: [(name: String, value: Double)]
  /// The pipeline as it was drawn, to be kept with the run; never read back with it (`picture(ofRun:notebook:)`).
  package var picture: [UInt8]? = nil
}

extension SQLiteStore {
  /// Runs of one notebook that the history keeps; the oldest go first.
  static let longestHistory = 500

  /// Adds a run; its `id` is given by the store.
  package func add(_ run: RunRecord) {
    _ = attempt { db in
      try db.execute(
        sql: "INSERT INTO run (notebook, began, seconds, status, parameters) VALUES (?, ?, ?, ?, ?)",
        arguments: [
          run.notebook, run.began, run.seconds, run.status,
          run.parameters.map { "\($0.name)=\($0.value)" }.joined(separator: "\n"),
        ])
      let id = db.lastInsertedRowID
      for (position, cell) in run.cells.enumerated() {
        try db.execute(
          sql:
            "INSERT INTO run_cell (run, position, cell, verb, status, seconds, key, reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
          arguments: [
            id, position, cell.identity, cell.verb, cell.status, cell.seconds,
            cell.key.map { Data($0.bytes) },
            cell.reason,
          ])
      }
      for value in run.values {
        try db.execute(
          sql: "INSERT OR REPLACE INTO run_value (run, name, value) VALUES (?, ?, ?)",
          arguments: [id, value.name, value.value])
      }
      if let picture = run.picture { try Self.keep(picture, run: id, db) }
      try Self.shorten(run.notebook, db)
    }
  }

  private static func shorten(_ notebook: String, _ db: Database) throws {
    let old = try Int64.fetchAll(
      db, sql: "SELECT id FROM run WHERE notebook = ? ORDER BY id DESC LIMIT -1 OFFSET ?",
      arguments: [notebook, longestHistory])
    for id in old {
      try db.execute(sql: "DELETE FROM run_cell WHERE run = ?", arguments: [id])
      try db.execute(sql: "DELETE FROM run_value WHERE run = ?", arguments: [id])
      try db.execute(sql: "DELETE FROM run WHERE id = ?", arguments: [id])
    }
    if !old.isEmpty { try removeUnusedPictures(db) }
  }

  /// The last runs of a notebook, newest first.
  package func runs(of notebook: String, limit: Int) -> [RunRecord] {
    attempt { db in
      try Row.fetchAll(
        db, sql: "SELECT * FROM run WHERE notebook = ? ORDER BY id DESC LIMIT ?",
        arguments: [notebook, limit]
      ).map { try Self.record($0, db) }
    } ?? []
  }

  private static func record(_ row: Row, _ db: Database) throws -> RunRecord {
    let id: Int64 = row["id"]
    let cells = try Row.fetchAll(
      db, sql: "SELECT * FROM run_cell WHERE run = ? ORDER BY position", arguments: [id])
    let values = try Row.fetchAll(
      db, sql: "SELECT name, value FROM run_value WHERE run = ? ORDER BY name", arguments: [id])
    let parameters: String = row["parameters"]
    return RunRecord(
      id: id, notebook: row["notebook"], began: row["began"], seconds: row["seconds"], status: row["status"],
      parameters: parameters.split(separator: "\n").map { line in
        let pair = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        return (String(pair[0]), pair.count > 1 ? String(pair[1]) : "")
      },
      cells: cells.map { cell in
        RunRecord.Cell(
          identity: cell["cell"], verb: cell["verb"], status: cell["status"], seconds: cell["seconds"],
          key: (cell["key"] as Data?).flatMap { Digest(bytes: [UInt8]($0)) }, reason: cell["reason"])
      },
      values: values.map { (name: $0["name"], value: $0["value"]) })
  }
}

extension SQLiteStore {
  /// When a cell was last computed, and why.
  package func lastComputation(notebook: String, cell: String) -> (began: String, reason: String)? {
    attempt { db -> (began: String, reason: String)? in
      try Row.fetchOne(
        db,
        sql: """
          SELECT run.began AS began, reason FROM run_cell JOIN run ON run.id = run_cell.run
          WHERE run.notebook = ? AND cell = ? AND run_cell.status = 'ran' ORDER BY run.id DESC LIMIT 1
          """, arguments: [notebook, cell]
      ).map { (began: $0["began"], reason: $0["reason"]) }
    } ?? nil
  }
}
