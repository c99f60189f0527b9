import Canonical

/// `count`: how often each term occurs in a text, as scikit-learn's `CountVectorizer`; features are called `column_term`.
///
/// A missing text has no terms.
struct CountTerms: ColumnMap {
  static let name = "count"

  static let spec = ColumnwiseStep<CountTerms>.spec(
    name, summary: "counts the words of texts, or runs of words or characters", meaningVersion: 1,
    hyperparameters: TermVocabulary.options)

  private let vocabulary: TermVocabulary

  var learned: String { vocabulary.summary }

  static func accepts(_ kind: WorkingKind) -> Acceptance { TermVocabulary.accepts(kind) }

  static func plan(_ name: String, _ kind: WorkingKind, _ options: Options) throws(StepFailure) -> WorkingKind
  {
    try TextAnalyzer.check(options)
    return .features
  }

  init(_ name: String, _ values: WorkingValues, _ options: Options) throws(LearningError) {
    vocabulary = try TermVocabulary.learn(CountTerms.name, name, values, options).vocabulary
  }

  func apply(
    to values: WorkingValues, of name: String, rowCount: Int, unknown: inout [UnknownLevel]
  ) throws(LearningError) -> WorkingValues {
    try vocabulary.features(CountTerms.name, of: name, values) { $0.map { Double($0.count) } }
  }

  func encode(into writer: inout ByteWriter) { vocabulary.encode(into: &writer) }

  init(decoding reader: inout ByteReader) throws(DecodingFailure) {
    vocabulary = try TermVocabulary(decoding: &reader)
  }
}
