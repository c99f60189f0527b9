import Syntax
import Testing

/// What is said of clauses that are wrong: place, code, message and hint.
struct ClauseErrorTests {
  @Test func wrongClausesAreExplained() {
    var clause: Substring = ""
    var expected: [String] = []
    for line in (Self.table + "\n.").split(separator: "\n") {
      if line.hasPrefix("  ") {
        expected.append(String(line.dropFirst(2)))
        continue
      }
      if !clause.isEmpty {
        let (_, problems) = Reading.clauses("on x\n" + clause, specs: Specs.all, parameters: Specs.parameters)
        #expect(problems == expected, "\(clause)")
      }
      clause = line
      expected = []
    }
  }

  @Test func errorsCostOneClause() {
    let (parsed, problems) = Reading.clauses(
      "limit 0\non test\nlimt 2\ncaption \"a\nwhere a >\nmetrics accuracy", specs: Specs.all)
    #expect(parsed.map(\.keyword) == ["on", "metrics"])
    #expect(problems.count == 4)
  }

  @Test func repeatedAndMissingClausesAreReported() {
    let (parsed, problems) = Reading.clauses("limit 1\nwhere a\nlimit 2\nwhere b", specs: Specs.all)
    #expect(parsed.map(Specs.text) == ["limit count=1", "where condition=(a)", "where condition=(b)"])
    #expect(
      problems == [
        "4:1-4:6 L0105 `limit` may stand once in a cell (the first one is on line 2)",
        "1:4-1:12 L0106 `evaluate` needs the clause `on` (add a line `on TABLE`)",
      ])
  }

  @Test func aBrokenClauseIsNotMissing() {
    let (_, problems) = Reading.clauses("on 5", specs: Specs.all)
    #expect(
      problems == [
        "2:4-2:5 L0104 `on` wants the name of a value, and this is the number `5` (for example `name`)"
      ])
  }

  private static let table = #"""
    metrcs accuracy
      3:1-3:7 L0102 `evaluate` has no clause `metrcs` (did you mean `metrics`?)
    metrics accuracy, f1
      3:19-3:21 L0104 `metrics` does not know `f1` (choose one of: accuracy, f1_macro, log_loss)
    metrics brier
      3:9-3:14 L0900 `brier` is not built yet (there is: accuracy, f1_macro, log_loss)
    metrics acuracy
      3:9-3:16 L0104 `metrics` does not know `acuracy` (did you mean `accuracy`?)
    metrics
      3:8-3:8 L0101 expected one of accuracy, f1_macro, log_loss, found the end (usage: `metrics accuracy|f1_macro|log_loss[, …]`)
    metrics "accuracy"
      3:9-3:19 L0104 `metrics` wants one of accuracy, f1_macro, log_loss, and this is the text `"accuracy"` (write it without quotes: `accuracy`)
    split 80, 20
      3:7-3:9 L0104 `split` wants a share, from 0% to 100%, and this is `80` (write `80%`)
    split 80%,
      3:11-3:11 L0101 expected a share, from 0% to 100%, found the end (usage: `split P%[, P%…]`)
    split 120%
      3:7-3:11 L0104 `split` wants a share, from 0% to 100%, and this is `120%` (for example `80%`)
    stratify sex
      3:1-3:13 L0102 `evaluate` has no clause `stratify sex` (did you mean `stratify by`?)
    stratfy by sex
      3:1-3:11 L0102 `evaluate` has no clause `stratfy by` (did you mean `stratify by`?)
    stratify by 2020
      3:13-3:17 L0104 `stratify by` wants a column, and this is the number `2020` (a name that is not a word stands in backticks: `` `2020` ``)
    stratify by "age"
      3:13-3:18 L0104 `stratify by` wants a column, and this is the text `"age"` (names stand without quotes: `` age ``)
    take 0.5
      3:6-3:9 L0104 `take` wants a count or a share, and this is `0.5` (write `50%` for a share)
    take -1
      3:6-3:8 L0104 `take` wants a count or a share, and this is `-1` (for example `100` or `10%`)
    take 10% method: simpel
      3:18-3:24 L0104 `method:` does not know `simpel` (did you mean `simple`?)
    take 10% methd: simple
      3:10-3:15 L0103 `take` has no option `methd` (did you mean `method:`?)
    take 10% method simple
      3:10-3:16 L0101 expected the end of the clause, found `method` (an option is written `method: VALUE`)
    take 10% method = simple
      3:10-3:16 L0101 expected the end of the clause, found `method` (an option is written `method: VALUE`)
    take 10%, method: simple
      3:9-3:10 L0101 expected an option, found `,` (options stand behind each other without commas)
    take 10% extra
      3:10-3:15 L0101 expected an option or the end of the clause, found `extra` (options of `take`: method: by:)
    take 10% method: simple method: simple
      3:25-3:31 L0101 the option `method` is given twice
    impute with: mean
      3:8-3:12 L0101 expected columns, found the option `with:` (usage: `impute COLUMNS [option: value …]`)
    impute 2020
      3:8-3:12 L0104 `impute` wants columns, and this is the number `2020` (a name that is not a word stands in backticks: `` `2020` ``)
    impute ends_with("x")
      3:8-3:17 L0101 columns cannot be chosen with `ends_with` (there are `starts_with("x_")` and `matches(/re/)`)
    impute starts_with(x)
      3:20-3:21 L0101 expected a text, found `x` (for example `starts_with("x_")`)
    impute *
      3:8-3:9 L0104 `impute` wants columns, and this is `*` (write `all`)
    impute all except
      3:18-3:18 L0101 expected a column or a kind of columns, found the end (usage: `impute COLUMNS [option: value …]`)
    model logistc C: 1
      3:1-3:14 L0102 `evaluate` has no clause `model logistc` (did you mean `model logistic`?)
    model
      3:1-3:6 L0102 `model` is only the start of a clause (behind `model` stands one of: logistic, ridge)
    model svm
      3:1-3:10 L0900 `model svm` of `evaluate` is not built yet
    model forest
      3:1-3:13 L0102 `evaluate` has no clause `model forest` (behind `model` stands one of: logistic, ridge)
    mdel logistic
      3:1-3:14 L0102 `evaluate` has no clause `mdel logistic` (did you mean `model logistic`?)
    model logistic C: -1
      3:19-3:21 L0104 `C:` wants a number of at least 0, and this is `-1` (for example `0.5`)
    model logistic C: 1.5 max_iter: 1.5
      3:33-3:36 L0104 `max_iter:` wants a whole number of at least 1, and this is `1.5` (for example `10`)
    model logistic C: abc max_iter: 10.0
      3:19-3:22 L0104 `C:` wants a number of at least 0, and this is the word `abc` (for example `0.5`)
      3:33-3:37 L0104 `max_iter:` wants a whole number of at least 1, and this is `10.0` (write `10`)
    model logistic C: $hlf
      3:19-3:23 L0005 there is no parameter `hlf` (did you mean `$half`?)
    model logistic C: $metric
      3:19-3:26 L0104 `C:` wants a number of at least 0, and `$metric` is "accuracy" (for example `0.5`)
    model logistic C: $share
      3:19-3:25 L0104 `C:` wants a number of at least 0, and `$share` is "80%" (a parameter in quotes is a text; write `80%` without them)
    model logistic c: 1 max: 2
      3:16-3:17 L0103 `model logistic` has no option `c` (did you mean `C:`?)
      3:21-3:24 L0103 `model logistic` has no option `max` (options of `model logistic`: C, max_iter)
    model ridge alpha: 2
      3:20-3:21 L0104 `alpha:` wants a number from 0 to 1, and this is `2` (for example `0.5`)
    column age nmber
      3:12-3:17 L0104 `column` does not know `nmber` (did you mean `number`?)
    column age
      3:11-3:11 L0101 expected one of number, text, found the end (usage: `column NAME number|text [as NEW] [option: value …]`)
    column age number as
      3:21-3:21 L0101 expected a name, found the end (usage: `column NAME number|text [as NEW] [option: value …]`)
    derive c == 1
      3:10-3:12 L0101 expected `=`, found `==` (usage: `derive NAME = VALUE`)
    derive c = a = b
      3:14-3:15 L0101 expected an operator or the end of the expression, found `=` (to compare, write `==`)
    derive c = $zz + 1
      3:12-3:15 L0005 there is no parameter `zz` (parameters: half, metric, on, share)
    derive c + 1
      3:10-3:11 L0101 expected `=`, found `+` (usage: `derive NAME = VALUE`)
    limit 0
      3:7-3:8 L0104 `limit` wants a whole number of at least 1, and this is `0` (for example `10`)
    limit 2 3
      3:9-3:10 L0101 expected the end of the clause, found `3` (usage: `limit COUNT`)
    limit 2.5
      3:7-3:10 L0104 `limit` wants a whole number of at least 1, and this is `2.5` (for example `10`)
    limit 99999999999999999999
      3:7-3:27 L0104 the whole number has more than 64 bits (write it with a decimal point if rounding does no harm: `99999999999999999999.0`)
    encoding latin-2
      3:10-3:17 L0104 `encoding` does not know `latin-2` (did you mean `latin-1`?)
    encoding "latin-1"
      3:10-3:19 L0104 `encoding` wants one of utf-8, latin-1, and this is the text `"latin-1"` (write it without quotes: `latin-1`)
    header maybe
      3:8-3:13 L0104 `header` wants `yes` or `no`, and this is the word `maybe`
    header 1
      3:8-3:9 L0104 `header` wants `yes` or `no`, and this is `1` (write `yes`)
    missing NA
      3:9-3:11 L0104 `missing` wants a text, and this is the word `NA` (put it in double quotes: `"NA"`)
    missing "NA
      3:9-3:12 L0108 the text is never closed (a `"` is missing at the end of the line)
    inline
      3:7-3:7 L0101 expected indented lines below, found the end (the lines below `inline` are indented deeper than it)
    cross a + b
      3:9-3:10 L0101 expected `*`, found `+` (usage: `cross A * B`)
    ngrams 2...1
      3:8-3:13 L0104 the range ends below its start (write `1...2`)
    ngrams 2
      3:9-3:9 L0101 expected `...`, found the end (a range has two ends, both part of it: `1...10`)
    ngrams 0...1 log
      3:8-3:17 L0104 a range in steps of equal ratio starts above zero
    ngrams 0...1 step 0
      3:19-3:20 L0104 a step is greater than zero
    ngrams 1..2
      3:9-3:10 L0101 expected `...`, found `.` (a range has two ends, both part of it: `1...10`)
    ngrams "a"
      3:8-3:11 L0104 `ngrams` wants a range, and this is `"a"` (for example `1...10`)
    kinds {a b}
      3:10-3:11 L0101 expected `,` or `}`, found `b` (for example `{a, b}`)
    kinds [a]
      3:7-3:8 L0104 `kinds` wants a set, and this is `[` (a set stands in braces: `{a, b}`)
    order "a"
      3:7-3:10 L0104 `order` wants a list in square brackets, and this is the text `"a"` (put it in square brackets, as in `["text", …]`)
    order []
      3:8-3:9 L0104 `order` wants a text, and this is `]` (for example `"text"`)
    constant abc
      3:10-3:13 L0104 `constant` wants a constant, and this is the word `abc` (put a text in double quotes: `"abc"`)
    caption 'hi'
      3:9-3:13 L0101 text stands in double quotes (write `"hi"`)
    caption “hi”
      3:9-3:13 L0101 text stands in plain double quotes (write `"hi"`)
    caption "a\qb"
      3:11-3:13 L0101 `\q` is no escape (escapes are `\"`, `\\`, `\n`, `\t` and `\u{…}`; a backslash itself is written `\\`)
    caption "\u{110000}"
      3:10-3:19 L0101 `\u` wants the number of a Unicode scalar in braces (for example `\u{e9}` for é)
    caption hello world
      3:9-3:14 L0104 `caption` wants a text, and this is the word `hello` (put it in double quotes: `"hello"`)
    caption: "x"
      3:8-3:9 L0101 no `:` stands behind the keyword `caption` (usage: `caption "TEXT"`)
    caption = "x"
      3:9-3:10 L0101 no `=` stands behind the keyword `caption` (usage: `caption "TEXT"`)
    hide
      3:1-3:5 L0102 `hide` is only the start of a clause (behind `hide` stands one of: source, result)
    hide sorce
      3:1-3:11 L0102 `evaluate` has no clause `hide sorce` (did you mean `hide source`?)
    hide source now
      3:13-3:16 L0101 expected the end of the clause, found `now` (usage: `hide source`)
    slice women
      3:12-3:12 L0101 expected `where`, found the end (usage: `slice NAME where CONDITION`)
    "x"
      3:1-3:4 L0101 expected a clause, found `"x"` (clauses of `evaluate`: on, metrics, split, stratify by, take, impute, model logistic, model ridge, column, derive, where, limit, encoding, header, missing, inline, cross, ngrams, kinds, order, constant, caption, hide source, hide result, slice by, slice, pick)
    limit 12abc
      3:7-3:12 L0101 `12abc` is neither a number nor a name (a name that starts with a digit stands in backticks: `` `12abc` ``)
    limit 0x10
      3:7-3:11 L0101 `0x10` is neither a number nor a name (numbers are decimal)
    limit 1__0
      3:7-3:11 L0101 `1__0` is neither a number nor a name (a single `_` may stand between two digits)
    limit 1e400
      3:7-3:12 L0104 the number is too large (numbers go up to about 1.8e308)
    on $half
      3:4-3:9 L0104 `on` wants the name of a value, and `$half` is 0.5 (for example `name`)
      3:1-3:3 L0105 `on` may stand once in a cell (the first one is on line 2)
    stratify by $
      3:13-3:14 L0101 a parameter's name must stand right behind `$` (for example `$threshold`)
    where ‑a
      3:7-3:8 L0101 `‑` has no meaning here (write `-`)
    """#
}
