/// Reads one column of a file, row after row, as the narrowest type that all values so far have.
///
/// An inferred column widens: integer to number, date to datetime, everything else to text, for which it begins anew.
struct ColumnBuilder: Sendable {
  private enum Kind {
    /// Only missing values so far.
    case undecided
    case integers
    case numbers
    case booleans
    case dates
    case datetimes
    case texts
    /// Values of different kinds: all rows are to be read again, as texts.
    case mixed
  }

  private let column: Int
  private let declared: DeclaredColumn?
  private let grammar: ValueGrammar
  private var kind = Kind.undecided
  /// Rows read.
  private(set) var count = 0
  /// The first value that a declared type does not hold; nothing is read behind it.
  private(set) var misfit: Range<Int>?
  private var missing: [Int32] = []
  private var integers: [Int64] = []
  private var numbers: [Double] = []
  private var booleans: [Bool] = []
  private var dates: [Int32] = []
  private var datetimes: [Int64] = []
  private var codes: [Int32] = []
  private var texts = TextTable()

  /// The format must have been checked.
  init(column: Int, declared: DeclaredColumn?) {
    self.column = column
    self.declared = declared
    grammar = ValueGrammar(isDeclared: declared != nil, format: declared?.format.flatMap(DateFormat.init))
    if let declared { kind = ColumnBuilder.kind(of: declared.type) }
  }

  /// The same column, empty, to be read as texts.
  var asTexts: ColumnBuilder {
    var builder = ColumnBuilder(column: column, declared: declared)
    builder.kind = .texts
    return builder
  }

  /// Whether values are of different kinds, so that all rows are to be read again, as texts.
  var isMixed: Bool { kind == .mixed }

  /// Reads the rows of the range.
  mutating func read(_ bytes: Span<UInt8>, _ layout: FieldLayout, _ rows: Range<Int>) {
    var next = rows.lowerBound
    while kind != .mixed, misfit == nil {
      readFitting(bytes, layout, &next, rows.upperBound)
      guard next < rows.upperBound, let value = layout.value(bytes, next, column) else { return }
      if declared != nil {
        misfit = value
      } else {
        widen(toHold: value, bytes)
      }
    }
  }

  /// Why a declared column cannot be read.
  func misfitError(_ bytes: Span<UInt8>) -> CSVError? {
    guard let misfit, let declared else { return nil }
    return .misfit(declared, misfit, bytes)
  }

  /// The values of all rows read, which are not mixed.
  consuming func finish() -> Column {
    let rowCount = count
    switch kind {
    case .undecided, .mixed: return .missing(.number, count: rowCount)
    case .integers: return .integers(integers, validity: validity(rowCount))
    case .numbers: return .numbers(numbers)
    case .booleans: return .booleans(booleans, validity: validity(rowCount))
    case .dates: return .dates(dates, validity: validity(rowCount))
    case .datetimes: return .datetimes(datetimes, validity: validity(rowCount))
    case .texts:
      let levels = texts.texts()
      return isCategory(rowCount)
        ? Column(codes: codes, levels: levels, bytewiseUnique: .category)
        : Column(codes: codes, levels: levels, bytewiseUnique: .text)
    }
  }

  /// The rule for texts without a declared type: few distinct values, or each twice on average.
  private func isCategory(_ rowCount: Int) -> Bool {
    if let declared { return declared.type == .category }
    let present = rowCount - missing.count
    return texts.count <= 10_000 && texts.longest <= 100
      && (texts.count <= 20 || 2 * texts.count <= present)
  }

  private func validity(_ rowCount: Int) -> Bitmap? {
    guard !missing.isEmpty else { return nil }
    var bits = Bitmap(repeating: true, count: rowCount)
    for row in missing { bits[Int(row)] = false }
    return bits
  }
}

