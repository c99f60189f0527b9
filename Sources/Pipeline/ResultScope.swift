import Canonical
import Frame
import Syntax

/// Names of prose and requirements: `scores.women.accuracy` is a member of the value `scores`.
struct ResultScope {
  var names: [String: Producer]
  var types: [Producer: any ValueType]

  /// A stand-in of the member's type, for checking.
  func placeholder(_ path: [Word]) -> Result<Formula, Diagnostic> {
    let span = path.dropFirst().reduce(path[0].span) { $0.union($1.span) }
    guard let producer = names[path[0].text] else {
      let known = names.keys.sorted()
      return .failure(
        Diagnostic(
          .unknownName, at: path[0].span, "no cell defines `\(path[0].text)`",
          hint: suggestion(for: path[0].text, in: known)
            ?? (known.isEmpty
              ? "the notebook defines no names" : "names: \(known.prefix(12).joined(separator: ", "))")))
    }
    guard let type = types[producer] else {
      return .failure(
        Diagnostic(.inputFailed, .note, at: span, "not checked, because `\(path[0].text)` has errors"))
    }
    let members = path.dropFirst().map(\.text)
    if let member = type.memberType(members) {
      let name = path.map(\.text).joined(separator: ".")
      return .success(.column(Field(name, member.columnType)))
    }
    return .failure(unknownMember(path, span, type))
  }

  private func unknownMember(_ path: [Word], _ span: Span, _ type: any ValueType) -> Diagnostic {
    let members = path.dropFirst().map(\.text).joined(separator: ".")
    let name = path[0].text
    let known = type.memberNames
    let hint =
      nearestName(to: members, in: known).map { "did you mean `\(name).\($0)`?" }
      ?? (known.isEmpty
        ? "\(type.kind.withArticle) has no members"
        : "members: \(known.prefix(12).joined(separator: ", "))\(known.count > 12 ? ", …" : "")")
    let message =
      members.isEmpty
      ? "`\(name)` is \(type.kind.withArticle); name one of its members"
      : "\(type.kind) `\(name)` has no member `\(members)`"
    return Diagnostic(.unknownMember, at: span, message, hint: hint)
  }
}

extension FormulaType {
  /// A column type that formulas treat as this type.
  var columnType: ColumnType {
    switch self {
    case .number, .missing: .number
    case .integer: .integer
    case .boolean: .boolean
    case .text: .text
    case .date: .date
    case .datetime: .datetime
    }
  }
}
