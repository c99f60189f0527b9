import Canonical
import Frame
import Pipeline
import Syntax

/// Reads the method of a `take` and the options that go with it.
struct TakeReading {
  private let clause: ParsedClause
  private let schema: Schema
  private let method: String
  /// With the diagnostics of what was found.
  private(set) var cell: CellCheck

  init(_ clause: ParsedClause, _ cell: CellCheck, _ schema: Schema) {
    self.clause = clause
    self.cell = cell
    self.schema = schema
    method = clause.word("method")?.text ?? "simple"
  }

  /// The rule; nil after errors.
  mutating func rule(_ amount: SampleAmount) -> SampleMethod.TakeRule? {
    guard optionsFit() else { return nil }
    let replacing = readReplace()
    switch method {
    case "simple":
      let strata = strata()
      return strata.isEmpty ? (replacing ? .replacing : .simple) : .stratified(strata, .proportional)
    case "stratified": return stratified()
    case "weighted": return numeric(by: "weights", role: .weight).map { .weighted($0) }
    case "importance": return importance()
    case "reservoir": return .reservoir
    case "systematic": return .systematic
    case "convenience": return .convenience
    case "bootstrap": return .bootstrap
    case "cluster": return column(for: "groups", role: .group).map { .cluster($0.name) }
    case "quota": return quota(amount)
    case "hash": return hash(amount)
    default: return nil
    }
  }

  // MARK: What goes with what

  /// The methods that an option has a meaning with.
  private static let meanings: [String: [String]] = [
    "by": ["stratified", "weighted", "importance", "cluster", "quota", "hash"],
    "allocation": ["stratified"], "of": ["stratified"], "groups": ["quota"], "quotas": ["quota"],
    "as": ["importance"], "salt": ["hash"],
  ]

  private mutating func optionsFit() -> Bool {
    var fits = true
    for name in ["by", "allocation", "of", "groups", "quotas", "as", "salt"] {
      guard let value = clause.options[name], let methods = Self.meanings[name], !methods.contains(method)
      else {
        continue
      }
      let method = name == "by" ? "stratified by: \(clause.word("by")?.text ?? "COLUMN")" : methods[0]
      cell.error(
        .wrongValue, at: value.span, "`\(name)` has no meaning with this method", hint: "`method: \(method)`")
      fits = false
    }
    if let stratify = cell.clause("stratify by"), method != "simple", method != "stratified" {
      cell.error(
        .wrongValue, at: stratify.keywordSpan, "`stratify by` has no meaning with `method: \(method)`",
        hint: "`method: stratified`")
      fits = false
    }
    return fits
  }

  /// Whether rows are drawn with replacement.
  private mutating func readReplace() -> Bool {
    guard let replace = cell.clause("replace"), let flag = replace.flag("flag") else { return false }
    let isStratified = method == "simple" && cell.clause("stratify by") != nil
    switch method {
    case "bootstrap", "importance":
      if !flag {
        cell.error(
          .wrongValue, at: replace.span, "`method: \(method)` draws with replacement",
          hint: "leave `replace` out")
      }
    case _ where flag && (method != "simple" || isStratified):
      cell.error(
        .wrongValue, at: replace.span,
        "`method: \(isStratified ? "stratified" : method)` draws without replacement",
        hint: "`replace yes` goes with `method: simple`")
    default: break
    }
    return flag
  }

  // MARK: Methods with a column

  private mutating func strata() -> [String] {
    var words = cell.clause("stratify by")?.words("columns") ?? []
    if let by = clause.word("by") { words.append(by) }
    return words.compactMap { cell.field($0, in: schema)?.name }
  }

  private mutating func stratified() -> SampleMethod.TakeRule? {
    let isNamed = clause.word("by") != nil || cell.clause("stratify by") != nil
    if !isNamed {
      guard !cell.unreadClauses.contains("stratify") else { return nil }
      cell.error(
        .missingClause, at: clause.span, "a stratified sample needs the column to stratify by",
        hint: "`method: stratified by: COLUMN`")
      return nil
    }
    let strata = strata()
    let allocation = clause.word("allocation")?.text ?? "proportional"
    if let of = clause.word("of"), allocation != "neyman" {
      cell.error(
        .wrongValue, at: of.span, "`of` has no meaning with `allocation: \(allocation)`",
        hint: "`allocation: neyman of: \(of.text)`")
      return nil
    }
    switch allocation {
    case "equal": return .stratified(strata, .equal)
    case "neyman":
      guard let of = clause.word("of") else {
        cell.error(
          .missingClause, at: clause.span, "Neyman allocation goes by the spread of a column",
          hint: "`allocation: neyman of: COLUMN`")
        return nil
      }
      return numeric(of, "whose spread is taken").map { .stratified(strata, .neyman($0)) }
    default: return .stratified(strata, .proportional)
    }
  }

