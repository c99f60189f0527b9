extension TextMeasure {
  /// `text` in at most `maxLines` lines, none wider than `width`.
  ///
  /// As few lines as will do, of lengths as even as can be. Lines break at spaces, after `-`, `_`, `/`, `.` and `,`
  /// within a word, and anywhere in a word that is too wide alone. What does not fit is cut with an ellipsis.
  /// Never empty: text without a visible character gives one empty line.
  package static func wrapped(
    _ text: String, width: Double, size: Double, weight: Weight = .regular, maxLines: Int = 2
  ) -> [String] {
    wrapped(text, limit: width, maxLines: maxLines) { self.width($0, size: size, weight: weight) }
  }

  /// `text` in at most `maxLines` lines of at most `characters` characters each; see `wrapped(_:width:…)`.
  package static func wrapped(_ text: String, characters: Int, maxLines: Int = 2) -> [String] {
    wrapped(text, limit: Double(max(characters, 1)), maxLines: maxLines) { Double($0.count) }
  }

  private static func wrapped(
    _ text: String, limit: Double, maxLines: Int, measure: (String) -> Double
  ) -> [String] {
    let pieces = breakable(clipped(text), limit: limit, measure: measure)
    guard !pieces.isEmpty else { return [""] }
    guard pieces.allSatisfy({ measure($0.text) <= limit }) else { return [measure("…") <= limit ? "…" : ""] }
    let lines = filled(pieces, limit: limit, measure: measure)
    if lines.count > max(maxLines, 1) {
      return cut(lines, to: max(maxLines, 1), limit: limit, measure: measure)
    }
    return balanced(pieces, count: lines.count, limit: limit, measure: measure)
  }

  /// A part of text after which a line may break, and whether a space stands before it when it does not.
  private struct Piece {
    var text: String
    var spaced: Bool
  }

  private static func breakable(_ text: String, limit: Double, measure: (String) -> Double) -> [Piece] {
    var pieces: [Piece] = []
    for word in text.split(whereSeparator: { $0 == " " || $0 == "\t" || $0.isNewline }) {
      var first = true
      for part in parts(of: String(word), limit: limit, measure: measure) {
        pieces.append(Piece(text: part, spaced: first && !pieces.isEmpty))
        first = false
      }
    }
    return pieces
  }

  private static func parts(of word: String, limit: Double, measure: (String) -> Double) -> [String] {
    var parts: [String] = []
    var current = ""
    for character in word {
      if !current.isEmpty, measure(current + String(character)) > limit {
        parts.append(current)
        current = ""
      }
      current.append(character)
      if "-_/.,".contains(character), current.count > 2 {
        parts.append(current)
        current = ""
      }
    }
    if !current.isEmpty { parts.append(current) }
    return parts
  }

  /// As many pieces in each line as fit.
  private static func filled(
    _ pieces: [Piece], limit: Double, measure: (String) -> Double
  ) -> [String] {
    var lines: [String] = []
    for piece in pieces {
      guard let last = lines.last else {
        lines.append(piece.text)
        continue
      }
      let longer = last + (piece.spaced ? " " : "") + piece.text
      if measure(longer) <= limit {
        lines[lines.count - 1] = longer
      } else {
        lines.append(piece.text)
      }
    }
    return lines
  }

  /// The same number of lines under the smallest limit that allows it, to one part in 64.
  private static func balanced(
    _ pieces: [Piece], count: Int, limit: Double, measure: (String) -> Double
  ) -> [String] {
    var best = filled(pieces, limit: limit, measure: measure)
    guard count > 1 else { return best }
    var low = 0.0
    var high = limit
    for _ in 0..<6 {
      let middle = (low + high) / 2
      let lines = filled(pieces, limit: middle, measure: measure)
      if lines.count == count, lines.allSatisfy({ measure($0) <= limit }) {
        best = lines
        high = middle
      } else {
        low = middle
      }
    }
    return best
  }

  private static func cut(
    _ lines: [String], to count: Int, limit: Double, measure: (String) -> Double
  ) -> [String] {
    var kept = Array(lines.prefix(count))
    var last = kept.removeLast()
    while !last.isEmpty, measure(last + "…") > limit { last.removeLast() }
    while last.last == " " { last.removeLast() }
    return kept + [last + "…"]
  }
}
