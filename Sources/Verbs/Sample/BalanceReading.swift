import Canonical
import Frame
import Pipeline
import Syntax

extension SampleReading {
  /// What a `balance by` says; nil after errors.
  static func balance(
    _ clause: ParsedClause, _ cell: inout CellCheck, _ schema: Schema
  ) -> BalanceMethod? {
    rejectOtherClauses(beside: clause, &cell)
    guard let word = clause.word("column"), let field = cell.field(word, in: schema) else { return nil }
    guard field.type != .number, field.type != .date, field.type != .datetime else {
      cell.error(
        .typeError, at: word.span, "`\(field.name)` is \(field.type.name.withArticle), which has no classes",
        hint: "balance by a category, a text, a boolean or an integer")
      return nil
    }
    guard let way = clause.word("method").flatMap({ BalanceMethod.Way(rawValue: $0.text) }) else {
      cell.error(
        .missingClause, at: clause.span, "`balance by` needs a method",
        hint: "`balance by \(ExpressionPrinter.name(field.name)) method: oversample`")
      return nil
    }
    guard optionsFit(way, clause, &cell) else { return nil }
    let features = features(clause, schema, except: field.name, &cell)
    if way == .smote || way == .tomek, features.numbers.isEmpty {
      guard !cell.hasErrors else { return nil }
      cell.error(
        .missingClause, at: clause.span, "distances between rows need a column of numbers",
        hint: "`of: [a, b]` names them; ids, weights and targets are left out by themselves")
      return nil
    }
    return BalanceMethod(
      way: way, column: field.name, ratio: clause.number("ratio") ?? 1,
      neighbors: Int(clamping: clause.integer("neighbors") ?? 5), numbers: features.numbers,
      categories: way == .smote ? features.categories : [],
      passing: schema.fields.map { ($0.name, $0.name == field.name ? .copied : passing($0)) })
  }

  private static func rejectOtherClauses(beside clause: ParsedClause, _ cell: inout CellCheck) {
    for keyword in ["split", "take", "stratify by", "group by", "order by", "replace"] {
      guard let other = cell.clause(keyword) else { continue }
      cell.error(
        .repeatedClause, at: other.keywordSpan, "`\(keyword)` and `balance by` exclude each other",
        hint: "split or draw first, and balance the part that trains in a cell of its own")
    }
    if cell.cell.names.count > 1 {
      cell.error(
        .cellHeader, at: cell.cell.names[1].span, "`balance by` makes one table, for one name")
    }
  }

  private static func optionsFit(
    _ way: BalanceMethod.Way, _ clause: ParsedClause, _ cell: inout CellCheck
  ) -> Bool {
    let meanings: [(option: String, ways: [BalanceMethod.Way])] = [
      ("ratio", [.oversample, .undersample, .smote]), ("neighbors", [.smote]), ("of", [.smote, .tomek]),
    ]
    var fits = true
    for (option, ways) in meanings where !ways.contains(way) {
      guard let value = clause.options[option] else { continue }
      cell.error(
        .wrongValue, at: value.span, "`\(option)` has no meaning with `method: \(way.rawValue)`",
        hint: "it goes with \(ways.map { "`\($0.rawValue)`" }.joined(separator: ", "))")
      fits = false
    }
    if clause.number("ratio") == 0 {
      cell.error(
        .wrongValue, at: clause.options["ratio"]?.span ?? clause.span,
        "a ratio of 0 leaves nothing to balance",
        hint: "`ratio: 1` makes all classes alike")
      fits = false
    }
    return fits
  }

  /// The columns named by `of`; else all that have no role.
  private static func features(
    _ clause: ParsedClause, _ schema: Schema, except name: String, _ cell: inout CellCheck
  ) -> (numbers: [String], categories: [String]) {
    let words = clause.words("of")
    let named = words.compactMap { word in cell.field(word, in: schema).map { ($0, word.span) } }
    for (field, span) in named where !(field.type.isNumeric || isNominal(field)) {
      cell.error(
        .typeError, at: span, "`\(field.name)` is \(field.type.name.withArticle), and has no distances",
        hint: "name numbers, categories and booleans")
    }
    for (field, span) in named where field.name.hasSameBytes(as: name) {
      cell.error(.wrongValue, at: span, "`\(name)` is what the classes are", hint: "leave it out of `of`")
    }
    let fields = words.isEmpty ? schema.fields.filter { $0.role == .none && $0.name != name } : named.map(\.0)
    return (fields.filter(\.type.isNumeric).map(\.name), fields.filter(isNominal).map(\.name))
  }

  private static func isNominal(_ field: Field) -> Bool { field.type == .category || field.type == .boolean }

  private static func passing(_ field: Field) -> SmoteRows.Passing {
    guard field.role == .none || field.role == .target else { return .left }
    return field.type.isNumeric ? .between : isNominal(field) ? .frequent : .left
  }
}
