/// Values of key columns as whole numbers: equal values of a column have one number, and different ones different numbers.
///
/// Texts are equal when their bytes are, numbers when they compare equal (so -0 is 0), integers, days and moments exactly.
struct KeyCodes {
  /// For each of the tables one number a row; -1 where a value is missing.
  var codes: [[Int32]]
  /// All numbers are below it.
  var count: Int

  init(codes: [[Int32]], count: Int) {
    self.codes = codes
    self.count = count
  }

  /// Of the same column in one or two tables, whose types go together: see `KeyCodes.agree`.
  init(_ parts: [Column]) {
    let rows = parts.reduce(0) { $0 + $1.count }
    switch parts.first?.type {
    case .category, .text: self.init(texts: parts)
    case .number:
      self.init(hashing: parts) { column in
        column.doubles().map { $0 == 0 ? 0 : $0.bitPattern }
      }
    case .boolean: self.init(whole: parts, rows) { ($0.booleans ?? []).map { $0 ? 1 : 0 } }
    case .date: self.init(whole: parts, rows) { ($0.dates ?? []).map(Int64.init) }
    case .datetime: self.init(whole: parts, rows) { $0.datetimes ?? [] }
    case .integer: self.init(whole: parts, rows) { $0.integers ?? [] }
    case nil: self.init(codes: [], count: 0)
    }
  }

  /// Whether values of the two types can be equal, so that columns of them can be keys of one join.
  static func agree(_ a: ColumnType, _ b: ColumnType) -> Bool {
    a == b || (a.isTextual && b.isTextual)
  }

  private init(texts parts: [Column]) {
    var known: [ByteKey: Int32] = [:]
    codes = parts.map { column in
      let map = column.levels.map { level -> Int32 in
        if let code = known[ByteKey(level)] { return code }
        let code = Int32(known.count)
        known[ByteKey(level)] = code
        return code
      }
      return LevelOrder.remapped(column.codes ?? [], map)
    }
    count = known.count
  }

  /// Numbers that lie closely are counted from the smallest; all others are looked up.
  private init(whole parts: [Column], _ rows: Int, _ values: (Column) -> [Int64]) {
    let all = parts.map(values)
    var (low, high) = (Int64.max, Int64.min)
    for (column, values) in zip(parts, all) {
      if column.missingCount == 0 {
        for value in values { (low, high) = (min(low, value), max(high, value)) }
      } else {
        for row in values.indices where !column.isMissing(row) {
          (low, high) = (min(low, values[row]), max(high, values[row]))
        }
      }
    }
    let (span, overflows) = high.subtractingReportingOverflow(low)
    guard low <= high, !overflows, span < Int64(KeyCodes.room(rows)) else {
      self.init(hashing: parts) { column in values(column).map { UInt64(bitPattern: $0) } }
      return
    }
    let codes = zip(parts, all).map { column, values -> [Int32] in
      guard let validity = column.validity else {
        return values.map { Int32(truncatingIfNeeded: $0 &- low) }
      }
      return values.indices.map { validity[$0] ? Int32(truncatingIfNeeded: values[$0] &- low) : -1 }
    }
    self.init(codes: codes, count: Int(span) + 1)
  }

  private init(hashing parts: [Column], _ keys: (Column) -> [UInt64]) {
    var known = DenseCodes()
    codes = parts.map { column in
      let keys = keys(column)
      guard let validity = column.validity else { return keys.map { known.code(of: $0) } }
      return keys.indices.map { validity[$0] ? known.code(of: keys[$0]) : -1 }
    }
    count = known.count
  }

  /// How many numbers may be given out for so many rows, so that arrays of them stay about as large as the columns.
  static func room(_ rows: Int) -> Int { min(4 * rows + 65_536, Int(Int32.max)) }

  /// Numbers for pairs of values of two columns; a pair with a missing value is missing.
  func crossed(with other: KeyCodes) -> KeyCodes {
    let rows = codes.reduce(0) { $0 + $1.count }
    let width = UInt64(max(other.count, 1))
    let (product, overflows) = count.multipliedReportingOverflow(by: max(other.count, 1))
    var copy = self
    if !overflows, product <= KeyCodes.room(rows) {
      let step = Int32(truncatingIfNeeded: width)
      copy.codes = zip(codes, other.codes).map { a, b in
        zip(a, b).map { $0 < 0 || $1 < 0 ? -1 : $0 &* step &+ $1 }
      }
      copy.count = product
      return copy
    }
    var known = DenseCodes()
    copy.codes = zip(codes, other.codes).map { a, b in
      zip(a, b).map { $0 < 0 || $1 < 0 ? -1 : known.code(of: UInt64($0) &* width &+ UInt64($1)) }
    }
    copy.count = known.count
    return copy
  }

  /// The same with a number of its own for missing values.
  var countingMissing: KeyCodes {
    guard codes.contains(where: { $0.contains(-1) }) else { return self }
    var copy = self
    let own = Int32(truncatingIfNeeded: count)
    copy.codes = codes.map { $0.map { $0 < 0 ? own : $0 } }
    copy.count += 1
    return copy
  }
}

/// Numbers from 0 given to keys in the order in which they are first met: a hash table with open addressing.
struct DenseCodes {
  private var slots = [Int32](repeating: -1, count: 1 << 10)
  private var keys: [UInt64] = []

  var count: Int { keys.count }

  mutating func code(of key: UInt64) -> Int32 {
    var slot = place(of: key)
    while case let code = slots[slot], code >= 0 {
      if keys[Int(code)] == key { return code }
      slot = (slot + 1) & (slots.count - 1)
    }
    let code = Int32(truncatingIfNeeded: keys.count)
    keys.append(key)
    slots[slot] = code
    if keys.count * 2 > slots.count { grow() }
    return code
  }

  /// The finaliser of SplitMix64 (Steele, Lea, Flood 2014).
  private func place(of key: UInt64) -> Int {
    var mixed = key &+ 0x9E37_79B9_7F4A_7C15
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int(truncatingIfNeeded: mixed ^ (mixed >> 31)) & (slots.count - 1)
  }

  private mutating func grow() {
    slots = [Int32](repeating: -1, count: slots.count * 2)
    for (code, key) in keys.enumerated() {
      var slot = place(of: key)
      while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(truncatingIfNeeded: code)
    }
  }
}
