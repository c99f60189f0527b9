import Canonical

/// An integer result that does not fit 64 bits.
struct IntegerOverflow: Error {
  /// Counted from 0.
  let row: Int

  func formulaError(in text: String) -> FormulaError {
    FormulaError(
      "`\(text)` leaves the range of 64-bit integers", hint: "make an operand a number, such as `1.0 * x`",
      row: row)
  }
}

/// The arithmetic operators on whole columns.
enum Arithmetic {
  /// Both operands are numbers or both are integers. A result that is not finite is missing.
  static func apply(
    _ op: ArithmeticOperator, _ left: FormulaVector, _ right: FormulaVector
  ) throws(IntegerOverflow) -> FormulaVector {
    switch (left, right) {
    case (.integers(let a, let aValid), .integers(let b, let bValid)):
      return try integers(op, a, b, Bitmap.both(aValid, bValid))
    case (.numbers(let a), .numbers(let b)):
      switch op {
      case .add: return numbers(a, b, +)
      case .subtract: return numbers(a, b, -)
      case .multiply: return numbers(a, b, *)
      case .divide: return numbers(a, b, /)
      case .remainder: return numbers(a, b, flooredRemainder)
      }
    default: return FormulaVector(.missing, as: .number, count: left.count)
    }
  }

  static func negated(_ operand: FormulaVector) throws(IntegerOverflow) -> FormulaVector {
    switch operand {
    case .numbers(let values): return .numbers(values.map { -$0 })
    case .integers(let values, let validity):
      var result = values
      for row in values.indices {
        let (value, overflow) = Int64(0).subtractingReportingOverflow(values[row])
        guard !overflow || !(validity?[row] ?? true) else { throw IntegerOverflow(row: row) }
        result[row] = value
      }
      return .integers(result, validity)
    default: return operand
    }
  }

  private static func numbers(
    _ a: [Double], _ b: [Double], _ op: (Double, Double) -> Double
  ) -> FormulaVector {
    var result = a
    for row in result.indices { result[row] = op(a[row], b[row]).finiteOrMissing }
    return .numbers(result)
  }

  private static func integers(
    _ op: ArithmeticOperator, _ a: [Int64], _ b: [Int64], _ validity: Bitmap?
  ) throws(IntegerOverflow) -> FormulaVector {
    if op == .remainder { return remainders(a, b, validity) }
    var result = a
    for row in result.indices {
      let (value, overflow) =
        switch op {
        case .add: a[row].addingReportingOverflow(b[row])
        case .subtract: a[row].subtractingReportingOverflow(b[row])
        default: a[row].multipliedReportingOverflow(by: b[row])
        }
      // A missing operand stands as zero, which may still overflow against the other.
      guard !overflow || !(validity?[row] ?? true) else { throw IntegerOverflow(row: row) }
      result[row] = value
    }
    return .integers(result, validity)
  }

  private static func remainders(_ a: [Int64], _ b: [Int64], _ validity: Bitmap?) -> FormulaVector {
    var result = a
    var valid = validity
    for row in result.indices {
      guard b[row] != 0 else {
        valid = valid ?? Bitmap(repeating: true, count: a.count)
        valid?[row] = false
        result[row] = 0
        continue
      }
      let remainder = a[row].remainderReportingOverflow(dividingBy: b[row]).partialValue
      let hasOtherSign = remainder != 0 && (remainder < 0) != (b[row] < 0)
      result[row] = hasOtherSign ? remainder + b[row] : remainder
    }
    return .integers(result, valid)
  }

  /// The remainder that has the sign of the divisor, as Python's `%`.
  private static func flooredRemainder(_ a: Double, _ b: Double) -> Double {
    let remainder = a.truncatingRemainder(dividingBy: b)
    return remainder != 0 && (remainder < 0) != (b < 0) ? remainder + b : remainder
  }
}

extension Double {
  /// The value, or NaN (missing) where it is infinite.
  var finiteOrMissing: Double { isFinite ? self : .nan }
}
