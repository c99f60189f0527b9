import Canonical

/// `tfidf`: counts of terms, weighed by how rare the terms are, each row of length one, as scikit-learn's `TfidfVectorizer`.
///
/// The weight of a term in `d` of `n` rows is `ln((1 + n) / (1 + d)) + 1`. A missing text has no terms.
struct TFIDF: ColumnMap {
  static let name = "tfidf"

  static let spec = ColumnwiseStep<TFIDF>.spec(
    name, summary: "counts the terms of texts, the rarer the heavier", meaningVersion: 1,
    hyperparameters: TermVocabulary.options + [
      Hyperparameter(
        "sublinear", .boolean, default: .boolean(false), summary: "yes: a count of c weighs 1 + ln c")
    ])

  private let vocabulary: TermVocabulary
  private let weights: [Double]
  private let isSublinear: Bool

  var learned: String { vocabulary.summary }

  static func accepts(_ kind: WorkingKind) -> Acceptance { TermVocabulary.accepts(kind) }

  static func plan(_ name: String, _ kind: WorkingKind, _ options: Options) throws(StepFailure) -> WorkingKind
  {
    try TextAnalyzer.check(options)
    return .features
  }

  init(_ name: String, _ values: WorkingValues, _ options: Options) throws(LearningError) {
    let (vocabulary, rows) = try TermVocabulary.learn(TFIDF.name, name, values, options)
    let total = Double(try TermVocabulary.texts(TFIDF.name, name, values).codes.count)
    self.vocabulary = vocabulary
    weights = rows.map { Elementary.log((1 + total) / (1 + Double($0))) + 1 }
    isSublinear = options.boolean("sublinear") ?? false
  }

  func apply(
    to values: WorkingValues, of name: String, rowCount: Int, unknown: inout [UnknownLevel]
  ) throws(LearningError) -> WorkingValues {
    try vocabulary.features(TFIDF.name, of: name, values) { counts in
      let raw = counts.map { term, count in
        (isSublinear ? 1 + Elementary.log(Double(count)) : Double(count)) * weights[term]
      }
      let length = FixedOrder.dot(raw, raw).squareRoot()
      return length > 0 ? raw.map { $0 / length } : raw
    }
  }

  func encode(into writer: inout ByteWriter) {
    vocabulary.encode(into: &writer)
    writer.write(weights)
    writer.write(isSublinear)
  }

  init(decoding reader: inout ByteReader) throws(DecodingFailure) {
    vocabulary = try TermVocabulary(decoding: &reader)
    weights = try reader.readDoubles()
    isSublinear = try reader.readBool()
    guard weights.count == vocabulary.terms.count, weights.allSatisfy({ $0.isFinite && $0 > 0 }) else {
      throw DecodingFailure("weights that do not fit their terms")
    }
  }
}
