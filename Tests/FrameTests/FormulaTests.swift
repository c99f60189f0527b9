import Testing

@testable import Frame

@Suite struct FormulaTests {
  static let table: Table = makeTable([
    ("a", .numbers([1, .nan, -2.5])), ("i", .integers([7, nil, -7])), ("k", .integers([2, 0, 3])),
    ("big", .integers([.max, 1, 1])), ("b", .booleans([true, nil, false])),
    ("species", .category(["Adelie", nil, "Gentoo"])), ("title", .text(["A cat", "", nil])),
    ("day", .dates([0, nil, 19_723])), ("at", .datetimes([-1, nil, 1_704_067_200_000_000])),
  ])

  private func column(_ name: String) throws -> Formula {
    .column(try #require(Self.table.schema[name]))
  }

  private func text(_ text: String) -> Formula { .literal(.text(text)) }

  private func integer(_ value: Int64) -> Formula { .literal(.integer(value)) }

  private func values(_ formula: Formula) throws -> [Scalar] {
    let column = try formula.evaluate(over: Self.table)
    #expect(column.type == formula.columnType)
    return column.scalars()
  }

  @Test func integersStayIntegersExceptInDivision() throws {
    let (i, k) = (try column("i"), try column("k"))
    #expect(try values(.binary("+", i, k)) == [.integer(9), .missing, .integer(-4)])
    #expect(try values(.binary("/", i, k)) == [.number(3.5), .missing, .number(-7.0 / 3)])
    #expect(try values(.binary("%", i, k)) == [.integer(1), .missing, .integer(2)])
    #expect(try values(.binary("%", k, i)) == [.integer(2), .missing, .integer(-4)])
    #expect(try values(.binary("%", k, integer(0))) == [.missing, .missing, .missing])
    #expect(try values(.binary("%", integer(.min), integer(-1))) == [.integer(0), .integer(0), .integer(0)])
    let a = try column("a")
    #expect(try values(.binary("%", a, integer(2))) == [.number(1), .missing, .number(1.5)])
    #expect(try values(.binary("/", a, integer(0))) == [.missing, .missing, .missing])
  }

  @Test func overflowNamesTheRow() throws {
    let big = try column("big")
    let sum = try Formula.binary("+", big, integer(1))
    let error = #expect(throws: FormulaError.self) { try sum.evaluate(over: Self.table) }
    #expect(error?.message == "`big + 1` leaves the range of 64-bit integers in row 1")
    #expect(throws: FormulaError.self) { try Formula.unary("-", integer(.min)).value() }
    #expect(throws: FormulaError.self) { try Formula.call("abs", [integer(.min)]).value() }
    #expect(try values(.binary("+", big, .literal(.number(1))))[1] == .number(2))
  }

  @Test func typeErrorsNameTheOperand() throws {
    let species = try column("species")
    let plus = #expect(throws: FormulaError.self) { try Formula.binary("+", species, integer(1)) }
    #expect(plus?.message == "`+` needs numbers, `species` is text")
    let compared = #expect(throws: FormulaError.self) { try Formula.binary("==", species, integer(1)) }
    #expect(compared?.message == "`species` is text and `1` is integer: they cannot be compared by `==`")
    #expect(compared?.hint == "write the value in quotes")
    let and = #expect(throws: FormulaError.self) { try Formula.binary("and", column("b"), column("a")) }
    #expect(and?.message == "`and` needs conditions, `a` is number")
    #expect(throws: FormulaError.self) { try Formula.binary("<", column("b"), column("b")) }
    #expect(throws: FormulaError.self) {
      try Formula.conditional(column("b"), then: integer(1), else: text("x"))
    }
    let unknown = #expect(throws: FormulaError.self) { try Formula.call("sqr", [integer(1)]) }
    #expect(unknown?.hint == "did you mean `sqrt`?")
    let count = #expect(throws: FormulaError.self) { try Formula.call("abs", []) }
    #expect(count?.message == "`abs` takes 1 argument, not 0")
    #expect(throws: FormulaError.self) { try Formula.binary("&&", column("b"), column("b")) }
    let mask = #expect(throws: FormulaError.self) { try column("a").evaluateMask(over: Self.table) }
    #expect(mask?.message == "a condition is wanted here, `a` is number")
  }

  @Test func logicHasThreeValues() throws {
    let values: [Scalar] = [.boolean(true), .boolean(false), .missing]
    for a in values {
      #expect(try Formula.unary("not", .literal(a)).value() == not(a))
      for b in values {
        let and = try Formula.binary("and", .literal(a), .literal(b)).value()
        let or = try Formula.binary("or", .literal(a), .literal(b)).value()
        #expect(and == (a == .boolean(false) || b == .boolean(false) ? .boolean(false) : either(a, b, true)))
        #expect(or == (a == .boolean(true) || b == .boolean(true) ? .boolean(true) : either(a, b, false)))
      }
    }
  }

  private func not(_ value: Scalar) -> Scalar {
    if case .boolean(let truth) = value { .boolean(!truth) } else { .missing }
  }

