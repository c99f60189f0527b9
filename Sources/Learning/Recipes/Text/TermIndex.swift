import Frame

/// The terms of many texts: each distinct term once, under a number, and which of them every text has.
///
/// A text is a list of units. A unit is a term of words; or, for terms of characters, a word, which stands for all terms in it.
struct TermIndex: Sendable {
  /// How many distinct terms there are; some may only be the beginnings of others.
  let termCount: Int
  private let terms: Terms
  private let units: [Int32]
  /// Text `t` has the units from `textStarts[t]` to `textStarts[t + 1]`.
  private let textStarts: [Int]
  /// The terms of each unit; nil where a unit is a term.
  private let unitTerms: RaggedNumbers?

  /// What a term is made of.
  enum Terms: Sendable {
    /// A term without its last word, -1 for a word by itself; and its last word.
    case words(ByteStrings, parents: [Int32], words: [Int32])
    case characters(ByteStrings)
  }

  init(terms: Terms, units: RaggedNumbers, unitTerms: RaggedNumbers?) {
    self.terms = terms
    self.units = units.values
    textStarts = units.starts
    self.unitTerms = unitTerms
    switch terms {
    case .words(_, let parents, _): termCount = parents.count
    case .characters(let strings): termCount = strings.count
    }
  }

  var textCount: Int { textStarts.count - 1 }

  /// Appends the UTF-8 bytes of a term.
  func append(_ term: Int, to bytes: inout [UInt8]) {
    switch terms {
    case .characters(let strings): bytes += strings[term]
    case .words(let strings, let parents, let words):
      if parents[term] >= 0 {
        append(Int(parents[term]), to: &bytes)
        bytes.append(32)
      }
      bytes += strings[Int(words[term])]
    }
  }

  /// In how many rows each term occurs, and how often in all of them, where text `t` is that of `weights[t]` rows.
  func frequencies(_ weights: [Int]) -> (rows: [Int], totals: [Int]) {
    let pieces = Parallel.pieces(of: textCount, atLeast: 2048)
    let parts = Parallel.map(pieces.count) { frequencies(pieces[$0], weights) }
    guard var (rows, totals) = parts.first else { return ([], []) }
    for part in parts.dropFirst() {
      for term in 0..<termCount {
        rows[term] += part.rows[term]
        totals[term] += part.totals[term]
      }
    }
    return (rows, totals)
  }

  private func frequencies(_ texts: Range<Int>, _ weights: [Int]) -> (rows: [Int], totals: [Int]) {
    var rows = [Int](repeating: 0, count: termCount)
    var totals = [Int](repeating: 0, count: termCount)
    var last = [Int32](repeating: -1, count: termCount)
    for text in texts {
      let weight = weights[text]
      let number = Int32(truncatingIfNeeded: text)
      func add(_ term: Int) {
        totals[term] += weight
        if last[term] != number {
          last[term] = number
          rows[term] += weight
        }
      }
      for unit in units[textStarts[text]..<textStarts[text + 1]] {
        guard let unitTerms else {
          add(Int(unit))
          continue
        }
        for place in unitTerms.starts[Int(unit)]..<unitTerms.starts[Int(unit) + 1] {
          add(Int(unitTerms.values[place]))
        }
      }
    }
    return (rows, totals)
  }

  /// The weights of the features that each text has, a row a text; terms without a feature (negative) count nowhere.
  func weighted(
    _ features: [Int32], signs: [Int8]?, featureCount: Int, by weighting: TermWeighting
  ) -> SparseRows {
    let unitFeatures = unitTerms?.mapped { term in
      features[Int(term)] < 0 ? nil : term
    }
    let pieces = Parallel.pieces(of: textCount, atLeast: 1024)
    let parts = Parallel.map(pieces.count) { piece in
      var rows = WeightedRows(featureCount: featureCount, weighting)
      for text in pieces[piece] {
        for unit in units[textStarts[text]..<textStarts[text + 1]] {
          guard let unitFeatures else {
            let term = Int(unit)
            if features[term] >= 0 { rows.add(features[term], signs.map { Int32($0[term]) } ?? 1) }
            continue
          }
          for place in unitFeatures.starts[Int(unit)]..<unitFeatures.starts[Int(unit) + 1] {
            let term = Int(unitFeatures.values[place])
            rows.add(features[term], signs.map { Int32($0[term]) } ?? 1)
          }
        }
        rows.finishRow()
      }
      return rows
    }
    return WeightedRows.joined(parts, featureCount: featureCount)
  }
}

/// Lists of numbers, one after the other: list `n` is `values[starts[n] ..< starts[n + 1]]`.
struct RaggedNumbers: Sendable {
  private(set) var values: [Int32] = []
  private(set) var starts = [0]

  var count: Int { starts.count - 1 }

  mutating func append(_ value: Int) { values.append(Int32(truncatingIfNeeded: value)) }

  /// Ends a list: what is appended from now on is the next one's.
  mutating func finishList() { starts.append(values.count) }

  /// The same lists of other numbers, some left out.
  func mapped(_ transform: (Int32) -> Int32?) -> RaggedNumbers {
    var result = RaggedNumbers()
    result.values.reserveCapacity(values.count)
    for list in 0..<count {
      for place in starts[list]..<starts[list + 1] {
        if let value = transform(values[place]) { result.values.append(value) }
      }
      result.finishList()
    }
    return result
  }
}
