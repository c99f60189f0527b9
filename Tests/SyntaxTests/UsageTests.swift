import Syntax
import Testing

struct UsageTests {
  @Test(arguments: [
    ("stratify by", "stratify by COLUMN[, COLUMN…]"),
    ("take", "take N|P% [method: simple|stratified] [by: COLUMN]"),
    ("metrics", "metrics accuracy|f1_macro|log_loss[, …]"),
    ("column", "column NAME number|text [as NEW] [format: \"TEXT\"]"),
    ("derive", "derive NAME = VALUE"),
    ("model logistic", "model logistic [C: NUMBER] [max_iter: N]"),
    ("missing", "missing \"TEXT\"[, \"TEXT\"…]"),
    ("inline", "inline (indented lines below)"),
    ("hide source", "hide source"),
    ("pick", "pick [NAME] where CONDITION"),
    ("order", "order [\"LIST\", …]"),
  ])
  func lines(_ keyword: String, _ expected: String) throws {
    let spec = try #require(Specs.all.first { $0.keyword == keyword })
    #expect(usage(of: spec) == expected)
    #expect(spec.usage == expected)
  }
}
