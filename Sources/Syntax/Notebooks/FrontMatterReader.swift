import Canonical
import Yams

/// Turns the YAML map into front matter, checking the kind of every value.
struct FrontMatterReader {
  let places: YAMLPlaces
  var matter = FrontMatter()
  private(set) var diagnostics: [Diagnostic] = []

  init(file: SourceFile, firstLine: Int) { places = YAMLPlaces(file: file, firstLine: firstLine) }

  mutating func report(_ code: DiagnosticCode, at span: Span, _ message: String, hint: String? = nil) {
    diagnostics.append(Diagnostic(code, at: span, message, hint: hint))
  }

  mutating func read(_ root: Node) {
    guard let pairs = root.mapping else {
      if case .scalar(let scalar) = root, scalar.isNull { return }
      report(
        .frontMatterSyntax, at: places.span(of: root), "the front matter is no map",
        hint: "for example `title: A year ahead`")
      return
    }
    for (key, value) in pairs {
      guard case .scalar(let name) = key else {
        report(.frontMatterSyntax, at: places.span(of: key), "a key of the front matter is a word")
        continue
      }
      read(name.string, key, value)
    }
  }

  private mutating func read(_ key: String, _ keyNode: Node, _ value: Node) {
    guard Self.keys.contains(key) else { return warnUnknown(key, keyNode) }
    if case .scalar(let scalar) = value, scalar.isNull { return }
    switch key {
    case "title": matter.title = text(key, value)
    case "subtitle": matter.subtitle = text(key, value)
    case "description": matter.description = text(key, value)
    case "theme": matter.theme = text(key, value)
    case "lang": matter.lang = text(key, value)
    case "author": matter.authors = texts(key, value)
    case "tags": matter.tags = texts(key, value)
    case "date": matter.date = date(value)
    case "draft": matter.draft = flag(key, value) ?? matter.draft
    case "toc": matter.toc = flag(key, value) ?? matter.toc
    case "seed": matter.seed = seed(value) ?? matter.seed
    default: readParameters(value)
    }
  }

  private static let keys = [
    "title", "subtitle", "author", "date", "description", "tags", "draft", "params", "seed", "toc", "theme",
    "lang",
  ]

  private mutating func warnUnknown(_ key: String, _ node: Node) {
    let hint = suggestion(for: key, in: Self.keys) ?? "nothing reads it"
    diagnostics.append(
      Diagnostic(
        .frontMatterUnknownKey, .warning, at: places.span(of: node),
        "the front matter key `\(key)` is unknown", hint: hint))
  }

  // MARK: Kinds of values

  private mutating func wrong(_ key: String, _ value: Node, wanted: String, example: String) {
    report(
      .frontMatterValue, at: places.span(of: value), "`\(key)` wants \(wanted)",
      hint: "for example `\(key): \(example)`")
  }

  private mutating func text(_ key: String, _ value: Node) -> String? {
    guard case .scalar(let scalar) = value else {
      wrong(key, value, wanted: "a text", example: "\"…\"")
      return nil
    }
    return String(scalar.string.reversed().drop { $0.isNewline }.reversed())
  }

  private mutating func texts(_ key: String, _ value: Node) -> [String] {
    switch value {
    case .scalar(let scalar): return [scalar.string]
    case .sequence(let items):
      return items.compactMap { item in
        if case .scalar(let scalar) = item, !scalar.isNull { return scalar.string }
        wrong(key, item, wanted: "a text, or a list of texts", example: "[one, two]")
        return nil
      }
    default:
      wrong(key, value, wanted: "a text, or a list of texts", example: "[one, two]")
      return []
    }
  }

  private mutating func flag(_ key: String, _ value: Node) -> Bool? {
    if case .scalar(let scalar) = value, case .boolean(let flag)? = scalar.literal { return flag }
    wrong(key, value, wanted: "`true` or `false`", example: "true")
    return nil
  }

  private mutating func seed(_ value: Node) -> Int64? {
    if case .scalar(let scalar) = value, case .integer(let seed)? = scalar.literal { return seed }
    wrong("seed", value, wanted: "a whole number of at most 64 bits", example: "42")
    return nil
  }

  private mutating func date(_ value: Node) -> String? {
    if case .scalar(let scalar) = value, ISODate.isValid(scalar.string) { return scalar.string }
    wrong("date", value, wanted: "a date of the calendar in ISO 8601", example: "2026-11-20")
    return nil
  }

  // MARK: Parameters

  private mutating func readParameters(_ value: Node) {
    guard let pairs = value.mapping else {
      report(
        .frontMatterValue, at: places.span(of: value), "`params` wants a map of names and values",
        hint: "for example a line `  threshold: 0.5` below it")
      return
    }
    for (key, value) in pairs {
      guard case .scalar(let name) = key, isParameterName(name.string) else {
        report(
          .frontMatterValue, at: places.span(of: key),
          "a parameter's name is a word, since cells read it as `$name`",
          hint: "letters, digits and `_`, with a letter first")
        continue
      }
      guard let literal = parameter(name.string, value) else { continue }
      matter.parameters.append(.init(name: Word(name.string, places.span(of: key)), value: literal))
    }
  }

  private mutating func parameter(_ name: String, _ value: Node) -> Literal? {
    guard case .scalar(let scalar) = value else {
      report(
        .frontMatterValue, at: places.span(of: value), "the parameter `\(name)` wants a plain value",
        hint: "a number, a text, or `true` and `false`; lists and maps cannot be parameters")
      return nil
    }
    if let literal = scalar.literal { return literal }
    let message =
      scalar.isNull
      ? "the parameter `\(name)` has no value" : "the parameter `\(name)` is no number that can be kept"
    report(
      .frontMatterValue, at: places.span(of: value), message,
      hint: scalar.isNull
        ? "its value is the default for `-P \(name)=…`"
        : "numbers are finite; whole ones have at most 64 bits")
    return nil
  }

  private func isParameterName(_ name: String) -> Bool {
    let file = SourceFile(path: "", text: name)
    let tokens = Lexer(file: file, lines: [Span(0, file.bytes.count)]).tokens
    return tokens.count == 1 && tokens[0].word != nil && tokens[0].span == Span(0, file.bytes.count)
  }
}

extension FrontMatterReader {
  /// Reports why YAML cannot be read, in its parser's words.
  mutating func report(_ error: YamlError, fallback: Span) {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      report(
        .frontMatterSyntax, at: places.span(at: mark), "the front matter is not YAML: \(problem)",
        hint: "text with a colon or a quote in it stands in quotes")
    case .duplicatedKeysInMapping(let duplicates, let context):
      let names = duplicates.sorted().map { "`\($0)`" }.joined(separator: ", ")
      report(.frontMatterSyntax, at: places.span(at: context.mark), "a key is given twice: \(names)")
    case .reader(let problem, _, _, _):
      report(.frontMatterSyntax, at: fallback, "the front matter is not YAML: \(problem)")
    default: report(.frontMatterSyntax, at: fallback, "the front matter is not YAML")
    }
  }
}
