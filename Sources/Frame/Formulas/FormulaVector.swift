/// The values of an expression in all rows.
enum FormulaVector: Sendable {
  /// NaN is missing.
  case numbers([Double])
  case integers([Int64], Bitmap?)
  case truths([Truth])
  /// Codes into levels, -1 missing; levels may repeat and need not occur.
  case texts([Int32], [String])
  case dates([Int32], Bitmap?)
  case datetimes([Int64], Bitmap?)

  var count: Int {
    switch self {
    case .numbers(let values): values.count
    case .integers(let values, _), .datetimes(let values, _): values.count
    case .truths(let values): values.count
    case .texts(let codes, _): codes.count
    case .dates(let values, _): values.count
    }
  }
}

/// A truth value of SQL's three-valued logic.
enum Truth: UInt8, Sendable {
  case no
  case yes
  case missing

  init(_ isTrue: Bool) { self = isTrue ? .yes : .no }

  var negated: Truth { self == .missing ? .missing : self == .yes ? .no : .yes }
}

extension FormulaVector {
  /// The values of a column.
  init(_ column: Column) {
    switch column.storage {
    case .numbers: self = .numbers(column.doubles())
    case .integers(let values): self = .integers(values, column.validity)
    case .dates(let values): self = .dates(values, column.validity)
    case .datetimes(let values): self = .datetimes(values, column.validity)
    case .codes(let codes, let levels, _): self = .texts(codes, levels)
    case .texts(let texts):
      let coded = texts.coded(column.validity)
      self = .texts(coded.codes, coded.levels)
    case .booleans(let values):
      self = .truths(values.indices.map { column.isMissing($0) ? .missing : Truth(values[$0]) })
    }
  }

  /// A constant in `count` rows; a missing one is of the type that is wanted for it.
  init(_ value: Scalar, as type: FormulaType, count: Int) {
    let isMissing = value == .missing
    let validity = isMissing && count > 0 ? Bitmap(repeating: false, count: count) : nil
    switch value {
    case .number(let number): self = .numbers([Double](repeating: number, count: count))
    case .integer(let integer): self = .integers([Int64](repeating: integer, count: count), nil)
    case .boolean(let truth): self = .truths([Truth](repeating: Truth(truth), count: count))
    case .text(let text): self = .texts([Int32](repeating: 0, count: count), [text])
    case .date(let day): self = .dates([Int32](repeating: day, count: count), nil)
    case .datetime(let moment): self = .datetimes([Int64](repeating: moment, count: count), nil)
    case .missing:
      switch type {
      case .number, .missing: self = .numbers([Double](repeating: .nan, count: count))
      case .integer: self = .integers([Int64](repeating: 0, count: count), validity)
      case .boolean: self = .truths([Truth](repeating: .missing, count: count))
      case .text: self = .texts([Int32](repeating: -1, count: count), [])
      case .date: self = .dates([Int32](repeating: 0, count: count), validity)
      case .datetime: self = .datetimes([Int64](repeating: 0, count: count), validity)
      }
    }
  }

  /// As a column in normal form; `type` says whether a text is a category.
  func column(_ type: ColumnType) -> Column {
    switch self {
    case .numbers(let values): return .numbers(values)
    case .integers(let values, let validity): return .integers(values, validity: validity)
    case .dates(let values, let validity): return .dates(values, validity: validity)
    case .datetimes(let values, let validity): return .datetimes(values, validity: validity)
    case .texts(let codes, let levels):
      return type == .category
        ? .category(codes: codes, levels: levels) : .text(codes: codes, levels: levels)
    case .truths(let truths):
      let validity = Bitmap.validity(truths.count) { truths[$0] != .missing }
      return .booleans(truths.map { $0 == .yes }, validity: validity)
    }
  }

  /// Whether each row has no value.
  var missing: [Bool] {
    switch self {
    case .numbers(let values): return values.map(\.isNaN)
    case .truths(let truths): return truths.map { $0 == .missing }
    case .texts(let codes, _): return codes.map { $0 < 0 }
    case .integers(_, let validity), .dates(_, let validity), .datetimes(_, let validity):
      guard let validity else { return [Bool](repeating: false, count: count) }
      return (0..<count).map { !validity[$0] }
    }
  }

  /// As another type that can hold all values; see `Formula.converted(to:)`.
  func converted(to type: FormulaType) -> FormulaVector {
    switch (self, type) {
    case (.integers(let values, let validity), .number):
      return .numbers(values.indices.map { validity?[$0] ?? true ? Double(values[$0]) : .nan })
    case (.dates(let values, let validity), .datetime):
      return .datetimes(values.map(Moment.midnight(ofDay:)), validity)
    case (.numbers(let values), _) where type != .number && values.allSatisfy(\.isNaN):
      return FormulaVector(.missing, as: type, count: values.count)
    default: return self
    }
  }
}

extension Bitmap {
  /// The rows that are valid in both; nil is valid everywhere.
  static func both(_ a: Bitmap?, _ b: Bitmap?) -> Bitmap? {
    guard let a, let b else { return a ?? b }
    return a.intersection(b)
  }
}
