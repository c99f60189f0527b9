extension Column {
  /// Numbers; NaN is missing.
  package static func numbers(_ values: [Double]) -> Column {
    let validity = Bitmap.validity(values.count) { !values[$0].isNaN }
    guard let validity else { return Column(normal: .numbers(values), validity: nil, missingCount: 0) }
    let zeroed = values.map { $0.isNaN ? 0 : $0 }
    return Column(
      normal: .numbers(zeroed), validity: validity, missingCount: values.count - validity.setCount)
  }

  /// Integers; nil is missing.
  package static func integers(_ values: [Int64?]) -> Column { make(values, zero: 0) { .integers($0) } }

  /// Truth values; nil is missing.
  package static func booleans(_ values: [Bool?]) -> Column { make(values, zero: false) { .booleans($0) } }

  /// Days since 1970-01-01; nil is missing.
  package static func dates(_ values: [Int32?]) -> Column { make(values, zero: 0) { .dates($0) } }

  /// Microseconds since 1970-01-01 UTC; nil is missing.
  package static func datetimes(_ values: [Int64?]) -> Column { make(values, zero: 0) { .datetimes($0) } }

  /// A category with the levels that occur; nil is missing.
  package static func category(_ values: [String?]) -> Column { coded(values, type: .category) }

  /// Free text; nil is missing.
  package static func text(_ values: [String?]) -> Column { coded(values, type: .text) }

  /// A category from codes into `levels` (any order, may repeat); -1 is missing, other codes must be in range.
  /// Levels that do not occur are dropped unless `keepsLevels`.
  package static func category(codes: [Int32], levels: [String], keepsLevels: Bool = false) -> Column {
    Column(codes: codes, levels: levels, type: .category, keepsLevels: keepsLevels, isSorted: false)
  }

  /// A text from codes into `levels` (any order, may repeat); -1 is missing, other codes must be in range.
  package static func text(codes: [Int32], levels: [String]) -> Column {
    Column(codes: codes, levels: levels, type: .text, keepsLevels: false, isSorted: false)
  }

  /// A column of the type in which every value is missing; a category of it has no levels.
  package static func missing(_ type: ColumnType, count: Int) -> Column {
    let validity = count == 0 ? nil : Bitmap(repeating: false, count: count)
    let storage: Storage =
      switch type {
      case .number: .numbers([Double](repeating: 0, count: count))
      case .integer: .integers([Int64](repeating: 0, count: count))
      case .boolean: .booleans([Bool](repeating: false, count: count))
      case .date: .dates([Int32](repeating: 0, count: count))
      case .datetime: .datetimes([Int64](repeating: 0, count: count))
      case .category, .text: .codes([Int32](repeating: -1, count: count), levels: [], type: type)
      }
    return Column(normal: storage, validity: type.isTextual ? nil : validity, missingCount: count)
  }

  /// Integers with a validity that may be nil; missing slots are zeroed here.
  static func integers(_ values: [Int64], validity: Bitmap?) -> Column {
    masked(values, validity, zero: 0) { .integers($0) }
  }

  static func datetimes(_ values: [Int64], validity: Bitmap?) -> Column {
    masked(values, validity, zero: 0) { .datetimes($0) }
  }

  static func dates(_ values: [Int32], validity: Bitmap?) -> Column {
    masked(values, validity, zero: 0) { .dates($0) }
  }

  static func booleans(_ values: [Bool], validity: Bitmap?) -> Column {
    masked(values, validity, zero: false) { .booleans($0) }
  }

  /// Brings codes into normal form. `isSorted` promises unique levels in byte order (or, for text, any unique levels).
  init(codes: [Int32], levels: [String], type: ColumnType, keepsLevels: Bool, isSorted: Bool = true) {
    var normal: (codes: [Int32], levels: [String]) = (codes, levels)
    if !isSorted { normal = LevelOrder.merged(codes, levels) }
    if type == .text {
      normal = LevelOrder.byAppearance(normal.codes, normal.levels)
    } else {
      if !isSorted { normal = LevelOrder.byBytes(normal.codes, normal.levels) }
      if !keepsLevels { normal = LevelOrder.occurring(normal.codes, normal.levels) }
    }
    let missing = normal.codes.reduce(0) { $0 + ($1 < 0 ? 1 : 0) }
    self.init(
      normal: .codes(normal.codes, levels: normal.levels, type: type), validity: nil, missingCount: missing)
  }

  /// From codes in the order of first appearance into levels that are known to be unique and to occur.
  init(codes: [Int32], levels: [String], bytewiseUnique type: ColumnType) {
    let normal = type == .category ? LevelOrder.byBytes(codes, levels) : (codes, levels)
    let missing = codes.reduce(0) { $0 + ($1 < 0 ? 1 : 0) }
    self.init(normal: .codes(normal.0, levels: normal.1, type: type), validity: nil, missingCount: missing)
  }

  private static func coded(_ values: [String?], type: ColumnType) -> Column {
    var known: [ByteKey: Int32] = [:]
    var levels: [String] = []
    let codes = values.map { value -> Int32 in
      guard let value else { return -1 }
      if let code = known[ByteKey(value)] { return code }
      let code = Int32(levels.count)
      known[ByteKey(value)] = code
      levels.append(value)
      return code
    }
    return Column(codes: codes, levels: levels, type: type, keepsLevels: false, isSorted: type == .text)
  }

  private static func make<Value>(
    _ values: [Value?], zero: Value, _ storage: ([Value]) -> Storage
  ) -> Column {
    let validity = Bitmap.validity(values.count) { values[$0] != nil }
    let missing = validity.map { values.count - $0.setCount } ?? 0
    return Column(normal: storage(values.map { $0 ?? zero }), validity: validity, missingCount: missing)
  }

  private static func masked<Value>(
    _ values: [Value], _ validity: Bitmap?, zero: Value, _ storage: ([Value]) -> Storage
  ) -> Column {
    let missing = validity.map { values.count - $0.setCount } ?? 0
    guard let validity, missing > 0 else {
      return Column(normal: storage(values), validity: nil, missingCount: 0)
    }
    var zeroed = values
    for row in zeroed.indices where !validity[row] { zeroed[row] = zero }
    return Column(normal: storage(zeroed), validity: validity, missingCount: missing)
  }
}

extension Bitmap {
  /// The bitmap of the rows that are valid; nil where all are.
  static func validity(_ count: Int, _ isValid: (Int) -> Bool) -> Bitmap? {
    guard let first = (0..<count).first(where: { !isValid($0) }) else { return nil }
    var bits = Bitmap(repeating: true, count: count)
    for row in first..<count where !isValid(row) { bits[row] = false }
    return bits
  }
}
