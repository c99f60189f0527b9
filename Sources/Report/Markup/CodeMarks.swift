extension HTMLWriter {
  /// A sentence of the program's own, in which names between backticks are set as code.
  mutating func sentence(_ text: String) {
    let parts = text.split(separator: "`", omittingEmptySubsequences: false)
    guard parts.count % 2 == 1 else { return self.text(Escaped(text)) }
    for (index, part) in parts.enumerated() {
      if index % 2 == 0 {
        self.text(Escaped(String(part)))
      } else {
        element(.code, [], Escaped(String(part)))
      }
    }
  }

  /// Words for readers who do not see the mark beside them.
  mutating func spoken(_ words: Escaped) { element(.span, [.class("spoken")], words) }
}
