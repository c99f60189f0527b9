/// The comparison operators on whole columns of one kind.
enum Comparison {
  static func compare(
    _ op: ComparisonOperator, _ left: FormulaVector, _ right: FormulaVector
  ) -> [Truth] {
    switch (left, right) {
    case (.numbers(let a), .numbers(let b)):
      return a.indices.map { a[$0].isNaN || b[$0].isNaN ? .missing : Truth(op.holds(a[$0], b[$0])) }
    case (.integers(let a, let aValid), .integers(let b, let bValid)),
      (.datetimes(let a, let aValid), .datetimes(let b, let bValid)):
      return masked(Bitmap.both(aValid, bValid), a.count) { op.holds(a[$0], b[$0]) }
    case (.dates(let a, let aValid), .dates(let b, let bValid)):
      return masked(Bitmap.both(aValid, bValid), a.count) { op.holds(a[$0], b[$0]) }
    case (.integers(let a, let validity), .numbers(let b)):
      return masked(validity, a.count) { b[$0].isNaN ? nil : op.holds(order(a[$0], b[$0]), 0) }
    case (.numbers(let a), .integers(let b, let validity)):
      return masked(validity, a.count) { a[$0].isNaN ? nil : op.holds(0, order(b[$0], a[$0])) }
    case (.texts(let a, let aLevels), .texts(let b, let bLevels)):
      return texts(op, a, aLevels, b, bLevels)
    case (.truths(let a), .truths(let b)):
      return a.indices.map {
        a[$0] == .missing || b[$0] == .missing ? .missing : Truth(op.holds(a[$0].rawValue, b[$0].rawValue))
      }
    default: return [Truth](repeating: .missing, count: left.count)
    }
  }

  /// -1, 0 or 1 as the integer is less than, equal to or greater than the number, exactly.
  static func order(_ integer: Int64, _ number: Double) -> Int {
    if number >= 0x1p63 { return -1 }
    if number < -0x1p63 { return 1 }
    let whole = number.rounded(.down)
    let floor = Int64(whole)
    if integer != floor { return integer < floor ? -1 : 1 }
    return whole == number ? 0 : -1
  }

  private static func masked(_ validity: Bitmap?, _ count: Int, _ holds: (Int) -> Bool?) -> [Truth] {
    (0..<count).map { row in
      guard validity?[row] ?? true, let isTrue = holds(row) else { return .missing }
      return Truth(isTrue)
    }
  }

  private static func texts(
    _ op: ComparisonOperator, _ a: [Int32], _ aLevels: [String], _ b: [Int32], _ bLevels: [String]
  ) -> [Truth] {
    if bLevels.count == 1 {
      let table = aLevels.map { Truth(op.holds(order($0, bLevels[0]), 0)) }
      return a.indices.map { a[$0] < 0 || b[$0] < 0 ? .missing : table[Int(a[$0])] }
    }
    if aLevels.count == 1 {
      let table = bLevels.map { Truth(op.holds(order(aLevels[0], $0), 0)) }
      return a.indices.map { a[$0] < 0 || b[$0] < 0 ? .missing : table[Int(b[$0])] }
    }
    let (aRanks, bRanks) = ranks(aLevels, bLevels)
    return a.indices.map {
      a[$0] < 0 || b[$0] < 0 ? .missing : Truth(op.holds(aRanks[Int(a[$0])], bRanks[Int(b[$0])]))
    }
  }

  private static func order(_ a: String, _ b: String) -> Int {
    a.hasSameBytes(as: b) ? 0 : a.precedesByBytes(b) ? -1 : 1
  }

  /// Numbers that order the levels of both sides by bytes; the same text has the same number.
  private static func ranks(_ a: [String], _ b: [String]) -> ([Int32], [Int32]) {
    let levels = a + b
    let sorted = levels.indices.sorted { levels[$0].precedesByBytes(levels[$1]) }
    var ranks = [Int32](repeating: 0, count: levels.count)
    var rank: Int32 = 0
    for (place, level) in sorted.enumerated() {
      if place > 0, !levels[sorted[place - 1]].hasSameBytes(as: levels[level]) { rank += 1 }
      ranks[level] = rank
    }
    return (Array(ranks[..<a.count]), Array(ranks[a.count...]))
  }
}

extension ComparisonOperator {
  func holds<Value: Comparable>(_ a: Value, _ b: Value) -> Bool {
    switch self {
    case .equal: a == b
    case .notEqual: a != b
    case .less: a < b
    case .lessOrEqual: a <= b
    case .greater: a > b
    case .greaterOrEqual: a >= b
    }
  }
}
