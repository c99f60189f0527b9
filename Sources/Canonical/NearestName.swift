/// The name among `candidates` that `name` was most likely meant to be, for "did you mean" hints.
///
/// Optimal string alignment distance (insert, delete, replace, swap of neighbours) on lower-cased
/// characters; nil where even the nearest differs in more than a third of its characters (at least one is allowed).
/// Ties go to the earlier candidate. O(|name| · Σ|candidate|).
package func nearestName(to name: String, in candidates: some Sequence<String>) -> String? {
  let wanted = Array(name.lowercased().unicodeScalars.prefix(64))
  var best: (name: String, distance: Int)?
  for candidate in candidates where candidate != name {
    let other = Array(candidate.lowercased().unicodeScalars.prefix(64))
    let distance = alignmentDistance(wanted, other)
    let allowed = max(1, max(wanted.count, other.count) / 3)
    if distance <= allowed, distance < best?.distance ?? .max { best = (candidate, distance) }
  }
  return best?.name
}

/// The hint "did you mean `…`?" with the nearest of `candidates`; nil where none is near.
package func suggestion(for name: String, in candidates: some Sequence<String>) -> String? {
  nearestName(to: name, in: candidates).map { "did you mean `\($0)`?" }
}

private func alignmentDistance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
  if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
  var beforeLast = [Int](repeating: 0, count: b.count + 1)
  var last = Array(0...b.count)
  for i in 1...a.count {
    var row = [i] + [Int](repeating: 0, count: b.count)
    for j in 1...b.count {
      let substitution = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
      row[j] = min(last[j] + 1, row[j - 1] + 1, substitution)
      if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
        row[j] = min(row[j], beforeLast[j - 2] + 1)
      }
    }
    beforeLast = last
    last = row
  }
  return last[b.count]
}
