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

  private let unit: Unit
  /// How many units a term has.
  private let lengths: ClosedRange<Int>
  private let stopWords: Set<[UInt8]>

  static let options = [
    Hyperparameter(
      "ngrams", .range(1...20), default: .range(1, 1), summary: "how many words or characters a term has"),
    Hyperparameter(
      "analyzer", .choice(["word", "char_wb"]), default: .text("word"),
      summary: "terms of words, or of characters within words"),
    Hyperparameter("stop_words", .scalars, summary: "words that are left out, in lower case"),
  ]

  init(_ options: Options) {
    unit = Unit(options.text("analyzer"))
    lengths = options.range("ngrams") ?? 1...1
    stopWords = Set((options.list("stop_words") ?? []).map { Array($0.utf8) })
  }

  static func check(_ options: Options) throws(StepFailure) {
    guard options.isWritten("stop_words"), options.text("analyzer") == "char_wb" else { return }
    throw StepFailure("`stop_words` goes with `analyzer: word`")
  }

  /// The terms of a text, each as often as it occurs, as bytes of UTF-8.
  func terms(of text: String) -> [[UInt8]] {
    let scalars = TextAnalyzer.lowered(text)
    return unit == .word ? wordTerms(scalars) : characterTerms(scalars)
  }

  private static func lowered(_ text: String) -> [Unicode.Scalar] {
    var result: [Unicode.Scalar] = []
    result.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      if scalar.isASCII {
        let isCapital = (65...90).contains(scalar.value)
        result.append(isCapital ? Unicode.Scalar(UInt8(scalar.value + 32)) : scalar)
      } else {
        result.append(contentsOf: scalar.properties.lowercaseMapping.unicodeScalars)
      }
    }
    return result
  }

  private func wordTerms(_ scalars: [Unicode.Scalar]) -> [[UInt8]] {
    let words = scalars.split { !$0.isPartOfWord }.filter { $0.count > 1 }.map { TextAnalyzer.bytes($0) }
      .filter { !stopWords.contains($0) }
    var terms: [[UInt8]] = []
    for length in lengths where length <= words.count {
      for start in 0...words.count - length {
        terms.append(Array(words[start..<start + length].joined(separator: [32])))
      }
    }
    return terms
  }

  /// A word that is shorter than a term is a term by itself, once.
  private func characterTerms(_ scalars: [Unicode.Scalar]) -> [[UInt8]] {
    var terms: [[UInt8]] = []
    for word in scalars.split(whereSeparator: \.isBlank) {
      let padded = [" "] + word + [" "]
      for length in lengths {
        guard length < padded.count else {
          terms.append(TextAnalyzer.bytes(padded[...]))
          break
        }
        for start in 0...padded.count - length {
          terms.append(TextAnalyzer.bytes(padded[start..<start + length]))
        }
      }
    }
    return terms
  }

  private static func bytes(_ scalars: ArraySlice<Unicode.Scalar>) -> [UInt8] {
    var bytes: [UInt8] = []
    for scalar in scalars {
      bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }
    return bytes
  }

  func encode(into writer: inout ByteWriter) {
    writer.write(unit.rawValue)
    writer.write(lengths.lowerBound)
    writer.write(lengths.upperBound)
    writer.write(each: stopWords.sorted { $0.lexicographicallyPrecedes($1) }) { $0.write($1) }
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
    stopWords = Set(
      try reader.readArray { reader throws(DecodingFailure) in try reader.readBytes() })
  }
}

extension Unicode.Scalar {
  /// A letter, a number or an underscore.
  fileprivate var isPartOfWord: Bool {
    if isASCII { return ("a"..."z").contains(self) || ("0"..."9").contains(self) || self == "_" }
    switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: return true
    default: return properties.numericType != nil
    }
  }

  /// White space, and the four separators of ASCII that count as such.
  fileprivate var isBlank: Bool { properties.isWhitespace || (0x1C...0x1F).contains(value) }
}
