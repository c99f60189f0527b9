extension Column {
  /// The rows of a range, which must lie within `0 ..< count`. A category keeps all of its levels.
  func rows(_ range: Range<Int>) -> Column {
    if range == 0..<count { return self }
    let bits =
      validity.map { validity in Bitmap.validity(range.count) { validity[range.lowerBound + $0] } } ?? nil
    let missing = bits.map { range.count - $0.setCount } ?? 0
    switch storage {
    case .numbers(let values):
      return Column(normal: .numbers(Array(values[range])), validity: bits, missingCount: missing)
    case .integers(let values):
      return Column(normal: .integers(Array(values[range])), validity: bits, missingCount: missing)
    case .booleans(let values):
      return Column(normal: .booleans(Array(values[range])), validity: bits, missingCount: missing)
    case .dates(let values):
      return Column(normal: .dates(Array(values[range])), validity: bits, missingCount: missing)
    case .datetimes(let values):
      return Column(normal: .datetimes(Array(values[range])), validity: bits, missingCount: missing)
    case .codes(let codes, let levels, let type):
      return Column(codes: Array(codes[range]), levels: levels, type: type, keepsLevels: true)
    case .texts(let texts):
      var run = TextRun()
      run.append(texts.run, range)
      return Column(normal: .texts(PlainTexts(run)), validity: bits, missingCount: missing)
    }
  }

  /// Columns behind one another as one of a type that holds the values of all: their own, or `number` for integers that
  /// doubles hold exactly, `datetime` for dates, `category` or `text` for either, any for columns without a value.
  static func joined(_ pieces: [Column], as type: ColumnType) -> Column {
    if pieces.count == 1, pieces[0].type == type { return pieces[0] }
    if type.isTextual { return joinedTexts(pieces, type) }
    let validity = joinedValidity(pieces)
    let storage: Storage =
      switch type {
      case .integer: .integers(joined(pieces, 0) { $0.integers })
      case .boolean: .booleans(joined(pieces, false) { $0.booleans })
      case .date: .dates(joined(pieces, 0) { $0.dates })
      case .datetime: .datetimes(joined(pieces, 0) { $0.datetimes ?? $0.moments })
      default: .numbers(joined(pieces, 0) { $0.numbers })
      }
    return Column(
      normal: storage, validity: validity, missingCount: pieces.reduce(0) { $0 + $1.missingCount })
  }

  /// Days as moments, zero where missing.
  private var moments: [Int64]? {
    guard let dates else { return nil }
    return dates.indices.map { isMissing($0) ? 0 : Moment.midnight(ofDay: dates[$0]) }
  }

  /// Numbers and integers as numbers, zero where missing.
  private var numbers: [Double]? {
    switch storage {
    case .numbers(let values): values
    case .integers(let values): values.map(Double.init)
    default: nil
    }
  }

  private static func joined<Value>(
    _ pieces: [Column], _ placeholder: Value, _ read: (Column) -> [Value]?
  ) -> [Value] {
    var values: [Value] = []
    values.reserveCapacity(pieces.reduce(0) { $0 + $1.count })
    for piece in pieces {
      if let own = read(piece) {
        values += own
      } else {
        values.append(contentsOf: repeatElement(placeholder, count: piece.count))
      }
    }
    return values
  }

  /// Nil where no value is missing.
  private static func joinedValidity(_ pieces: [Column]) -> Bitmap? {
    guard pieces.contains(where: { $0.missingCount > 0 }) else { return nil }
    var bits = Bitmap(repeating: true, count: pieces.reduce(0) { $0 + $1.count })
    var start = 0
    for piece in pieces {
      if piece.missingCount > 0 {
        for row in 0..<piece.count where piece.isMissing(row) { bits[start + row] = false }
      }
      start += piece.count
    }
    return bits
  }

  private static func joinedTexts(_ pieces: [Column], _ type: ColumnType) -> Column {
    let isPlain =
      type == .text
      && (pieces.contains(where: \.isPlainText)
        || pieces.reduce(0) { $0 + $1.levels.count } > 2 * PackedTexts.mostLevels)
    if isPlain { return joinedRuns(pieces) }
    var codes: [Int32] = []
    codes.reserveCapacity(pieces.reduce(0) { $0 + $1.count })
    var levels = TextTable()
    for piece in pieces {
      let places = piece.levels.map { level in
        let bytes = Array(level.utf8)
        return levels.code(bytes.span, 0..<bytes.count)
      }
      for code in piece.codes ?? [Int32](repeating: -1, count: piece.count) {
        codes.append(code < 0 ? -1 : places[Int(code)])
      }
    }
    return Column(
      codes: codes, levels: levels.texts(), type: type, keepsLevels: false, isSorted: type == .text)
  }

  private static func joinedRuns(_ pieces: [Column]) -> Column {
    var run = TextRun()
    for piece in pieces {
      if case .texts(let texts) = piece.storage {
        run.append(texts.run, 0..<texts.run.count)
      } else if let codes = piece.codes {
        let levels = TextRun(piece.levels)
        let span = levels.bytes.span
        for code in codes { run.append(span, code < 0 ? 0..<0 : levels[Int(code)]) }
      } else {
        for _ in 0..<piece.count { run.append("") }
      }
    }
    return Column(
      normal: .texts(PlainTexts(run)), validity: joinedValidity(pieces),
      missingCount: pieces.reduce(0) { $0 + $1.missingCount })
  }

  /// Whether texts stand in their rows without codes.
  var isPlainText: Bool {
    if case .texts = storage { true } else { false }
  }
}
