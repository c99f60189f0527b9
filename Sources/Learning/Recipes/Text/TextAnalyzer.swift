import Canonical

/// How a text is cut into terms, as scikit-learn's vectorizers do it: in lower case, then words or characters, then runs of them.
///
/// A capital sigma becomes σ, also at the end of a word.
struct TextAnalyzer: Sendable {
  enum Unit: UInt8, Sendable {
    /// Runs of two or more letters, digits and underscores.
    case word
    /// Characters within words, each word with a blank before and behind it.
    case charactersInWords

    init(_ text: String?) { self = text == "char_wb" ? .charactersInWords : .word }
  }

  let unit: Unit
  /// How many units a term has.
  let lengths: ClosedRange<Int>
  /// Words that are left out, in byte order.
  let stopWords: [[UInt8]]

  static let options = [
    Hyperparameter(
      "ngrams", .range(1...20), default: .range(1, 1), summary: "how many words or characters a term has"),
    Hyperparameter(
      "analyzer", .choice(["word", "char_wb"]), default: .text("word"),
      summary: "terms of words, or of characters within words"),
    Hyperparameter("stop_words", .scalars, summary: "words that are left out, in lower case"),
    Hyperparameter(
      "stop_list", .choice(["none", "english"]), default: .text("none"),
      summary: "english: the function words of English are left out too, by a list of Limn's own"),
  ]

  init(_ options: Options) {
    unit = Unit(options.text("analyzer"))
    lengths = options.range("ngrams") ?? 1...1
    let listed = options.text("stop_list") == "english" ? EnglishFunctionWords.all : []
    let words = Set(((options.list("stop_words") ?? []) + listed).map { Array($0.utf8) })
    stopWords = words.sorted { $0.lexicographicallyPrecedes($1) }
  }

  static func check(_ options: Options) throws(StepFailure) {
    guard options.text("analyzer") == "char_wb" else { return }
    for name in ["stop_words", "stop_list"] where options.isWritten(name) {
      throw StepFailure("`\(name)` goes with `analyzer: word`")
    }
  }

  func encode(into writer: inout ByteWriter) {
    writer.write(unit.rawValue)
    writer.write(lengths.lowerBound)
    writer.write(lengths.upperBound)
    writer.write(each: stopWords) { $0.write($1) }
  }

  init(decoding reader: inout ByteReader) throws(DecodingFailure) {
    guard let unit = Unit(rawValue: try reader.readByte()) else {
      throw DecodingFailure("an unknown analyzer")
    }
    let low = try reader.readInt()
    let high = try reader.readInt()
    guard 1 <= low, low <= high, high <= 20 else { throw DecodingFailure("terms of a length out of range") }
    self.unit = unit
    lengths = low...high
    stopWords = try reader.readArray { reader throws(DecodingFailure) in try reader.readBytes() }
  }
}
