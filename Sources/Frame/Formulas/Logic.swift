/// `and` and `or` of SQL's three-valued logic.
enum Logic {
  static func combine(isAnd: Bool, _ left: [Truth], _ right: [Truth]) -> [Truth] {
    let deciding: Truth = isAnd ? .no : .yes
    return left.indices.map { row in
      let (a, b) = (left[row], right[row])
      if a == deciding || b == deciding { return deciding }
      return a == .missing || b == .missing ? .missing : deciding.negated
    }
  }
}

/// `x in [a, b]`.
enum Membership {
  static func test(
    _ subject: Formula, _ items: [Formula], _ input: FormulaInput
  ) throws(FormulaError) -> [Truth] {
    let values = try subject.evaluated(input)
    if case .texts(let codes, let levels) = values, let constants = constantTexts(items) {
      let known = Set(constants.map(ByteKey.init))
      let table = levels.map { Truth(known.contains(ByteKey($0))) }
      return codes.map { $0 < 0 ? (items.isEmpty ? .no : .missing) : table[Int($0)] }
    }
    var result = [Truth](repeating: .no, count: input.rowCount)
    for item in items {
      let equal = Comparison.compare(.equal, values, try item.evaluated(input))
      result = Logic.combine(isAnd: false, result, equal)
    }
    return result
  }

  /// The texts of the items where all are text literals.
  private static func constantTexts(_ items: [Formula]) -> [String]? {
    var texts: [String] = []
    for item in items {
      guard case .literal(.text(let text)) = item.node else { return nil }
      texts.append(text)
    }
    return texts
  }
}

/// Row by row one of two columns of one type.
enum Choice {
  /// `first` where `choice` is true, `second` elsewhere.
  static func merge(_ choice: [Bool], _ first: FormulaVector, _ second: FormulaVector) -> FormulaVector {
    switch (first, second) {
    case (.numbers(let a), .numbers(let b)): return .numbers(pick(choice, a, b))
    case (.truths(let a), .truths(let b)): return .truths(pick(choice, a, b))
    case (.integers(let a, let aValid), .integers(let b, let bValid)):
      return .integers(pick(choice, a, b), validity(choice, aValid, bValid))
    case (.dates(let a, let aValid), .dates(let b, let bValid)):
      return .dates(pick(choice, a, b), validity(choice, aValid, bValid))
    case (.datetimes(let a, let aValid), .datetimes(let b, let bValid)):
      return .datetimes(pick(choice, a, b), validity(choice, aValid, bValid))
    case (.texts(let a, let aLevels), .texts(let b, let bLevels)):
      let shift = Int32(aLevels.count)
      return .texts(pick(choice, a, b.map { $0 < 0 ? -1 : $0 + shift }), aLevels + bLevels)
    default: return first
    }
  }

  private static func pick<Value>(_ choice: [Bool], _ a: [Value], _ b: [Value]) -> [Value] {
    choice.indices.map { choice[$0] ? a[$0] : b[$0] }
  }

  private static func validity(_ choice: [Bool], _ a: Bitmap?, _ b: Bitmap?) -> Bitmap? {
    guard a != nil || b != nil else { return nil }
    return Bitmap.validity(choice.count) { choice[$0] ? a?[$0] ?? true : b?[$0] ?? true }
  }
}
