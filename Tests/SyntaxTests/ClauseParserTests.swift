import Syntax
import Testing

/// What clauses say when they are right.
struct ClauseParserTests {
  @Test(arguments: [
    ("metrics accuracy, f1_macro", "metrics metrics=[accuracy,f1_macro]"),
    ("split 80%, 0.2", "split shares=[80%,20%]"),
    ("stratify by age, `Petal length`", "stratify by columns=[age,Petal length]"),
    ("take 1_000", "take amount=1000"),
    ("take 10% by: sex method: stratified", "take amount=10% by:sex method:stratified"),
    ("impute numeric with: median", "impute columns=<any numeric> with:median"),
    ("impute `numeric`, text", "impute columns=<numeric,any text>"),
    (
      "impute all except a, starts_with(\"x_\"), matches(/^a\\/b$/) with: mean",
      "impute columns=<any all - a,x_*,/^a/b$/> with:mean"
    ),
    ("model logistic", "model logistic"),
    ("model logistic C: 1e-3 max_iter: 10", "model logistic C:0.001 max_iter:10"),
    ("model logistic C: $half", "model logistic C:0.5 $half"),
    ("model logistic C: 50%", "model logistic C:50%"),
    ("column age number", "column name=age type=number"),
    ("column age text as years format: \"y\"", "column name=age new=years type=text format:\"y\""),
    ("derive c = a + 1", "derive name=c value=(a + 1)"),
    ("derive c = $half * b", "derive name=c value=($half * b) $half"),
    ("where a == \"x, y\" # and more", "where condition=(a == \"x, y\")"),
    ("encoding latin-1", "encoding name=latin-1"),
    ("header yes", "header flag=yes"),
    ("header false", "header flag=no"),
    ("header $on", "header flag=yes $on"),
    ("missing \"NA\", \"\\\"?\\\"\"", "missing texts=[\"NA\",\"\\\"?\\\"\"]"),
    ("inline\n  a,b # c\n  1,2\n\n  # 3", "inline lines=raw3"),
    ("cross a * b", "cross a=a b=b"),
    ("ngrams 2...10", "ngrams range=2.0...10.0"),
    ("ngrams -1...1", "ngrams range=-1.0...1.0"),
    ("ngrams 0.001...0.3 log", "ngrams range=0.001...0.3log"),
    ("ngrams 0...100 step 5", "ngrams range=0.0...100.0/5.0"),
    ("ngrams 10%...50%", "ngrams range=0.1...0.5"),
    ("kinds {gbtree, 3, \"x\", no}", "kinds set={gbtree,3,\"x\",no}"),
    ("order [\"a\", \"b\"]", "order list=[\"a\",\"b\"]"),
    ("constant -80%", "constant value=-80%"),
    ("hide source", "hide source"),
    ("slice women where sex == \"f\"", "slice condition=(sex == \"f\") name=women"),
    ("slice by sex", "slice by column=sex"),
    ("pick where a", "pick condition=(a)"),
    ("pick n where a", "pick condition=(a) name=n"),
    ("stratify by\n  a,\n    b # c\n  # d", "stratify by columns=[a,b]"),
    ("stratify by $metric", "stratify by columns=[accuracy] $metric"),
    ("metrics $metric, f1_macro", "metrics metrics=[accuracy,f1_macro] $metric"),
    ("`caption` \"x\"\nlimit 3", "limit count=3"),
  ])
  func reads(_ body: String, _ expected: String) {
    let (parsed, _) = Reading.clauses(body, specs: Specs.all, parameters: Specs.parameters)
    #expect(parsed.map(Specs.text) == [expected])
  }

  @Test func spansAreExact() throws {
    let (parsed, _) = Reading.clauses(
      "on test\ntake 10%  method:  simple # c\n\tby: `é é`", specs: Specs.all, parameters: [:])
    let file = Reading.file("```evaluate scores\non test\ntake 10%  method:  simple # c\n\tby: `é é`\n```\n")
    let clause = try #require(parsed.last)
    #expect(Reading.place(clause.keywordSpan, in: file) == "3:1-3:5")
    #expect(Reading.place(clause.span, in: file) == "3:1-4:11")
    #expect(clause.arguments["amount"].map { Reading.place($0.span, in: file) } == "3:6-3:9")
    #expect(clause.options["method"].map { Reading.place($0.span, in: file) } == "3:20-3:26")
    #expect(clause.word("by")?.text == "é é")
    #expect(clause.options["by"].map { Reading.place($0.span, in: file) } == "4:6-4:11")
  }

  @Test func rawLinesAreVerbatim() throws {
    let body = "inline\n    a,b  \n      # 1,\"\n\n  limit 1\nlimit 2"
    let (parsed, problems) = Reading.clauses("on x\n" + body, specs: Specs.all)
    #expect(problems == [])
    let file = Reading.file("```evaluate scores\non x\n\(body)\n```\n")
    guard case .rawLines(let lines)? = parsed[1].arguments["lines"] else {
      Issue.record("no raw lines")
      return
    }
    #expect(lines.map { file.text($0) } == ["    a,b  ", "      # 1,\"", "  limit 1"])
    #expect(parsed[2].integer("count") == 2)
  }

  @Test func accessorsFindArgumentsAndOptions() throws {
    let (parsed, _) = Reading.clauses(
      "metrics accuracy\ntake 3 method: simple\nheader no\ncaption \"c\"\nmissing \"a\", \"b\"\nwhere x > 1\nimpute all",
      specs: Specs.all)
    #expect(parsed.flatMap { $0.words("metrics") }.map(\.text) == ["accuracy"])
    #expect(parsed.compactMap { $0.integer("amount") } == [3])
    #expect(parsed.compactMap { $0.word("method")?.text } == ["simple"])
    #expect(parsed.compactMap { $0.flag("flag") } == [false])
    #expect(parsed.compactMap { $0.text("text") } == ["c"])
    #expect(parsed.flatMap { $0.literals("texts") } == [.text("a"), .text("b")])
    #expect(parsed.compactMap { $0.expression("condition") }.count == 1)
    #expect(parsed.compactMap { $0.selector("columns") }.count == 1)
  }
}
