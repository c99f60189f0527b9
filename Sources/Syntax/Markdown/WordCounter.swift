/// Counts words of prose: stretches without blanks that hold a letter or a digit, markup within them notwithstanding.
struct WordCounter {
  private(set) var count = 0
  private var counted = false

  mutating func add(_ text: String) {
    for scalar in text.unicodeScalars {
      if scalar.properties.isWhitespace {
        counted = false
      } else if !counted, scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
        counted = true
        count += 1
      }
    }
  }

  /// A place where a word ends whatever follows.
  mutating func endWord() { counted = false }
}
