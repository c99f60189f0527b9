import Canonical

/// The terms that a step learned from the texts of a column, and how often they occur in other texts.
struct TermVocabulary: Sendable {
  /// In byte order.
  let terms: [String]
  private let analyzer: TextAnalyzer
  private let positions: [[UInt8]: Int]

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
        summary: "at most so many terms: those that occur most often"),
    ]

  /// The terms of the column's texts, and the number of rows that have each. Fails where none is left.
  static func learn(
    _ step: String, _ name: String, _ values: WorkingValues, _ options: Options
  ) throws(LearningError) -> (vocabulary: TermVocabulary, rows: [Int]) {
    let analyzer = TextAnalyzer(options)
    let (codes, texts) = try texts(step, name, values)
    var found: [[UInt8]: (rows: Int, total: Int)] = [:]
    for (text, count) in zip(texts, frequency(codes, texts.count)) where count > 0 {
      for (term, times) in tally(analyzer.terms(of: text)) {
        let before = found[term] ?? (0, 0)
        found[term] = (before.rows + count, before.total + times * count)
      }
    }
    if found.isEmpty {
      throw LearningError(
        "`\(step)` finds no term in `\(name)`: the vocabulary is empty",
        hint: "words have two letters or more; `analyzer: char_wb` takes characters")
    }
    let least = threshold(options["min_df"], codes.count)
    let most = threshold(options["max_df"], codes.count)
    var kept = found.filter { Double($0.value.rows) >= least && Double($0.value.rows) <= most }
      .sorted { $0.key.lexicographicallyPrecedes($1.key) }
    if kept.isEmpty {
      throw LearningError(
        "`min_df` and `max_df` leave none of the \(NumberText.count(found.count, "term")) of `\(name)`",
        hint: "choose a lower `min_df` or a higher `max_df`")
    }
    if let limit = options.integer("max_features"), limit < kept.count {
      let ranked = kept.indices.sorted {
        let (a, b) = (kept[$0].value.total, kept[$1].value.total)
        return a != b ? a > b : $0 < $1
      }
      kept = ranked.prefix(limit).sorted().map { kept[$0] }
    }
    return (TermVocabulary(kept.map(\.key), analyzer), kept.map(\.value.rows))
  }

  private static func threshold(_ option: HyperparameterValue?, _ rows: Int) -> Double {
    switch option {
    case .integer(let count): Double(count)
    case .share(let share): share * Double(rows)
    default: 0
    }
  }

  /// The distinct texts, and which one each row has; negative where it has none.
  static func texts(
    _ step: String, _ name: String, _ values: WorkingValues
  ) throws(LearningError) -> (codes: [Int32], texts: [String]) {
    guard case .codes(let codes, let levels, _) = values else { throw mismatch(step, name) }
    return (codes, levels)
  }

  private static func frequency(_ codes: [Int32], _ count: Int) -> [Int] {
    var frequency = [Int](repeating: 0, count: count)
    for code in codes where code >= 0 { frequency[Int(code)] += 1 }
    return frequency
  }

  private static func tally(_ terms: [[UInt8]]) -> [[UInt8]: Int] {
    var counts: [[UInt8]: Int] = [:]
    for term in terms { counts[term, default: 0] += 1 }
    return counts
  }

  /// How often each known term occurs, by its position, ascending.
  func counts(in text: String) -> [(term: Int, count: Int)] {
    TermVocabulary.tally(analyzer.terms(of: text)).compactMap { term, count in
      positions[term].map { ($0, count) }
    }.sorted { $0.0 < $1.0 }
  }

  /// A feature a term, called `column_term`; `weights` says what the counts of a text become.
  func features(
    _ step: String, of name: String, _ values: WorkingValues,
    weights: ([(term: Int, count: Int)]) -> [Double]
  ) throws(LearningError) -> WorkingValues {
    let (codes, texts) = try TermVocabulary.texts(step, name, values)
    try DenseLimit.check(
      step, of: "`\(name)`", rows: codes.count, features: terms.count,
      hint: "choose a smaller `max_features` or a higher `min_df`, or `hash_text`")
    let used = TermVocabulary.frequency(codes, texts.count)
    let found = zip(texts, used).map { text, count in
      let counts = count == 0 ? [] : self.counts(in: text)
      return (terms: counts.map(\.term), weights: weights(counts))
    }
    var columns = [[Double]](repeating: [Double](repeating: 0, count: codes.count), count: terms.count)
    for (row, code) in codes.enumerated() where code >= 0 {
      for (term, weight) in zip(found[Int(code)].terms, found[Int(code)].weights) {
        columns[term][row] = weight
      }
    }
    return .features(names: terms.map { "\(name)_\($0)" }, columns: columns)
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

  private init(_ terms: [[UInt8]], _ analyzer: TextAnalyzer) {
    self.terms = terms.map { String(decoding: $0, as: UTF8.self) }
    self.analyzer = analyzer
    positions = Dictionary(zip(terms, terms.indices)) { first, _ in first }
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
    self.init(terms.map { Array($0.utf8) }, analyzer)
  }
}
