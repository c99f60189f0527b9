import Canonical

/// `tfidf`: counts of terms, weighed by how rare the terms are, each row of length one, as scikit-learn's `TfidfVectorizer`.
///
/// The weight of a term in `d` of `n` rows is `ln((1 + n) / (1 + d)) + 1`. A missing text has no terms.
struct TFIDF: TermStep {
  static let name = "tfidf"

  static let spec = ColumnwiseStep<TFIDF>.spec(
    name, summary: "counts the terms of texts, the rarer the heavier", meaningVersion: 2,
    hyperparameters: TermVocabulary.options + [
      Hyperparameter(
        "sublinear", .boolean, default: .boolean(false), summary: "yes: a count of c weighs 1 + ln c"),
      Hyperparameter(
        "norm", .choice(RowNorm.names), default: .text("l2"), summary: "each row is brought to length 1"),
    ])

  let vocabulary: TermVocabulary
  let weighting: TermWeighting

  init(_ learned: TermVocabulary.Learned, rowCount: Int, _ options: Options) {
    vocabulary = learned.vocabulary
    weighting = TermWeighting(
      isBinary: options.boolean("binary") ?? false, isSublinear: options.boolean("sublinear") ?? false,
      factors: learned.rows.map { Elementary.log((1 + Double(rowCount)) / (1 + Double($0))) + 1 },
      norm: RowNorm(options.text("norm")))
  }

  func encode(into writer: inout ByteWriter) {
    vocabulary.encode(into: &writer)
    writer.write(weighting.isBinary)
    writer.write(weighting.isSublinear)
    writer.write(weighting.factors ?? [])
    writer.write(weighting.norm.rawValue)
  }

  init(decoding reader: inout ByteReader) throws(DecodingFailure) {
    vocabulary = try TermVocabulary(decoding: &reader)
    let isBinary = try reader.readBool()
    let isSublinear = try reader.readBool()
    let factors = try reader.readDoubles()
    guard factors.count == vocabulary.terms.count, factors.allSatisfy({ $0.isFinite && $0 > 0 }),
      let norm = RowNorm(rawValue: try reader.readByte())
    else {
      throw DecodingFailure("weights that do not fit their terms")
    }
    weighting = TermWeighting(isBinary: isBinary, isSublinear: isSublinear, factors: factors, norm: norm)
  }
}
