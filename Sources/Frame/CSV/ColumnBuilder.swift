/// What the values of a column have been so far.
enum ValueKind: Sendable {
  /// Only missing values.
  case undecided
  case integers
  case numbers
  case booleans
  case dates
  case datetimes
  case texts
  /// Texts most of which are distinct: none is sought among those before.
  case plainTexts
  /// Values of different kinds: all rows are to be read again, as texts.
  case mixed

  /// The kind that holds the values of both; integers become numbers only where `exactly` says that doubles hold them.
  func joined(with other: ValueKind, exactly: Bool) -> ValueKind {
    if self == other { return self }
    switch (self, other) {
    case (.undecided, let kind), (let kind, .undecided): return kind
    case (.integers, .numbers), (.numbers, .integers): return exactly ? .numbers : .mixed
    case (.dates, .datetimes), (.datetimes, .dates): return .datetimes
    case (.texts, .plainTexts), (.plainTexts, .texts): return .plainTexts
    default: return .mixed
    }
  }

  /// Of the values of a declared type.
  init(_ type: ColumnType) {
    switch type {
    case .number: self = .numbers
    case .integer: self = .integers
    case .boolean: self = .booleans
    case .date: self = .dates
    case .datetime: self = .datetimes
    case .category, .text: self = .texts
    }
  }
}

/// Reads one column of a run of rows, row after row, as the narrowest kind that all values so far have.
///
/// An inferred column widens: integer to number, date to datetime, everything else to text, for which it begins anew.
struct ColumnBuilder: Sendable {
  private let column: Int
  private let declared: DeclaredColumn?
  private let grammar: ValueGrammar
  private(set) var kind = ValueKind.undecided
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
  private var recent = RecentTexts()
  private var run = TextRun()

  /// Texts up to which the recent ones are mostly all.
  private static let fewTexts = 512

  /// The format must have been checked.
  init(column: Int, declared: DeclaredColumn?) {
    self.column = column
    self.declared = declared
    grammar = ValueGrammar(isDeclared: declared != nil, format: declared?.format.flatMap(DateFormat.init))
    if let declared { kind = ValueKind(declared.type) }
  }

  /// The same column, empty, to be read as of that kind as long as it holds the values.
  func beginning(as kind: ValueKind) -> ColumnBuilder {
    var builder = ColumnBuilder(column: column, declared: declared)
    builder.kind = kind
    return builder
  }

  /// The type that is declared.
  var declaredType: ColumnType? { declared?.type }

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
  func misfitError(_ bytes: Span<UInt8>, _ origin: TextOrigin) -> CSVError? {
    guard let misfit, let declared else { return nil }
    return .misfit(declared, misfit, bytes, origin)
  }

  /// Whether doubles hold all of the integers; true for other kinds.
  var integersAreExact: Bool { integers.allSatisfy { Int64(exactly: Double($0)) == $0 } }

  /// The values of all rows read, which are not mixed; texts are no category yet.
  func finish() -> Column {
    switch kind {
    case .undecided, .mixed: return .missing(.number, count: count)
    case .integers: return .integers(integers, validity: validity)
    case .numbers: return .numbers(numbers)
    case .booleans: return .booleans(booleans, validity: validity)
    case .dates: return .dates(dates, validity: validity)
    case .datetimes: return .datetimes(datetimes, validity: validity)
    case .texts: return Column(codes: codes, levels: texts.texts(), bytewiseUnique: .text)
    case .plainTexts:
      return Column(normal: .texts(PlainTexts(run)), validity: validity, missingCount: missing.count)
    }
  }

  private var validity: Bitmap? {
    guard !missing.isEmpty else { return nil }
    var bits = Bitmap(repeating: true, count: count)
    for row in missing { bits[Int(row)] = false }
    return bits
  }

