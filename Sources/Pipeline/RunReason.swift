import Canonical

/// What changed between two sets of ingredients: the answer to "why does this cell run?".
package enum RunReason {
  package struct Change: Sendable, Hashable {
    package var kind: Ingredient.Kind
    package var label: String
    /// nil: it was not there before.
    package var old: String?
    /// nil: it is there no more.
    package var new: String?

    package init(kind: Ingredient.Kind, label: String, old: String?, new: String?) {
      self.kind = kind
      self.label = label
      self.old = old
      self.new = new
    }
  }

  /// In the order of the new ingredients, those that went away last.
  package static func changes(from old: [Ingredient], to new: [Ingredient]) -> [Change] {
    var changes: [Change] = []
    for (place, ingredient) in new.enumerated() {
      let before = counterpart(of: ingredient, at: place, of: new, in: old)
      if before?.value != ingredient.value {
        changes.append(
          Change(kind: ingredient.kind, label: ingredient.label, old: before.map(text), new: text(ingredient))
        )
      }
    }
    for (place, ingredient) in old.enumerated()
    where counterpart(of: ingredient, at: place, of: old, in: new) == nil {
      changes.append(Change(kind: ingredient.kind, label: ingredient.label, old: text(ingredient), new: nil))
    }
    return changes
  }

  /// The same ingredient of another run: of several with one role, such as slices, the one that stands as far on.
  private static func counterpart(
    of ingredient: Ingredient, at place: Int, of own: [Ingredient], in others: [Ingredient]
  ) -> Ingredient? {
    func isAlike(_ other: Ingredient) -> Bool {
      other.kind == ingredient.kind && other.role == ingredient.role
    }
    let before = own[..<place].count(where: isAlike)
    return others.lazy.filter(isAlike).dropFirst(before).first
  }

  /// One line: the first change and how many more there are.
  package static func summary(_ changes: [Change]) -> String {
    guard let first = changes.first else { return "its result is no longer in the store" }
    let more = changes.count - 1
    return sentence(first) + (more > 0 ? " and \(more) more change\(more == 1 ? "" : "s")" : "")
  }

  /// Such as `data/penguins.csv changed (3f9a41c7 → b07e22d4)`.
  package static func sentence(_ change: Change) -> String {
    let name =
      switch change.kind {
      case .verb: "the meaning of `\(change.label)`"
      case .parameter: "parameter \(change.label)"
      case .setting: "`\(change.label)`"
      case .seed: "the seed"
      case .file: change.label
      case .input: change.label
      }
    switch (change.old, change.new) {
    case (nil, let new?): return "\(name) is new (\(new))"
    case (let old?, nil): return "\(name) is gone (was \(old))"
    case (let old?, let new?): return "\(name) changed (\(old) → \(new))"
    case (nil, nil): return name
    }
  }

  /// Digests are shown by their first eight digits, with what is known of their size.
  private static func text(_ ingredient: Ingredient) -> String {
    let isDigest =
      ingredient.value.utf8.count == 2 * Digest.size
      && ingredient.value.utf8.allSatisfy { ($0 >= 48 && $0 <= 57) || ($0 >= 97 && $0 <= 102) }
    let value = isDigest ? String(ingredient.value.prefix(8)) : ingredient.value
    return ingredient.detail.isEmpty || ingredient.kind == .input && !isDigest
      ? (value.isEmpty ? "nothing" : value) : "\(value), \(ingredient.detail)"
  }
}
