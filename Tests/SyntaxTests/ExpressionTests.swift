import Syntax
import Testing

struct ExpressionTests {
  /// Each text is read and written again; where two are given, the second is the canonical one.
  @Test(arguments: [
    ("a", "a"),
    ("`Petal length` > 1.50", "`Petal length` > 1.5"),
    ("`or` and `a b`.`c d`.x", "`or` and `a b`.`c d`.x"),
    ("scores.women.accuracy", "scores.women.accuracy"),
    ("birds.missing == 0", "birds.missing == 0"),
    ("1+2*3", "1 + 2 * 3"),
    ("(1+2)*3", "(1 + 2) * 3"),
    ("1 - (2 - 3)", "1 - (2 - 3)"),
    ("(1 - 2) - 3", "1 - 2 - 3"),
    ("a / b * c % d", "a / b * c % d"),
    ("7%2", "7 % 2"),
    ("x * 7%", "x * 7%"),
    ("-a + -(b) - -(-c)", "-a + -b - -(-c)"),
    ("-(a + b)", "-(a + b)"),
    ("a or b and not c == d", "a or b and not c == d"),
    ("(a or b) and not (c and d)", "(a or b) and not (c and d)"),
    ("not not a", "not not a"),
    ("(not a) == b", "(not a) == b"),
    ("(a == b) == c", "(a == b) == c"),
    ("a in [1, 2] and b not in [\"x\"]", "a in [1, 2] and b not in [\"x\"]"),
    ("a between 1 and 2 and b not between c + 1 and d", "a between 1 and 2 and b not between c + 1 and d"),
    ("a is missing or b is not missing", "a is missing or b is not missing"),
    ("if a then b else if c then d else e", "if a then b else if c then d else e"),
    ("1 + (if a then b else c)", "1 + (if a then b else c)"),
    ("if (if a then b else c) then d else e", "if (if a then b else c) then d else e"),
    ("min(a, max(b, 1), if c then d else e)", "min(a, max(b, 1), if c then d else e)"),
    ("matches(name, /^a\\/b$/)", "matches(name, \"^a/b$\")"),
    ("$gate <= 80%", "$gate <= 80%"),
    ("29% + 0.1%", "29% + 0.1%"),
    ("true and no", "yes and no"),
    ("1e3 + 1_000 + 1e-7", "1000.0 + 1000 + 1e-07"),
    ("\"é \\u{e9} \\\"q\\\" \\\\ \\n\"", "\"é é \\\"q\\\" \\\\ \\n\""),
    ("größe > 1", "größe > 1"),
    ("now()", "now()"),
  ])
  func canonicalText(_ source: String, _ expected: String) {
    let (expression, problems) = Reading.expression(source)
    #expect(problems == [])
    #expect(ExpressionPrinter.text(expression) == expected)
    #expect(ExpressionPrinter.text(Reading.expression(expected).expression) == expected)
  }

  @Test(arguments: [
    ("", "1:1-1:1 L0101 expected a value, found the end"),
    ("a &&b", "1:3-1:5 L0101 expected an operator or the end of the expression, found `&&` (write `and`)"),
    ("a || b", "1:3-1:5 L0101 expected an operator or the end of the expression, found `||` (write `or`)"),
    ("!a", "1:1-1:2 L0101 expected a value, found `!` (write `not`)"),
    (
      "a = b",
      "1:3-1:4 L0101 expected an operator or the end of the expression, found `=` (to compare, write `==`)"
    ),
    ("a <> b", "1:3-1:5 L0101 expected an operator or the end of the expression, found `<>` (write `!=`)"),
    ("a < b < c", "1:7-1:8 L0101 comparisons do not chain (write `a < b and b < …`)"),
    ("a in [1] == b", "1:10-1:12 L0101 comparisons do not chain (join two comparisons with `and`)"),
    (
      "a in (1)",
      "1:6-1:7 L0101 expected `[`, found `(` (the values stand in square brackets: `in [\"a\", \"b\"]`)"
    ),
    ("a in []", "1:7-1:8 L0101 expected a value, found `]` (a list has at least one value)"),
    ("(a", "1:3-1:3 L0101 expected `)`, found the end (a parenthesis or bracket is not closed)"),
    ("f(a", "1:4-1:4 L0101 expected `,` or `)`, found the end (a parenthesis or bracket is not closed)"),
    ("f(a b)", "1:5-1:6 L0101 expected `,` or `)`, found `b`"),
    ("a b", "1:3-1:4 L0101 expected an operator or the end of the expression, found `b`"),
    (
      "a is null",
      "1:6-1:10 L0101 expected `missing` or `not missing`, found `null` (`is missing` asks for missing values; to compare, write `==`)"
    ),
    ("a == not b", "1:6-1:9 L0101 expected a value, found `not` (put parentheses around `not …`)"),
    (
      "1 + if a then b else c",
      "1:5-1:7 L0101 expected a value, found `if` (put parentheses around `if … then … else …`)"
    ),
    (
      "if a then b",
      "1:12-1:12 L0101 expected `else`, found the end (write `if CONDITION then VALUE else VALUE`)"
    ),
    ("a between 1", "1:12-1:12 L0101 expected `and`, found the end (write `between LOW and HIGH`)"),
    (
      "a == missing",
      "1:6-1:13 L0101 expected a value, found `missing` (write `is missing`, or `` `missing` `` for a column of that name)"
    ),
    (".5 < a", "1:1-1:2 L0101 expected a value, found `.` (numbers start with a digit: `0.5`)"),
    (
      "a.b(1)",
      "1:4-1:5 L0101 expected an operator or the end of the expression, found `(` (`a.b` is no function)"
    ),
    ("a.", "1:3-1:3 L0101 expected a name behind `.`, found the end (for example `scores.accuracy`)"),
    ("é ≤ é", "1:3-1:4 L0101 `≤` has no meaning here (write `<=`)"),
  ])
  func errors(_ source: String, _ expected: String) {
    let (expression, problems) = Reading.expression(source)
    #expect(problems == [expected])
    #expect(expression.kind == .invalid)
  }

