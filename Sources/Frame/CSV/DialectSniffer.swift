/// Guesses what a dialect leaves open from the first records. It only decides how to read: nothing is skipped.
enum DialectSniffer {
  static let candidates: [UInt8] = [",", ";", "\t", "|"].map { UInt8(ascii: $0) }

  private static let sampledBytes = 1 << 18
  static let sampledRecords = 100

  /// The candidate that gives all sampled records the same number of fields, at least two; the one with most fields,
  /// then the earlier. Where none does: if the first record has a single field, a candidate that occurs nowhere;
  /// else the one for which most records agree with the first.
  static func delimiter(_ bytes: Span<UInt8>, from start: Int, quote: UInt8) -> UInt8 {
    let samples = candidates.map { fieldCounts(bytes, from: start, delimiter: $0, quote: quote) }
    func agreeing(_ counts: [Int]) -> Int { counts.count { $0 == counts.first } }
    let consistent = samples.indices.filter { agreeing(samples[$0]) == samples[$0].count }
    func best(_ indices: [Int], _ score: (Int) -> Int) -> Int? {
      indices.reduce(nil as Int?) { found, index in
        guard let found, score(found) >= score(index) else { return index }
        return found
      }
    }
    let several = consistent.filter { (samples[$0].first ?? 0) > 1 }
    if let index = best(several, { samples[$0].first ?? 0 }) { return candidates[index] }
    let split = samples.indices.filter { (samples[$0].first ?? 0) > 1 }
    if let index = best(split, { agreeing(samples[$0]) }) { return candidates[index] }
    return candidates[consistent.first ?? 0]
  }

  /// Whether the first of the records is a header, from the types of its fields and of those below them.
  /// A column with a text above typed values says yes; otherwise a first record with a typed field says no. Where texts
  /// alone stand in it, it is a header: if one of them is no name, the reading fails and says so, rather than guess.
  static func hasHeader(_ bytes: Span<UInt8>, _ layout: FieldLayout) -> Bool {
    var hasTypedField = false
    for column in 0..<layout.index.columnCount where layout.index.rowCount > 0 {
      switch isTyped(bytes, layout, 0, column) {
      case true?: hasTypedField = true
      case false?: if isTypedBelow(bytes, layout, column) { return true }
      case nil: break
      }
    }
    return !hasTypedField
  }

  /// Whether there are values in the sampled rows below the first and all of them are typed.
  private static func isTypedBelow(_ bytes: Span<UInt8>, _ layout: FieldLayout, _ column: Int) -> Bool {
    var found = false
    for row in 1..<max(1, min(layout.index.rowCount, sampledRecords)) {
      guard let isTyped = isTyped(bytes, layout, row, column) else { continue }
      guard isTyped else { return false }
      found = true
    }
    return found
  }

  /// Whether the field holds a number, a truth value, a date or a moment; nil where it is missing.
  private static func isTyped(
    _ bytes: Span<UInt8>, _ layout: FieldLayout, _ row: Int, _ column: Int
  ) -> Bool? {
    guard let value = layout.value(bytes, row, column) else { return nil }
    let grammar = ValueGrammar()
    return grammar.integer(bytes, value) != nil || grammar.number(bytes, value) != nil
      || grammar.boolean(bytes, value) != nil
      || grammar.datetime(bytes, value) != nil
  }

  /// The fields of each complete record of the sample.
  private static func fieldCounts(
    _ bytes: Span<UInt8>, from start: Int, delimiter: UInt8, quote: UInt8
  ) -> [Int] {
    let end = min(bytes.count, start + sampledBytes)
    var counts: [Int] = []
    var fields = 1
    var isQuoted = false
    var isFieldStart = true
    var isLineStart = true
    var position = start
    while position < end, counts.count < sampledRecords {
      let byte = bytes[position]
      if byte == quote, isQuoted || isFieldStart {
        isQuoted.toggle()
        // A quotation mark behind one that closed opens again: it is the second of two.
        isFieldStart = !isQuoted
        isLineStart = false
      } else if !isQuoted, byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
        if !isLineStart { counts.append(fields) }
        fields = 1
        isFieldStart = true
        isLineStart = true
      } else if !isQuoted {
        isFieldStart = byte == delimiter
        fields += isFieldStart ? 1 : 0
        isLineStart = false
      }
      position += 1
    }
    let isWhole = position == bytes.count && !isLineStart && !isQuoted
    return isWhole || counts.isEmpty ? counts + (isLineStart ? [] : [fields]) : counts
  }
}
