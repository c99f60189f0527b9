import Syntax
import Testing

struct LexerTests {
  private func tokens(_ text: String) -> (texts: [String], problems: [String]) {
    let file = Reading.file(text)
    let lines = (1...file.lineCount).map { file.line($0) }
    let (tokens, problems) = Lexer.tokens(file: file, lines: lines)
    return (
      tokens.map { ($0.startsLine ? "¶" : "") + "\($0.kind)@\(Reading.place($0.span, in: file))" },
      problems.map { Reading.text($0, in: file) }
    )
  }

  @Test func everyKindHasItsPlace() {
    let (texts, problems) = tokens("größe `é é` 12 80% \"x\\ty\" $p matches(/a b/) -> # no\nfit <-> a--b {")
    #expect(problems == [])
    #expect(
      texts == [
        "¶word(\"größe\")@1:1-1:6", "name(\"é é\")@1:7-1:12", "number(Syntax.Literal.integer(12))@1:13-1:15",
        "percent(0.8)@1:16-1:19", "text(\"x\\ty\")@1:20-1:26", "parameter(\"p\")@1:27-1:29",
        "word(\"matches\")@1:30-1:37", "symbol(\"(\")@1:37-1:38", "regex(\"a b\")@1:38-1:43",
        "symbol(\")\")@1:43-1:44",
        "symbol(\"->\")@1:45-1:47", "¶word(\"fit\")@2:1-2:4", "symbol(\"<->\")@2:5-2:8",
        "word(\"a\")@2:9-2:10",
        "symbol(\"--\")@2:10-2:12", "word(\"b\")@2:12-2:13", "symbol(\"{\")@2:14-2:15",
      ])
  }

  @Test(arguments: [
    ("0", Literal.integer(0)), ("1_000_000", .integer(1_000_000)), ("9223372036854775807", .integer(.max)),
    ("007", .integer(7)), ("0.5", .number(0.5)), ("1e-3", .number(0.001)), ("1E3", .number(1000)),
    ("1_0.2_5e+0_1", .number(102.5)), ("1e-400", .number(0)),
  ])
  func numbers(_ text: String, _ expected: Literal) {
    let file = Reading.file(text)
    let (tokens, problems) = Lexer.tokens(file: file, lines: [file.line(1)])
    #expect(problems.isEmpty)
    #expect(tokens.map(\.kind) == [.number(expected)])
  }

  @Test(arguments: ["0x10", "1__0", "1_", "12abc", "1e", "0b1", "9223372036854775808", "1e309", "2é"])
  func wrongNumbers(_ text: String) {
    let (_, problems) = tokens(text)
    #expect(problems.count == 1)
    #expect(problems[0].hasPrefix("1:1-1:\(text.count + 1) "))
  }

  @Test func namesThatLookLikeNumbersAreWords() {
    #expect(tokens("inf nan e1 _1").problems == [])
    #expect(tokens("inf nan").texts == ["¶word(\"inf\")@1:1-1:4", "word(\"nan\")@1:5-1:8"])
  }

  @Test(arguments: [
    ("7%", 1), ("7%,", 2), ("7 %", 2), ("7%2", 3), ("7%a", 3), ("7%(", 3), ("7% 2", 2), ("7%)", 2),
  ])
  func percentOrRemainder(_ text: String, _ count: Int) {
    #expect(tokens(text).texts.count == count)
  }

  @Test func slashesDivideOutsideOfArguments() {
    #expect(tokens("a / b / c").texts.count == 5)
    #expect(tokens("f(a / b)").texts.count == 6)
    #expect(tokens("f(a, /b#c/)").texts.count == 6)
  }

  @Test func whatIsNeverClosedEndsWithItsLine() {
    let (texts, problems) = tokens("\"a\n`b\nf(/c\nd")
    #expect(texts.count == 6)
    #expect(problems.map { String($0.prefix(13)) } == ["1:1-1:3 L0108", "2:1-2:3 L0108", "3:3-3:5 L0108"])
  }

  @Test func marksInsideOfQuotesAreText() {
    #expect(tokens("\"a # b\" `c # d`").texts.count == 2)
  }
}
