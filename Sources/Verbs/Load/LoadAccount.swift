import Pipeline

/// What became of the rows of a source.
package struct LoadAccount: Sendable, Hashable {
  /// Rows, records or objects that the source holds.
  package var rowsRead: Int
  /// Rows that no step has left out.
  package var rowsKept: Int

  /// Of the stored result of a `load`; nil where it is another's.
  package init?(_ result: StoredResult?) {
    guard let result, let manifest = try? LoadManifest(result.manifest) else { return nil }
    rowsRead = manifest.rowsRead
    rowsKept = manifest.rows
  }
}
