import Canonical

/// Counts by part and class.
struct BalanceTable {
  struct Part {
    let name: String
    /// In the order of the classes.
    let counts: [Double]
    let total: Double

    init(name: String, counts: [Double]) {
      self.name = name
      self.counts = counts
      total = counts.reduce(0, +)
    }

    func share(_ index: Int) -> Double { total > 0 ? counts[index] / total : 0 }
  }

  let classes: [String]
  let parts: [Part]

  init(_ parts: [Charts.BalancePart]) {
    var classes: [String] = []
    var places: [[UInt8]: Int] = [:]
    for share in parts.lazy.flatMap(\.shares) where places[Array(share.label.utf8)] == nil {
      places[Array(share.label.utf8)] = classes.count
      classes.append(share.label)
    }
    self.classes = classes
    self.parts = parts.map { part in
      var counts = [Double](repeating: 0, count: classes.count)
      for share in part.shares {
        if let place = places[Array(share.label.utf8)] { counts[place] += max(0, Double(share.count)) }
      }
      return Part(name: part.name, counts: counts)
    }
  }

  private init(_ classes: [String], _ parts: [Part]) {
    self.classes = classes
    self.parts = parts
  }

  func lumped(to limit: Int) -> BalanceTable {
    guard classes.count > limit else { return self }
    let totals = classes.indices.map { index in parts.reduce(0) { $0 + $1.counts[index] } }
    let kept = classes.indices.sorted { (totals[$1], $0) < (totals[$0], $1) }.prefix(limit - 1).sorted()
    let isKept = Set(kept)
    let merged = parts.map { part in
      let rest = classes.indices.reduce(0.0) { isKept.contains($1) ? $0 : $0 + part.counts[$1] }
      return Part(name: part.name, counts: kept.map { part.counts[$0] } + [rest])
    }
    return BalanceTable(kept.map { classes[$0] } + ["other (\(classes.count - kept.count))"], merged)
  }

  /// Names the class whose share differs most between parts.
  var takeaway: String {
    let filled = parts.filter { $0.total > 0 }
    let spreads = classes.indices.map { index -> Double in
      let shares = filled.map { $0.share(index) }
      return (shares.max() ?? 0) - (shares.min() ?? 0)
    }
    let widest = spreads.indices.reduce(0) { spreads[$1] > spreads[$0] + 1e-12 ? $1 : $0 }
    let head = "\(Phrase.count(classes.count, "class", "classes")) in \(Phrase.count(parts.count, "part"))"
    if filled.count < 2 {
      let shares = classes.indices.map {
        "\(classes[$0]) \(NumberText.percent(filled.first?.share($0) ?? 0))"
      }
      return "\(head): \(Phrase.list(shares))."
    }
    let points = NumberText.fixed(spreads[widest] * 100, 1)
    return "\(head); shares differ by at most \(points) percentage points, for \(classes[widest])."
  }

  var twin: PictureTable {
    PictureTable(
      header: ["part", "rows"] + classes,
      numeric: [false] + [Bool](repeating: true, count: classes.count + 1),
      rows: parts.map { part in
        [part.name, NumberText.fixed(part.total, 0, grouped: true)]
          + classes.indices.map {
            "\(NumberText.fixed(part.counts[$0], 0, grouped: true)) (\(NumberText.percent(part.share($0))))"
          }
      })
  }
}