  @Test func everyNodeHasItsPlace() {
    let text = "(a + é) * f(b, 2%)"
    let file = Reading.file(text)
    let expression = Reading.expression(text).expression
    guard case .binary(.multiply, let left, let right) = expression.kind,
      case .binary(.add, let a, let e) = left.kind, case .call(let name, let arguments) = right.kind
    else {
      Issue.record("\(expression)")
      return
    }
    let places = [expression.span, left.span, a.span, e.span, right.span, name.span, arguments[1].span]
    #expect(
      places.map { Reading.place($0, in: file) }
        == ["1:1-1:19", "1:1-1:8", "1:2-1:3", "1:6-1:7", "1:11-1:19", "1:11-1:12", "1:16-1:18"])
  }

  @Test(arguments: ["(", "not ", "-( ", "a + ", "f(", "if a then b else ", "a or "])
  func nestingIsLimited(_ opening: String) {
    let deep = Reading.expression(String(repeating: opening, count: 30_000) + "a")
    #expect(deep.problems.count == 1)
    #expect(deep.problems[0].contains("L0109"), "\(deep.problems)")
  }

  @Test func nestingUpToTheLimitIsRead() {
    let parentheses = Reading.expression(
      String(repeating: "(", count: 255) + "a" + String(repeating: ")", count: 255))
    #expect(parentheses.problems == [])
    let sum = Reading.expression(String(repeating: "a + ", count: 255) + "a")
    #expect(sum.problems == [])
    #expect(ExpressionPrinter.text(sum.expression).utf8.count == 255 * 4 + 1)
  }

  @Test func printingAndReadingIsIdentity() {
    var random = SplitMix(seed: 7)
    for _ in 0..<3000 {
      let expression = RandomExpression.make(depth: 5, &random)
      let text = ExpressionPrinter.text(expression)
      let (again, problems) = Reading.expression(text)
      #expect(problems == [], "\(text)")
      #expect(Shape.text(again) == Shape.text(expression), "\(text)")
      #expect(ExpressionPrinter.text(again) == text)
    }
  }
}

/// A structure as text that shows every node, so that two trees are equal when their texts are.
private enum Shape {
  static func text(_ expression: Expression) -> String {
    switch expression.kind {
    case .literal(let literal): "\(literal)"
    case .name(let words): "name\(words.map(\.text))"
    case .parameter(let name): "$\(name)"
    case .unary(let symbol, let operand): "(\(symbol) \(text(operand)))"
    case .binary(let symbol, let left, let right): "(\(symbol) \(text(left)) \(text(right)))"
    case .call(let name, let arguments): "(\(name.text): \(arguments.map(text)))"
    case .membership(let operand, let items, let negated):
      "(in \(negated) \(text(operand)) \(items.map(text)))"
    case .between(let operand, let lower, let upper, let negated):
      "(between \(negated) \(text(operand)) \(text(lower)) \(text(upper)))"
    case .isMissing(let operand, let negated): "(missing \(negated) \(text(operand)))"
    case .conditional(let condition, let yes, let no): "(if \(text(condition)) \(text(yes)) \(text(no)))"
    case .invalid: "invalid"
    }
  }
}

private enum RandomExpression {
  static func make(depth: Int, _ random: inout SplitMix) -> Expression {
    func inner() -> Expression { make(depth: depth - 1, &random) }
    let none = Span(0, 0)
    let choice = depth == 0 ? random.below(7) : random.below(16)
    let kind: Expression.Kind
    switch choice {
    case 0: kind = .literal(.integer(Int64(random.below(1_000_000))))
    case 1: kind = .literal(.number(Double(random.below(1_000_000)) / Double(1 + random.below(997))))
    case 2: kind = .literal(.percent(Double(random.below(10_000)) / 10_000))
    case 3: kind = .literal(.text(["", "a", "é\"\\", "\u{1}\n\t`", "\u{2028}x"][random.below(5)]))
    case 4: kind = .literal(.boolean(random.below(2) == 0))
    case 5: kind = .parameter("p\(random.below(3))")
    case 6:
      let names = ["a", "größe", "or", "two words", "missing", "2nd", "_x"]
      kind = .name((0...random.below(2)).map { _ in Word(names[random.below(names.count)], none) })
    case 7: kind = .unary(.minus, inner())
    case 8: kind = .unary(.not, inner())
    case 9: kind = .call(Word("f", none), (0..<random.below(3)).map { _ in inner() })
    case 10:
      kind = .membership(inner(), (0...random.below(2)).map { _ in inner() }, negated: random.below(2) == 0)
    case 11: kind = .between(inner(), inner(), inner(), negated: random.below(2) == 0)
    case 12: kind = .isMissing(inner(), negated: random.below(2) == 0)
    case 13: kind = .conditional(inner(), inner(), inner())
    default:
      let symbols = BinaryOperator.allCases
      kind = .binary(symbols[random.below(symbols.count)], inner(), inner())
    }
    return Expression(kind, none)
  }
}
