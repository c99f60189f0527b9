import Compression

/// What a load reads: by its `format` clause, or by the end of the path behind `.gz` and `.zst`.
enum LoadFormat: String, Sendable, Hashable, CaseIterable {
  case csv
  case tsv
  /// Lines of JSON or one list of objects.
  case jsonl
  /// A table or a query of a database.
  case sqlite

  /// Fields between delimiters, with the clauses for those.
  var isDelimited: Bool { self == .csv || self == .tsv }

  /// What the end of a path says.
  enum Guess: Sendable, Hashable {
    case format(LoadFormat)
    /// A kind of file that is known and not read.
    case later(String)
    case unknown
  }

  static func guess(_ path: String) -> Guess {
    let ending = LoadFormat.ending(path)
    switch ending {
    case "csv", "txt": return .format(.csv)
    case "tsv", "tab": return .format(.tsv)
    case "jsonl", "ndjson", "json": return .format(.jsonl)
    case "sqlite", "sqlite3", "db": return .format(.sqlite)
    case "parquet", "arrow", "feather", "xlsx", "xls", "ods", "zip", "tar", "tgz", "bz2", "xz", "7z":
      return .later(ending)
    default: return .unknown
    }
  }

  /// Whether files of that kind hold other files, or one that is packed in a way that is not read.
  static func isArchive(_ ending: String) -> Bool {
    ["zip", "tar", "tgz", "bz2", "xz", "7z"].contains(ending)
  }

  private static func ending(_ path: String) -> String {
    var path = path.lowercased()
    if let packing = Packing(path: path) { path.removeLast(packing.suffix.count) }
    guard let point = path.lastIndex(of: "."), !path[point...].contains("/") else { return "" }
    return String(path[path.index(after: point)...])
  }
}
