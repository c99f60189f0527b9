import Canonical

/// Where results are kept between runs. All of it may fail without harm: a store that cannot be read is an empty one.
package protocol Store: Sendable {
  /// The result under a key, with its digest verified, provided that all its parts are there.
  func result(for key: Digest) -> StoredAction?

  /// A part, with its digest verified; nil where it is missing or damaged.
  func part(_ digest: Digest) -> [UInt8]?

  /// Keeps a result with its parts and ingredients, in one transaction.
  func keep(_ result: CellResult, key: Digest, verb: String, ingredients: [Ingredient], seconds: Double)

  /// Keeps results that are a manifest alone, all in one transaction.
  func keep(_ records: [(manifest: [UInt8], key: Digest)], verb: String)

  /// Forgets the actions that need a part which turned out to be missing or damaged.
  func forget(actionsNeeding digest: Digest)

  /// The ingredients of the last action that a cell of a notebook came to, for `why`.
  func lastIngredients(notebook: String, cell: String) -> [Ingredient]?
}

extension Store {
  package func keep(_ records: [(manifest: [UInt8], key: Digest)], verb: String) {
    for record in records {
      keep(CellResult(manifest: record.manifest), key: record.key, verb: verb, ingredients: [], seconds: 0)
    }
  }
}

package struct StoredAction: Sendable {
  package var manifest: [UInt8]
  /// What it took to compute, once.
  package var seconds: Double

  package init(manifest: [UInt8], seconds: Double) {
    self.manifest = manifest
    self.seconds = seconds
  }
}