/// Reading.
extension ColumnBuilder {
  /// Reads rows until the end or a value that the present kind does not hold.
  private mutating func readFitting(
    _ bytes: Span<UInt8>, _ layout: FieldLayout, _ next: inout Int, _ end: Int
  ) {
    var cursor = Cursor(column: column, count: count, next: next, missing: missing)
    missing = []
    let grammar = grammar
    switch kind {
    case .undecided:
      var none: [Bool] = []
      cursor.read(bytes, layout, end, &none, false) { _, _ in nil }
    case .integers: cursor.read(bytes, layout, end, &integers, 0) { grammar.integer($0, $1) }
    case .numbers: cursor.read(bytes, layout, end, &numbers, .nan) { grammar.number($0, $1) }
    case .booleans: cursor.read(bytes, layout, end, &booleans, false) { grammar.boolean($0, $1) }
    case .dates: cursor.read(bytes, layout, end, &dates, 0) { grammar.date($0, $1) }
    case .datetimes: cursor.read(bytes, layout, end, &datetimes, 0) { grammar.datetime($0, $1) }
    case .texts: cursor.readTexts(bytes, layout, end, &codes, &texts)
    case .mixed: break
    }
    count += cursor.next - next
    next = cursor.next
    missing = cursor.missing
  }

  /// Which rows of which column come next.
  private struct Cursor {
    let column: Int
    /// The number of the row that comes next among all that the builder reads, less its place in the index.
    let shift: Int
    var next: Int
    var missing: [Int32]

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
        for row in next..<min(next + Cursor.batch, end) {
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
            let isPlain = !isQuoted || !Cursor.unquote(bytes, range, layout.quote, &plain)
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
}

/// Widening.
extension ColumnBuilder {
  /// Takes on a kind that holds the value and all before it.
  private mutating func widen(toHold value: Range<Int>, _ bytes: Span<UInt8>) {
    let wanted = kind(of: value, bytes)
    switch (kind, wanted) {
    case (.undecided, _): begin(wanted)
    case (.integers, .numbers) where integersAreExact: widenToNumbers()
    case (.dates, .datetimes): widenToDatetimes()
    default: giveUp()
    }
  }

  private var integersAreExact: Bool { integers.allSatisfy { Int64(exactly: Double($0)) == $0 } }

  private mutating func widenToNumbers() {
    numbers = integers.map(Double.init)
    for row in missing { numbers[Int(row)] = .nan }
    integers = []
    kind = .numbers
  }

  private mutating func widenToDatetimes() {
    datetimes = dates.map(Moment.midnight(ofDay:))
    dates = []
    kind = .datetimes
  }

  /// Only missing values have been read: they stand as placeholders.
  private mutating func begin(_ kind: Kind) {
    self.kind = kind
    switch kind {
    case .integers: integers = [Int64](repeating: 0, count: count)
    case .numbers: numbers = [Double](repeating: .nan, count: count)
    case .booleans: booleans = [Bool](repeating: false, count: count)
    case .dates: dates = [Int32](repeating: 0, count: count)
    case .datetimes: datetimes = [Int64](repeating: 0, count: count)
    case .texts: codes = [Int32](repeating: -1, count: count)
    case .undecided, .mixed: break
    }
  }

  private mutating func giveUp() {
    kind = .mixed
    missing = []
    integers = []
    numbers = []
    booleans = []
    dates = []
    datetimes = []
    codes = []
    texts = TextTable()
  }

  /// The narrowest kind of one value.
  private func kind(of value: Range<Int>, _ bytes: Span<UInt8>) -> Kind {
    if grammar.integer(bytes, value) != nil { return .integers }
    if grammar.number(bytes, value) != nil { return .numbers }
    if grammar.boolean(bytes, value) != nil { return .booleans }
    if grammar.date(bytes, value) != nil { return .dates }
    if grammar.datetime(bytes, value) != nil { return .datetimes }
    return .texts
  }

