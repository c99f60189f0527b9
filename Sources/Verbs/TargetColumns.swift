import Canonical
import Frame
import Learning
import Pipeline
import Syntax

/// What a model predicts: one column, or the labels of which a row may have any number, as several columns or listed in a text.
struct TargetColumns: Sendable, Equatable {
  /// At least one.
  let fields: [Field]

  /// Nil where there is no column.
  init?(_ fields: [Field]) {
    guard !fields.isEmpty else { return nil }
    self.fields = fields
  }

  /// The columns with the role in a table.
  init?(roleIn schema: Schema) { self.init(schema.fields.filter { $0.role == .target }) }

  var names: [String] { fields.map(\.name) }
  /// What stands between the labels that a text lists.
  var separator: String? { fields.count == 1 ? fields[0].separator : nil }
  var isMultilabel: Bool { fields.count > 1 || separator != nil }
  /// The only column; nil where rows may have several labels.
  var single: Field? { isMultilabel ? nil : fields[0] }

  /// The labels, in byte order, where they are known before anything runs.
  var labels: [String]? {
    fields.count > 1 ? names.sorted { $0.precedesByBytes($1) } : nil
  }

  /// The most columns that are named in a sentence.
  private static let mostNamed = 4

  /// For captions: `a, b and c`.
  var title: String {
    let shown = names.prefix(Self.mostNamed)
    if names.count > shown.count {
      return shown.joined(separator: ", ") + " and \(names.count - shown.count) more"
    }
    guard let last = shown.last, shown.count > 1 else { return names[0] }
    return shown.dropLast().joined(separator: ", ") + " and " + last
  }

  /// For messages: "`a` is category", or "`a`, `b` are labels".
  var description: String {
    isMultilabel ? "a row has several labels of `\(title)`" : "`\(names[0])` is \(fields[0].type.name)"
  }

  /// The clause that gives columns the role.
  static let clause = ClauseSpec(
    "target", .list("columns", .column),
    options: [
      OptionSpec(
        "separator", .text, summary: "What stands between the labels that a text lists, such as `\";\"`.")
    ],
    summary:
      "What is to be predicted. Several columns, or a text that lists labels, are labels of which a row may have any number."
  )

  /// Why columns cannot be the target together.
  static func problem(
    _ fields: [Field], separator: String?
  ) -> (code: DiagnosticCode, message: String, hint: String?)? {
    if let separator {
      guard fields.count == 1 else {
        return (
          .wrongValue,
          "`separator` is about one text that lists labels, and there are \(fields.count) columns",
          "leave `separator` out: several columns are a label each"
        )
      }
      guard !separator.isEmpty else {
        return (.wrongValue, "nothing stands between the labels", "such as `separator: \";\"`")
      }
      guard fields[0].type.isTextual else {
        return (
          .typeError, "`\(fields[0].name)` is \(fields[0].type.name), and only a text lists labels",
          "`column \(ExpressionPrinter.name(fields[0].name)) text` in `load`"
        )
      }
      return nil
    }
    guard fields.count > 1, let odd = fields.first(where: { $0.type.isTemporal }) else { return nil }
    return (
      .typeError, "`\(odd.name)` is \(odd.type.name), and a label says yes or no",
      "`derive is_\(odd.name) = …` in `load`, and name that"
    )
  }
}

extension Supervised {
  /// - Parameter group: the column of queries, where rows are ranked.
  init(_ target: TargetColumns?, weight: String? = nil, group: String? = nil) {
    self.init(
      targets: target?.names ?? [], separator: target?.separator, weight: weight, group: group)
  }
}

/// The clauses that name what is learned, where no role does.
enum TargetClauses {
  static let predict = ClauseSpec(
    "predict", .list("columns", .column),
    options: [
      OptionSpec(
        "separator", .text,
        summary: "What stands between the labels that a text lists, such as `\";\"`.")
    ],
    summary:
      "The target, where no role names it: a column of the table that the features were fitted on, or several that are a label each."
  )

  static let group = ClauseSpec(
    "group", .one("column", .column),
    summary:
      "The column whose equal values are one query, for objectives that rank, where no role names it."
  )
}
