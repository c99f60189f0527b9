extension TermIndex {
  /// Finds the terms of the texts for which `isWanted`; the others have none.
  init(_ texts: [String], _ analyzer: TextAnalyzer, isWanted: (Int) -> Bool) {
    switch analyzer.unit {
    case .word: self.init(wordsOf: texts, analyzer, isWanted: isWanted)
    case .charactersInWords: self.init(charactersOf: texts, analyzer.lengths, isWanted: isWanted)
    }
  }

  /// Words of two characters or more that are no stop words, and runs of them.
  private init(wordsOf texts: [String], _ analyzer: TextAnalyzer, isWanted: (Int) -> Bool) {
    var scanner = WordScanner(.notPartOfWord)
    var collection = WordTerms(analyzer.lengths)
    let stops = ByteStrings(analyzer.stopWords)
    var units = RaggedNumbers()
    var sentence: [Int32] = []
    for (number, text) in texts.enumerated() {
      if isWanted(number) {
        scanner.scan(text)
        sentence.removeAll(keepingCapacity: true)
        scanner.lowered.withUnsafeBufferPointer { bytes in
          for word in scanner.words where word.scalars > 1 {
            let word = UnsafeBufferPointer(rebasing: bytes[word.start..<word.end])
            if stops.count > 0, stops.find(word) != nil { continue }
            sentence.append(collection.word(word))
          }
        }
        collection.addTerms(of: sentence, to: &units)
      }
      units.finishList()
    }
    self.init(
      terms: .words(collection.strings, parents: collection.parents, words: collection.lastWords),
      units: units, unitTerms: nil)
  }

  /// Runs of characters in words, each word with a blank before and behind it. A word that is shorter than a term is a term by
  /// itself, once.
  private init(charactersOf texts: [String], _ lengths: ClosedRange<Int>, isWanted: (Int) -> Bool) {
    var scanner = WordScanner(.blank)
    var words = ByteStrings()
    var terms = CharacterTerms(lengths)
    var units = RaggedNumbers()
    for (number, text) in texts.enumerated() {
      if isWanted(number) {
        scanner.scan(text)
        scanner.lowered.withUnsafeBufferPointer { bytes in
          for word in scanner.words {
            let word = UnsafeBufferPointer(rebasing: bytes[word.start..<word.end])
            let known = words.count
            let unit = words.number(of: word)
            if unit == known { terms.addTerms(of: word) }
            units.append(unit)
          }
        }
      }
      units.finishList()
    }
    self.init(terms: .characters(terms.strings), units: units, unitTerms: terms.unitTerms)
  }
}

extension ByteStrings {
  init(_ strings: [[UInt8]]) {
    self.init()
    for string in strings { string.withUnsafeBufferPointer { _ = number(of: $0) } }
  }
}

/// Terms of words as they are found: a term of several words is one of fewer words and a word.
private struct WordTerms {
  let lengths: ClosedRange<Int>
  private(set) var strings = ByteStrings()
  private(set) var parents: [Int32] = []
  private(set) var lastWords: [Int32] = []
  /// The term that is each word by itself.
  private var single: [Int32] = []
  private var pairs = PairNumbers()

  init(_ lengths: ClosedRange<Int>) { self.lengths = lengths }

  mutating func word(_ bytes: UnsafeBufferPointer<UInt8>) -> Int32 {
    let word = strings.number(of: bytes)
    if word == single.count {
      single.append(Int32(truncatingIfNeeded: parents.count))
      parents.append(-1)
      lastWords.append(Int32(truncatingIfNeeded: word))
    }
    return Int32(truncatingIfNeeded: word)
  }

  mutating func addTerms(of sentence: [Int32], to units: inout RaggedNumbers) {
    for start in sentence.indices {
      var term = Int(single[Int(sentence[start])])
      if lengths.lowerBound == 1 { units.append(term) }
      var length = 2
      while length <= lengths.upperBound, start + length <= sentence.count {
        term = longer(term, sentence[start + length - 1])
        if length >= lengths.lowerBound { units.append(term) }
        length += 1
      }
    }
  }

  private mutating func longer(_ term: Int, _ word: Int32) -> Int {
    let parent = Int32(truncatingIfNeeded: term)
    let number = pairs.number(of: parent, word, next: parents.count)
    if number == parents.count {
      parents.append(parent)
      lastWords.append(word)
    }
    return number
  }
}

/// Terms of characters as they are found, word by word.
private struct CharacterTerms {
  let lengths: ClosedRange<Int>
  private(set) var strings = ByteStrings()
  private(set) var unitTerms = RaggedNumbers()
  /// A word between blanks, and where its characters begin.
  private var padded: [UInt8] = []
  private var starts: [Int] = []

  init(_ lengths: ClosedRange<Int>) { self.lengths = lengths }

  mutating func addTerms(of word: UnsafeBufferPointer<UInt8>) {
    padded.removeAll(keepingCapacity: true)
    padded.append(32)
    padded.append(contentsOf: word)
    padded.append(32)
    starts.removeAll(keepingCapacity: true)
    for (place, byte) in padded.enumerated() where byte & 0xC0 != 0x80 { starts.append(place) }
    starts.append(padded.count)
    let count = starts.count - 1
    for length in lengths {
      guard length < count else {
        append(0, count)
        break
      }
      for start in 0...count - length { append(start, start + length) }
    }
    unitTerms.finishList()
  }

  private mutating func append(_ start: Int, _ end: Int) {
    let number = padded.withUnsafeBufferPointer { bytes in
      strings.number(of: UnsafeBufferPointer(rebasing: bytes[starts[start]..<starts[end]]))
    }
    unitTerms.append(number)
  }
}
