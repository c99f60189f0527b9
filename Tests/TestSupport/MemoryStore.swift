import Canonical
import Pipeline
import Synchronization

/// A store in memory that can lose parts on demand.
package final class MemoryStore: Store {
  private struct State {
    var actions: [Digest: (manifest: [UInt8], parts: [Digest], ingredients: [Ingredient])] = [:]
    var parts: [Digest: [UInt8]] = [:]
    var lastKeys: [String: Digest] = [:]
  }

  private let state = Mutex(State())

  package init() {}

  package var actionCount: Int { state.withLock { $0.actions.count } }
  package var partDigests: [Digest] { state.withLock { $0.parts.keys.sorted() } }

  /// Loses a part, as a damaged file does.
  package func lose(_ digest: Digest) { state.withLock { $0.parts[digest] = nil } }

  /// Cuts every manifest short, as one of another version of the program would look.
  package func truncateManifests() {
    state.withLock { state in
      for key in state.actions.keys { _ = state.actions[key]?.manifest.popLast() }
    }
  }

  package func result(for key: Digest) -> StoredAction? {
    state.withLock { state in
      guard let action = state.actions[key] else { return nil }
      return StoredAction(manifest: action.manifest, seconds: 1)
    }
  }

  package func part(_ digest: Digest) -> [UInt8]? { state.withLock { $0.parts[digest] } }

  package func keep(
    _ result: CellResult, key: Digest, verb: String, ingredients: [Ingredient], seconds: Double
  ) {
    state.withLock { state in
      for part in result.parts { state.parts[part.digest] = (try? part.bytes()) ?? [] }
      state.actions[key] = (result.manifest, result.parts.map(\.digest), ingredients)
    }
  }

  package func forget(actionsNeeding digest: Digest) {
    state.withLock { state in
      state.actions = state.actions.filter { !$0.value.parts.contains(digest) }
    }
  }

  /// Forgets all but the last result of each cell, as a clean-up does.
  package func keepLastResultsAlone() {
    state.withLock { state in
      let last = Set(state.lastKeys.values)
      state.actions = state.actions.filter { last.contains($0.key) }
    }
  }

  /// Remembers which key each cell came to, as the run history does.
  package func note(cell: String, key: Digest) { state.withLock { $0.lastKeys[cell] = key } }

  package func lastIngredients(notebook: String, cell: String) -> [Ingredient]? {
    state.withLock { state in state.lastKeys[cell].flatMap { state.actions[$0]?.ingredients } }
  }
}
