import Pipeline
import Syntax

/// The reference of the verbs, made from their declarations.
package enum VerbReference {
  package enum Line: Sendable {
    case heading(String)
    case text(String)
  }

  /// `docs/verbs.md`.
  package static func markdown() -> String {
    var out = """
      # The verbs

      <!-- Made by `limn docs --markdown` from the declarations; edit those. -->

      A cell is a fenced code block whose first word is a verb. See [language.md](language.md) for how clauses are written.


      """
    for verb in VerbRegistry.all { out += section(verb.spec) }
    out += """
      ## Clauses that every cell takes

      \(clauseTable(CommonClauses.specs))
      ## Reserved

      These verbs are known and not built yet: \(VerbRegistry.reserved.map { "`\($0)`" }.joined(separator: ", ")).

      """
    return out
  }

  private static func section(_ spec: VerbSpec) -> String {
    let built = spec.clauses.filter { !$0.notYet }
    let later = spec.clauses.filter(\.notYet).map { "`\($0.keyword)`" }
    return """
      ## \(spec.name)

      \(spec.summary)

          \(spec.headerUsage)

      \(spec.manual)

      \(clauseTable(built))
      \(optionTables(built))\(later.isEmpty ? "" : "Not yet: \(later.joined(separator: ", ")).\n\n")\(glossaryTable(spec.glossary))Example:

      ````markdown
      \(spec.example)
      ````


      """
  }

  private static func clauseTable(_ clauses: [ClauseSpec]) -> String {
    guard !clauses.isEmpty else { return "" }
    let rows = clauses.map { clause in
      let notes = (clause.required ? " Required." : "") + (clause.repeatable ? " May be repeated." : "")
      return "| `\(escaped(usage(of: clause)))` | \(escaped(clause.summary))\(notes) |"
    }
    return "| clause | meaning |\n|---|---|\n" + rows.joined(separator: "\n") + "\n"
  }

  private static func optionTables(_ clauses: [ClauseSpec]) -> String {
    clauses.filter { !$0.options.isEmpty }.map { clause in
      let rows = clause.options.map { option in
        "| `\(option.name)` | \(option.defaultText.map { "`\($0)`" } ?? "") | \(escaped(option.summary)) |"
      }
      return
        "Options of `\(clause.keyword)`:\n\n| option | default | meaning |\n|---|---|---|\n\(rows.joined(separator: "\n"))\n\n"
    }.joined()
  }

  private static func glossaryTable(_ glossary: VerbSpec.Glossary?) -> String {
    guard let glossary else { return "" }
    let rows = glossary.terms.map { "| `\($0.word)` | \(escaped($0.definition)) |" }
    return "\(glossary.title):\n\n| name | meaning |\n|---|---|\n\(rows.joined(separator: "\n"))\n\n"
  }

  private static func escaped(_ text: String) -> String {
    text.map { $0 == "|" ? "\\|" : String($0) }.joined()
  }

  /// The manual page of one verb for the terminal.
  package static func lines(_ spec: VerbSpec) -> [Line] {
    var lines: [Line] = [.heading(spec.headerUsage), .text(spec.summary), .text("")]
    lines += wrapped(spec.manual, width: 88).map { .text($0) }
    lines += [.text(""), .heading("Clauses")]
    for clause in spec.clauses where !clause.notYet {
      lines.append(.text("  \(usage(of: clause))"))
      lines += wrapped(clause.summary, width: 80).map { .text("      \($0)") }
      for option in clause.options {
        let standard = option.defaultText.map { " (default \($0))" } ?? ""
        lines += wrapped("\(option.name): \(option.summary)\(standard)", width: 76).enumerated().map {
          .text("      \($0.offset == 0 ? "· " : "  ")\($0.element)")
        }
      }
    }
    if let glossary = spec.glossary {
      lines += [.text(""), .heading(glossary.title)]
      for term in glossary.terms {
        lines.append(.text("  \(term.word)"))
        lines += wrapped(term.definition, width: 80).map { .text("      \($0)") }
      }
    }
    let later = spec.clauses.filter(\.notYet).map(\.keyword)
    if !later.isEmpty {
      lines +=
        [.text(""), .heading("Not yet")]
        + wrapped(later.joined(separator: ", "), width: 84).map { .text("  \($0)") }
    }
    lines += [.text(""), .heading("Every cell")]
    lines += CommonClauses.specs.map { .text("  \(usage(of: $0))") }
    lines += [.text(""), .heading("Example")]
    lines += spec.example.split(separator: "\n", omittingEmptySubsequences: false).map { .text("  \($0)") }
    return lines
  }

  private static func wrapped(_ text: String, width: Int) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { paragraph -> [String] in
      var lines = [""]
      for word in paragraph.split(separator: " ") {
        if !lines[lines.count - 1].isEmpty, lines[lines.count - 1].count + word.count >= width {
          lines.append("")
        }
        lines[lines.count - 1] += (lines[lines.count - 1].isEmpty ? "" : " ") + word
      }
      return lines
    }
  }
}

/// The reference of the diagnostics.
package enum DiagnosticReference {
  /// `docs/diagnostics.md`.
  package static func markdown() -> String {
    let sections = DiagnosticCode.all.map { "## \($0.id)\n\n**\($0.title).** \($0.explanation)\n" }
    return """
      # Diagnostics

      <!-- Made by `limn docs --diagnostics`; edit DiagnosticCodes.swift. -->

      Each finding has a code that lasts, a place, a reason and, where something would help, a hint.

      \(sections.joined(separator: "\n"))
      """ + "\n"
  }
}
