/// Reads the fields of one column row after row: which rows come next, and which were missing.
struct FieldCursor {
  private let column: Int
  /// The number of the row that comes next among all that the builder reads, less its place in the index.
  private let shift: Int
  private(set) var next: Int
  private(set) var missing: [Int32]

  init(column: Int, count: Int, next: Int, missing: [Int32]) {
    self.column = column
    self.next = next
    self.missing = missing
    shift = count - next
  }

  @inline(__always)
  mutating func read<Value>(
    _ bytes: Span<UInt8>, _ layout: FieldLayout, _ end: Int, _ values: inout [Value], _ placeholder: Value,
    _ parse: (Span<UInt8>, Range<Int>) -> Value?
  ) {
    while next < end {
      if let range = layout.value(bytes, next, column) {
        guard let value = parse(bytes, range) else { return }
        values.append(value)
      } else {
        missing.append(Int32(truncatingIfNeeded: next + shift))
        values.append(placeholder)
      }
      next += 1
    }
  }

  /// As `read`, where most fields are numbers that `DecimalWords` reads; `parse` reads the others.
  @inline(__always)
  mutating func readDecimals<Value: DecimalWordsValue>(
    _ bytes: Span<UInt8>, _ layout: FieldLayout, _ end: Int, _ values: inout [Value], _ placeholder: Value,
    _ parse: (Span<UInt8>, Range<Int>) -> Value?
  ) {
    guard layout.markers.areNoNumbers else {
      return read(bytes, layout, end, &values, placeholder, parse)
    }
    let raw = bytes.bytes
    withUnsafeTemporaryAllocation(of: Value.self, capacity: FieldCursor.batch) { batch in
      while next < end {
        var count = 0
        let batchEnd = min(next + FieldCursor.batch, end)
        while next < batchEnd {
          let field = layout.index.field(next, column)
          if field.upperBound >= 16, !field.isEmpty, let words = DecimalWords(raw, field),
            let value = Value(words)
          {
            batch[count] = value
          } else if let range = layout.value(bytes, next, column) {
            guard let value = parse(bytes, range) else { break }
            batch[count] = value
          } else {
            missing.append(Int32(truncatingIfNeeded: next + shift))
            batch[count] = placeholder
          }
          count += 1
          next += 1
        }
        values.append(contentsOf: UnsafeBufferPointer(rebasing: batch[..<count]))
        if next < batchEnd { return }
      }
    }
  }

  /// Reads texts of which few are distinct.
  mutating func readFewTexts(
    _ bytes: Span<UInt8>, _ layout: FieldLayout, _ end: Int, _ codes: inout [Int32],
    _ texts: inout TextTable, _ recent: inout RecentTexts
  ) {
    let raw = bytes.bytes
    var plain: [UInt8] = []
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: FieldCursor.batch) { batch in
      while next < end {
        var count = 0
        let batchEnd = min(next + FieldCursor.batch, end)
        while next < batchEnd {
          let field = layout.index.field(next, column)
          let isShort = !field.isEmpty && field.count <= RecentTexts.longest && field.upperBound >= 16
          let key = isShort ? RecentTexts.key(raw, field) : nil
          var code = key.flatMap { recent.code($0) }
          if code == nil {
            code = FieldCursor.code(bytes, layout, next, column, &texts, &plain)
            if let key, let code { recent.hold(key, code) }
          }
          let found = code ?? -1
          if found < 0 { missing.append(Int32(truncatingIfNeeded: next + shift)) }
          batch[count] = found
          count += 1
          next += 1
        }
        codes.append(contentsOf: UnsafeBufferPointer(rebasing: batch[..<count]))
      }
    }
  }

  /// The code of one text; -1 where it is missing.
  private static func code(
    _ bytes: Span<UInt8>, _ layout: FieldLayout, _ row: Int, _ column: Int, _ texts: inout TextTable,
    _ plain: inout [UInt8]
  ) -> Int32 {
    guard layout.value(bytes, row, column) != nil else { return -1 }
    let (range, isQuoted) = layout.text(bytes, row, column)
    return isQuoted && unquote(bytes, range, layout.quote, &plain)
      ? texts.code(plain.span, 0..<plain.count) : texts.code(bytes, range)
  }

  mutating func readTexts(
    _ bytes: Span<UInt8>, _ layout: FieldLayout, _ end: Int, _ codes: inout [Int32],
    _ texts: inout TextTable
  ) {
    var plain: [UInt8] = []
    var found: [(range: Range<Int>, isQuoted: Bool)?] = []
    var hashes: [UInt64] = []
    while next < end {
      found.removeAll(keepingCapacity: true)
      hashes.removeAll(keepingCapacity: true)
      for row in next..<min(next + FieldCursor.batch, end) {
        if layout.value(bytes, row, column) == nil {
          found.append(nil)
          hashes.append(0)
        } else {
          let text = layout.text(bytes, row, column)
          found.append(text)
          hashes.append(TextTable.hash(bytes, text.range))
        }
      }
      texts.fetch(hashes)
      for (text, hash) in zip(found, hashes) {
        if let (range, isQuoted) = text {
          let isPlain = !isQuoted || !FieldCursor.unquote(bytes, range, layout.quote, &plain)
          codes.append(
            isPlain ? texts.code(bytes, range, hash: hash) : texts.code(plain.span, 0..<plain.count))
        } else {
          missing.append(Int32(truncatingIfNeeded: next + shift))
          codes.append(-1)
        }
        next += 1
      }
    }
  }

  mutating func readTexts(
    _ bytes: Span<UInt8>, _ layout: FieldLayout, _ end: Int, _ run: inout TextRun
  ) {
    var plain: [UInt8] = []
    while next < end {
      if layout.value(bytes, next, column) == nil {
        missing.append(Int32(truncatingIfNeeded: next + shift))
        run.append(bytes, 0..<0)
      } else {
        let (range, isQuoted) = layout.text(bytes, next, column)
        if isQuoted, FieldCursor.unquote(bytes, range, layout.quote, &plain) {
          run.append(plain.span, 0..<plain.count)
        } else {
          run.append(bytes, range)
        }
      }
      next += 1
    }
  }

  /// Texts that are sought together.
  private static let batch = 256

  /// Writes the text with doubled quotes made single; false where there are none.
  private static func unquote(
    _ bytes: Span<UInt8>, _ range: Range<Int>, _ quote: UInt8, _ plain: inout [UInt8]
  ) -> Bool {
    var position = range.lowerBound
    while position < range.upperBound, bytes[position] != quote { position += 1 }
    guard position < range.upperBound else { return false }
    plain.removeAll(keepingCapacity: true)
    position = range.lowerBound
    while position < range.upperBound {
      plain.append(bytes[position])
      position += bytes[position] == quote ? 2 : 1
    }
    return true
  }
}
