import Canonical

/// The terms that a step learned from the texts of a column, and how often they occur in other texts.
struct TermVocabulary: Sendable {
  /// In byte order.
  let terms: [String]
  private let analyzer: TextAnalyzer
  /// The terms under their positions.
  private let positions: ByteStrings

  static let options =
    TextAnalyzer.options + [
      Hyperparameter(
        "min_df", .countOrShare(1...1_000_000_000), default: .integer(1),
        summary: "terms in fewer rows are left out: a number of rows, or a share"),
      Hyperparameter(
        "max_df", .countOrShare(1...1_000_000_000), default: .share(1),
        summary: "terms in more rows are left out: a number of rows, or a share"),
      Hyperparameter(
        "max_features", .integer(1...10_000_000),
        summary: "at most so many terms: those that occur most often, of equal ones the first in byte order"),
      Hyperparameter(
        "binary", .boolean, default: .boolean(false),
        summary: "yes: a term counts once a row, however often it occurs"),
    ]

  /// What was found in the texts that a vocabulary is learned from.
  struct Learned {
    let vocabulary: TermVocabulary
    /// In how many rows each term occurs.
    let rows: [Int]
    /// The texts, and what each of their terms is in the vocabulary, negative where it was left out.
    fileprivate let texts: ColumnTexts
    fileprivate let index: TermIndex
    fileprivate let features: [Int32]

    /// How many rows there are.
    var rowCount: Int { texts.rowCount }
  }

  /// The terms of the column's texts, and the number of rows that have each. Fails where none is left.
  static func learn(
    _ step: String, _ name: String, _ values: WorkingValues, _ options: Options
  ) throws(LearningError) -> Learned {
    let analyzer = TextAnalyzer(options)
    let texts = try ColumnTexts(step, name, values)
    let index = TermIndex(texts.texts, analyzer) { texts.counts[$0] > 0 }
    let (rows, totals) = index.frequencies(texts.counts)
    let found = rows.indices.filter { rows[$0] > 0 }
    if found.isEmpty {
      throw LearningError(
        "`\(step)` finds no term in `\(name)`: the vocabulary is empty",
        hint: "words have two letters or more; `analyzer: char_wb` takes characters", kind: .emptyVocabulary)
    }
    let least = threshold(options["min_df"], texts.rowCount)
    let most = threshold(options["max_df"], texts.rowCount)
    let kept = found.filter { Double(rows[$0]) >= least && Double(rows[$0]) <= most }
    if kept.isEmpty {
      throw LearningError(
        "`min_df` and `max_df` leave none of the \(NumberText.count(found.count, "term")) of `\(name)`",
        hint: "choose a lower `min_df` or a higher `max_df`", kind: .emptyVocabulary)
    }
    let chosen = TermOrder(kept, of: index).limited(to: options.integer("max_features"), by: totals)
    var features = [Int32](repeating: -1, count: index.termCount)
    for (position, term) in chosen.enumerated() { features[term] = Int32(truncatingIfNeeded: position) }
    var bytes: [UInt8] = []
    let terms = chosen.map { term in
      bytes.removeAll(keepingCapacity: true)
      index.append(term, to: &bytes)
      return String(decoding: bytes, as: UTF8.self)
    }
    return Learned(
      vocabulary: TermVocabulary(terms, analyzer), rows: chosen.map { rows[$0] }, texts: texts, index: index,
      features: features)
  }

  private static func threshold(_ option: HyperparameterValue?, _ rows: Int) -> Double {
    switch option {
    case .integer(let count): Double(count)
    case .share(let share): share * Double(rows)
    default: 0
    }
  }

  /// A feature a term, called `column_term`, of the texts that the vocabulary was learned from.
  func features(of name: String, _ learned: Learned, by weighting: TermWeighting) -> WorkingValues {
    features(of: name, learned.texts, learned.index, learned.features, weighting)
  }

  /// The same of any texts.
  func features(
    _ step: String, of name: String, _ values: WorkingValues, by weighting: TermWeighting
  ) throws(LearningError) -> WorkingValues {
    let texts = try ColumnTexts(step, name, values)
    let index = TermIndex(texts.texts, analyzer) { texts.counts[$0] > 0 }
    var bytes: [UInt8] = []
    let features = (0..<index.termCount).map { term -> Int32 in
      bytes.removeAll(keepingCapacity: true)
      index.append(term, to: &bytes)
      return bytes.withUnsafeBufferPointer { positions.find($0) }.map { Int32(truncatingIfNeeded: $0) } ?? -1
    }
    return self.features(of: name, texts, index, features, weighting)
  }

  private func features(
    of name: String, _ texts: ColumnTexts, _ index: TermIndex, _ features: [Int32], _ weighting: TermWeighting
  ) -> WorkingValues {
    let rows = index.weighted(features, signs: nil, featureCount: terms.count, by: weighting)
    return .sparse(names: terms.map { "\(name)_\($0)" }, rows: texts.spread(rows))
  }

  static func accepts(_ kind: WorkingKind) -> Acceptance {
    switch kind {
    case .text: .taken
    case .category: .whenNamed
    default: .refused(hint: "only texts have words")
    }
  }

  /// `1,203 terms: a, b, …`.
  var summary: String {
    "\(NumberText.count(terms.count, "term")): \(terms.prefix(8).map(TermVocabulary.shown).joined(separator: ", "))"
      + (terms.count > 8 ? ", …" : "")
  }

  /// In quotes where a blank at an end would not be seen.
  private static func shown(_ term: String) -> String {
    term.utf8.first == 32 || term.utf8.last == 32 ? "\"\(term)\"" : term
  }

  private init(_ terms: [String], _ analyzer: TextAnalyzer) {
    self.terms = terms
    self.analyzer = analyzer
    positions = ByteStrings(terms.map { Array($0.utf8) })
  }

  func encode(into writer: inout ByteWriter) {
    analyzer.encode(into: &writer)
    writer.write(each: terms) { $0.write($1) }
  }

  init(decoding reader: inout ByteReader) throws(DecodingFailure) {
    let analyzer = try TextAnalyzer(decoding: &reader)
    let terms = try reader.readArray { reader throws(DecodingFailure) in try reader.readString() }
    guard !terms.isEmpty, zip(terms, terms.dropFirst()).allSatisfy({ $0.precedesByBytes($1) }) else {
      throw DecodingFailure("terms that are not in order")
    }
    self.init(terms, analyzer)
  }
}
