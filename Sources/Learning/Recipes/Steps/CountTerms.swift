import Canonical

/// `count`: how often each term occurs in a text, as scikit-learn's `CountVectorizer`; features are called `column_term`.
///
/// A missing text has no terms.
struct CountTerms: TermStep {
  static let name = "count"

  static let spec = ColumnwiseStep<CountTerms>.spec(
    name, summary: "counts the words of texts, or runs of words or characters", meaningVersion: 2,
    hyperparameters: TermVocabulary.options)

  let vocabulary: TermVocabulary
  let weighting: TermWeighting

  init(_ learned: TermVocabulary.Learned, rowCount: Int, _ options: Options) {
    vocabulary = learned.vocabulary
    weighting = TermWeighting(isBinary: options.boolean("binary") ?? false)
  }

  func encode(into writer: inout ByteWriter) {
    vocabulary.encode(into: &writer)
    writer.write(weighting.isBinary)
  }

  init(decoding reader: inout ByteReader) throws(DecodingFailure) {
    vocabulary = try TermVocabulary(decoding: &reader)
    weighting = TermWeighting(isBinary: try reader.readBool())
  }
}