  private mutating func importance() -> SampleMethod.TakeRule? {
    let name = clause.word("as")?.text ?? "weight"
    if schema[name] != nil {
      cell.error(
        .duplicateColumn, at: clause.word("as")?.span ?? clause.span,
        "there is a column `\(name)` already", hint: "name the column of weights with `as: NAME`")
    }
    return numeric(by: "weights", role: .weight).map { .importance($0, weight: name) }
  }

  private mutating func hash(_ amount: SampleAmount) -> SampleMethod.TakeRule? {
    guard let key = column(for: "keys", role: .id) else { return nil }
    if case .count(let count) = amount {
      cell.error(
        .wrongValue, at: clause.span,
        "a hash keeps a share of the keys, and not \(NumberText.count(count, "row"))",
        hint: "`take 10% method: hash by: \(ExpressionPrinter.name(key.name))`")
      return nil
    }
    guard key.type.isHashable else {
      cell.error(
        .typeError, at: clause.word("by")?.span ?? clause.span,
        "`\(key.name)` is \(key.type.name.withArticle), which engines do not write alike",
        hint: "a key is an integer, a text, a category, a boolean or a date")
      return nil
    }
    return .hash(key.name, salt: clause.text("salt") ?? "")
  }

  private mutating func quota(_ amount: SampleAmount) -> SampleMethod.TakeRule? {
    guard let column = column(for: "groups", role: .group) else { return nil }
    let (groups, quotas) = (clause.literals("groups"), clause.literals("quotas"))
    guard groups.count == quotas.count else {
      cell.error(
        .wrongValue, at: (clause.options["quotas"] ?? clause.options["groups"])?.span ?? clause.span,
        "\(NumberText.count(quotas.count, "quota")) for \(NumberText.count(groups.count, "group"))",
        hint: "`groups: [\"a\", \"b\"] quotas: [10, 5]`")
      return nil
    }
    guard !groups.isEmpty else { return .quota(column.name, nil) }
    let labels = groups.map(label)
    if Set(labels.map(ByteKey.init)).count < labels.count {
      cell.error(
        .wrongValue, at: clause.options["groups"]?.span ?? clause.span, "a group is named twice",
        hint: "give each group once")
      return nil
    }
    return .quota(
      column.name,
      zip(labels, quotas).map { label, rows in .init(label: label, rows: Int(rows.number ?? 0)) })
  }

  private func label(_ literal: Literal) -> String {
    switch literal {
    case .text(let text): text
    case .integer(let value): String(value)
    case .number(let value), .percent(let value): NumberText.exact(value)
    case .boolean(let value): value ? "true" : "false"
    }
  }

  // MARK: Columns

  /// The column of `by`, or the one that has the role.
  private mutating func column(for purpose: String, role: Role) -> Field? {
    if let by = clause.word("by") { return cell.field(by, in: schema) }
    if let field = schema.first(role: role) { return field }
    cell.error(
      .missingClause, at: clause.span, "`method: \(method)` needs the column of its \(purpose)",
      hint: "`method: \(method) by: COLUMN`")
    return nil
  }

  private mutating func numeric(by purpose: String, role: Role) -> String? {
    guard let field = column(for: purpose, role: role) else { return nil }
    return numeric(clause.word("by") ?? Word(field.name, clause.span), "of \(purpose)")
  }

  private mutating func numeric(_ word: Word, _ purpose: String) -> String? {
    guard let field = cell.field(word, in: schema) else { return nil }
    guard field.type.isNumeric else {
      cell.error(
        .typeError, at: word.span,
        "`\(field.name)` is \(field.type.name.withArticle), and a column \(purpose) holds numbers")
      return nil
    }
    return field.name
  }
}
