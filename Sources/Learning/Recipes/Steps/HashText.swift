import Canonical

/// `hash_text into: 1024`: the terms of a text into a fixed number of features by their hash, as scikit-learn's
/// `HashingVectorizer`. Nothing is learned; features are called `column_hash0` and so on. A missing text has no terms.
struct HashText: ColumnMap {
  static let name = "hash_text"

  static let spec = ColumnwiseStep<HashText>.spec(
    name, summary: "puts the terms of texts into a fixed number of features by their hash", meaningVersion: 1,
    hyperparameters: [
      Hyperparameter(
        "into", .integer(1...(1 << 20)), default: .integer(1024), summary: "the number of features"),
      Hyperparameter(
        "norm", .choice(["l2", "l1", "none"]), default: .text("l2"),
        summary: "each row is brought to length 1"),
    ] + TextAnalyzer.options)

  private enum Norm: UInt8 {
    case none, l1, l2

    init(_ text: String?) { self = text == "none" ? .none : text == "l1" ? .l1 : .l2 }

    func length(_ values: [Double]) -> Double {
      switch self {
      case .none: 1
      case .l1: FixedOrder.sum(values.map(\.magnitude))
      case .l2: FixedOrder.dot(values, values).squareRoot()
      }
    }
  }

  private let analyzer: TextAnalyzer
  private let size: Int
  private let norm: Norm

  var learned: String { "" }

  static func accepts(_ kind: WorkingKind) -> Acceptance { TermVocabulary.accepts(kind) }

  static func plan(_ name: String, _ kind: WorkingKind, _ options: Options) throws(StepFailure) -> WorkingKind
  {
    try TextAnalyzer.check(options)
    return .features
  }

  init(_ name: String, _ values: WorkingValues, _ options: Options) throws(LearningError) {
    analyzer = TextAnalyzer(options)
    size = options.integer("into") ?? 1024
    norm = Norm(options.text("norm"))
  }

  func apply(
    to values: WorkingValues, of name: String, rowCount: Int, unknown: inout [UnknownLevel]
  ) throws(LearningError) -> WorkingValues {
    let (codes, texts) = try TermVocabulary.texts(HashText.name, name, values)
    try DenseLimit.check(
      HashText.name, of: "`\(name)`", rows: codes.count, features: size, hint: "choose a smaller `into`")
    let hashed = texts.map(places)
    var columns = [[Double]](repeating: [Double](repeating: 0, count: codes.count), count: size)
    for (row, code) in codes.enumerated() where code >= 0 {
      for (feature, value) in hashed[Int(code)] { columns[feature][row] = value }
    }
    return .features(names: (0..<size).map { "\(name)_hash\($0)" }, columns: columns)
  }

  private func places(of text: String) -> [(feature: Int, value: Double)] {
    var sums: [Int: Double] = [:]
    for term in analyzer.terms(of: text) {
      let place = HashedPlace(term, among: size, .scikitLearn)
      sums[place.feature, default: 0] += place.sign
    }
    let sorted = sums.sorted { $0.key < $1.key }
    let length = norm.length(sorted.map(\.value))
    return sorted.map { ($0.key, length > 0 ? $0.value / length : $0.value) }
  }

  func encode(into writer: inout ByteWriter) {
    analyzer.encode(into: &writer)
    writer.write(size)
    writer.write(norm.rawValue)
  }

  init(decoding reader: inout ByteReader) throws(DecodingFailure) {
    analyzer = try TextAnalyzer(decoding: &reader)
    size = try reader.readInt()
    guard (1...(1 << 20)).contains(size), let norm = Norm(rawValue: try reader.readByte()) else {
      throw DecodingFailure("hashed texts of an unknown kind")
    }
    self.norm = norm
  }
}