  private static func kind(of type: ColumnType) -> Kind {
    switch type {
    case .number: .numbers
    case .integer: .integers
    case .boolean: .booleans
    case .date: .dates
    case .datetime: .datetimes
    case .category, .text: .texts
    }
  }
}

/// Joining.
extension ColumnBuilder {
  /// Takes the rows of another builder behind its own: of the same column, read from the rows that follow.
  ///
  /// The result is what one builder would have made of all rows.
  mutating func append(_ other: consuming ColumnBuilder) {
    var other = other
    unify(&other)
    for row in other.missing { missing.append(Int32(truncatingIfNeeded: Int(row) + count)) }
    switch kind {
    case .integers: integers.append(contentsOf: other.integers)
    case .numbers: numbers.append(contentsOf: other.numbers)
    case .booleans: booleans.append(contentsOf: other.booleans)
    case .dates: dates.append(contentsOf: other.dates)
    case .datetimes: datetimes.append(contentsOf: other.datetimes)
    case .texts:
      let map = texts.merge(other.texts)
      codes.reserveCapacity(codes.count + other.codes.count)
      for code in other.codes { codes.append(code < 0 ? -1 : map[Int(code)]) }
    case .undecided, .mixed: break
    }
    count += other.count
  }

  /// Makes room for the rows that will be appended.
  mutating func reserve(_ rows: Int) {
    switch kind {
    case .integers: integers.reserveCapacity(rows)
    case .numbers: numbers.reserveCapacity(rows)
    case .booleans: booleans.reserveCapacity(rows)
    case .dates: dates.reserveCapacity(rows)
    case .datetimes: datetimes.reserveCapacity(rows)
    case .texts: codes.reserveCapacity(rows)
    case .undecided, .mixed: break
    }
  }

  /// Brings both to one kind.
  private mutating func unify(_ other: inout ColumnBuilder) {
    if kind == other.kind { return }
    switch (kind, other.kind) {
    case (.undecided, .mixed), (.mixed, _): giveUp()
    case (.undecided, _): begin(other.kind)
    case (_, .undecided): other.begin(kind)
    case (.integers, .numbers) where integersAreExact: widenToNumbers()
    case (.numbers, .integers) where other.integersAreExact: other.widenToNumbers()
    case (.dates, .datetimes): widenToDatetimes()
    case (.datetimes, .dates): other.widenToDatetimes()
    default: giveUp()
    }
    if kind == .mixed { other.giveUp() }
  }
}

extension CSVError {
  fileprivate static func misfit(
    _ column: DeclaredColumn, _ value: Range<Int>, _ bytes: Span<UInt8>
  ) -> CSVError {
    var error = CSVError(
      .value, "`\(Excerpt.text(bytes, value))` in column `\(column.name)` is no \(column.type.name)",
      hint: hint(column), at: value.lowerBound, in: bytes)
    error.name = column.name
    return error
  }

  private static func hint(_ column: DeclaredColumn) -> String {
    if column.type.isTemporal {
      return column.format == nil
        ? "dates are read as 2024-12-31; others need a format: `format: \"%d.%m.%Y\"`"
        : "does the format fit? it is `\(column.format ?? "")`"
    }
    let wider = column.type == .integer ? "`number` or `text`" : "`text`"
    return "declare it as \(wider), or name the value among the missing ones: `missing \"…\"`"
  }
}

/// A piece of a file for a message.
enum Excerpt {
  /// At most 40 bytes, cut between characters.
  static func text(_ bytes: Span<UInt8>, _ range: Range<Int>) -> String {
    var end = min(range.upperBound, range.lowerBound + 40)
    while end < range.upperBound, end > range.lowerBound, bytes[end] & 0xC0 == 0x80 { end -= 1 }
    var copy: [UInt8] = []
    for position in range.lowerBound..<end { copy.append(bytes[position]) }
    return String(decoding: copy, as: UTF8.self) + (end < range.upperBound ? "…" : "")
  }
}