  /// Makes room for the rows that will be read.
  mutating func reserve(_ rows: Int) {
    switch kind {
    case .integers: integers.reserveCapacity(rows)
    case .numbers: numbers.reserveCapacity(rows)
    case .booleans: booleans.reserveCapacity(rows)
    case .dates: dates.reserveCapacity(rows)
    case .datetimes: datetimes.reserveCapacity(rows)
    case .texts: codes.reserveCapacity(rows)
    case .plainTexts: run.reserve(rows, bytes: 12 * rows)
    case .undecided, .mixed: break
    }
  }
}

/// Reading.
extension ColumnBuilder {
  /// Reads rows until the end or a value that the present kind does not hold.
  private mutating func readFitting(
    _ bytes: Span<UInt8>, _ layout: FieldLayout, _ next: inout Int, _ end: Int
  ) {
    var cursor = FieldCursor(column: column, count: count, next: next, missing: missing)
    missing = []
    let grammar = grammar
    switch kind {
    case .undecided:
      var none: [Bool] = []
      cursor.read(bytes, layout, end, &none, false) { _, _ in nil }
    case .integers:
      cursor.readDecimals(bytes, layout, end, &integers, 0) { grammar.integer($0, $1) }
    case .numbers:
      cursor.readDecimals(bytes, layout, end, &numbers, .nan) { grammar.number($0, $1) }
    case .booleans: cursor.read(bytes, layout, end, &booleans, false) { grammar.boolean($0, $1) }
    case .dates: cursor.read(bytes, layout, end, &dates, 0) { grammar.date($0, $1) }
    case .datetimes: cursor.read(bytes, layout, end, &datetimes, 0) { grammar.datetime($0, $1) }
    case .texts where texts.count <= ColumnBuilder.fewTexts:
      cursor.readFewTexts(bytes, layout, end, &codes, &texts, &recent)
    case .texts: cursor.readTexts(bytes, layout, end, &codes, &texts)
    case .plainTexts: cursor.readTexts(bytes, layout, end, &run)
    case .mixed: break
    }
    count += cursor.next - next
    next = cursor.next
    missing = cursor.missing
    if kind == .texts, texts.count > 4096, 2 * texts.count > count { uncode() }
  }

  /// Texts that are mostly distinct are no longer sought among those before.
  private mutating func uncode() {
    kind = .plainTexts
    let levels = texts.run
    let span = levels.bytes.span
    run.reserve(codes.capacity, bytes: 2 * levels.bytes.count)
    for code in codes { run.append(span, code < 0 ? 0..<0 : levels[Int(code)]) }
    codes = []
    texts = TextTable()
    recent = RecentTexts()
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
  private mutating func begin(_ kind: ValueKind) {
    self.kind = kind
    switch kind {
    case .integers: integers = [Int64](repeating: 0, count: count)
    case .numbers: numbers = [Double](repeating: .nan, count: count)
    case .booleans: booleans = [Bool](repeating: false, count: count)
    case .dates: dates = [Int32](repeating: 0, count: count)
    case .datetimes: datetimes = [Int64](repeating: 0, count: count)
    case .texts: codes = [Int32](repeating: -1, count: count)
    case .undecided, .plainTexts, .mixed: break
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
    recent = RecentTexts()
    run = TextRun()
  }

  /// The narrowest kind of one value.
  private func kind(of value: Range<Int>, _ bytes: Span<UInt8>) -> ValueKind {
    if grammar.integer(bytes, value) != nil { return .integers }
    if grammar.number(bytes, value) != nil { return .numbers }
    if grammar.boolean(bytes, value) != nil { return .booleans }
    if grammar.date(bytes, value) != nil { return .dates }
    if grammar.datetime(bytes, value) != nil { return .datetimes }
    return .texts
  }
}

extension CSVError {
  fileprivate static func misfit(
    _ column: DeclaredColumn, _ value: Range<Int>, _ bytes: Span<UInt8>, _ origin: TextOrigin
  ) -> CSVError {
    var error = CSVError(
      .value, "`\(Excerpt.text(bytes, value))` in column `\(column.name)` is no \(column.type.name)",
      hint: hint(column), at: value.lowerBound, in: bytes, origin)
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
