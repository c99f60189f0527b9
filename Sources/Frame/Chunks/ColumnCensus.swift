/// What is known of a column whose pieces come one behind the other: its rows, and the type that holds all values.
struct ColumnCensus {
  let declared: ColumnType?
  private(set) var count = 0
  private(set) var missingCount = 0
  private var widest: ColumnType?
  private var texts = TextTable()
  private var isBeyond = false

  init(declared: ColumnType?) { self.declared = declared }

  mutating func add(_ piece: Column) {
    count += piece.count
    missingCount += piece.missingCount
    if piece.missingCount < piece.count { widen(to: piece.type) }
    if piece.type.isTextual, !isBeyond { addTexts(piece) }
  }

  /// What is declared, or the narrowest type that holds all values; texts are a category by `CategoryRule`.
  var type: ColumnType {
    if let declared { return declared }
    guard let widest, widest.isTextual else { return widest ?? .number }
    let isCategory =
      !isBeyond
      && CategoryRule.holds(distinct: texts.count, longest: texts.longest, present: count - missingCount)
    return isCategory ? .category : .text
  }

  /// The distinct texts; nil where they are more than a category may have.
  var levels: [String]? { isBeyond ? nil : texts.texts() }

  private mutating func widen(to type: ColumnType) {
    switch (widest, type) {
    case (.integer, .number), (.number, .integer): widest = .number
    case (.date, .datetime), (.datetime, .date): widest = .datetime
    case (nil, _): widest = type
    default: break
    }
  }

  private mutating func addTexts(_ piece: Column) {
    if case .texts(let plain) = piece.storage {
      let run = plain.run
      for row in 0..<run.count {
        if isBeyond { return }
        if !piece.isMissing(row) { add(run.bytes.span, run[row]) }
      }
      return
    }
    for level in piece.levels where !isBeyond {
      let bytes = Array(level.utf8)
      add(bytes.span, 0..<bytes.count)
    }
  }

  private mutating func add(_ bytes: Span<UInt8>, _ text: Range<Int>) {
    _ = texts.code(bytes, text)
    isBeyond = texts.count > CategoryRule.most
  }
}
