import Canonical
import Frame
import Pipeline
import Syntax
import Verbs

/// Writes notebooks of random cells, made from the declarations of the verbs.
struct RandomCells {
  private var stream: RandomStream
  private var names = ["birds", "rows", "train", "test", "features", "model", "scores"]
  private var count = 0

  init(seed: UInt64) { stream = RandomStream(seed: seed, stream: 0) }

  static let files = ["birds.csv": CachingTests.data, "empty.csv": "", "ragged.csv": "a,b\n1\n"]

  /// Cells that hold, for the random ones to build on.
  static let base = """
    ---
    title: Random
    params:
      some: 2
      part: 0.5
      word: species
    ---

    ```load birds from "birds.csv"
    target species
    ```

    ```load rows
    inline
      mass,bill,island,species,note,day,open
      1,2.5,a,x,p,2024-01-01,yes
      2,,b,y,,2024-01-02,no
      ,7,a,x,q q,,yes
    ```

    ```sample train, test from birds
    split 50%, 50%
    stratify by species
    ```

    ```featurize features from train
    drop note
    impute numeric
    one_hot island
    ```

    ```train model from features
    model logistic
    ```

    ```evaluate scores from model
    on test
    ```


    """

  mutating func notebook(cells: Int) -> String {
    var text = Self.base
    for _ in 0..<cells { text += addition() }
    return text
  }

  /// A cell, and now and then a value in prose behind it.
  mutating func addition() -> String { cell() + "\n" + (stream.next(below: 3) == 0 ? inlineValue() : "") }

  // MARK: Cells

  private mutating func cell() -> String {
    let spec = VerbRegistry.all[stream.next(below: VerbRegistry.all.count)].spec
    count += 1
    var defined: [String] = []
    switch spec.names {
    case .none: break
    case .optional: if stream.next(below: 2) == 0 { defined = ["r\(count)"] }
    case .one: defined = ["r\(count)"]
    case .oneOrMore: defined = stream.next(below: 2) == 0 ? ["r\(count)"] : ["r\(count)", "s\(count)"]
    }
    var header = ([spec.name] + (defined.isEmpty ? [] : [defined.joined(separator: ", ")])).joined(
      separator: " ")
    switch spec.sources {
    case .none: break
    case .path:
      if stream.next(below: 4) > 0 {
        header += " from \"\(pick(["birds.csv", "birds.csv", "empty.csv", "ragged.csv", "no.csv"]))\""
      }
    case .value: header += " from \(source(of: spec.name))"
    case .oneOrMoreValues:
      header +=
        " from \((0...stream.next(below: 2)).map { _ in source(of: spec.name) }.joined(separator: ", "))"
    }
    let lines =
      clauses(of: spec) + (spec.freeBody ? (0...stream.next(below: 4)).map { _ in diagramLine() } : [])
    names += defined
    return "```\(header)\n\(lines.map { $0 + "\n" }.joined())```\n"
  }

  private mutating func clauses(of spec: VerbSpec) -> [String] {
    let built = spec.allClauses.filter { !$0.notYet || stream.next(below: 12) == 0 }
    var chosen = built.filter { $0.required }
    if spec.name == "train" {
      chosen += built.filter { $0.keyword.hasPrefix("model ") }.prefix(1 + stream.next(below: 5)).suffix(1)
    }
    if spec.name == "sample" { chosen += [built[stream.next(below: 3)]] }
    for _ in 0..<stream.next(below: 5) { chosen.append(built[stream.next(below: built.count)]) }
    return chosen.map { clause($0) }
  }

  private mutating func clause(_ spec: ClauseSpec) -> String {
    var words = [spec.keyword] + spec.arguments.map { element($0) }
    for option in spec.options where stream.next(below: 3) == 0 {
      words.append("\(option.name): \(value(option.kind))")
    }
    return words.filter { !$0.isEmpty }.joined(separator: " ")
  }

  private mutating func element(_ element: ClauseElement) -> String {
    switch element {
    case .one(_, let kind): value(kind)
    case .list(_, let kind): (0...stream.next(below: 3)).map { _ in value(kind) }.joined(separator: ", ")
    case .literal(let text): text
    case .optional(let inner):
      stream.next(below: 2) == 0 ? "" : inner.map { self.element($0) }.joined(separator: " ")
    }
  }