  private func either(_ a: Scalar, _ b: Scalar, _ rest: Bool) -> Scalar {
    a == .missing || b == .missing ? .missing : .boolean(rest)
  }

  @Test func comparisonsFollowTheirKind() throws {
    let species = try column("species")
    #expect(try values(.binary("<", species, text("B"))) == [.boolean(true), .missing, .boolean(false)])
    #expect(
      try values(.binary("==", text("Gentoo"), species)) == [.boolean(false), .missing, .boolean(true)])
    let title = try column("title")
    #expect(try values(.binary("!=", species, title)) == [.boolean(true), .missing, .missing])
    let day = try column("day")
    #expect(
      try values(.binary("<=", day, text("1970-01-01"))) == [.boolean(true), .missing, .boolean(false)])
    #expect(try values(.binary(">=", try column("at"), day)) == [.boolean(false), .missing, .boolean(true)])
    #expect(throws: FormulaError.self) { try Formula.binary("<", day, text("1970-02-30")) }
    let a = try column("a")
    #expect(try Formula.binary(">", a, integer(0)).evaluateMask(over: Self.table) == [true, false, false])
  }

  @Test func integersCompareExactlyWithNumbers() throws {
    let large: Int64 = 9_007_199_254_740_993
    func compare(_ op: String, _ a: Scalar, _ b: Scalar) throws -> Scalar {
      try Formula.binary(op, .literal(a), .literal(b)).value()
    }
    #expect(try compare("==", .integer(large), .number(9_007_199_254_740_992)) == .boolean(false))
    #expect(try compare(">", .integer(large), .number(9_007_199_254_740_992)) == .boolean(true))
    #expect(try compare("<", .integer(.max), .number(0x1p63)) == .boolean(true))
    #expect(try compare("<", .number(-1.5), .integer(-1)) == .boolean(true))
    #expect(try compare(">=", .integer(-2), .number(-1.5)) == .boolean(false))
  }

  @Test func membershipRangesAndMissing() throws {
    let species = try column("species")
    #expect(
      try values(.membership(species, in: [text("Adelie"), text("x")]))
        == [.boolean(true), .missing, .boolean(false)])
    #expect(
      try values(.membership(try column("i"), in: [integer(7), .literal(.missing)]))
        == [.boolean(true), .missing, .missing])
    #expect(
      try values(.membership(try column("i"), in: [integer(7)], negated: true))
        == [.boolean(false), .missing, .boolean(true)])
    #expect(
      try values(.between(try column("day"), text("1969-12-31"), text("1970-01-01T06:00")))
        == [.boolean(true), .missing, .boolean(false)])
    #expect(
      try values(.isMissing(species, negated: true)) == [.boolean(true), .boolean(false), .boolean(true)])
  }

  @Test func conditionsChoose() throws {
    let chosen = try Formula.conditional(column("b"), then: column("i"), else: column("a"))
    #expect(chosen.type == .number)
    #expect(try values(chosen) == [.number(7), .missing, .number(-2.5)])
    let labels = try Formula.conditional(column("b"), then: text("yes"), else: column("species"))
    #expect(labels.columnType == .category)
    #expect(try values(labels) == [.text("yes"), .missing, .text("Gentoo")])
    let free = try Formula.conditional(column("b"), then: column("title"), else: column("species"))
    #expect(free.columnType == .text)
    #expect(try values(.call("coalesce", [column("title"), text("none")]))[2] == .text("none"))
    #expect(try values(.call("coalesce", [.literal(.missing), column("i"), integer(0)]))[1] == .integer(0))
  }

  @Test func numberFunctions() throws {
    func call(_ name: String, _ arguments: Scalar...) throws -> Scalar {
      try Formula.call(name, arguments.map { .literal($0) }).value()
    }
    #expect(try call("log", .number(-1)) == .missing)
    #expect(try call("log", .integer(0)) == .missing)
    #expect(try call("log", .number(1)) == .number(0))
    #expect(try call("sqrt", .integer(9)) == .number(3))
    #expect(try call("exp", .number(1000)) == .missing)
    #expect(try call("log1p", .number(0)) == .number(0))
    #expect(try call("round", .number(2.5)) == .number(3))
    #expect(try call("round", .number(-1.235), .integer(1)) == .number(-1.2))
    #expect(try call("round", .integer(5), .integer(2)) == .integer(5))
    #expect(throws: FormulaError.self) { try call("round", .number(1), .integer(13)) }
    #expect(try call("floor", .number(-0.5)) == .number(-1))
    #expect(try call("ceil", .number(0.5)) == .number(1))
    #expect(try call("min", .integer(3), .number(2.5), .integer(9)) == .number(2.5))
    #expect(try call("max", .text("a"), .text("b")) == .text("b"))
    #expect(try call("min", .integer(3), .missing) == .missing)
    #expect(try call("abs", .integer(-3)) == .integer(3))
  }

  @Test func textFunctions() throws {
    func call(_ name: String, _ arguments: String...) throws -> Scalar {
      try Formula.call(name, arguments.map(text)).value()
    }
    #expect(try call("len", "Zu\u{308}rich\r\n") == .integer(9))
    #expect(try call("words", "  one two\u{A0}three ") == .integer(3))
    #expect(try call("lower", "ÀB") == .text("àb"))
    #expect(try call("upper", "straße") == .text("STRASSE"))
    #expect(try call("trim", "\t x \n") == .text("x"))
    #expect(try call("contains", "banana", "nan") == .boolean(true))
    #expect(try call("contains", "banana", "") == .boolean(true))
    #expect(try call("contains", "caf\u{E9}", "cafe\u{301}") == .boolean(false))
    #expect(try call("starts_with", "banana", "ban") == .boolean(true))
    #expect(try call("ends_with", "banana", "ana") == .boolean(true))
    #expect(try call("ends_with", "a", "banana") == .boolean(false))
    #expect(try call("replace", "aaaa", "aa", "b") == .text("bb"))
    #expect(try call("replace", "abc", "", "x") == .text("abc"))
    #expect(try call("matches", "order 66", "\\d+$") == .boolean(true))
    let error = #expect(throws: FormulaError.self) { try call("matches", "x", "(") }
    #expect(error?.message == "the pattern `(` is not one: `(` is not closed (at character 1)")
    #expect(try values(.call("len", [column("title")])) == [.integer(5), .integer(0), .missing])
  }

  @Test func dateFunctions() throws {
    let at = try column("at")
    #expect(try values(.call("year", [at])) == [.integer(1969), .missing, .integer(2024)])
    #expect(try values(.call("hour", [at])) == [.integer(23), .missing, .integer(0)])
    #expect(try values(.call("weekday", [column("day")])) == [.integer(4), .missing, .integer(1)])
    #expect(
      try values(.call("days_between", [column("day"), text("1970-01-03")]))
        == [.integer(2), .missing, .integer(-19_721)])
    #expect(throws: FormulaError.self) { try Formula.call("hour", [column("day")]) }
  }

  @Test func anyDayIsAMoment() throws {
    let table = makeTable([("d", .dates([.min, .max, 0])), ("m", .datetimes([.min, .max, 0]))])
    let (d, m) = (Formula.column(table.schema.fields[0]), Formula.column(table.schema.fields[1]))
    let same = try Formula.binary("==", d, m).evaluateMask(over: table)
    #expect(same == [true, true, true])
    for name in ["year", "month", "day", "weekday"] { _ = try Formula.call(name, [d]).evaluate(over: table) }
    _ = try Formula.call("days_between", [d, m]).evaluate(over: table)
    #expect(table.baseColumns.flatMap { $0.scalars() }.allSatisfy { !$0.text.isEmpty })
  }

  @Test func canonicalTextTellsFormulasApart() throws {
    let a = try column("a")
    let spaced = Formula.column(Field("a `b`", .number))
    let sum = try Formula.binary("+", a, .binary("*", spaced, .literal(.number(2))))
    #expect(sum.canonicalText == "a + (`a \\`b\\`` * 2.0)")
    #expect(sum.columns == ["a", "a `b`"])
    #expect(try Formula.binary("-", a, integer(-1)).canonicalText == "a - -1")
    #expect(Formula.column(Field("in", .text)).canonicalText == "`in`")
    #expect(text("a\"b\\").canonicalText == #""a\"b\\""#)
    #expect(
      try Formula.call("coalesce", [a, integer(0)]).canonicalText == "coalesce(a, 0)")
  }

  @Test func depthIsCapped() throws {
    var formula = try column("i")
    var failed = false
    for _ in 0..<300 {
      do { formula = try .unary("-", formula) } catch {
        failed = true
        break
      }
    }
    #expect(failed)
    #expect(formula.depth <= 256)
    _ = try formula.evaluate(over: Self.table)
  }

  @Test func viewsAndForeignTables() throws {
    let view = Self.table.drawing(RowDraw([2, 2]))
    let sum = try Formula.binary("*", column("i"), integer(2))
    #expect(try sum.evaluate(over: view).scalars() == [.integer(-14), .integer(-14)])
    let other = makeTable([("i", .text(["x"]))])
    #expect(throws: FormulaError.self) { try sum.evaluate(over: other) }
    #expect(throws: FormulaError.self) { try sum.evaluate(over: makeTable([])) }
    #expect(throws: FormulaError.self) { try sum.value() }
  }

  @Test func everyFunctionIsDocumented() {
    for function in FormulaFunctions.all {
      #expect(function.signature.hasPrefix(function.name + "("))
      #expect(function.summary.hasSuffix("."))
    }
  }
}

/// A table of those columns.
func makeTable(_ columns: [(name: String, column: Column)]) -> Table {
  let schema = Schema(columns.map { Field($0.name, $0.column.type) })
  do { return try Table(schema: schema, columns: columns.map(\.column)) } catch {
    preconditionFailure(error.reason)
  }
}
