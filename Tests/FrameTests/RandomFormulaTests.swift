import Canonical
import Testing

@testable import Frame

/// Properties of formulas made at random.
@Suite struct RandomFormulaTests {
  static let table = FormulaTests.table
  static let literals: [Scalar] = [
    .missing, .integer(0), .integer(-3), .integer(.max), .number(0.5), .number(-1e300), .boolean(true),
    .text("a"),
    .text("2024-02-29"), .text(""), .date(100), .datetime(-1),
  ]

  /// A formula, or nil where the types of the parts chosen do not fit.
  private func random(_ stream: inout RandomStream, depth: Int) -> Formula? {
    func part(_ stream: inout RandomStream) -> Formula? { random(&stream, depth: depth - 1) }
    let functions = FormulaFunctions.table
    switch stream.next(below: depth > 0 ? 10 : 2) {
    case 0:
      return .column(Self.table.schema.fields[stream.next(below: Self.table.columnCount)])
    case 1: return .literal(Self.literals[stream.next(below: Self.literals.count)])
    case 2, 3, 4:
      let operators = ["+", "-", "*", "/", "%", "==", "!=", "<", "<=", ">", ">=", "and", "or"]
      guard let a = part(&stream), let b = part(&stream) else { return nil }
      return try? .binary(operators[stream.next(below: operators.count)], a, b)
    case 5:
      guard let a = part(&stream) else { return nil }
      return try? .unary(stream.next(below: 2) == 0 ? "-" : "not", a)
    case 6:
      guard let a = part(&stream), let b = part(&stream), let c = part(&stream) else { return nil }
      return try? .conditional(a, then: b, else: c)
    case 7:
      guard let a = part(&stream), let b = part(&stream), let c = part(&stream) else { return nil }
      return stream.next(below: 2) == 0
        ? try? .membership(a, in: [b, c], negated: stream.next(below: 2) == 0) : try? .between(a, b, c)
    case 8: return part(&stream).flatMap { try? .isMissing($0) }
    default:
      let function = functions[stream.next(below: functions.count)]
      var arguments: [Formula] = []
      for _ in 0..<min(function.arity.upperBound, function.arity.lowerBound + stream.next(below: 2)) {
        guard let argument = part(&stream) else { return nil }
        arguments.append(argument)
      }
      return try? .call(function.name, arguments)
    }
  }

  /// Every row's value depends on that row alone, the column is in normal form and has the type foretold.
  @Test func rowsAreIndependent() throws {
    var stream = RandomStream(seed: 21, stream: 0)
    let rows: [Int32] = [2, 0, 0, 1]
    var evaluated = 0
    for _ in 0..<15_000 {
      guard let formula = random(&stream, depth: 3),
        let whole = try? formula.evaluate(over: Self.table)
      else { continue }
      evaluated += 1
      #expect(whole.type == formula.columnType && whole.count == Self.table.rowCount)
      var reader = ByteReader(whole.canonicalBytes)
      #expect((try? Column(decoding: &reader)) == whole)
      if formula.type == .number { #expect(whole.doubles().allSatisfy { $0.isNaN || $0.isFinite }) }
      let view = try formula.evaluate(over: Self.table.drawing(RowDraw(rows)))
      #expect(view.scalars() == whole.gathered(by: rows).scalars(), "\(formula.canonicalText)")
      if formula.isConstant {
        #expect(try formula.value() == whole[0], "\(formula.canonicalText)")
      }
      if formula.type == .boolean {
        let mask = try formula.evaluateMask(over: Self.table)
        #expect(mask == whole.scalars().map { $0 == .boolean(true) })
      }
    }
    #expect(evaluated > 1000)
  }

  /// `not (a and b)` is `(not a) or (not b)`, and `x in [a, b]` is `x == a or x == b`, missing values included.
  @Test func lawsHold() throws {
    var stream = RandomStream(seed: 22, stream: 0)
    var tested = 0
    for _ in 0..<20_000 {
      guard let a = random(&stream, depth: 2), let b = random(&stream, depth: 2) else { continue }
      if let both = try? Formula.binary("and", a, b),
        let left = try? Formula.unary("not", both).evaluate(over: Self.table)
      {
        let right = try Formula.binary("or", .unary("not", a), .unary("not", b)).evaluate(over: Self.table)
        #expect(left == right)
        tested += 1
      }
      guard let c = random(&stream, depth: 1), let membership = try? Formula.membership(a, in: [b, c]),
        let first = try? Formula.binary("==", a, b), let second = try? Formula.binary("==", a, c),
        let found = try? membership.evaluate(over: Self.table)
      else { continue }
      #expect(try Formula.binary("or", first, second).evaluate(over: Self.table) == found)
      tested += 1
    }
    #expect(tested > 200)
  }
}