  private mutating func value(_ kind: ArgumentKind) -> String {
    switch kind {
    case .column: return column()
    case .newName: return pick(["n", "mass", "`a b`", "kg", "`\u{e9}`"])
    case .valueName: return pick(["test", "birds", "rows"] + names)
    case .selector:
      return pick([
        column(), column(), "numeric", "categorical", "all", "all except species", "starts_with(\"m\")",
        "matches(/a/)",
      ])
    case .expression: return expression(depth: 3)
    case .text: return pick(["\"a\"", "\"%d.%m.%Y\"", "\";\"", "\"\"", "\"\\u{1f426}\""])
    case .number(let range):
      guard let range, range.contains(1) else { return number() }
      return pick(["1", "0.5", NumberText.exact(range.lowerBound), number()])
    case .integer(let range):
      return pick(["1", "2", "5", range.map { String($0.lowerBound) } ?? "-7", number()])
    case .share: return pick(["50%", "25%", "0.5", "100%", "$part", number()])
    case .amount: return pick(["1", "3", "50%", "$some", number()])
    case .word(let choices, _): return choices.isEmpty ? "a" : pick(choices)
    case .yesNo: return pick(["yes", "no"])
    case .literal: return pick(["0", "\"x\"", "yes", "2.5", number()])
    case .range: return pick(["1...3", "0.1...1 log", "0...10 step 2"])
    case .set: return "{a, b}"
    case .bracketed(let inner): return "[\(value(inner))]"
    case .rawLines: return "\n  a,mass\n  \(pick(["1", "x", "\"", ""])),\(number())\n  2,3"
    }
  }

  private mutating func expression(depth: Int) -> String {
    guard depth > 0, stream.next(below: 4) > 0 else {
      return pick([
        column(), column(), number(), "\"a\"", "yes", "$some", "scores.accuracy", "test.rows",
        "\"2024-01-01\"",
      ])
    }
    func part(_ cells: inout RandomCells) -> String { cells.expression(depth: depth - 1) }
    switch stream.next(below: 8) {
    case 0: return "(\(part(&self)))"
    case 1: return "not \(part(&self)) is missing"
    case 2: return "\(part(&self)) in [\(part(&self)), \(part(&self))]"
    case 3: return "if \(part(&self)) > \(part(&self)) then \(part(&self)) else \(part(&self))"
    case 4:
      let function = FormulaFunctions.all[stream.next(below: FormulaFunctions.all.count)].name
      return "\(function)(\((0...stream.next(below: 2)).map { _ in part(&self) }.joined(separator: ", ")))"
    case 5: return "-\(part(&self))"
    default:
      let symbol = pick(["+", "-", "*", "/", "%", "==", "!=", "<", "<=", ">", ">=", "and", "or"])
      return "\(part(&self)) \(symbol) \(part(&self))"
    }
  }

  private mutating func diagramLine() -> String {
    pick([
      "a \"A\" kind: model", "a -> b", "b <-> model \"x\" style: dashed", "group g\(stream.next(below: 3)) {",
      "}", "direction down",
      "a -> a", "birds -> train -> model", "group h \"H\" { c }", "c -- \(pick(["a", "g1", "h"]))",
    ])
  }

  private mutating func inlineValue() -> String {
    let member = pick(["rows", "accuracy", "count", "names", "size", "missing", "baseline.accuracy"])
    let text = stream.next(below: 2) == 0 ? expression(depth: 2) : "\(pick(names)).\(member)"
    return
      "`= \(text)\(pick(["", " | percent", " | fixed 12", " | signed", " | significant 1", " | thousands"]))`\n\n"
  }

  // MARK: Parts

  private mutating func source(of verb: String) -> String {
    if stream.next(below: 8) == 0 { return pick(names) }
    return switch verb {
    case "train": "features"
    case "evaluate": "model"
    default: pick(["birds", "rows", "train", "test"])
    }
  }

  private mutating func column() -> String {
    pick(["mass", "bill", "island", "species", "note", "mass", "bill", "day", "open", "`no such`"])
  }

  private mutating func number() -> String {
    pick([
      "0", "1", "-1", "2", "3", "7", "0.5", "1e-9", "-0.25", "100%", "1e308", "-1e308", "9223372036854775807",
      "99999999999999999999", "1e400", "4294967296",
    ])
  }

  private mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[stream.next(below: elements.count)]
  }

  // MARK: Mutations

  /// The text with some of its tokens deleted, doubled, swapped or replaced.
  mutating func mutated(_ text: String, changes: Int) -> String {
    var tokens = Self.tokens(text)
    for _ in 0..<changes where tokens.count > 1 {
      let index = stream.next(below: tokens.count)
      switch stream.next(below: 6) {
      case 0: tokens.remove(at: index)
      case 1: tokens.insert(tokens[index], at: index)
      case 2: tokens.swapAt(index, stream.next(below: tokens.count))
      case 3: tokens[index] = number()
      case 4: tokens[index] = unicode()
      default:
        tokens[index] = pick([
          "\"", "`", "{", "}", "[", "(", ")", ",", ":", "...", "->", "\\", "/", "#", "\t", "\n", "\n```\n",
          "  ", "$x", "%", "=", "|",
        ])
      }
    }
    return tokens.joined()
  }

  private mutating func unicode() -> String {
    let scalars = (0...stream.next(below: 3)).compactMap { _ in
      Unicode.Scalar(UInt32(stream.next(below: pick([0x80, 0x800, 0x3000, 0x11_0000]))))
    }
    return String(String.UnicodeScalarView(scalars))
  }

  /// Runs of letters and digits, and every other character by itself.
  private static func tokens(_ text: String) -> [String] {
    var tokens: [String] = []
    var isWord = false
    for scalar in text.unicodeScalars {
      let isLetter = scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || scalar == "_"
      if isLetter, isWord {
        tokens[tokens.count - 1].unicodeScalars.append(scalar)
      } else {
        tokens.append(String(scalar))
      }
      isWord = isLetter
    }
    return tokens
  }
}
