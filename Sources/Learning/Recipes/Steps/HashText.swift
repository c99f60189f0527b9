import Canonical

/// `hash_text into: 1024`: the terms of a text into a fixed number of features by their hash, as scikit-learn's
/// `HashingVectorizer`. Nothing is learned; features are called `column_hash0` and so on. A missing text has no terms.
struct HashText: ColumnMap {
  static let name = "hash_text"

  static let spec = ColumnwiseStep<HashText>.spec(
    name, summary: "puts the terms of texts into a fixed number of features by their hash", meaningVersion: 2,
    hyperparameters: [
      Hyperparameter(
        "into", .integer(1...(1 << 20)), default: .integer(1024), summary: "the number of features"),
      Hyperparameter(
        "norm", .choice(RowNorm.names), default: .text("l2"), summary: "each row is brought to length 1"),
      Hyperparameter(
        "rule", .choice(["scikit_learn", "spark"]), default: .text("scikit_learn"),
        summary:
          "hash and sign as scikit-learn's `HashingVectorizer`, or as Spark's `HashingTF`, where every sign is positive"
      ),
    ] + TextAnalyzer.options)

  private let analyzer: TextAnalyzer
  private let size: Int
  private let norm: RowNorm
  private let rule: HashedPlace.Rule

  static let isSlow = true

  var learned: String { "" }

  static func accepts(_ kind: WorkingKind) -> Acceptance { TermVocabulary.accepts(kind) }

  static func plan(_ name: String, _ kind: WorkingKind, _ options: Options) throws(StepFailure) -> WorkingKind
  {
    try TextAnalyzer.check(options)
    return .sparse
  }

  init(_ name: String, _ values: WorkingValues, _ options: Options) throws(LearningError) {
    analyzer = TextAnalyzer(options)
    size = options.integer("into") ?? 1024
    norm = RowNorm(options.text("norm"))
    rule = HashedPlace.Rule(options.text("rule"))
  }

  func apply(
    to values: WorkingValues, of name: String, rowCount: Int, unknown: inout [UnknownLevel]
  ) throws(LearningError) -> WorkingValues {
    let texts = try ColumnTexts(HashText.name, name, values)
    let index = TermIndex(texts.texts, analyzer) { texts.counts[$0] > 0 }
    var features: [Int32] = []
    var signs: [Int8] = []
    var bytes: [UInt8] = []
    for term in 0..<index.termCount {
      bytes.removeAll(keepingCapacity: true)
      index.append(term, to: &bytes)
      let place = HashedPlace(bytes, among: size, rule)
      features.append(Int32(truncatingIfNeeded: place.feature))
      signs.append(place.sign < 0 ? -1 : 1)
    }
    let rows = index.weighted(features, signs: signs, featureCount: size, by: TermWeighting(norm: norm))
    return .sparse(names: (0..<size).map { "\(name)_hash\($0)" }, rows: texts.spread(rows))
  }

  func encode(into writer: inout ByteWriter) {
    analyzer.encode(into: &writer)
    writer.write(size)
    writer.write(norm.rawValue)
    writer.write(rule.rawValue)
  }

  init(decoding reader: inout ByteReader) throws(DecodingFailure) {
    analyzer = try TextAnalyzer(decoding: &reader)
    size = try reader.readInt()
    guard (1...(1 << 20)).contains(size), let norm = RowNorm(rawValue: try reader.readByte()),
      let rule = HashedPlace.Rule(rawValue: try reader.readByte())
    else {
      throw DecodingFailure("hashed texts of an unknown kind")
    }
    self.norm = norm
    self.rule = rule
  }
}
